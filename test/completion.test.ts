import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CompletionItem } from 'vscode-languageserver/node';
import { stringify } from 'yaml';
import { complete } from '../server/completion';
import { plainText } from '../server/suggestion';
import { parseDocument } from '../shared/document/document';
import { stateMachineOf } from '../shared/document/stateMachine';
import { validate } from '../shared/rules/validate';
import { NO_SURROUNDINGS } from '../shared/spec/diagnostic';
import { COMMON_HEADERS, isForbiddenHeader } from '../shared/spec/headers';
import { HTTP_TASK_FIELDS, METHODS } from '../shared/spec/httpTask';
import { cursorIn } from './support/cursor';
import { FULL_CAPABILITIES, type LspClient, startClient } from './support/lspClient';

/** A machine whose first state is an HTTP Task with these members in its Parameters. */
const task = (members: string): string =>
  `{"StartAt":"Call","States":{"Call":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","Parameters":{${members}},"Next":"Done"},"Done":{"Type":"Succeed"}}}`;

const jsonata = (members: string): string =>
  `{"QueryLanguage":"JSONata","StartAt":"Call","States":{"Call":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","Arguments":{${members}},"End":true}}}`;

const state = (members: string): string =>
  `{"StartAt":"One","States":{"One":{${members}},"Two":{"Type":"Succeed"},"Three":{"Type":"Fail"}}}`;

const PROJECT = `{
  "version": 1,
  "region": "eu-central-1",
  "connections": {
    "Invoices": { "AuthorizationType": "BASIC", "AuthParameters": { "BasicAuthParameters": { "Username": "u", "Password": "\${secret:invoices}" } } },
    "\${ConnectionArn}": { "AuthorizationType": "API_KEY", "AuthParameters": { "ApiKeyAuthParameters": { "ApiKeyName": "X-Key", "ApiKeyValue": "\${secret:key}" } } }
  }
}`;
const INVOICES_ARN =
  'arn:aws:events:eu-central-1:123456789012:connection/Invoices/00000000-0000-0000-0000-000000000000';

let full: LspClient;
let plain: LspClient;
before(async () => {
  const files = new Map([['/projects/demo/stateside.json', PROJECT]]);
  full = await startClient({ files });
  const { textDocument, ...rest } = FULL_CAPABILITIES;
  plain = await startClient({ files, capabilities: { ...rest, textDocument: { ...textDocument, completion: {} } } });
});
after(() => {
  full.stop();
  plain.stop();
});

let opened = 0;

async function itemsAt(
  client: LspClient,
  marked: string,
): Promise<{ readonly uri: string; readonly items: CompletionItem[] }> {
  const { text, offset } = cursorIn(marked);
  const uri = `file:///projects/demo/definition${opened++}.asl.json`;
  await client.open(uri, text);
  return { uri, items: await client.complete(uri, offset) };
}

/** The whole text after an item was picked. */
function picked(client: LspClient, uri: string, item: CompletionItem | undefined): string {
  assert.ok(item?.textEdit && 'range' in item.textEdit, 'there is such an item');
  return client.applied(uri, [item.textEdit, ...(item.additionalTextEdits ?? [])]);
}

interface Offer {
  readonly name: string;
  readonly text: string;
  /** All labels, in their order. */
  readonly all?: readonly string[];
  readonly first?: readonly string[];
  readonly some?: readonly string[];
  readonly none?: readonly string[];
}

const names = (fields: readonly { readonly name: string }[]) => fields.map(({ name }) => name);
const METHOD_NAMES = METHODS.map(({ value }) => value);
const CONNECTION_FIRST = ['ApiEndpoint', 'Method', 'Authentication', 'InvocationConfig'];

const WHOLE_STATES = [
  'Lambda Task',
  ...['Pass', 'Choice', 'Wait', 'Map', 'Parallel', 'Succeed', 'Fail'].map((type) => `${type} state`),
];

