import type { Member, Node, ObjectNode, StringNode } from '../document/node';
import type { Fix, Span } from '../spec/diagnostic';
import type { Field } from '../spec/field';
import type { JsonObject, JsonValue } from '../spec/json';

/** One replacement in a text. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A fix that is the obvious one, so that "fix all" applies it. */
export function preferredFix(title: string, ...edits: readonly Edit[]): Fix {
  return { title, edits, preferred: true };
}

/** A fix that is one of several. */
export function possibleFix(title: string, ...edits: readonly Edit[]): Fix {
  return { title, edits };
}

/** Puts another text into a string's place. */
export function replaceString(node: StringNode, value: string): Edit {
  return { span: node.span, text: JSON.stringify(value) };
}

/** Takes a member out of its object, with the comma that goes with it. */
export function removeMember(object: ObjectNode, member: Member): Edit {
  const index = object.members.indexOf(member);
  const next = object.members[index + 1];
  const previous = object.members[index - 1];
  if (next) return { span: { start: member.key.span.start, end: next.key.span.start }, text: '' };
  if (previous) return { span: { start: endOf(previous), end: endOf(member) }, text: '' };
  return { span: { start: object.span.start + 1, end: object.span.end - 1 }, text: '' };
}

/** Adds a member behind the last one of an object, on a line of its own where the others have theirs. */
export function insertMember(text: string, object: ObjectNode, name: string, value: JsonValue): Edit {
  const last = object.members.at(-1);
  if (last === undefined) return fillObject(text, object, name, value);
  const gap = gapOf(text, object);
  const written = gap === undefined ? JSON.stringify(value) : write(value, gap, unitOf(text, object, gap));
  const separator = gap === undefined ? ', ' : `,${gap}`;
  return { span: { start: endOf(last), end: endOf(last) }, text: `${separator}${JSON.stringify(name)}: ${written}` };
}

/** Puts a member of an object into an object of its own: `"a": 1` becomes `"name": { "a": 1 }`, over several lines where the members have lines of their own. */
export function wrapMember(text: string, object: ObjectNode, member: Member, name: string): readonly Edit[] {
  const { start } = member.key.span;
  const end = endOf(member);
  const gap = gapOf(text, object);
  const [opening, closing] = gap === undefined ? [' ', ' '] : [`${gap}${unitOf(text, object, gap)}`, gap];
  return [
    { span: { start, end: start }, text: `${JSON.stringify(name)}: {${opening}` },
    { span: { start: end, end }, text: `${closing}}` },
  ];
}

/** A value with which a field can stand until its author puts in the real one. */
export function placeholderOf(field: Field): JsonValue {
  if (field.fields) return placeholdersOf(field.fields);
  const value = field.values?.[0]?.value;
  return value ?? JSON.parse(plainSnippet(field.snippet ?? '""'));
}

/** The required fields of a table with their placeholders. */
export function placeholdersOf(fields: readonly Field[]): JsonObject {
  return Object.fromEntries(
    fields.filter(({ required }) => required).map((field) => [field.name, placeholderOf(field)]),
  );
}

function plainSnippet(snippet: string): string {
  return snippet.replace(/\$\{\d+(?:[:|]([^,|}]*)[^}]*)?\}|\$\d/g, (_, shown: string | undefined) => shown ?? '');
}

function fillObject(text: string, object: ObjectNode, name: string, value: JsonValue): Edit {
  const span = { start: object.span.start + 1, end: object.span.end - 1 };
  const before = text.slice(Math.max(0, object.span.start - LONGEST_LINE), object.span.start);
  const line = /(\r?\n)([ \t]*)[^\n]*$/.exec(before);
  if (!line) return { span, text: ` ${JSON.stringify(name)}: ${JSON.stringify(value)} ` };
  const unit = line[2]?.includes('\t') ? '\t' : '  ';
  const inner = `${line[1]}${line[2]}${unit}`;
  return { span, text: `${inner}${JSON.stringify(name)}: ${write(value, inner, unit)}${line[1]}${line[2]}` };
}

/** How far back the start of a line is looked for; a file that is one long line keeps to that line. */
const LONGEST_LINE = 1000;

/** The line break and indentation in front of an object's members; undefined where they do not stand on lines of their own. */
function gapOf(text: string, { span, members }: ObjectNode): string | undefined {
  const first = members[0];
  const blanks = first && text.slice(span.start + 1, first.key.span.start);
  return blanks?.trim() === '' ? /\r?\n[^\n]*$/.exec(blanks)?.[0] : undefined;
}

/** JSON over several lines; `gap` ends with the line break and the indentation of the member. */
function write(value: JsonValue, gap: string, unit: string): string {
  const indent = gap.slice(gap.lastIndexOf('\n') + 1);
  return JSON.stringify(value, undefined, unit).replaceAll('\n', `${gap.includes('\r\n') ? '\r\n' : '\n'}${indent}`);
}

function unitOf(text: string, object: ObjectNode, gap: string): string {
  const indent = gap.slice(gap.lastIndexOf('\n') + 1);
  const closing = /\n([ \t]*)$/.exec(
    text.slice(Math.max(0, object.span.end - 1 - indent.length - 1), object.span.end - 1),
  );
  return indent.slice(closing?.[1]?.length ?? indent.length) || '  ';
}

/** Where a member ends: behind its value, or its key while there is no value. */
function endOf(member: { readonly key: Node; readonly value: Node | undefined }): number {
  return (member.value ?? member.key).span.end;
}
