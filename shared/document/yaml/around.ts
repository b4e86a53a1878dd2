import { type Around, JSON_AROUND } from '../around';
import { type AslDocument, touches } from '../document';
import type { Place } from '../locate';
import type { ArrayNode, Member, Node, ObjectNode } from '../node';
import { isFlow } from './edits';

/**
 * Says which part of a container of YAML an offset is in. Where only blanks stand in front of it on its line, its
 * column tells: a line belongs to the object whose keys stand in this column, and to a value when it stands deeper.
 */
export function yamlAround({ text }: AslDocument, offset: number): Around {
  const line = lineAt(text, offset);
  const flow = inBraces(text);
  return {
    isAround: (node) => {
      if (!isBlock(text, node)) return flow.isAround(node, offset, text);
      return node.span.start <= offset || line.column !== undefined;
    },
    memberAround: (object) =>
      isFlow(text, object) ? flow.memberAround(object, offset, text) : blockMember(text, object, offset, line),
    indexAround: (list) =>
      isFlow(text, list) ? flow.indexAround(list, offset, text) : blockIndex(text, list, offset, line),
  };
}

/** What a person types there, where the tree does not say: a word below a key is going to be a key as well. */
export function asTyped({ text, root }: AslDocument, place: Place): Place {
  const { member, role, string, offset } = place;
  const { column, before } = lineAt(text, offset);
  if (string === undefined && /(?:^|\s)#/.test(before)) return { ...place, path: [], role: 'value', member: undefined };
  const isWord = string !== undefined && !/["'|>*!]/.test(text.charAt(string.span.start));
  if (isWord && string === root) return { ...place, role: 'key' };
  if (role !== 'value' || member?.colon === undefined) return place;
  const isBelow = isWord && string === member.value && lineStart(text, string.span.start) > member.colon.start;
  const isEmpty = member.value === undefined && column !== undefined;
  return isBelow || isEmpty ? { ...place, role: 'key', member: undefined, object: undefined } : place;
}

/** The line of an offset: its column where only blanks stand in front of it. */
interface Line {
  readonly start: number;
  readonly before: string;
  readonly column: number | undefined;
}

function lineAt(text: string, offset: number): Line {
  const start = lineStart(text, offset);
  const before = text.slice(start, offset);
  return { start, before, column: /^ *$/.test(before) ? before.length : undefined };
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

function isBlock(text: string, node: Node): boolean {
  return (node.kind === 'object' || node.kind === 'array') && !isFlow(text, node);
}

/** The ways of JSON, but that what is not closed goes on to the end of its line. */
function inBraces(text: string): Around {
  return {
    ...JSON_AROUND,
    isAround: (node, offset) => {
      if (JSON_AROUND.isAround(node, offset, text)) return true;
      if ((node.kind !== 'object' && node.kind !== 'array') || offset <= node.span.start) return false;
      const closing = node.kind === 'object' ? '}' : ']';
      const isClosed = text[node.span.end - 1] === closing && node.span.end - node.span.start > 1;
      return !isClosed && /^[ \t]*$/.test(text.slice(node.span.end, offset));
    },
  };
}

function blockMember(text: string, { members }: ObjectNode, offset: number, line: Line): Member | undefined {
  const member = members.findLast(({ key }) => key.span.start <= offset);
  if (member === undefined || touches(member.key.span, offset)) return member;
  if (member.colon === undefined) return undefined;
  const { value } = member;
  if (value && !isBlock(text, value) && value.span.start <= offset && offset <= value.span.end) return member;
  if (line.column === undefined) return member;
  return line.column > columnOf(text, member.key.span.start) ? member : undefined;
}

function blockIndex(text: string, { items, span }: ArrayNode, offset: number, line: Line): number {
  const index = items.findLastIndex((item) => item.span.start <= offset);
  const item = items[index];
  if (item === undefined || touches(item.span, offset)) return index;
  const dash = columnOf(text, span.start);
  if (line.column !== undefined) return line.column > dash ? index : -1;
  return item.span.start < line.start && line.before[dash] === '-' ? -1 : index;
}
