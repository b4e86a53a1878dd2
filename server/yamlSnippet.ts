import { yamlString } from '../shared/document/yaml/write';
import { plainText } from './suggestion';

/**
 * Writes a snippet of JSON as one of YAML, in blocks: `indent` stands in front of every line but the first, and a
 * value in blocks begins on a line of its own where `isBelow` says so. What cannot be read as JSON stays as it is.
 */
export function yamlSnippet(json: string, indent: string, isBelow: boolean): string {
  const value = readSnippet(json);
  if (value === undefined) return json.replaceAll('\t', '  ').replaceAll('\n', `\n${indent}`);
  const isBlock = typeof value !== 'string' && value.parts.length > 0;
  return isBlock && isBelow ? `\n${indent}  ${written(value, `${indent}  `)}` : written(value, indent);
}

/** Writes a text of a JSON string, given as a snippet without its quotes, with the quotes that YAML needs. */
export function yamlText(content: string): string {
  return leaf(`"${content}"`);
}

/** A value of a snippet: a scalar or placeholder as it is written, or a container of such. */
type SnippetValue = string | { readonly kind: '{' | '['; readonly parts: readonly Part[] };

/** A member or item; a placeholder stands for members that are still to be written. */
interface Part {
  readonly key: string | undefined;
  readonly value: SnippetValue;
}

const TOKEN = /\s*(\$\{\d+(?:[:|](?:\\.|[^}\\])*)?\}|\$\d+|[{}[\],:]|"(?:\\.|[^"\\])*"|[^\s{}[\],:"]+)/y;

function readSnippet(json: string): SnippetValue | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(json); found?.[1] !== undefined; found = TOKEN.exec(json)) tokens.push(found[1]);
  const reading = { tokens, at: 0 };
  const value = readValue(reading);
  return reading.at === tokens.length ? value : undefined;
}

function readValue(reading: { readonly tokens: readonly string[]; at: number }): SnippetValue | undefined {
  const token = reading.tokens[reading.at++];
  if (token !== '{' && token !== '[') return token;
  const parts: Part[] = [];
  const closing = token === '{' ? '}' : ']';
  while (reading.tokens[reading.at] !== closing) {
    const hasKey = reading.tokens[reading.at + 1] === ':';
    const key = hasKey ? reading.tokens[reading.at] : undefined;
    if (hasKey) reading.at += 2;
    const value = readValue(reading);
    if (value === undefined) return undefined;
    parts.push({ key, value });
    if (reading.tokens[reading.at] === ',') reading.at++;
  }
  reading.at++;
  return { kind: token, parts };
}

function written(value: SnippetValue, indent: string): string {
  if (typeof value === 'string') return leaf(value);
  const { kind, parts } = value;
  if (parts.length === 0) return kind === '{' ? '{}' : '[]';
  const lines = parts.map((part) => (kind === '[' ? `- ${written(part.value, `${indent}  `)}` : member(part, indent)));
  return lines.join(`\n${indent}`);
}

function member({ key, value }: Part, indent: string): string {
  if (key === undefined) return written(value, indent);
  const isBlock = typeof value !== 'string' && value.parts.length > 0;
  return `${leaf(key)}:${isBlock ? `\n${indent}  ` : ' '}${written(value, isBlock ? `${indent}  ` : indent)}`;
}

/** A string goes without quotes where the text that it begins with may; any other scalar is the same in YAML. */
function leaf(token: string): string {
  if (!token.startsWith('"')) return token;
  const shown = plainText(token.slice(1, -1));
  const isPlain = shown === '' || shown === '$.' || yamlString(shown) === shown;
  const hasChoices = /\$\{\d+\|/.test(token);
  return isPlain && (!hasChoices || /^[\w$.:/| ,{}-]+$/.test(token.slice(1, -1))) && /\S/.test(token.slice(1, -1))
    ? token.slice(1, -1)
    : token;
}
