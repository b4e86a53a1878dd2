import type { StringNode } from '../shared/document/node';
import type { IntrinsicFunction } from '../shared/spec/intrinsicFunctions';
import { type JsonataFunction, jsonataParameters } from '../shared/spec/jsonataFunctions';
import { literal } from './suggestion';

/** Writes a piece of a string's value as it stands in the text, escaped for its quotes and for a snippet. */
export type Writer = (piece: string) => string;

/** The writer for a string of JSON or YAML: by its quotes, or as it is where it has none. */
export function writerFor(text: string, { span }: Pick<StringNode, 'span'>): Writer {
  const quote = text.charAt(span.start);
  if (quote === '"') return JSON_WRITER;
  return (piece) => literal(quote === "'" ? piece.replaceAll("'", "''") : piece);
}

/** The writer for a string of JSON. */
export const JSON_WRITER: Writer = (piece) => literal(JSON.stringify(piece).slice(1, -1));

/** A call of an intrinsic function with places for what it needs. */
export function intrinsicCall({ name, parameters }: IntrinsicFunction, write: Writer): string {
  const list = parameters
    .filter(({ optional }) => !optional)
    .map(({ name: parameter, kinds }, index) => {
      const place = `\${${index + 1}:${parameter}}`;
      if (kinds?.length === 1 && kinds[0] === 'string') return `${write("'")}${place}${write("'")}`;
      return kinds?.length === 1 && kinds[0] === 'number' ? place : `${write('$.')}${place}`;
    });
  return `${write(name)}(${list.join(', ')})`;
}

/** A call of a JSONata function with places for what it needs. */
export function jsonataCall(row: JsonataFunction, write: Writer): string {
  const list = jsonataParameters(row)
    .filter(({ optional }) => !optional)
    .map(({ name, kind }, index) => {
      const place = index + 1;
      const isFunction = kind === 'function';
      return isFunction
        ? `${write('function($item) { ')}\${${place}:${write('$item')}}${write(' }')}`
        : `\${${place}:${name}}`;
    });
  return `${write(`$${row.name}`)}(${list.join(', ')})`;
}
