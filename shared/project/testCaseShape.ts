import type { Shape, ShapeField } from '../spec/shape';
import { testStateFields } from '../spec/testStateRequest';

// What a test case may hold: members of a TestState request, with JSON in the place of JSON texts, and what is expected.

const JSON_VALUE: Shape = { kind: 'json' };

const TEXTS: Shape = { kind: 'either', shapes: [{ kind: 'text' }, { kind: 'list', items: { kind: 'text' } }] };

const EXPECTED_REQUEST: Shape = {
  kind: 'object',
  unknown: 'ERROR',
  fields: [
    { name: 'method', doc: 'The method that was sent.', shape: { kind: 'text' } },
    { name: 'url', doc: 'The whole address with its query.', shape: { kind: 'text' } },
    {
      name: 'headers',
      doc: 'Headers by name, in any case, each with its values.',
      shape: { kind: 'map', keys: { kind: 'text', minimum: 1 }, values: TEXTS },
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
      shape: { kind: 'text', values: ['SUCCEEDED', 'FAILED', 'RETRIABLE', 'CAUGHT_ERROR'] },
    },
    { name: 'output', doc: 'The output, or a part of it.', shape: JSON_VALUE },
    { name: 'error', doc: 'The name of the error.', shape: { kind: 'text' } },
    { name: 'cause', doc: 'What the error says.', shape: { kind: 'text' } },
    { name: 'nextState', doc: 'The state that follows.', shape: { kind: 'text' } },
    { name: 'request', doc: 'What is sent.', shape: EXPECTED_REQUEST },
    {
      name: 'inspection',
      doc: 'Stages of the data by their name.',
      shape: { kind: 'map', keys: { kind: 'text', minimum: 1 }, values: JSON_VALUE },
    },
    { name: 'assert', doc: 'An expression that must be true, or a list of them.', shape: TEXTS },
  ],
};

/** The members of a TestState request that a case has; the others belong to how it is run. */
const FROM_REQUEST: readonly string[] = ['input', 'variables', 'context', 'mock', 'stateConfiguration'];

const TEST_CASE_FIELDS: readonly ShapeField[] = [
  { name: 'name', doc: 'What the case is called.', shape: { kind: 'text', minimum: 1 }, required: true },
  { name: 'state', doc: 'The state that is tested.', shape: { kind: 'text', minimum: 1 }, required: true },
  ...testStateFields('json').filter(({ name }) => FROM_REQUEST.includes(name)),
  { name: 'expect', doc: 'What the run must come to.', shape: EXPECT },
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
    },
    {
      name: 'tests',
      doc: 'The test cases.',
      shape: { kind: 'list', items: TEST_CASE_SHAPE },
      required: true,
    },
  ],
};
