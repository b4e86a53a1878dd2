import type { JsonObject, JsonValue } from '../../spec/json';

/** A text as a scalar of YAML on one line: without quotes where nobody can take it for anything else. */
export function yamlString(value: string): string {
  return isPlain(value) ? value : JSON.stringify(value);
}

/** A text in the quotes that another one had; one without quotes gets them only where it needs them. */
export function yamlStringLike(written: string, value: string): string {
  if (written.startsWith('"')) return JSON.stringify(value);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: single quotes cannot hold these.
  const isOneLine = !/[\0-\x1f\x7f]/.test(value);
  return written.startsWith("'") && isOneLine ? `'${value.replaceAll("'", "''")}'` : yamlString(value);
}

/** Words and paths with single blanks between them, and colons only inside of words. */
const PLAIN = /^[A-Za-z_$/][\w.$/@-]*(?:(?: | - |:+)[\w.$/@-]+)*$/;

/** Words that some reader of YAML takes for something else than a text. */
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

function isPlain(value: string): boolean {
  return value.length < 500 && PLAIN.test(value) && !WORDS.test(value) && !value.includes(': ');
}

/** A member over as many lines as it needs, with texts of several lines as blocks unless something stands behind it. */
export function yamlMember(name: string, value: JsonValue, layout: Layout): string {
  return `${yamlString(name)}:${behindColon(value, layout)}`;
}

/** How the lines of a text are indented and broken: `indent` is what stands in front of a key, `unit` what each level adds. */
export interface Layout {
  readonly indent: string;
  readonly unit: string;
  readonly lineBreak: string;
  /** Tells that something stands on the same line behind what is written. */
  readonly isInLine?: boolean;
}

function behindColon(value: JsonValue, layout: Layout): string {
  const inner = { ...layout, indent: layout.indent + layout.unit };
  if (!isFilled(value)) return ` ${leaf(value, inner)}`;
  return `${layout.lineBreak}${inner.indent}${block(value, inner)}`;
}

function block(value: JsonValue, layout: Layout): string {
  const separator = `${layout.lineBreak}${layout.indent}`;
  if (!isFilled(value)) return leaf(value, layout);
  if (!Array.isArray(value))
    return membersOf(value)
      .map(([name, own]) => yamlMember(name, own, layout))
      .join(separator);
  const inner = { ...layout, indent: `${layout.indent}  ` };
  return value.map((item: JsonValue) => `- ${block(item, inner)}`).join(separator);
}

function membersOf(value: JsonValue): readonly (readonly [string, JsonValue])[] {
  return Object.entries(value as JsonObject);
}

function isFilled(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function leaf(value: JsonValue, layout: Layout): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return canBeBlock(value) && !layout.isInLine ? blockString(value, layout) : yamlString(value);
}

/** The first line shows the indentation, and lines are not lost or joined where blanks are trimmed. */
function canBeBlock(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a block cannot hold these.
  const isPrintable = !/[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/.test(value);
  return isPrintable && /^[^\s].*\n/.test(value) && !/[^\S\n]$/m.test(value) && /[^\n]\n?$/.test(value);
}

function blockString(value: string, { indent, lineBreak }: Layout): string {
  const isEnded = value.endsWith('\n');
  const lines = (isEnded ? value.slice(0, -1) : value).split('\n');
  return [`|${isEnded ? '' : '-'}`, ...lines.map((line) => (line === '' ? '' : indent + line))].join(lineBreak);
}
