import { parseJson } from '../../shared/document/json';
import type { Mock, StateConfiguration, TestStateRequest } from '../../shared/executor/testStateRequest';
import { type At, readShape } from '../../shared/project/readShape';
import type { Shape } from '../../shared/spec/shape';
import { WrongUse } from './wrongUse';

// The request of TestState, from https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html. Only
// kinds and allowed words are checked here, as the `aws` command does; limits are the API's own to refuse.

const TEXT: Shape = { kind: 'text' };

const MOCK: Shape = {
  kind: 'object',
  unknown: 'ERROR',
  fields: [
    { name: 'result', doc: 'A JSON text in the place of calling the service.', shape: TEXT },
    {
      name: 'errorOutput',
      doc: 'An error in the place of calling the service.',
      shape: {
        kind: 'object',
        unknown: 'ERROR',
        fields: [
          { name: 'error', doc: 'The name of the error.', shape: TEXT },
          { name: 'cause', doc: 'What the error says.', shape: TEXT },
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
    { name: 'errorCausedByState', doc: 'The inner state that failed.', shape: TEXT },
    { name: 'mapIterationFailureCount', doc: 'How many iterations of a Map failed.', shape: { kind: 'count' } },
    { name: 'mapItemReaderData', doc: 'A JSON text of what the ItemReader reads.', shape: TEXT },
  ],
};

const REQUEST: Shape = {
  kind: 'object',
  unknown: 'ERROR',
  fields: [
    { name: 'definition', doc: 'The definition as a JSON text.', shape: TEXT },
    { name: 'stateName', doc: 'The state to test.', shape: TEXT },
    { name: 'roleArn', doc: 'Accepted; no role is needed here.', shape: TEXT },
    { name: 'input', doc: 'The input as a JSON text.', shape: TEXT },
    {
      name: 'inspectionLevel',
      doc: 'How much is shown.',
      shape: { kind: 'text', values: ['INFO', 'DEBUG', 'TRACE'] },
    },
    { name: 'revealSecrets', doc: 'Shows what the connection added.', shape: { kind: 'flag' } },
    { name: 'variables', doc: 'Workflow variables as a JSON text.', shape: TEXT },
    { name: 'context', doc: 'The context object as a JSON text.', shape: TEXT },
    { name: 'mock', doc: 'What stands in for calling the service.', shape: MOCK },
    { name: 'stateConfiguration', doc: 'Circumstances of the run.', shape: STATE_CONFIGURATION },
  ],
};

/** Reads a TestState request from JSON. Throws WrongUse naming the first thing that does not fit. */
export function readRequest(text: string, option: string): Partial<TestStateRequest> {
  return readAs(text, REQUEST, option) as Partial<TestStateRequest>;
}

/** Reads a mock from JSON. Throws WrongUse naming the first thing that does not fit. */
export function readMock(text: string, option: string): Mock {
  return readAs(text, MOCK, option) as Mock;
}

/** Reads a state configuration from JSON. Throws WrongUse naming the first thing that does not fit. */
export function readStateConfiguration(text: string, option: string): StateConfiguration {
  return readAs(text, STATE_CONFIGURATION, option) as StateConfiguration;
}

function readAs(text: string, shape: Shape, option: string): unknown {
  const { root, problems } = parseJson(text);
  if (root === undefined || problems.length > 0)
    throw new WrongUse(`The value of --${option} is no JSON: ${start(text)}`);
  const found: string[] = [];
  const at: At = { rule: option, family: option, path: [], report: ({ message }) => found.push(message) };
  const value = readShape(root, shape, at);
  if (found[0] !== undefined) throw new WrongUse(`The value of --${option} does not fit. ${found[0]}`);
  return value;
}

function start(text: string): string {
  const line = text.split(/\r\n|\n/)[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