const OFFERS: readonly Offer[] = [
  { name: 'the fields of a machine', text: '{|}', first: ['StartAt', 'States'], some: ['Comment', 'QueryLanguage'] },
  { name: 'whole machines in an empty file', text: '|', some: ['State machine with an HTTP Task (JSONPath)'] },
  {
    name: 'whole HTTP Tasks in both languages among the states',
    text: '{"States": {|}}',
    first: ['HTTP Task (JSONPath)', 'HTTP Task (JSONata)', 'Lambda Task'],
  },
  {
    name: 'a whole state of each type among the states',
    text: '{"States": {|}}',
    some: WHOLE_STATES,
  },
  { name: 'a whole state of each type as the value of a new one', text: '{"States": {"A": |}}', some: WHOLE_STATES },
  {
    name: 'no JSONPath task in a JSONata machine',
    text: '{"QueryLanguage": "JSONata", "States": {|}}',
    first: ['HTTP Task (JSONata)', 'Lambda Task'],
    none: ['HTTP Task (JSONPath)'],
  },
  { name: 'a whole task as the value of a new state', text: '{"States": {"A": |}}', some: ['HTTP Task (JSONPath)'] },
  {
    name: 'a whole task and fields in an empty state',
    text: '{"States": {"A": {|}}}',
    first: ['HTTP Task (JSONPath)', 'HTTP Task (JSONata)', 'Type'],
  },
  {
    name: 'the fields of a Task',
    text: state('"Type":"Task", |'),
    first: ['Resource'],
    some: ['Retry', 'Catch', 'Next'],
    none: ['Type', 'Arguments', 'Choices'],
  },
  {
    name: 'the fields of a JSONata Task',
    text: state('"Type":"Task","QueryLanguage":"JSONata", |'),
    some: ['Arguments'],
    none: ['Parameters', 'ResultPath'],
  },
  { name: 'no End beside a Next', text: state('"Type":"Task","Next":"Two", |'), none: ['End', 'Next'] },
  {
    name: 'the fields of an HTTP Task, required ones first, then those with .$',
    text: task('|'),
    first: CONNECTION_FIRST.slice(0, 2),
    some: [...names(HTTP_TASK_FIELDS), 'RequestBody.$', 'ApiEndpoint.$'],
  },
  {
    name: 'no .$ in JSONata',
    text: jsonata('|'),
    some: names(HTTP_TASK_FIELDS),
    none: ['ApiEndpoint.$', 'RequestBody.$'],
  },
  {
    name: 'no field twice, nor beside its .$',
    text: task('"ApiEndpoint.$":"$.u","Authentication":{}, |'),
    first: ['Method'],
    none: ['ApiEndpoint', 'ApiEndpoint.$', 'Authentication', 'InvocationConfig'],
  },
  { name: 'the field that is being changed', text: task('"Meth|": "GET"'), some: ['Method'] },
  { name: 'fields inside quotes', text: task('"|"'), some: ['Method'] },
  { name: 'fields without quotes', text: task('Me|'), some: ['Method'] },
  {
    name: 'fields above others without a comma',
    text: task('"Me|"\n"Headers": {"a": "b"}'),
    some: ['Method'],
    none: ['Headers'],
  },
  {
    name: 'nested fields',
    text: task('"Transform": {|}'),
    all: ['RequestBodyEncoding', 'RequestEncodingOptions', 'RequestBodyEncoding.$', 'RequestEncodingOptions.$'],
  },
  { name: 'fields nested twice', text: jsonata('"Transform": {"RequestEncodingOptions": {|}}'), all: ['ArrayFormat'] },
  { name: 'the ConnectionArn', text: jsonata('"InvocationConfig": {|}'), all: ['ConnectionArn'] },
  { name: 'methods inside quotes', text: task('"Method": "|"'), all: METHOD_NAMES },
  { name: 'methods behind the colon', text: task('"Method":|'), all: METHOD_NAMES },
  { name: 'methods in JSONata', text: jsonata('"Method": "P|"'), all: [...METHOD_NAMES, '{% %}'] },
  {
    name: 'methods where the comma behind is missing',
    text: task('"Method": |\n"Headers": {"a": "b"}'),
    all: METHOD_NAMES,
  },
  { name: 'methods in place of one', text: task('"Method": "GE|T"'), all: METHOD_NAMES },
  {
    name: 'no methods under Method.$',
    text: task('"Method.$": "|"'),
    none: METHOD_NAMES,
    some: ['States.Format', '$$.Execution.Id'],
  },
  { name: 'nothing in front of a value', text: task('"Headers": | {}'), all: [] },
  { name: 'nothing behind a value', text: task('"Method": "GET"|'), all: [] },
  { name: 'nothing behind a key', text: task('"Method"|, "ApiEndpoint": "x"'), all: [] },
  { name: 'encodings', text: task('"Transform": {"RequestBodyEncoding": "|"}'), all: ['NONE', 'URL_ENCODED'] },
  {
    name: 'array formats',
    text: task('"Transform": {"RequestEncodingOptions": {"ArrayFormat": |}}'),
    all: ['INDICES', 'REPEAT', 'COMMAS', 'BRACKETS'],
  },
  { name: 'state types', text: state('"Type": "|"'), some: ['Task', 'Map', 'Fail'] },
  { name: 'query languages', text: state('"QueryLanguage": "|"'), all: ['JSONPath', 'JSONata'] },
  { name: 'jitter strategies', text: state('"Type":"Task","Retry":[{"JitterStrategy": "|"}]'), all: ['NONE', 'FULL'] },
  {
    name: 'retriers',
    text: state('"Type":"Task","Retry":[{|}]'),
    first: ['ErrorEquals'],
    some: ['MaxAttempts'],
    none: ['Next'],
  },
  {
    name: 'catchers',
    text: state('"Type":"Task","Catch":[{|}]'),
    first: ['ErrorEquals', 'Next'],
    none: ['MaxAttempts'],
  },
  { name: 'common headers', text: task('"Headers": {|}'), all: COMMON_HEADERS.map(({ name }) => name) },
  {
    name: 'no header twice, in any case',
    text: task('"Headers": {"content-type": "a", "|"}'),
    first: ['Accept'],
    none: ['Content-Type'],
  },
  {
    name: 'values of a header in any case',
    text: task('"Headers": {"content-TYPE": "|"}'),
    first: ['application/json'],
  },
  { name: 'no values for an unknown header', text: task('"Headers": {"X-Own": "|"}'), all: [] },
  { name: 'no keys in data', text: task('"RequestBody": {|}'), all: [] },
  { name: 'functions in data', text: task('"RequestBody": {"id.$": "|"}'), some: ['States.UUID', 'States.Format'] },
  { name: 'no functions in a plain value', text: task('"RequestBody": {"id": "|"}'), all: [] },
  { name: 'no functions in JSONata', text: jsonata('"RequestBody": {"id.$": "|"}'), all: ['{% %}'] },
  {
    name: 'states after Next, but not the state itself',
    text: state('"Type":"Task","Next": "|"'),
    all: ['Two', 'Three'],
  },
  {
    name: 'states after Next where the comma is missing',
    text: state('"Type":"Task","Next": |\n"Catch": [{"Next": "Two"}]'),
    all: ['Two', 'Three'],
  },
  { name: 'states after StartAt', text: '{"StartAt": "|", "States": {"One": {}, "Two": {}}}', all: ['One', 'Two'] },
  {
    name: 'states after StartAt of a half-typed file',
    text: '{"StartAt": |\n"States": {"One": {}, "Two": {}}}',
    all: ['One', 'Two'],
  },
  { name: 'states after Default', text: state('"Type":"Choice","Default": "|"'), all: ['Two', 'Three'] },
  {
    name: 'states in a choice rule, loops included',
    text: state('"Type":"Choice","Choices":[{"Next": "|"}]'),
    all: ['One', 'Two', 'Three'],
  },
  { name: 'states in a catcher', text: state('"Type":"Task","Catch":[{"Next": |}]'), all: ['One', 'Two', 'Three'] },
  {
    name: 'states of the same machine only',
    text: state('"Type":"Map","ItemProcessor":{"StartAt":"|","States":{"Inner":{}}}'),
    all: ['Inner'],
  },
  {
    name: 'states of the same branch only',
    text: state('"Type":"Parallel","Branches":[{"States":{}},{"States":{"P":{"Next":"|"},"Q":{}}}]'),
    all: ['Q'],
  },
  {
    name: 'the fields of a branch',
    text: state('"Type":"Parallel","Branches":[{|}]'),
    first: ['StartAt', 'States'],
    none: ['TimeoutSeconds'],
  },
  {
    name: 'connections by name',
    text: task('"Authentication": {"ConnectionArn": "|"}'),
    all: ['Invoices', '${ConnectionArn}'],
  },
  {
    name: 'connections in the newer field, without quotes',
    text: jsonata('"InvocationConfig": {"ConnectionArn": |}'),
    all: ['Invoices', '${ConnectionArn}', '{% %}'],
  },
  {
    name: 'errors in a retrier',
    text: state('"Type":"Task","Retry":[{"ErrorEquals":["|"]}]'),
    some: ['States.Http.StatusCode.429', 'States.Http.Socket', 'States.ALL'],
    none: ['States.Runtime'],
  },
  {
    name: 'errors in a retrier of an HTTP Task, those of the API first',
    text: state('"Type":"Task","Resource":"arn:aws:states:::http:invoke","Retry":[{"ErrorEquals":["|"]}]'),
    first: ['States.Http.StatusCode.429'],
  },
  {
    name: 'errors in a retrier of another task, those of all tasks first',
    text: state('"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Retry":[{"ErrorEquals":["|"]}]'),
    first: ['States.ALL', 'States.TaskFailed'],
    some: ['States.Http.StatusCode.429'],
  },
  {
    name: 'errors in a catcher, without quotes',
    text: state('"Type":"Task","Catch":[{"ErrorEquals":[|]}]'),
    some: ['States.Http.StatusCode.404'],
    none: ['States.Runtime'],
  },
  {
    name: 'no error twice, nor States.ALL beside others',
    text: state('"Type":"Task","Catch":[{"ErrorEquals":["States.Timeout", "|"]}]'),
    some: ['States.TaskFailed'],
    none: ['States.Timeout', 'States.ALL'],
  },
  {
    name: 'the HTTP Task resource',
    text: state('"Type":"Task","Resource":"|"'),
    first: ['arn:aws:states:::http:invoke', 'arn:aws:states:::lambda:invoke'],
    some: [
      'arn:aws:states:::lambda:invoke.waitForTaskToken',
      'arn:aws:states:::states:startExecution.sync:2',
      'arn:aws:states:::glue:startJobRun.sync',
    ],
    none: ['arn:aws:states:::lambda:invoke.sync', 'arn:aws:states:::s3:getObject'],
  },
  {
    name: 'the resources that other tasks use',
    text: '{"States":{"A":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:Own"},"B":{"Type":"Task","Resource":"|"}}}',
    some: ['arn:aws:lambda:us-east-1:123456789012:function:Own'],
  },
  {
    name: 'what reads the items of a Map',
    text: state('"Type":"Map","ItemReader":{"Resource":"|"}'),
    all: ['arn:aws:states:::s3:getObject', 'arn:aws:states:::s3:listObjectsV2'],
  },
  {
    name: 'what an integration requires',
    text: state('"Type":"Task","Resource":"arn:aws:states:::dynamodb:putItem","Parameters":{"Item":{}, |}'),
    first: ['TableName', 'ConditionExpression', 'ExpressionAttributeNames'],
    some: ['ReturnValues', 'TableName.$', 'ConditionExpression.$'],
    none: ['Item', 'ProjectionExpression'],
  },
  {
    name: 'what an integration requires in JSONata',
    text: state(
      '"QueryLanguage":"JSONata","Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","Arguments":{|}',
    ),
    first: ['QueueUrl', 'MessageBody', 'DelaySeconds'],
    some: ['MessageGroupId', 'MessageAttributes'],
    none: ['QueueUrl.$'],
  },
  {
    name: 'what a part of a request takes',
    text: state(
      '"Type":"Task","Resource":"arn:aws:states:::events:putEvents","Parameters":{"Entries":[{"Source":"a",|}]}',
    ),
    some: ['Detail', 'DetailType', 'EventBusName', 'Detail.$'],
    none: ['Source', 'Entries'],
  },
  {
    name: 'the values of a field of a request',
    text: state('"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"InvocationType":"|"}'),
    all: ['RequestResponse', 'Event', 'DryRun'],
  },
  {
    name: 'what reads one object',
    text: state('"Type":"Map","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","Parameters":{"Bucket":"b",|}}'),
    all: ['Key', 'VersionId', 'Key.$', 'VersionId.$'],
  },
  {
    name: 'what reads a list of objects, in JSONata',
    text: state(
      '"QueryLanguage":"JSONata","Type":"Map","ItemReader":{"Arguments":{|},"Resource":"arn:aws:states:::s3:listObjectsV2"}',
    ),
    all: ['Bucket', 'Prefix'],
  },
  {
    name: 'what reads objects while nothing says how',
    text: state('"Type":"Map","ItemReader":{"Parameters":{|}}'),
    some: ['Bucket', 'Key', 'Prefix', 'VersionId'],
  },
  {
    name: 'where results are written',
    text: state('"Type":"Map","ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{|}}'),
    all: ['Bucket', 'Prefix', 'Bucket.$', 'Prefix.$'],
  },
  {
    name: 'how objects are read',
    text: state('"Type":"Map","ItemReader":{"ReaderConfig":{"InputType":"CSV",|}}'),
    some: ['CSVHeaderLocation', 'CSVDelimiter', 'CSVHeaders', 'MaxItems', 'ItemsPointer', 'ManifestType'],
    none: ['InputType', 'Bucket'],
  },
  {
    name: 'Retry and Catch of an HTTP Task in one',
    text: state('"Type":"Task","Resource":"arn:aws:states:::http:invoke",|'),
    some: ['Retry of an HTTP Task', 'Catch of an HTTP Task'],
    none: ['HTTP Task (JSONPath)', 'Choice by status code'],
  },
  {
    name: 'no Retry where one stands',
    text: state('"Type":"Task","Resource":"arn:aws:states:::http:invoke","Retry":[],|'),
    some: ['Catch of an HTTP Task'],
    none: ['Retry of an HTTP Task'],
  },
  {
    name: 'nothing of HTTP in a task of another kind',
    text: state('"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage",|'),
    some: ['Retry', 'Catch'],
    none: ['Retry of an HTTP Task', 'Catch of an HTTP Task', 'HTTP Task (JSONPath)'],
  },
  {
    name: 'no HTTP Task where another kind of state begins',
    text: state('"Seconds":1,|'),
    some: ['Type'],
    none: ['HTTP Task (JSONPath)', 'HTTP Task (JSONata)'],
  },
  {
    name: 'an HTTP Task in a state that has a comment only',
    text: state('"Comment":"Calls",|'),
    some: ['HTTP Task (JSONPath)'],
  },
  {
    name: 'a Choice by status code beside an HTTP Task',
    text: '{"States":{"A":{"Type":"Task","Resource":"arn:aws:states:::http:invoke"},|}}',
    first: ['HTTP Task (JSONPath)', 'HTTP Task (JSONata)', 'Choice by status code', 'Lambda Task'],
  },
  {
    name: 'choice rules',
    text: state('"Type":"Choice","Choices":[{|}]'),
    first: ['Next', 'Variable', 'StringEquals'],
    some: ['And', 'Or', 'Not', 'IsPresent', 'NumericLessThanEqualsPath', 'Assign'],
    none: ['Condition', 'Output'],
  },
  {
    name: 'choice rules in JSONata',
    text: state('"QueryLanguage":"JSONata","Type":"Choice","Choices":[{|}]'),
    all: ['Next', 'Condition', 'Assign', 'Output', 'Comment'],
  },
  {
    name: 'one operator in a choice rule',
    text: state('"Type":"Choice","Choices":[{"Variable":"$.a","StringEquals":"b", |}]'),
    all: ['Next', 'Assign', 'Comment'],
  },
  {
    name: 'nested choice rules',
    text: state('"Type":"Choice","Choices":[{"And":[{"Not":{|}}]}]'),
    first: ['Variable'],
    some: ['And', 'IsString'],
    none: ['Next', 'Assign'],
  },
  {
    name: 'catchers in JSONata',
    text: state('"QueryLanguage":"JSONata","Type":"Task","Catch":[{|}]'),
    some: ['Output', 'Assign'],
    none: ['ResultPath'],
  },
  {
    name: 'item readers',
    text: state('"Type":"Map","ItemReader":{|}'),
    first: ['Resource', 'Parameters', 'ReaderConfig'],
    none: ['Arguments'],
  },
  {
    name: 'what items are read from',
    text: state('"Type":"Map","ItemReader":{"ReaderConfig":{"InputType":"|"}}'),
    all: ['CSV', 'JSON', 'JSONL', 'PARQUET', 'MANIFEST'],
  },
  {
    name: 'no two fields of a group',
    text: state('"Type":"Map","ItemBatcher":{"MaxItemsPerBatch":1, |}'),
    all: ['MaxInputBytesPerBatch', 'MaxInputBytesPerBatchPath', 'BatchInput'],
  },
  {
    name: 'no two timeouts',
    text: state('"Type":"Task","TimeoutSecondsPath":"$.t", |'),
    some: ['HeartbeatSeconds'],
    none: ['TimeoutSeconds'],
  },
  {
    name: 'writers of results',
    text: state('"Type":"Map","ResultWriter":{"WriterConfig":{"OutputType":"|"}}'),
    all: ['JSON', 'JSONL'],
  },
  {
    name: 'functions in the reader of a Map',
    text: state('"Type":"Map","ItemReader":{"Parameters":{"Key.$":"|"}}'),
    some: ['States.Format', '$'],
  },
  {
    name: 'an expression where JSONata may stand',
    text: state('"QueryLanguage":"JSONata","Type":"Pass","Output": |'),
    all: ['Output value', '{% %}'],
  },
  { name: 'an expression in a list', text: jsonata('"RequestBody": ["|"]'), all: ['{% %}'] },
  {
    name: 'no expression where none may stand',
    text: state('"QueryLanguage":"JSONata","Type":"Pass","Next": "|"'),
    all: ['Two', 'Three'],
  },
  {
    name: 'nothing behind an error',
    text: state('"Type":"Task","Retry":[{"ErrorEquals":["States.Timeout" |]}]'),
    all: [],
  },
  { name: 'truth values', text: state('"Type":"Task","End": |'), all: ['true', 'false'] },
  { name: 'the shape of an object', text: task('"Headers": |'), all: ['Headers value'] },
];

