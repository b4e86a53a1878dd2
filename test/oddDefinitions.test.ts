import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDocument } from '../shared/document/document';
import { GOOD_FIELDS, httpTaskState, machineExample } from '../shared/rules/example';
import { validate } from '../shared/rules/validate';
import { NO_SURROUNDINGS } from '../shared/spec/diagnostic';
import type { JsonObject } from '../shared/spec/json';

// Definitions as people write them, odd and sound, and the same with one mistake each.

const DONE = { Type: 'Succeed' };
const PASS = { Type: 'Pass', End: true };
const JSONATA = { QueryLanguage: 'JSONata' };
const ITEM = { StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } };
const FAR = { ...ITEM, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } };
const WORK = { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:work:PROD', End: true };

function one(state: JsonObject, machine: JsonObject = {}): string {
  return machineExample({ A: state }, machine);
}

function jsonata(state: JsonObject): string {
  return one(state, JSONATA);
}

function choice(rule: JsonObject, more: JsonObject = {}): string {
  return machineExample({ A: { Type: 'Choice', Choices: [{ Next: 'B', ...rule }], ...more }, B: DONE });
}

function call(service: string, fields: JsonObject, more: JsonObject = {}): string {
  const task: JsonObject = { Type: 'Task', Resource: `arn:aws:states:::${service}`, Parameters: fields, End: true };
  return one({ ...task, ...more });
}

function http(fields: JsonObject, more: JsonObject = {}): string {
  return machineExample({ A: httpTaskState({ Parameters: { ...GOOD_FIELDS, ...fields }, ...more }) });
}

const SOUND: Readonly<Record<string, string>> = {
  'a state called like a field': machineExample({ Next: { Type: 'Pass', Next: 'End' }, End: DONE }),
  'a state called with blanks and a question mark': machineExample({
    'Is it $5? ': { Type: 'Pass', Next: '{}' },
    '{}': DONE,
  }),
  'a loop with a Wait': machineExample({
    Ask: { Type: 'Wait', Seconds: 0, Next: 'Done?' },
    'Done?': { Type: 'Choice', Choices: [{ Variable: '$.done', BooleanEquals: true, Next: 'End' }], Default: 'Ask' },
    End: DONE,
  }),
  'a Catcher that leads back to its own state': one({ ...WORK, Catch: [{ ErrorEquals: ['Busy'], Next: 'A' }] }),
  'a Retrier that never tries': one({
    ...WORK,
    Retry: [{ ErrorEquals: ['Fatal'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }],
  }),
  'a Task that waits for a token': call(
    'sqs:sendMessage.waitForTaskToken',
    {
      QueueUrl: 'q',
      MessageBody: { 'token.$': '$$.Task.Token', 'input.$': '$' },
    },
    { HeartbeatSeconds: 60, TimeoutSeconds: 3600 },
  ),
  'a resource of another partition': call('lambda:invoke', { FunctionName: 'f', 'Payload.$': '$' }).replace(
    'arn:aws:',
    'arn:aws-us-gov:',
  ),
  'an AWS API': call('aws-sdk:dynamodb:query', {
    TableName: 't',
    ExpressionAttributeValues: { ':a': { 'S.$': '$.a' } },
  }),
  'an AWS API that waits for a token': call('aws-sdk:sfn:startSyncExecution', { StateMachineArn: 'x' }),
  'a nested intrinsic in a path': one({
    ...PASS,
    Parameters: { 'a.$': "States.Format('{}-{}', States.UUID(), $$.Execution.Name)" },
  }),
  'an escaped brace': one({ ...PASS, Parameters: { 'a.$': "States.Format('\\{{}\\}', $.a)" } }),
  'a filter in an InputPath': one({ ...PASS, InputPath: "$.a[?(@.b == 'c')].d" }),
  'a descent': one({ ...PASS, OutputPath: '$..name' }),
  'a slice': one({ ...PASS, Parameters: { 'last.$': '$.list[-1:]' } }),
  'a name in brackets': one({ ...PASS, ResultPath: "$['my result']['x.y']" }),
  'a context path in ResultSelector': one({
    ...WORK,
    ResultSelector: { 'at.$': '$$.State.EnteredTime', 'all.$': '$' },
  }),
  'variables in JSONPath': machineExample({
    A: { Type: 'Pass', Assign: { 'n.$': 'States.MathAdd(1, 2)', list: [1] }, Next: 'B' },
    B: { Type: 'Choice', Choices: [{ Variable: '$n', NumericGreaterThanPath: '$list[0]', Next: 'C' }], Default: 'C' },
    C: { Type: 'Succeed', OutputPath: '$n' },
  }),
  'a Choice by null': choice({ Variable: '$', IsNull: true }),
  'a Choice of Choices': choice({
    And: [{ Not: { Variable: '$.a', IsPresent: false } }, { Or: [{ Variable: '$.a', StringMatches: '*.json' }] }],
  }),
  'a Choice by time': choice({ Variable: '$.at', TimestampLessThan: '2026-01-02T03:04:05.678+01:00' }),
  'an inline Map by a path': one({
    Type: 'Map',
    ItemsPath: '$.items',
    ItemSelector: { 'v.$': '$$.Map.Item.Value' },
    ItemProcessor: ITEM,
    MaxConcurrency: 0,
    End: true,
  }),
  'an old Map': one({ Type: 'Map', Iterator: ITEM, Parameters: { 'i.$': '$$.Map.Item.Index' }, End: true }),
  'a distributed Map over a bucket': one({
    Type: 'Map',
    ItemProcessor: FAR,
    Label: 'files',
    ItemReader: {
      Resource: 'arn:aws:states:::s3:listObjectsV2',
      Parameters: { 'Bucket.$': '$.bucket', Prefix: 'in/' },
      ReaderConfig: { MaxItemsPath: '$.most' },
    },
    ItemBatcher: { MaxItemsPerBatch: 10, BatchInput: { 'run.$': '$$.Execution.Id' } },
    ResultWriter: {
      Resource: 'arn:aws:states:::s3:putObject',
      Parameters: { Bucket: 'b', Prefix: 'out' },
      WriterConfig: { OutputType: 'JSONL', Transformation: 'FLATTEN' },
    },
    ToleratedFailurePercentagePath: '$.tolerated',
    End: true,
  }),
  'a Parallel of one branch with names of its own': one({
    Type: 'Parallel',
    Branches: [{ StartAt: 'X', Comment: 'c', States: { X: PASS } }],
    ResultSelector: { 'x.$': '$[0]' },
    End: true,
  }),
  'JSONata with a block, a function and a comment': jsonata({
    ...PASS,
    Output: '{% ( /* twice */ $twice := function($n) { $n * 2 }; $map($states.input.list, $twice) ) %}',
  }),
  'JSONata with functions of Step Functions': jsonata({
    ...PASS,
    Assign: { id: '{% $uuid() %}', parts: '{% $partition([1..4], 2) %}', when: '{% $now() ~> $toMillis %}' },
  }),
  'JSONata with chained, sorted and grouped paths': jsonata({
    ...PASS,
    Output: '{% $states.input.orders^(>total)[0].{ "id": id, "n": $count(lines[price > 5]) } %}',
  }),
  'JSONata that reads what a Catcher got': machineExample(
    {
      A: { ...WORK, Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Cause %}', Next: 'B' }] },
      B: DONE,
    },
    JSONATA,
  ),
  'a Wait until a computed time': jsonata({
    Type: 'Wait',
    Timestamp: '{% $fromMillis($millis() + 1000) %}',
    End: true,
  }),
  'a Fail that says what happened': jsonata({
    Type: 'Fail',
    Error: '{% $states.input.code %}',
    Cause: 'It failed: 5 % of {% all',
  }),
  'an address from a stage variable': http({
    ApiEndpoint: 'https://${Host}/v1/${Stage}',
    QueryParameters: { 'q.$': '$.q' },
  }),
  'headers in lists and in any case': http({
    Headers: { ACCEPT: ['text/plain', 'application/json'], 'x-trace.$': '$.id' },
  }),
  'a form that is sent with repeated keys': http({
    Method: 'POST',
    Headers: { 'content-type': 'application/x-www-form-urlencoded' },
    RequestBody: { ids: [1, 2], 'name.$': '$.name' },
    Transform: { RequestBodyEncoding: 'URL_ENCODED', RequestEncodingOptions: { ArrayFormat: 'REPEAT' } },
  }),
  'a CloudFormation function': one({
    ...WORK,
    Resource: { 'Fn::GetAtt': ['Work', 'Arn'] },
    TimeoutSeconds: { Ref: 'Seconds' },
  }),
  'placeholders for numbers, lists and states': `{"StartAt": "A", "TimeoutSeconds": \${Most}, "States": {"A": {"Type": "Task", "Resource": "\${Work}", "Retry": \${Retry}, "Next": "\${Next}"}, "B": \${B}}}`,
};

interface Wrong {
  readonly text: string;
  readonly rule: string;
}

function wrong(rule: string, text: string): Wrong {
  return { rule, text };
}

const WRONG: Readonly<Record<string, Wrong>> = {
  'a target with a blank too many': wrong(
    'transition-target',
    machineExample({
      A: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, Next: 'B ' }], Default: 'B' },
      B: DONE,
    }),
  ),
  'a state that leads only to itself': wrong('machine-without-end', one({ Type: 'Pass', Next: 'A' })),
  'a branch that leads out of itself': wrong(
    'transition-target',
    machineExample({
      A: { Type: 'Parallel', Branches: [{ StartAt: 'X', States: { X: { Type: 'Pass', Next: 'B' } } }], Next: 'B' },
      B: DONE,
    }),
  ),
  'a Succeed with a Next': wrong('field-not-supported', machineExample({ A: { Type: 'Succeed', Next: 'B' }, B: DONE })),
  'a Choice with an End': wrong('field-not-supported', choice({ Variable: '$.a', IsNull: true }, { End: true })),
  'an End that is a text': wrong('field-kind', one({ Type: 'Pass', End: 'true' })),
  'Parameters in a Wait': wrong('field-not-supported', one({ Type: 'Wait', Seconds: 1, Parameters: {}, End: true })),
  'a Retry that is an object': wrong('field-kind', one({ ...WORK, Retry: { ErrorEquals: ['States.ALL'] } })),
  'a Retrier with a Next': wrong(
    'field-not-supported',
    one({ ...WORK, Retry: [{ ErrorEquals: ['Busy'], Next: 'A' }] }),
  ),
  'ErrorEquals that is a text': wrong('field-kind', one({ ...WORK, Retry: [{ ErrorEquals: 'States.ALL' }] })),
  'States.ALL in front': wrong(
    'error-all-alone',
    one({ ...WORK, Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['Busy'] }] }),
  ),
  'a class of status codes': wrong(
    'error-never-matches',
    http({}, { Retry: [{ ErrorEquals: ['States.Http.StatusCode.5xx'] }] }),
  ),
  'a BackoffRate below one': wrong(
    'field-range',
    one({ ...WORK, Retry: [{ ErrorEquals: ['Busy'], BackoffRate: 0.5 }] }),
  ),
  'an operator of another spelling': wrong('field-not-supported', choice({ Variable: '$.a', StringEqual: 'b' })),
  'an operand of another kind': wrong('choice-operand', choice({ Variable: '$.a', NumericEquals: '5' })),
  'a Variable that is no path': wrong('path-syntax', choice({ Variable: 'a', IsNull: true })),
  'a rule inside a rule with a Next': wrong(
    'field-not-supported',
    choice({ And: [{ Variable: '$.a', IsNull: true, Next: 'B' }] }),
  ),
  'a path under a key without .$': wrong('missing-dollar-key', one({ ...PASS, Parameters: { id: '$.id' } })),
  'a text under a key with .$': wrong('dynamic-value', one({ ...PASS, Parameters: { 'id.$': 'id' } })),
  'a key and its twin': wrong('dynamic-twin', one({ ...PASS, Parameters: { id: 1, 'id.$': '$.id' } })),
  'an intrinsic function that there is not': wrong(
    'intrinsic-unknown-function',
    one({ ...PASS, Parameters: { 'id.$': 'States.Concat($.a)' } }),
  ),
  'a ResultPath with a filter': wrong('reference-path', one({ ...PASS, ResultPath: '$.a[*]' })),
  'a context field that there is not': wrong(
    'context-field',
    one({ ...PASS, Parameters: { 'a.$': '$$.Execution.Nam' } }),
  ),
  'an expression in a JSONPath state': wrong(
    'jsonata-in-jsonpath',
    one({ ...PASS, Parameters: { a: '{% $states.input.a %}' } }),
  ),
  'an intrinsic in a JSONata state': wrong(
    'intrinsic-in-jsonata',
    jsonata({ ...PASS, Output: { id: 'States.UUID()' } }),
  ),
  'blanks around an expression': wrong('jsonata-literal', jsonata({ ...PASS, Output: ' {% 1 %}' })),
  'a function that JSONata has not': wrong(
    'jsonata-unknown-function',
    jsonata({ ...PASS, Output: '{% $lowerCase("A") %}' }),
  ),
  'a variable that nobody assigns': wrong('variable-undefined', jsonata({ ...PASS, Output: '{% $total %}' })),
  'a result in a Pass': wrong('jsonata-states-field', jsonata({ ...PASS, Output: '{% $states.result %}' })),
  'an http address': wrong('http-api-endpoint', http({ ApiEndpoint: 'http://api.example.com' })),
  'a secret in a header': wrong('http-secret-literal', http({ Headers: { 'X-Api-Key': 'not-a-real-key-0123456789' } })),
  'a ConnectionArn on its own': wrong(
    'http-connection',
    http({ Authentication: undefined as never, ConnectionArn: GOOD_FIELDS.Authentication.ConnectionArn }),
  ),
  'an execution type of an inline Map': wrong(
    'field-not-supported',
    one({
      Type: 'Map',
      ItemProcessor: { ...ITEM, ProcessorConfig: { Mode: 'INLINE', ExecutionType: 'EXPRESS' } },
      End: true,
    }),
  ),
  'a field of another capital': wrong(
    'resource-required-field',
    call('sqs:sendMessage', { QueueURL: 'q', MessageBody: 'm' }),
  ),
};

describe('odd and sound', () => {
  for (const [what, text] of Object.entries(SOUND)) {
    it(what, () => {
      const found = validate(parseDocument(text), NO_SURROUNDINGS).filter(({ severity }) => severity !== 'INFO');
      assert.deepEqual(
        found.map(({ rule, message, detail }) => [rule, message, detail]),
        [],
      );
    });
  }
});

describe('one mistake', () => {
  for (const [what, { rule, text }] of Object.entries(WRONG)) {
    it(what, () => {
      const found = validate(parseDocument(text), NO_SURROUNDINGS);
      const told = found.filter(({ severity }) => severity !== 'INFO' || found.length === 1);
      assert.deepEqual([...new Set(told.map((finding) => finding.rule))], [rule]);
    });
  }
});
