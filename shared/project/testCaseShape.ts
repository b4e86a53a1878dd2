import type { Shape, ShapeField, TextShape } from '../spec/shape';
import { testStateFields } from '../spec/testStateRequest';

// What a test case may hold: members of a TestState request, with JSON in the place of JSON texts, and what is expected.

const JSON_VALUE: Shape = { kind: 'json' };

/** One text, or a list of such texts. */
function texts(text: TextShape): Shape {
  return { kind: 'either', shapes: [text, { kind: 'list', items: text }] };
}

const EXPECTED_REQUEST: Shape = {
  kind: 'object',
  unknown: 'ERROR',
  fields: [
    { name: 'method', doc: 'The method that was sent.', shape: { kind: 'text', names: 'method' } },
    { name: 'url', doc: 'The whole address with its query.', shape: { kind: 'text' } },
    {
      name: 'headers',
      doc: 'Headers by name, in any case, each with its values.',
      shape: { kind: 'map', keys: { kind: 'text', minimum: 1, names: 'header' }, values: texts({ kind: 'text' }) },
    },
    {
      name: 'body',
      doc: 'A text is the whole body as sent; anything else a part of it before encoding.',
      shape: JSON_VALUE,
    },
  ],
};

const EXPECT: Shape = {
  kind: 'object',
  unknown: 'ERROR',
  fields: [
    {
      name: 'status',
      doc: 'How the state ends.',
      shape: {
        kind: 'text',
        values: ['SUCCEEDED', 'FAILED', 'RETRIABLE', 'CAUGHT_ERROR'],
        meanings: {
          SUCCEEDED: 'It gave an output.',
          FAILED: 'It failed, and nothing retries or catches the error.',
          RETRIABLE: 'It failed, and a Retrier would try again.',
          CAUGHT_ERROR: 'It failed, and a Catcher takes the error on to its next state.',
        },
      },
      usual: true,
    },
    { name: 'output', doc: 'The output, or a part of it.', shape: JSON_VALUE },
    { name: 'error', doc: 'The name of the error.', shape: { kind: 'text', names: 'error' } },
    { name: 'cause', doc: 'What the error says.', shape: { kind: 'text' } },
    { name: 'nextState', doc: 'The state that follows.', shape: { kind: 'text', names: 'state' } },
    { name: 'request', doc: 'What is sent.', shape: EXPECTED_REQUEST },
    {
      name: 'inspection',
      doc: 'Stages of the data by their name.',
      shape: { kind: 'map', keys: { kind: 'text', minimum: 1, names: 'stage' }, values: JSON_VALUE },
    },
    {
      name: 'assert',
      doc: 'A JSONata expression that must be true, or a list of them. `$states` has `input`, `result`, `output`, `errorOutput` and `context`.',
      shape: texts({ kind: 'text', expression: true }),
    },
  ],
};

/** The members of a TestState request that a case has; the others belong to how it is run. */
const FROM_REQUEST: readonly string[] = ['input', 'variables', 'context', 'mock', 'stateConfiguration'];

const TEST_CASE_FIELDS: readonly ShapeField[] = [
  { name: 'name', doc: 'What the case is called.', shape: { kind: 'text', minimum: 1 }, required: true },
  {
    name: 'state',
    doc: 'The state that is tested.',
    shape: { kind: 'text', minimum: 1, names: 'state' },
    required: true,
  },
  ...testStateFields('json').filter(({ name }) => FROM_REQUEST.includes(name)),
  {
    name: 'expect',
    doc: 'What the run must come to; nothing is expected of what is absent.',
    shape: EXPECT,
    usual: true,
  },
];

/** One test case. */
export const TEST_CASE_SHAPE: Shape = { kind: 'object', unknown: 'ERROR', fields: TEST_CASE_FIELDS };

/** The whole of a *.asl.test.json. */
export const TEST_CASES_SHAPE: Shape = {
  kind: 'object',
  unknown: 'ERROR',
  fields: [
    { name: '$schema', doc: 'Address of the schema, for editors.', shape: { kind: 'text' }, unused: true },
    {
      name: 'version',
      doc: 'The version of this format: 1.',
      shape: { kind: 'count', only: 1 },
      rule: 'test-case-version',
      usual: true,
    },
    {
      name: 'tests',
      doc: 'The test cases.',
      shape: { kind: 'list', items: TEST_CASE_SHAPE },
      required: true,
    },
  ],
};
