import type { JsonObject, JsonValue } from '../../shared/spec/json';
import type { Shape } from '../../shared/spec/shape';

// The short way in which the `aws` command takes structures, from
// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html.

/** Reads `name=value,name={name=value}` by a shape, which tells what is a number; undefined when the text is no such. */
export function readShorthand(text: string, shape: Shape): JsonObject | undefined {
  const reader: Reader = { text, at: 0 };
  const value = readPairs(reader, shape);
  return reader.at === text.length ? value : undefined;
}

/** A text and how much of it was read. */
interface Reader {
  readonly text: string;
  at: number;
}

function readPairs(reader: Reader, shape: Shape): JsonObject | undefined {
  const entries: [string, JsonValue][] = [];
  do {
    const name = take(reader, /\s*([\w.-]+)\s*=\s*/y);
    const field = shape.kind === 'object' ? shape.fields.find((candidate) => candidate.name === name) : undefined;
    const value = name === undefined ? undefined : readValue(reader, field?.shape ?? { kind: 'text' });
    if (name === undefined || value === undefined) return undefined;
    entries.push([name, value]);
  } while (take(reader, /\s*(,)/y) !== undefined);
  return Object.fromEntries(entries);
}

function readValue(reader: Reader, shape: Shape): JsonValue | undefined {
  if (take(reader, /(\{)/y) !== undefined) {
    const inner = readPairs(reader, shape);
    return take(reader, /\s*(\})/y) === undefined ? undefined : inner;
  }
  const quoted = take(reader, /'((?:[^'\\]|\\[\s\S])*)'/y) ?? take(reader, /"((?:[^"\\]|\\[\s\S])*)"/y);
  if (quoted !== undefined) return quoted.replace(/\\(['"\\])/g, '$1');
  const bare = take(reader, /([^,{}[\]]*)/y)?.trim() ?? '';
  return shape.kind === 'count' && /^-?\d+$/.test(bare) ? Number(bare) : bare;
}

/** Takes what stands next, if it looks so, and gives its first group. */
function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.text);
  if (match) reader.at = pattern.lastIndex;
  return match?.[1];
}
