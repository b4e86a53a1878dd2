import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { type AslDocument, parseDocument } from '../shared/document/document';
import { toValue } from '../shared/document/json';
import { GOOD_FIELDS, httpTaskExample, httpTaskState, machineExample } from '../shared/rules/example';
import { validate } from '../shared/rules/validate';
import { type Diagnostic, type Fix, NO_SURROUNDINGS } from '../shared/spec/diagnostic';
import { ARRAY_FORMATS, FORM_CONTENT_TYPE, METHODS, REQUEST_BODY_ENCODINGS } from '../shared/spec/httpTask';
import type { JsonValue } from '../shared/spec/json';

const FORM = { 'Content-Type': FORM_CONTENT_TYPE };
const ENCODED = { RequestBodyEncoding: 'URL_ENCODED' };
const POST = { Method: 'POST', RequestBody: { a: 1 } };
const ARN = 'arn:aws:events:us-east-1:123456789012:connection/Name/81210c42-8af1-456b-9c4a-6ff02fc664ac';

const ERRORS_AS_TEXT = machineExample({
  A: { Type: 'Parallel', Branches: [], Retry: [{ ErrorEquals: 'States.ALL' }], End: true },
});

interface FixCase {
  readonly name: string;
  readonly wrong: string;
  readonly rule: string;
  readonly mended: string;
}