for (const { name, text, all, first, some, none } of OFFERS) {
  test(`Completion offers ${name}`, async () => {
    const { items } = await itemsAt(full, text);
    const labels = items.map(({ label }) => label);
    if (all) assert.deepEqual(labels, all);
    if (first) assert.deepEqual(labels.slice(0, first.length), first);
    for (const label of some ?? []) assert.ok(labels.includes(label), `${label} is missing: ${labels.join(', ')}`);
    for (const label of none ?? []) assert.ok(!labels.includes(label), `${label} is offered`);
    const sorted = items.map(({ sortText }) => sortText ?? '');
    assert.deepEqual(sorted, sorted.toSorted(), 'the editor sorts by sortText');
  });
}

interface Pick {
  readonly name: string;
  readonly text: string;
  readonly label: string;
  readonly result: string;
}

const PICKS: readonly Pick[] = [
  { name: 'inside quotes', text: task('"Method": "|"'), label: 'POST', result: task('"Method": "POST"') },
  { name: 'in place of another', text: task('"Method": "G|ET"'), label: 'POST', result: task('"Method": "POST"') },
  { name: 'without quotes', text: task('"Method": |'), label: 'PUT', result: task('"Method": "PUT"') },
  { name: 'with a blank behind the colon', text: task('"Method":|'), label: 'PUT', result: task('"Method": "PUT"') },
  {
    name: 'with the missing comma',
    text: task('"Method": |\n"Headers": {}'),
    label: 'PUT',
    result: task('"Method": "PUT",\n"Headers": {}'),
  },
  {
    name: 'with the missing comma behind the quotes',
    text: task('"Method": "|"\n"Headers": {}'),
    label: 'PUT',
    result: task('"Method": "PUT",\n"Headers": {}'),
  },
  { name: 'a key inside quotes', text: task('"|"'), label: 'Method', result: task('"Method": "GET"') },
  { name: 'a key without quotes', text: task('Me|'), label: 'Method', result: task('"Method": "GET"') },
  {
    name: 'a key with a comma before it',
    text: task('"Headers": {} |'),
    label: 'Method',
    result: task('"Headers": {}, "Method": "GET"'),
  },
  {
    name: 'a key with a comma behind it',
    text: task('|"Headers": {}'),
    label: 'Method',
    result: task('"Method": "GET","Headers": {}'),
  },
  {
    name: 'a key in place of another',
    text: task('"Meth|": "POST"'),
    label: 'Method',
    result: task('"Method": "POST"'),
  },
  { name: 'a .$ key', text: task('"|"'), label: 'RequestBody.$', result: task('"RequestBody.$": "$.path"') },
  {
    name: 'a header',
    text: task('"Headers": {"|"}'),
    label: 'Accept',
    result: task('"Headers": {"Accept": "application/json"}'),
  },
  {
    name: 'a connection',
    text: task('"Authentication": {"ConnectionArn": "|"}'),
    label: 'Invoices',
    result: task(`"Authentication": {"ConnectionArn": "${INVOICES_ARN}"}`),
  },
  {
    name: 'a placeholder as a connection',
    text: task('"Authentication": {"ConnectionArn": |}'),
    label: '${ConnectionArn}',
    result: task('"Authentication": {"ConnectionArn": "${ConnectionArn}"}'),
  },
  {
    name: 'a function behind another',
    text: task('"ApiEndpoint.$": "States.Format(\'a/{}\', States.U|)"'),
    label: 'States.UUID',
    result: task('"ApiEndpoint.$": "States.Format(\'a/{}\', States.UUID())"'),
  },
  {
    name: 'a context path',
    text: task('"RequestBody.$": "$$.Exe|"'),
    label: '$$.Execution.Id',
    result: task('"RequestBody.$": "$$.Execution.Id"'),
  },
  {
    name: 'a state with a quote in its name',
    text: '{"StartAt": |, "States": {"Say \\"hi\\" $x}": {}}}',
    label: 'Say "hi" $x}',
    result: '{"StartAt": "Say \\"hi\\" $x}", "States": {"Say \\"hi\\" $x}": {}}}',
  },
];

