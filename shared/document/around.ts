import { touches } from './document';
import type { ArrayNode, Member, Node, ObjectNode } from './node';

/** Says which part of a container an offset is in: the ways of JSON, and of braces and brackets in YAML. */
export interface Around {
  readonly isAround: (node: Node, offset: number, text: string) => boolean;
  readonly memberAround: (object: ObjectNode, offset: number, text: string) => Member | undefined;
  /** The index of the item; -1 between items. */
  readonly indexAround: (list: ArrayNode, offset: number, text: string) => number;
}

/** The ways of JSON. */
export const JSON_AROUND: Around = { isAround, memberAround, indexAround };

function indexAround({ items }: ArrayNode, offset: number, text: string): number {
  return items.findIndex((item) => isAround(item, offset, text));
}

/** Strictly inside a container (one that is not closed reaches to the end of the text), or at the ends of a string or number. */
function isAround(node: Node, offset: number, text: string): boolean {
  if (node.kind !== 'object' && node.kind !== 'array') return touches(node.span, offset);
  return node.span.start < offset && (offset < node.span.end || (offset === text.length && isUnclosed(node, text)));
}

/** Tells whether a container ends with the text because its brace or bracket is missing. */
function isUnclosed(node: ObjectNode | ArrayNode, text: string): boolean {
  if (node.span.end < text.length) return false;
  const last = node.kind === 'array' ? node.items.at(-1) : lastOf(node.members.at(-1));
  return last?.span.end === text.length || text.at(-1) !== (node.kind === 'array' ? ']' : '}');
}

function lastOf(member: Member | undefined): Node | undefined {
  return member?.value ?? member?.key;
}

/** The member whose key, colon, value or still missing value the offset is in. */
function memberAround(object: ObjectNode, offset: number, text: string): Member | undefined {
  const member = object.members.findLast(({ key }) => key.span.start <= offset);
  if (member === undefined || touches(member.key.span, offset)) return member;
  if (member.colon === undefined) return undefined;
  if (member.value !== undefined) return offset <= member.value.span.end ? member : undefined;
  return text.slice(member.colon.end, offset).includes(',') ? undefined : member;
}