const CASES: readonly FixCase[] = [
  task('a method in the wrong case', 'http-method', { Method: 'patch' }, { Method: 'PATCH' }),
  task('a method of another world', 'http-method', { Method: 'FETCH' }, { Method: 'GET' }),
  task(
    'a query in the address',
    'http-endpoint-query',
    { ApiEndpoint: 'https://a.example/b?page=2&q=x%20y' },
    { ApiEndpoint: 'https://a.example/b', QueryParameters: { page: '2', q: 'x y' } },
  ),
  task(
    'a body that selects',
    'http-body-with-get',
    { RequestBody: { status: 'open' } },
    { QueryParameters: { status: 'open' } },
  ),
  {
    name: 'a target that is near to nothing',
    rule: 'transition-target',
    wrong: machineExample({ A: { Type: 'Pass', Next: 'Publish' }, Done: { Type: 'Succeed' } }),
    mended: machineExample({
      A: { Type: 'Pass', Next: 'Publish' },
      Done: { Type: 'Succeed' },
      Publish: { Type: 'Pass', End: true },
    }),
  },
  {
    name: 'a StartAt that is near to nothing',
    rule: 'start-target',
    wrong: machineExample({ A: { Type: 'Succeed' } }, { StartAt: 'Begin' }),
    mended: machineExample({ A: { Type: 'Succeed' } }),
  },
  {
    name: 'a state that nothing leads to',
    rule: 'state-unreachable',
    wrong: machineExample({ A: { Type: 'Succeed' }, Forgotten: { Type: 'Fail' } }),
    mended: machineExample({ A: { Type: 'Succeed' } }),
  },
  {
    name: 'a text where a list of texts belongs',
    rule: 'field-kind',
    wrong: ERRORS_AS_TEXT,
    mended: ERRORS_AS_TEXT.replace('"States.ALL"', '["States.ALL"]'),
  },
  {
    name: 'a field that an integration must have',
    rule: 'resource-required-field',
    wrong: machineExample({
      A: { Type: 'Task', Resource: 'arn:aws:states:::dynamodb:getItem', Parameters: { TableName: 't' }, End: true },
    }),
    mended: machineExample({
      A: {
        Type: 'Task',
        Resource: 'arn:aws:states:::dynamodb:getItem',
        Parameters: { TableName: 't', Key: {} },
        End: true,
      },
    }),
  },
  {
    name: 'an error behind those of any task',
    rule: 'error-behind-task-failed',
    wrong: handled('States.TaskFailed', 'Slow', 'States.Http.StatusCode.429'),
    mended: handled('Slow', 'States.TaskFailed', 'States.Http.StatusCode.429'),
  },
  task('a misspelled method', 'http-method', { Method: 'DELTE' }, { Method: 'DELETE' }),
  task(
    'an encoding of another name',
    'http-request-body-encoding',
    { Transform: { RequestBodyEncoding: 'FORM_URLENCODED' } },
    { Transform: ENCODED },
  ),
  task(
    'a field in the wrong case',
    'http-unknown-field',
    { headers: { Accept: 'text/plain' } },
    { Headers: { Accept: 'text/plain' } },
  ),
  task(
    'a field that other tools call so',
    'http-required-field',
    { ApiEndpoint: undefined, 'Url.$': '$.url' },
    { ApiEndpoint: undefined, 'ApiEndpoint.$': '$.url' },
  ),
  task('a header that is the only one', 'http-forbidden-header', { Headers: { Host: 'a' } }, { Headers: {} }),
  task(
    'a header before others',
    'http-forbidden-header',
    { Headers: { Host: 'a', Accept: 'b' } },
    { Headers: { Accept: 'b' } },
  ),
  task(
    'a header behind others',
    'http-service-header',
    { Headers: { Accept: 'b', 'Content-Length': '1' } },
    { Headers: { Accept: 'b' } },
  ),
  task(
    'a form without headers',
    'http-form-content-type',
    { ...POST, Transform: ENCODED },
    { ...POST, Transform: ENCODED, Headers: FORM },
  ),
  task(
    'a form with other headers',
    'http-form-content-type',
    { ...POST, Headers: { Accept: 'a' }, Transform: ENCODED },
    { ...POST, Headers: { Accept: 'a', ...FORM }, Transform: ENCODED },
  ),
  task(
    'a form with empty headers',
    'http-form-content-type',
    { ...POST, Headers: {}, Transform: ENCODED },
    { ...POST, Headers: FORM, Transform: ENCODED },
  ),
  task(
    'a form with the wrong type',
    'http-form-content-type',
    { ...POST, Headers: { 'Content-Type': 'text/plain' }, Transform: ENCODED },
    { ...POST, Headers: FORM, Transform: ENCODED },
  ),
  task(
    'a form that is not encoded',
    'http-form-encoding-missing',
    { ...POST, Headers: FORM },
    { ...POST, Headers: FORM, Transform: ENCODED },
  ),
  task(
    'a connection that is missing',
    'http-connection',
    { Authentication: undefined },
    { Authentication: { ConnectionArn: ARN } },
  ),
  task(
    'a ConnectionArn without the field around it',
    'http-connection',
    { Authentication: undefined, ConnectionArn: ARN },
    { Authentication: { ConnectionArn: ARN } },
  ),
  task(
    'an address with one slash',
    'http-api-endpoint',
    { ApiEndpoint: 'https:/example.com/path' },
    { ApiEndpoint: 'https://example.com/path' },
  ),
  {
    name: 'a resource with a suffix',
    rule: 'http-resource-pattern',
    wrong: httpTaskExample({}, { Resource: 'arn:aws-cn:states:::http:invoke.sync' }),
    mended: httpTaskExample({}, { Resource: 'arn:aws-cn:states:::http:invoke' }),
  },
  {
    name: 'Parameters that are missing',
    rule: 'http-parameters-required',
    wrong: machineExample({ CallApi: { Type: 'Task', End: true, Resource: 'arn:aws:states:::http:invoke' } }),
    mended: machineExample({
      CallApi: {
        Type: 'Task',
        End: true,
        Resource: 'arn:aws:states:::http:invoke',
        Parameters: {
          ApiEndpoint: 'https://api.example.com',
          Method: 'GET',
          Authentication: { ConnectionArn: ARN },
        },
      },
    }),
  },
  {
    name: 'Parameters in a JSONata state',
    rule: 'field-query-language',
    wrong: machineExample({ CallApi: httpTaskState({ Parameters: GOOD_FIELDS, QueryLanguage: 'JSONata' }) }),
    mended: machineExample({ CallApi: httpTaskState({ Arguments: GOOD_FIELDS, QueryLanguage: 'JSONata' }) }),
  },
  {
    name: 'a Type that the other fields tell',
    rule: 'state-type',
    wrong: machineExample({ Wait: { Seconds: 1, End: true } }),
    mended: machineExample({ Wait: { Seconds: 1, End: true, Type: 'Wait' } }),
  },
  {
    name: 'a target in the wrong case',
    rule: 'transition-target',
    wrong: machineExample({ A: { Type: 'Pass', Next: 'done' }, Done: { Type: 'Succeed' } }),
    mended: machineExample({ A: { Type: 'Pass', Next: 'Done' }, Done: { Type: 'Succeed' } }),
  },
  {
    name: 'a machine that does not say where it starts',
    rule: 'machine-required-fields',
    wrong: '{ "States": { "A": { "Type": "Succeed" } } }',
    mended: '{ "States": { "A": { "Type": "Succeed" } }, "StartAt": "A" }',
  },
  {
    name: 'a state without an end, with tabs and carriage returns',
    rule: 'state-next-or-end',
    wrong: '{\r\n\t"StartAt": "A",\r\n\t"States": {\r\n\t\t"A": {\r\n\t\t\t"Type": "Pass"\r\n\t\t}\r\n\t}\r\n}',
    mended:
      '{\r\n\t"StartAt": "A",\r\n\t"States": {\r\n\t\t"A": {\r\n\t\t\t"Type": "Pass",\r\n\t\t\t"End": true\r\n\t\t}\r\n\t}\r\n}',
  },
  {
    name: 'Parameters in the wrong case',
    rule: 'http-parameters-required',
    wrong: httpTaskExample({}).replace('"Parameters"', '"parameters"'),
    mended: httpTaskExample({}),
  },
  {
    name: 'a Next in the wrong case',
    rule: 'state-next-or-end',
    wrong: machineExample({ A: { Type: 'Pass', next: 'Done' }, Done: { Type: 'Succeed' } }),
    mended: machineExample({ A: { Type: 'Pass', Next: 'Done' }, Done: { Type: 'Succeed' } }),
  },
  {
    name: 'a Type in the wrong case',
    rule: 'state-type',
    wrong: machineExample({ A: { type: 'Succeed' } }),
    mended: machineExample({ A: { Type: 'Succeed' } }),
  },
  {
    name: 'a StartAt in the wrong case',
    rule: 'machine-required-fields',
    wrong: '{ "startAt": "A", "States": { "A": { "Type": "Succeed" } } }',
    mended: '{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }',
  },
  {
    name: 'a trailing comma',
    rule: 'json-syntax',
    wrong: '{ "StartAt": "A", "States": { "A": { "Type": "Succeed", } } }',
    mended: '{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }',
  },
  {
    name: 'a missing comma',
    rule: 'json-syntax',
    wrong: '{ "StartAt": "A"\n  "States": { "A": { "Type": "Succeed" } } }',
    mended: '{ "StartAt": "A",\n  "States": { "A": { "Type": "Succeed" } } }',
  },
  {
    name: 'a doubled quote',
    rule: 'json-syntax',
    wrong: '{ "StartAt": ""A"\n, "States": { "A": { "Type": "Succeed" } } }',
    mended: '{ "StartAt": "A"\n, "States": { "A": { "Type": "Succeed" } } }',
  },
];