for (const { name, text, label, result } of PICKS) {
  test(`Completion puts in ${name}`, async () => {
    const { uri, items } = await itemsAt(plain, text);
    const item = items.find((candidate) => candidate.label === label);
    assert.equal(picked(plain, uri, item), result);
    assert.equal(item?.insertTextFormat, 1, 'plain text');
  });
}

test('The filter of an item inside quotes starts with the quote that the range starts with', async () => {
  const { items } = await itemsAt(full, task('"|"'));
  assert.equal(items.find(({ label }) => label === 'Method')?.filterText, '"Method"');
});

test('A client that takes snippets gets places to fill in, and Markdown', async () => {
  const { items } = await itemsAt(full, task('"|"'));
  const method = items.find(({ label }) => label === 'Method');
  const edit = method?.textEdit;
  assert.match(edit && 'newText' in edit ? edit.newText : '', /\$\{1\|GET,POST,.*\|\}/);
  assert.equal(method?.insertTextFormat, 2);
  assert.match(JSON.stringify(method?.documentation), /"markdown".*AWS documentation/);
});

test('Every whole HTTP Task is JSON with a task in it', () => {
  for (const marked of [
    '|',
    '{"States": {|}}',
    '{"States": {"A": |}}',
    '{"States": {"A": {|}}}',
    '{"QueryLanguage": "JSONata", "States": {"A": {|}}}',
  ]) {
    const { text, offset } = cursorIn(marked);
    const subject = { document: parseDocument(text), surroundings: NO_SURROUNDINGS, project: undefined };
    const snippets = complete(subject, offset).filter(({ label }) => label.includes('HTTP Task'));
    assert.ok(snippets.length > 0);
    for (const { snippet, span } of snippets) {
      const whole = text.slice(0, span.start) + plainText(snippet) + text.slice(span.end);
      const document = parseDocument(whole);
      assert.deepEqual(document.problems, [], whole);
      assert.equal(stateMachineOf(document)?.states[0]?.type, 'Task');
    }
  }
});

