import type { AslDocument } from '../document/document';
import type { ArrayNode, Member, Node, ObjectNode, StringNode } from '../document/node';
import {
  emptied,
  fillYamlObject,
  insertYamlMember,
  isAliased,
  isFlow,
  removeYamlMember,
  replaceYamlString,
  wrapYamlMember,
  type YamlEdit,
} from '../document/yaml/edits';
import type { Fix, Span } from '../spec/diagnostic';
import type { Field } from '../spec/field';
import type { JsonObject, JsonValue } from '../spec/json';

/** One replacement in a text. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
  /** What replaces it in a text of YAML, where that is something else; none where it cannot be done. */
  readonly yaml?: (text: string) => readonly YamlEdit[];
}

/** The fixes of a finding as changes of a document's text; those that cannot be done in its notation are left out. */
export function fixesIn(
  { text, format }: AslDocument,
  found: { readonly span: Span; readonly fixes?: readonly Fix[] },
): readonly Fix[] {
  const fixes = found.fixes ?? [];
  if (format === 'yaml' && isAliased(text, found)) return [];
  const plain = ({ span, text: put, yaml }: Edit): readonly YamlEdit[] =>
    format === 'yaml' && yaml ? yaml(text) : [{ span, text: put }];
  const changed = fixes.map((fix) => ({ ...fix, edits: fix.edits.flatMap(plain) }));
  return changed.filter(({ edits }) => edits.length > 0);
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
  return { span: node.span, text: JSON.stringify(value), yaml: (text) => replaceYamlString(text, node, value) };
}

/** The fix that puts a number or a boolean between quotes; none for any other value. */
export function asText(node: Node): readonly Fix[] {
  if (node.kind !== 'number' && node.kind !== 'boolean') return [];
  const text = JSON.stringify(String(node.value));
  return [preferredFix(`Change to ${text}`, { span: node.span, text })];
}

/** Makes a value the only item of a list; the lines of a YAML block would all have to move, so it stays as it is. */
export function wrapInList(node: Node): readonly Edit[] {
  if (node.kind === 'string') return [{ span: node.span, text: JSON.stringify([node.value]) }];
  const { start, end } = node.span;
  const bracket = (at: number, text: string): Edit => {
    const edit = { span: { start: at, end: at }, text };
    return { ...edit, yaml: (source) => (isFlow(source, node) ? [edit] : []) };
  };
  return [bracket(start, '['), bracket(end, ']')];
}

/** Takes a member out of its object, with the comma that goes with it. */
export function removeMember(object: ObjectNode, member: Member): Edit {
  const edit = removedMember(object, member);
  return { ...edit, yaml: (text) => (isFlow(text, object) ? [edit] : removeYamlMember(text, object, member)) };
}

function removedMember(object: ObjectNode, member: Member): YamlEdit {
  const index = object.members.indexOf(member);
  const next = object.members[index + 1];
  const previous = object.members[index - 1];
  if (next) return { span: { start: member.key.span.start, end: next.key.span.start }, text: '' };
  if (previous) return { span: { start: endOf(previous), end: endOf(member) }, text: '' };
  return { span: { start: object.span.start + 1, end: object.span.end - 1 }, text: '' };
}

/** Takes an item out of a list, with the comma that goes with it. */
export function removeItem(list: ArrayNode, item: Node): Edit {
  const { span, items } = list;
  const index = items.indexOf(item);
  const next = items[index + 1];
  const previous = items[index - 1];
  if (next) return { span: { start: item.span.start, end: next.span.start }, text: '' };
  if (previous) return { span: { start: previous.span.end, end: item.span.end }, text: '' };
  return { span, text: '[]', yaml: (text) => emptied(text, list, '[]') };
}

/** Puts several texts into the place of an item of a list, each as an item of its own. */
export function replaceItem(text: string, list: ArrayNode, item: Node, values: readonly string[]): Edit {
  const separator = separatorOf(text, list);
  return { span: item.span, text: values.map((value) => JSON.stringify(value)).join(separator) };
}