describe('the first fix of', () => {
  for (const { name, rule, wrong, mended } of CASES) {
    it(name, () => {
      const fix = found(wrong).find((one) => one.rule === rule)?.fixes?.[0];
      assert.ok(fix, `${rule} has no fix`);
      assert.equal(applyFix(wrong, fix), mended);
    });

    const value = jsonIn(wrong);
    if (value === undefined) continue;
    it(`${name}, in YAML`, () => {
      for (const text of yamlTexts(value)) {
        const fix = found(text, 'yaml').find((one) => one.rule === rule)?.fixes?.[0];
        const { root, problems } = parseDocument(applyFix(text, fix), 'yaml');
        assert.deepEqual(problems, []);
        assert.deepEqual(root && toValue(root), JSON.parse(mended));
      }
    });
  }

  it('an object where a list of objects belongs puts it between brackets, but no block of YAML', () => {
    const catcher = '{ "ErrorEquals": ["States.ALL"], "Next": "A" }';
    const states = `{ "A": { "Type": "Parallel", "Branches": [], "Catch": ${catcher}, "End": true } }`;
    const flow = `{ "StartAt": "A", "States": ${states} }`;
    const block = stringify({ StartAt: 'A', States: JSON.parse(states) });
    const fixOf = (text: string, format: 'json' | 'yaml') =>
      found(text, format).find(({ rule }) => rule === 'field-kind')?.fixes?.[0];
    for (const format of ['json', 'yaml'] as const) {
      assert.equal(applyFix(flow, fixOf(flow, format)), flow.replace(catcher, `[${catcher}]`));
    }
    assert.equal(fixOf(block, 'yaml'), undefined);
  });

  it('a ConnectionArn in the wrong place puts it into Authentication', () => {
    const wrong = httpTaskExample({ Authentication: undefined, ConnectionArn: ARN });
    const [finding] = found(wrong);
    assert.equal(finding?.rule, 'http-connection');
    assert.deepEqual(found(applyFix(wrong, finding?.fixes?.[0])), []);
  });
});