test('Whole states and what goes with an HTTP Task leave a definition without findings, in JSON and in YAML', () => {
  const call = JSON.parse(task(''))?.States.Call;
  for (const language of ['JSONPath', 'JSONata'] as const) {
    const name = language === 'JSONata' ? 'Arguments' : 'Parameters';
    const { Parameters: _, ...others } = call;
    const fields = { ApiEndpoint: 'https://a.example', Method: 'GET', Authentication: { ConnectionArn: INVOICES_ARN } };
    const States = { Call: { ...others, [name]: fields, Next: 'Finish' }, Finish: { Type: 'Succeed' } };
    const machine = { StartAt: 'Call', QueryLanguage: language, States };
    const places = [
      { label: 'Retry of an HTTP Task', json: '"Call":{|', yaml: '    Type: Task\n    |' },
      { label: 'Catch of an HTTP Task', json: '"Call":{|', yaml: '    Type: Task\n    |' },
      ...['Choice by status code', ...WHOLE_STATES].map((label) => {
        return { label, json: '"States":{|', yaml: 'States:\n  |' };
      }),
    ];
    for (const { label, json, yaml } of places) {
      const inJson = JSON.stringify(machine).replace(json.replace('|', ''), json);
      const inYaml = stringify(machine).replace(yaml.replace(/ *\|/, ''), `${yaml}\n`);
      for (const [format, marked] of [
        ['json', inJson],
        ['yaml', inYaml],
      ] as const) {
        const { text, offset } = cursorIn(marked);
        const subject = { document: parseDocument(text, format), surroundings: NO_SURROUNDINGS, project: undefined };
        const item = complete(subject, offset).find((one) => one.label === label);
        assert.ok(item, `${label} in\n${marked}`);
        const line = text.slice(text.lastIndexOf('\n', item.span.start - 1) + 1, item.span.start);
        const put = plainText(item.snippet).replaceAll('\n', `\n${/^ */.exec(line)?.[0] ?? ''}`);
        const whole = text.slice(0, item.span.start) + put + text.slice(item.span.end);
        const found = validate(parseDocument(whole.replaceAll('\t', '  '), format), NO_SURROUNDINGS);
        const told = found.filter(({ severity, rule }) => severity !== 'INFO' && rule !== 'state-unreachable');
        assert.deepEqual(told, [], whole);
      }
    }
  }
});

test('No header is offered that Step Functions refuses', () => {
  for (const { name } of COMMON_HEADERS) assert.equal(isForbiddenHeader(name), false, name);
});
