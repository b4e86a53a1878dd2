import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hover } from '../server/hover';
import { parseDocument } from '../shared/document/document';
import { surroundingsOf } from '../shared/project/project';
import { ERROR_NAMES, STATUS_CODES } from '../shared/spec/errors';
import type { Field } from '../shared/spec/field';
import { FORBIDDEN_HEADERS } from '../shared/spec/headers';
import { HTTP_TASK_FIELDS } from '../shared/spec/httpTask';
import { cursorIn } from './support/cursor';
import { type LspClient, startClient } from './support/lspClient';

const task = (members: string): string =>
  `{"StartAt":"Call","States":{"Call":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","Parameters":{${members}},"Next":"Done"},"Done":{"Type":"Succeed"}}}`;

const jsonata = (members: string): string =>
  task(members).replace('"StartAt"', '"QueryLanguage":"JSONata","StartAt"').replace('"Parameters"', '"Arguments"');

const state = (members: string): string =>
  `{"StartAt":"One","States":{"One":{${members}},"Two":{"Type":"Wait","Comment":"Rests a _while_","Next":"One"}}}`;

const PROJECT = `{
  "version": 1,
  "connections": { "Invoices": { "AuthorizationType": "BASIC", "AuthParameters": {
    "BasicAuthParameters": { "Username": "somebody", "Password": "not-a-real-password" },
    "InvocationHttpParameters": { "HeaderParameters": [{ "Key": "X-Tenant", "Value": "hidden-value", "IsValueSecret": true }] } } }, "Broken": { "AuthorizationType": "NONE" } },
  "substitutions": { "BaseUrl": "https://api.example.com" }
}`;

let client: LspClient;
before(async () => {
  client = await startClient({ files: new Map([['/projects/demo/stateside.json', PROJECT]]) });
});
after(() => client.stop());

let opened = 0;

async function hoverOn(marked: string): Promise<string | undefined> {
  const { text, offset } = cursorIn(marked);
  const uri = `file:///projects/demo/definition${opened++}.asl.json`;
  await client.open(uri, text);
  const contents = (await client.hover(uri, offset))?.contents;
  return contents && typeof contents === 'object' && 'value' in contents ? contents.value : undefined;
}

interface Case {
  readonly name: string;
  readonly text: string;
  /** What the hover must say; undefined: there is none. */
  readonly says: readonly RegExp[] | undefined;
}

