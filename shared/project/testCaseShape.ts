import type { Shape, ShapeField } from '../spec/shape';

// What a test case may hold. The fields are those of the TestState API, from
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html, with JSON in the place of JSON texts.

const JSON_VALUE: Shape = { kind: 'json' };

const MOCK: Shape = {
  kind: 'object',
  unknown: 'ERROR',
  fields: [
    { name: 'result', doc: 'The result in the place of calling the service.', shape: JSON_VALUE },
    {
      name: 'errorOutput',
      doc: 'The error in the place of calling the service.',
      shape: {
        kind: 'object',
        unknown: 'ERROR',
        fields: [
          { name: 'error', doc: 'The name of the error.', shape: { kind: 'text', maximum: 256 } },
          { name: 'cause', doc: 'What the error says.', shape: { kind: 'text', maximum: 32_768 } },
        ],
      },
    },
    {
      name: 'fieldValidationMode',
      doc: 'How strictly the result is compared with what the service answers.',
      shape: { kind: 'text', values: ['STRICT', 'PRESENT', 'NONE'] },
    },
  ],
};

const STATE_CONFIGURATION: Shape = {
  kind: 'object',
  unknown: 'ERROR',
  fields: [
    { name: 'retrierRetryCount', doc: 'How often the state was retried before.', shape: { kind: 'count' } },
    {
      name: 'errorCausedByState',
      doc: 'The inner state from which a mocked error comes.',
      shape: { kind: 'text', minimum: 1, maximum: 80 },
    },
    { name: 'mapIterationFailureCount', doc: 'How many iterations of a Map failed.', shape: { kind: 'count' } },
    { name: 'mapItemReaderData', doc: 'What the ItemReader of a Map reads.', shape: JSON_VALUE },
  ],
};

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

const TEST_CASE_FIELDS: readonly ShapeField[] = [
  { name: 'name', doc: 'What the case is called.', shape: { kind: 'text', minimum: 1 }, required: true },
  { name: 'state', doc: 'The state that is tested.', shape: { kind: 'text', minimum: 1 }, required: true },
  { name: 'input', doc: 'The input of the state.', shape: JSON_VALUE },
  { name: 'variables', doc: 'Workflow variables.', shape: { kind: 'map', keys: { kind: 'text' }, values: JSON_VALUE } },
  { name: 'context', doc: 'The context object.', shape: { kind: 'map', keys: { kind: 'text' }, values: JSON_VALUE } },
  { name: 'mock', doc: 'What stands in for calling the service.', shape: MOCK },
  { name: 'stateConfiguration', doc: 'Circumstances of the run.', shape: STATE_CONFIGURATION },
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