describe('any fix of any HTTP Task', () => {
  const fields = fc.record(
    {
      ApiEndpoint: oneOf('https://a.example', 'https:/a.example', 'http://a.example', 'a.example/b', '${Url}', 5),
      Url: oneOf('https://a.example'),
      Method: oneOf(...METHODS.flatMap(({ value }) => [value, value.toLowerCase(), `${value}X`]), '{% $m %}'),
      Authentication: oneOf({ ConnectionArn: ARN }, { ConnectionArn: 'NONE' }, { connectionArn: ARN }, {}, 'x'),
      InvocationConfig: oneOf({ ConnectionArn: ARN }, { 'ConnectionArn.$': '$.a' }),
      ConnectionArn: oneOf(ARN),
      Headers: fc.dictionary(
        fc.constantFrom('Host', 'X-Amz-A', 'Range', 'Accept', 'Content-Type', 'Via', 'A'),
        headers(),
      ),
      'Headers.$': oneOf('$.headers'),
      RequestBody: oneOf({ a: 1 }, 'a=1', [1], null),
      Transform: fc.record(
        {
          RequestBodyEncoding: oneOf(...REQUEST_BODY_ENCODINGS.map(({ value }) => value), 'url_encoded', 'FORM'),
          requestBodyEncoding: oneOf('NONE'),
          RequestEncodingOptions: oneOf(...ARRAY_FORMATS.map(({ value }) => ({ ArrayFormat: `${value}X` })), {}),
        },
        { requiredKeys: [] },
      ),
      timeoutSeconds: oneOf(5),
      Method2: oneOf('GET'),
    },
    { requiredKeys: [] },
  );
  const machines = fc.tuple(
    fields,
    fc.constantFrom('Parameters', 'Arguments'),
    fc.constantFrom(undefined, 'JSONata'),
    fc.constantFrom(undefined, '  ', '\t'),
    fc.constantFrom<JsonValue | undefined>(undefined, true),
  );

  it('removes its finding and leaves JSON', () => {
    fc.assert(
      fc.property(machines, ([parameters, name, language, indent, End]) => {
        const task = { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', [name]: parameters, End };
        const text = JSON.stringify({ StartAt: 'A', QueryLanguage: language, States: { A: task } }, undefined, indent);
        for (const finding of found(text)) {
          for (const fix of finding.fixes ?? []) assertMended(text, finding, fix);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('removes its finding and leaves YAML', () => {
    fc.assert(
      fc.property(machines, ([parameters, name, language, , End]) => {
        const task = { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', [name]: parameters, End };
        const machine = { StartAt: 'A', QueryLanguage: language, States: { A: task } };
        for (const text of yamlTexts(machine)) {
          for (const finding of found(text, 'yaml')) {
            for (const fix of finding.fixes ?? []) assertMendedYaml(text, finding, fix);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** One finding less of its rule at its place, and still JSON in the same style. */
function assertMended(text: string, finding: Diagnostic, fix: Fix): void {
  const mended = applyFix(text, fix);
  JSON.parse(mended);
  const count = (source: string) =>
    found(source).filter(({ rule, message }) => rule === finding.rule && message === finding.message).length;
  assert.ok(count(mended) < count(text), `${finding.rule}: ${fix.title}\n${text}\n${mended}`);
  const isIndented = text.includes('\n');
  if (isIndented && !mended.includes('{ '))
    assert.equal(mended, JSON.stringify(JSON.parse(mended), undefined, indentOf(text)));
}

/** One finding less of its rule at its place, and still YAML. */
function assertMendedYaml(text: string, finding: Diagnostic, fix: Fix): void {
  const mended = applyFix(text, fix);
  assert.deepEqual(parseDocument(mended, 'yaml').problems, [], `${fix.title}\n${text}\n${mended}`);
  const count = (source: string) =>
    found(source, 'yaml').filter(({ rule, message }) => rule === finding.rule && message === finding.message).length;
  assert.ok(count(mended) < count(text), `${finding.rule}: ${fix.title}\n${text}\n${mended}`);
}

/** A value in blocks, in blocks with other indentation and quotes, and with braces from some level on. */
function yamlTexts(value: unknown): readonly string[] {
  const options = { lineWidth: 0, aliasDuplicateObjects: false, keepUndefined: false } as const;
  return [
    stringify(value, options),
    stringify(value, { ...options, indent: 4, indentSeq: false, defaultStringType: 'QUOTE_SINGLE' }),
    stringify(value, options).replaceAll('\n', '\r\n'),
    JSON.stringify(value, undefined, 2),
    JSON.stringify(value),
  ];
}

/** The value of a text that is JSON; undefined when it is none. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function indentOf(text: string): string {
  return /\n([ \t]+)/.exec(text)?.[1] ?? '';
}

function oneOf(...values: readonly JsonValue[]): fc.Arbitrary<JsonValue> {
  return fc.constantFrom(...values);
}

function headers(): fc.Arbitrary<JsonValue> {
  return oneOf('a', FORM_CONTENT_TYPE, 1, ['a'], null);
}

function task(
  name: string,
  rule: string,
  wrong: Readonly<Record<string, JsonValue | undefined>>,
  mended: Readonly<Record<string, JsonValue | undefined>>,
): FixCase {
  return { name, rule, wrong: httpTaskExample(wrong), mended: httpTaskExample(mended) };
}

/** A task with a Retrier for each error. */
function handled(...errors: readonly string[]): string {
  const Resource = 'arn:aws:states:us-east-1:123456789012:activity:Work';
  const Retry = errors.map((error) => ({ ErrorEquals: [error] }));
  return machineExample({ Work: { Type: 'Task', Resource, Retry, End: true } });
}

function found(text: string, format: AslDocument['format'] = 'json'): readonly Diagnostic[] {
  return validate(parseDocument(text, format), NO_SURROUNDINGS);
}

function applyFix(text: string, fix: Fix | undefined): string {
  const edits = [...(fix?.edits ?? [])].sort((left, right) => right.span.start - left.span.start);
  return edits.reduce(
    (result, { span, text: put }) => result.slice(0, span.start) + put + result.slice(span.end),
    text,
  );
}