const CASES: readonly Case[] = [
  {
    name: 'a field',
    text: task('"Me|thod": "GET"'),
    says: [/^\*\*Method\*\* \(string, required\)/, /`HEAD`/, /\[AWS documentation\]\(https:/],
  },
  { name: 'a field in Arguments', text: jsonata('"ApiEnd|point": "x"'), says: [/^\*\*ApiEndpoint\*\*/] },
  {
    name: 'a .$ field',
    text: task('"RequestBody|.$": "$"'),
    says: [/^\*\*RequestBody\.\$\*\* \(path\)/, /The data to send/, /intrinsic function/],
  },
  { name: 'no .$ field in JSONata', text: jsonata('"RequestBody|.$": "$"'), says: undefined },
  {
    name: 'a nested field',
    text: task('"Transform": {"RequestEncodingOptions": {"Array|Format": "COMMAS"}}'),
    says: [/^\*\*ArrayFormat\*\*/, /BRACKETS/],
  },
  {
    name: 'the resource',
    text: state('"Type": "Task", "Resource": "arn:aws:states:::http|:invoke"'),
    says: [/^\*\*arn:aws:states:::http:invoke\*\* \(HTTP Task\)/, /HTTPS API/],
  },
  {
    name: 'the resource of an integration',
    text: state('"Type": "Task", "Resource": "arn:aws:states:::lambda|:invoke.waitForTaskToken"'),
    says: [/\(AWS Lambda\)/, /Calls a function/, /sends the task token back/, /Required: `FunctionName`/],
  },
  {
    name: 'the resource of an AWS API',
    text: state('"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3|:putObject"'),
    says: [/\(AWS SDK\)/, /`putObject` of the API of `s3`/],
  },
  {
    name: 'no other resource',
    text: state('"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function|:Own"'),
    says: undefined,
  },
  {
    name: 'a field that an integration requires',
    text: state('"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"Queue|Url.$": "$.u"}'),
    says: [/^\*\*QueueUrl\.\$\*\*/, /Required by sendMessage of Amazon SQS/],
  },
  {
    name: 'an operator of a choice rule',
    text: state('"Type":"Choice","Choices":[{"And":[{"Variable":"$.a","String|EqualsPath":"$.b"}]}]'),
    says: [/^\*\*StringEqualsPath\*\*/, /compare the Variable with/],
  },
  {
    name: 'the ConnectionArn',
    text: task('"Authentication": {"|ConnectionArn": ""}'),
    says: [/EventBridge connection/],
  },
  { name: 'a method', text: task('"Method": "DEL|ETE"'), says: [/^\*\*DELETE\*\* \(Method\)/, /Removes/] },
  { name: 'no unknown method', text: task('"Method": "FE|TCH"'), says: undefined },
  { name: 'an encoding', text: task('"Transform": {"RequestBodyEncoding": "|URL_ENCODED"}'), says: [/form data/] },
  {
    name: 'a common header in any case',
    text: task('"Headers": {"content-|type": "text/plain"}'),
    says: [/^\*\*content-type\*\* \(header\)/, /What the body is/],
  },
  { name: 'Authorization', text: task('"Headers": {"auth|orization": "x"}'), says: [/refuses/, /connection/] },
  {
    name: 'a header with a refused prefix',
    text: task('"Headers": {"X-Amz-|Date": "x"}'),
    says: [/refuses/, /x-amz-/],
  },
  {
    name: 'a header that Step Functions sets',
    text: task('"Headers": {"User-|Agent": "x"}'),
    says: [/sets this header itself/],
  },
  { name: 'a header of the author', text: task('"Headers": {"X-|Own": "x"}'), says: [/header of your own/] },
  { name: 'a header with .$', text: task('"Headers": {"Accept|.$": "$.a"}'), says: [/^\*\*Accept\*\*/] },
  { name: 'no data', text: task('"RequestBody": {"Me|thod": "GET"}'), says: undefined },
  { name: 'no data value', text: task('"RequestBody": {"Method": "GE|T"}'), says: undefined },
  { name: 'Parameters', text: task('').replace('Parameters', 'Para|meters'), says: [/^\*\*Parameters\*\*/] },
  { name: 'a field of another state type', text: state('"Type":"Pass","Cho|ices":[]'), says: [/^\*\*Choices\*\*/] },
  { name: 'StartAt', text: '{"Start|At": "A"}', says: [/runs first/] },
  { name: 'a state type', text: state('"Type":"Ta|sk"'), says: [/^\*\*Task\*\*/] },
  { name: 'a retrier field', text: state('"Type":"Task","Retry":[{"Backoff|Rate":2}]'), says: [/factor/] },
  { name: 'a field of a branch', text: state('"Type":"Parallel","Branches":[{"Start|At":"P"}]'), says: [/runs first/] },
  {
    name: 'ProcessorConfig',
    text: state('"Type":"Map","ItemProcessor":{"ProcessorConfig":{"Mode":"INL|INE"}}'),
    says: [/^\*\*INLINE\*\*/],
  },
  {
    name: 'a state after Next',
    text: state('"Type":"Pass","Next":"T|wo"'),
    says: [/^\*\*Two\*\* \(state\)/, /Wait, then One/, /Rests a \\_while\\_/],
  },
  {
    name: 'a state by its name',
    text: task('').replace('"Call":', '"Ca|ll":'),
    says: [/^\*\*Call\*\* \(state\)/, /http:invoke/, /then Done/],
  },
  {
    name: 'the request of a state',
    text: task('"Method":"GET","ApiEndpoint":"https://example.com"').replace('"StartAt":"Call"', '"StartAt":"Ca|ll"'),
    says: [/`GET https:\/\/example\.com`/],
  },
  { name: 'no unknown state', text: state('"Type":"Pass","Next":"No|pe"'), says: undefined },
  {
    name: 'a status code',
    text: state('"Type":"Task","Catch":[{"ErrorEquals":["States.Http.StatusCode.4|29"]}]'),
    says: [/status 429/, /Too Many Requests/],
  },
  {
    name: 'a status code that no table has',
    text: state('"Type":"Task","Catch":[{"ErrorEquals":["States.Http.StatusCode.4|18"]}]'),
    says: [/status 418/],
  },
  {
    name: 'an error',
    text: state('"Type":"Task","Retry":[{"ErrorEquals":["States.Http.S|ocket"]}]'),
    says: [/60 seconds/],
  },
  {
    name: 'an error that nothing catches',
    text: state('"Type":"Task","Catch":[{"ErrorEquals":["States.Run|time"]}]'),
    says: [/no effect/],
  },
  {
    name: 'an error of the task',
    text: state('"Type":"Task","Catch":[{"ErrorEquals":["Own|Error"]}]'),
    says: [/Not one of the reserved names/],
  },
  {
    name: 'a connection',
    text: task('"Authentication": {"ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/Invo|ices/0a"}'),
    says: [/^\*\*Invoices\*\* \(connection/, /user name and password/, /adds headers: `X-Tenant`/],
  },
  {
    name: 'a connection that cannot be used',
    text: task('"Authentication": {"ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/Brok|en/0a"}'),
    says: [/^\*\*Broken\*\*/, /cannot be used/],
  },
  {
    name: 'no unknown connection',
    text: task('"Authentication": {"ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/Oth|er/0a"}'),
    says: undefined,
  },
  {
    name: 'a substitution',
    text: task('"ApiEndpoint": "${Base|Url}/v1"'),
    says: [/\*\*\$\{BaseUrl\}\*\*/, /`https:\/\/api\.example\.com`/],
  },
  { name: 'a substitution without quotes', text: state('"Type":"Wait","Seconds": ${Sec|onds}'), says: [/no value/] },
  { name: 'a substitution in a key', text: '{"States": {"${Na|me}": {}}}', says: [/no value/] },
  {
    name: 'an intrinsic function',
    text: task('"ApiEndpoint.$": "States.For|mat(\'a/{}\', $.id)"'),
    says: [/^\*\*States\.Format\(/],
  },
  { name: 'a context path', text: task('"RequestBody.$": "$$.Execution.|Id"'), says: [/ARN of the execution/] },
  { name: 'nothing at the colon', text: task('"Method" |: "GET"'), says: undefined },
  { name: 'nothing in an empty file', text: '|', says: undefined },
  {
    name: 'a field in half-typed JSON',
    text: '{"States":{"A":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","Parameters":{"Meth|od": ',
    says: [/^\*\*Method\*\*/],
  },
];

for (const { name, text, says } of CASES) {
  test(`Hover on ${name}`, async () => {
    const markdown = await hoverOn(text);
    if (says === undefined) return assert.equal(markdown, undefined);
    for (const part of says) assert.match(markdown ?? 'no hover', part);
  });
}

test('Hover never shows a secret of a connection', async () => {
  const markdown = await hoverOn(
    task('"Authentication": {"ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/Invo|ices/0a"}'),
  );
  assert.doesNotMatch(markdown ?? '', /not-a-real-password|hidden-value|somebody/);
});

const subjectFor = (text: string) => ({
  document: parseDocument(text),
  surroundings: surroundingsOf(undefined),
  project: undefined,
});

function hoverText(text: string, part: string): string {
  return hover(subjectFor(text), text.lastIndexOf(part) + 1)?.markdown ?? '';
}

/** Every field of the table with a definition that has it. */
function* nested(fields: readonly Field[], wrap: (member: string) => string): Generator<readonly [Field, string]> {
  for (const field of fields) {
    yield [field, wrap(`"${field.name}": null`)];
    yield* nested(field.fields ?? [], (member) => wrap(`"${field.name}": {${member}}`));
  }
}

test('Every field of an HTTP Task has its doc, plain and with .$ where it may be dynamic', () => {
  for (const [field, text] of nested(HTTP_TASK_FIELDS, task)) {
    assert.ok(hoverText(text, field.name).includes(field.doc), field.name);
    for (const { value, doc } of field.values ?? []) {
      const withValue = text.replace(`"${field.name}": null`, `"${field.name}": "${value}"`);
      assert.ok(hoverText(withValue, value).includes(doc), value);
    }
    if (!field.dynamic) continue;
    const dynamic = text.replace(`"${field.name}": null`, `"${field.name}.$": "$"`);
    assert.ok(hoverText(dynamic, `${field.name}.$`).includes(field.doc), `${field.name}.$`);
  }
});

test('Every refused header says that it is refused', () => {
  for (const name of FORBIDDEN_HEADERS)
    assert.match(hoverText(task(`"Headers": {"${name}": "x"}`), `"${name}`), /refuses/);
});

test('Every error name has its doc', () => {
  const inCatch = (name: string) => state(`"Type":"Task","Catch":[{"ErrorEquals":["${name}"]}]`);
  for (const { name, doc } of ERROR_NAMES) assert.ok(hoverText(inCatch(name), name).includes(doc), name);
  for (const { code, doc } of STATUS_CODES) {
    const name = `States.Http.StatusCode.${code}`;
    assert.ok(hoverText(inCatch(name), name).includes(doc), name);
  }
});