/** What stands between two items of a list, or would; a list of YAML may have each on a line of its own. */
function separatorOf(text: string, { span, items: [first, second] }: ArrayNode): string {
  if (first && second) return text.slice(first.span.end, second.span.start);
  if (text[span.start] === '[') return ', ';
  const line = text.slice(text.lastIndexOf('\n', span.start) + 1, span.start);
  return `\n${line.replace(/[^\t]/g, ' ')}- `;
}

/** Moves an item that is not the last one behind the last one of its list. */
export function moveToEnd(text: string, list: ArrayNode, item: Node): readonly Edit[] {
  const next = list.items[list.items.indexOf(item) + 1];
  const last = list.items.at(-1);
  if (next === undefined || last === undefined) return [];
  const written = text.slice(item.span.start, item.span.end);
  const separator = text.slice(item.span.end, next.span.start);
  const { end } = last.span;
  return [removeItem(list, item), { span: { start: end, end }, text: `${separator}${written}` }];
}

/** Moves an item of a list in front of an earlier one; nothing where YAML names parts of it for other places. */
export function moveBefore({ text, format }: AslDocument, list: ArrayNode, item: Node, earlier: Node): readonly Edit[] {
  const next = list.items[list.items.indexOf(earlier) + 1];
  const written = text.slice(item.span.start, item.span.end);
  if (next === undefined || (format === 'yaml' && /[&*]/.test(written))) return [];
  const separator = text.slice(earlier.span.end, next.span.start);
  const { start } = earlier.span;
  return [removeItem(list, item), { span: { start, end: start }, text: `${written}${separator}` }];
}

/** Adds a member behind the last one of an object, on a line of its own where the others have theirs. */
export function insertMember(text: string, object: ObjectNode, name: string, value: JsonValue): Edit {
  const last = object.members.at(-1);
  if (last === undefined) {
    return { ...fillObject(text, object, name, value), yaml: () => fillYamlObject(object, name, value) };
  }
  const edit = insertedMember(text, object, last, name, value);
  return isFlow(text, object) ? edit : { ...edit, yaml: () => insertYamlMember(text, object, name, value) };
}

function insertedMember(text: string, object: ObjectNode, last: Member, name: string, value: JsonValue): Edit {
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
  const before = { span: { start, end: start }, text: `${JSON.stringify(name)}: {${opening}` };
  const behind = { span: { start: end, end }, text: `${closing}}` };
  if (isFlow(text, object)) return [before, behind];
  return [
    { ...before, yaml: () => wrapYamlMember(text, object, member, name) },
    { ...behind, yaml: () => [] },
  ];
}

/** A value with which a field can stand until its author puts in the real one. */
export function placeholderOf(field: Field): JsonValue {
  if (field.fields) {
    const object = placeholdersOf(field.fields);
    return field.kinds[0] === 'array' ? [object] : object;
  }
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
export function gapOf(text: string, { span, members }: ObjectNode): string | undefined {
  const first = members[0];
  const blanks = first && text.slice(span.start + 1, first.key.span.start);
  return blanks?.trim() === '' ? /\r?\n[^\n]*$/.exec(blanks)?.[0] : undefined;
}

/** JSON over several lines; `gap` ends with the line break and the indentation of the member. */
export function write(value: JsonValue, gap: string, unit: string): string {
  const indent = gap.slice(gap.lastIndexOf('\n') + 1);
  return JSON.stringify(value, undefined, unit).replaceAll('\n', `${gap.includes('\r\n') ? '\r\n' : '\n'}${indent}`);
}

/** What one level of indentation adds to that of an object whose members stand on lines of their own. */
export function unitOf(text: string, object: ObjectNode, gap: string): string {
  const indent = gap.slice(gap.lastIndexOf('\n') + 1);
  const closing = /\n([ \t]*)$/.exec(
    text.slice(Math.max(0, object.span.end - 1 - indent.length - 1), object.span.end - 1),
  );
  return indent.slice(closing?.[1]?.length ?? indent.length) || '  ';
}

/** Where a member ends: behind its value, or its key while there is no value. */
export function endOf(member: { readonly key: Node; readonly value: Node | undefined }): number {
  return (member.value ?? member.key).span.end;
}
