import type { Span } from '../../spec/diagnostic';
import type { JsonValue } from '../../spec/json';
import type { Member, Node, ObjectNode, StringNode } from '../node';
import { yamlMember, yamlString, yamlStringLike } from './write';

/** One replacement in a text. */
export interface YamlEdit {
  readonly span: Span;
  readonly text: string;
}

/** Tells whether a node of YAML stands where an alias stands: changing it would change what the alias means. */
export function isAliased(text: string, { span }: { readonly span: Span }): boolean {
  return text[span.start] === '*';
}

/** Tells whether a container of YAML has braces or brackets. */
export function isFlow(text: string, { span }: Node): boolean {
  return text[span.start] === '{' || text[span.start] === '[';
}

/** Puts another text into a string's place, in quotes like its own. */
export function replaceYamlString(text: string, node: StringNode, value: string): readonly YamlEdit[] {
  if (isAliased(text, node)) return [];
  return [{ span: node.span, text: yamlStringLike(text.slice(node.span.start, node.span.end), value) }];
}

/** Takes a member out of an object without braces, with its lines and the comments on them. */
export function removeYamlMember(text: string, object: ObjectNode, member: Member): readonly YamlEdit[] {
  if (isAliased(text, member.key) || holdsUsedAnchor(text, member)) return [];
  if (object.members.length === 1) return emptied(text, object, '{}');
  const start = lineStart(text, member.key.span.start);
  const end = lineEnd(text, endOf(member));
  const isAlone =
    /^ *$/.test(text.slice(start, member.key.span.start)) && /^ *(?:#.*)?\r?$/.test(text.slice(endOf(member), end));
  const next = object.members[object.members.indexOf(member) + 1];
  if (isAlone)
    return [
      end < text.length
        ? { span: { start, end: end + 1 }, text: '' }
        : { span: { start: breakBefore(text, start), end }, text: '' },
    ];
  return next ? [{ span: { start: member.key.span.start, end: next.key.span.start }, text: '' }] : [];
}

/** Where the line break in front of a line begins. */
export function breakBefore(text: string, lineStart: number): number {
  return lineStart - (/\r?\n$/.exec(text.slice(Math.max(0, lineStart - 2), lineStart))?.[0].length ?? 0);
}

/** Puts an empty container in the place of one whose last part is taken away, on the line of its key. */
export function emptied(text: string, { span }: Node, written: '{}' | '[]'): readonly YamlEdit[] {
  const before = text.slice(0, span.start).trimEnd().length;
  const isBehindColon = text[before - 1] === ':' && before < span.start;
  return [
    {
      span: { start: isBehindColon ? before : span.start, end: span.end },
      text: isBehindColon ? ` ${written}` : written,
    },
  ];
}

/** Adds a member behind the last one of an object without braces, on a line of its own. */
export function insertYamlMember(
  text: string,
  object: ObjectNode,
  name: string,
  value: JsonValue,
): readonly YamlEdit[] {
  const first = object.members[0];
  const last = object.members.at(-1);
  if (first === undefined || last === undefined || isAliased(text, object)) return [];
  const layout = { indent: indentOf(text, object), unit: unitOf(text), lineBreak: lineBreakOf(text) };
  const written = yamlMember(name, value, layout);
  const kept = keptLinesEnd(text, last);
  if (kept !== undefined) {
    return [{ span: { start: kept, end: kept }, text: `${layout.indent}${written}${layout.lineBreak}` }];
  }
  const at = behindLine(text, endOf(last));
  return [{ span: { start: at, end: at }, text: `${layout.lineBreak}${layout.indent}${written}` }];
}

/** Puts a member of an object without braces into an object of its own, one level deeper. */
export function wrapYamlMember(text: string, object: ObjectNode, member: Member, name: string): readonly YamlEdit[] {
  if (isAliased(text, member.key)) return [];
  const unit = unitOf(text);
  const { start } = member.key.span;
  const opening = `${yamlString(name)}:${lineBreakOf(text)}${indentOf(text, object)}${unit}`;
  const lines = Array.from(
    text.slice(start, endOf(member)).matchAll(/\n(?=[^\r\n])/g),
    ({ index }) => start + index + 1,
  );
  return [
    { span: { start, end: start }, text: opening },
    ...lines.map((at) => ({ span: { start: at, end: at }, text: unit })),
  ];
}

/** A member as it stands, or a new one. */
export type YamlPiece = { readonly member: Member } | { readonly name: string; readonly value: JsonValue };

/** Puts members into the place of one of an object without braces; without any that one goes away. Nothing where that cannot be done. */
export function replaceYamlMember(
  text: string,
  object: ObjectNode,
  member: Member,
  pieces: readonly YamlPiece[],
): readonly YamlEdit[] {
  if (pieces.length === 0) return removeYamlMember(text, object, member);
  if (isAliased(text, member.key) || holdsUsedAnchor(text, member)) return [];
  const end = lineEnd(text, endOf(member));
  const layout = {
    indent: indentOf(text, object),
    unit: unitOf(text),
    lineBreak: lineBreakOf(text),
    isInLine: end === text.length || text.slice(endOf(member), end).trim() !== '',
  };
  const written = pieces.map((piece) =>
    'member' in piece
      ? text.slice(piece.member.key.span.start, endOf(piece.member))
      : yamlMember(piece.name, piece.value, layout),
  );
  const span = { start: member.key.span.start, end: endOf(member) };
  return [{ span, text: written.join(`${layout.lineBreak}${layout.indent}`) }];
}

/** Puts a member into an empty pair of braces. */
export function fillYamlObject({ span }: ObjectNode, name: string, value: JsonValue): readonly YamlEdit[] {
  const inner = { start: span.start + 1, end: span.end - 1 };
  return [
    {
      span: inner,
      text: ` ${yamlString(name)}: ${typeof value === 'string' ? yamlString(value) : JSON.stringify(value)} `,
    },
  ];
}

/** An anchor that goes away must not be missed by an alias. */
function holdsUsedAnchor(text: string, member: Member): boolean {
  const end = endOf(member);
  const anchors = text.slice(member.key.span.start, end).matchAll(/(?:^|\s)&([^\s,[\]{}]+)/g);
  return Array.from(anchors).some(([, name]) => text.includes(`*${name}`));
}

/** As many blanks as stand in front of an object's keys; a key behind a dash is indented as far as the dash and its blank. */
function indentOf(text: string, { span, members }: ObjectNode): string {
  const key = members.find((member) => !isAliased(text, member.key))?.key.span.start ?? span.start;
  return ' '.repeat(key - lineStart(text, key));
}

/** The first indentation of the text, of at least two blanks so that it can hold a list too. */
function unitOf(text: string): string {
  const indent = /^[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n( +)[^\s#-]/m.exec(text)?.[1] ?? '  ';
  return indent.length > 8 ? '  ' : indent;
}

function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** The end of the blank lines behind a block string that keeps them, as `|+` does it; undefined behind anything else. */
function keptLinesEnd(text: string, { value }: Member): number | undefined {
  let node = value;
  while (node?.kind === 'object' || node?.kind === 'array') {
    if (isFlow(text, node) || isAliased(text, node)) return undefined;
    node = node.kind === 'object' ? node.members.at(-1)?.value : node.items.at(-1);
  }
  const header = node && /^[|>]\d?\+/.exec(text.slice(node.span.start, node.span.start + 3));
  if (!header || node === undefined) return undefined;
  BLANK_LINES.lastIndex = lineEnd(text, node.span.end);
  const end = BLANK_LINES.lastIndex + (BLANK_LINES.exec(text)?.[0].length ?? 0);
  return text[end - 1] === '\n' ? end : undefined;
}

/** From the end of a line on. */
const BLANK_LINES = /(?:\r?\n[ \t]*(?=\r?\n))*\r?\n/y;

/** Behind what ends on a line there may be a comment, and a carriage return that belongs to the line break. */
function behindLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return text[end - 1] === '\r' ? end - 1 : end;
}

function endOf({ key, colon, value }: Member): number {
  return Math.max(value?.span.end ?? 0, colon?.end ?? 0, key.span.end);
}
