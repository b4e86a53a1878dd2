import { parseJson } from '../../shared/document/json';
import type { Mock, StateConfiguration, TestStateRequest } from '../../shared/executor/testStateRequest';
import { type At, readShape } from '../../shared/project/readShape';
import type { Shape } from '../../shared/spec/shape';
import { mockShape, stateConfigurationShape, testStateFields } from '../../shared/spec/testStateRequest';
import { readShorthand } from './shorthand';
import { WrongUse } from './wrongUse';

// Kinds, allowed words and empty texts are checked here, as the `aws` command does it; a text that is too long is the
// API's own to refuse.

/** Reads a TestState request from JSON. Throws WrongUse naming the first thing that does not fit. */
export function readRequest(text: string, option: string): Partial<TestStateRequest> {
  // The definition may come from an option of its own.
  const fields = testStateFields('jsonText').map((field) => ({ ...field, required: false }));
  const shape = withoutMaximum({ kind: 'object', unknown: 'ERROR', fields });
  return readAs(text, shape, option) as Partial<TestStateRequest>;
}

/** Reads a mock from JSON, or the short way of `aws`. Throws WrongUse naming the first thing that does not fit. */
export function readMock(text: string, option: string): Mock {
  return readStructure(text, mockShape('jsonText'), option) as Mock;
}

/** Reads a state configuration from JSON, or the short way of `aws`. Throws WrongUse naming the first thing that does not fit. */
export function readStateConfiguration(text: string, option: string): StateConfiguration {
  return readStructure(text, stateConfigurationShape('jsonText'), option) as StateConfiguration;
}

function readStructure(text: string, shape: Shape, option: string): unknown {
  const short = /^\s*[{[]/.test(text) ? undefined : readShorthand(text, shape);
  return readAs(short ? JSON.stringify(short) : text, withoutMaximum(shape), option);
}

/** The shape without what the API refuses in its own words. */
function withoutMaximum(shape: Shape): Shape {
  if (shape.kind === 'text') return { ...shape, maximum: Number.POSITIVE_INFINITY };
  if (shape.kind !== 'object') return shape;
  const fields = shape.fields.map((field) => ({ ...field, shape: withoutMaximum(field.shape) }));
  return { kind: 'object', unknown: shape.unknown, fields };
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
