import { DEFINITION_CHARACTERS, PAYLOAD_BYTES, STATE_NAME_CHARACTERS } from './limits';
import type { Shape, ShapeField } from './shape';

// What the operations of the API take, from
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html and
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html, with the
// limits of the service's model.

/** How a request carries data: as JSON texts, as the API takes it, or as plain JSON, as files of test cases have it. */
export type DataForm = 'jsonText' | 'json';

/** The members of a TestState request, in AWS's order, with its data in one of the two forms. */
export function testStateFields(form: DataForm): readonly ShapeField[] {
  const members = dataShape(form, { kind: 'map', keys: { kind: 'text' }, values: { kind: 'json' } });
  return [
    DEFINITION,
    { name: 'roleArn', doc: 'Accepted; no role is needed here.', shape: { kind: 'text', minimum: 1, maximum: 256 } },
    {
      name: 'input',
      doc: 'The input of the state.',
      shape: dataShape(form, { kind: 'json', object: true }),
      usual: true,
    },
    {
      name: 'inspectionLevel',
      doc: 'How much is shown.',
      shape: { kind: 'text', values: ['INFO', 'DEBUG', 'TRACE'] },
    },
    { name: 'revealSecrets', doc: 'Shows what the connection added.', shape: { kind: 'flag' } },
    { name: 'variables', doc: 'Workflow variables.', shape: members },
    { name: 'stateName', doc: 'The state to test.', shape: STATE_NAME },
    { name: 'mock', doc: 'What stands in for calling the service.', shape: mockShape(form) },
    { name: 'context', doc: 'The context object.', shape: members },
    { name: 'stateConfiguration', doc: 'Circumstances of the run.', shape: stateConfigurationShape(form) },
  ];
}

function dataShape(form: DataForm, json: Shape = { kind: 'json' }): Shape {
  return form === 'json' ? json : { kind: 'text', maximum: PAYLOAD_BYTES, sensitive: true };
}

const DEFINITION: ShapeField = {
  name: 'definition',
  doc: 'One state, or a state machine, as a JSON text.',
  shape: { kind: 'text', minimum: 1, maximum: DEFINITION_CHARACTERS, sensitive: true },
  required: true,
};

const STATE_NAME: Shape = { kind: 'text', minimum: 1, maximum: STATE_NAME_CHARACTERS, sensitive: true, names: 'state' };

/** A mock: the result of a service or its error. */
export function mockShape(form: DataForm): Shape {
  return {
    kind: 'object',
    unknown: 'ERROR',
    oneOf: ['result', 'errorOutput'],
    fields: [
      {
        name: 'result',
        doc: 'The result in the place of calling the service.',
        shape: dataShape(form, { kind: 'json', object: true }),
      },
      { name: 'errorOutput', doc: 'The error in the place of calling the service.', shape: ERROR_OUTPUT },
      {
        name: 'fieldValidationMode',
        doc: 'How strictly the result is compared with what the service answers.',
        shape: {
          kind: 'text',
          values: ['STRICT', 'PRESENT', 'NONE'],
          meanings: {
            STRICT: 'Every required member must be there, and each must be of its kind.',
            PRESENT: 'The members that are there must be of their kind.',
            NONE: 'Nothing is compared.',
          },
        },
      },
    ],
  };
}

const ERROR_OUTPUT: Shape = {
  kind: 'object',
  unknown: 'ERROR',
  fields: [
    {
      name: 'error',
      doc: 'The name of the error.',
      shape: { kind: 'text', maximum: 256, sensitive: true, names: 'error' },
      usual: true,
    },
    {
      name: 'cause',
      doc: 'What the error says.',
      shape: { kind: 'text', maximum: 32_768, sensitive: true },
      usual: true,
    },
  ],
};

/** The circumstances of a run that a test may set. */
export function stateConfigurationShape(form: DataForm): Shape {
  return {
    kind: 'object',
    unknown: 'ERROR',
    fields: [
      { name: 'retrierRetryCount', doc: 'How often the state was retried before.', shape: { kind: 'count' } },
      { name: 'errorCausedByState', doc: 'The inner state from which a mocked error comes.', shape: STATE_NAME },
      { name: 'mapIterationFailureCount', doc: 'How many iterations of a Map failed.', shape: { kind: 'count' } },
      { name: 'mapItemReaderData', doc: 'What the ItemReader of a Map reads.', shape: dataShape(form) },
    ],
  };
}

/** The members of a ValidateStateMachineDefinition request. */
export const VALIDATE_FIELDS: readonly ShapeField[] = [
  DEFINITION,
  { name: 'type', doc: 'The type of the machine.', shape: { kind: 'text', values: ['STANDARD', 'EXPRESS'] } },
  { name: 'severity', doc: 'The mildest findings to give.', shape: { kind: 'text', values: ['ERROR', 'WARNING'] } },
  { name: 'maxResults', doc: 'How many findings to give; 0 for 100.', shape: { kind: 'count', maximum: 100 } },
];
