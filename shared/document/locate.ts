import { type AslDocument, touches } from './document';
import type { ArrayNode, Member, Node, ObjectNode, StringNode } from './node';

/**
 * What stands at an offset. `path` leads from the root to the innermost value or key there (list indexes as numbers).
 * `role` says what a person would type there: a key of `object`, or a value (`member` or list item).
 */
export interface Place {
  readonly offset: number;
  readonly path: readonly (string | number)[];
  /** The values from the root down to the innermost one around the offset. */
  readonly chain: readonly Node[];
  readonly role: 'key' | 'value';
  /** The member whose key or value the offset is in; undefined in a list and between members. */
  readonly member: Member | undefined;
  /** The innermost object around the offset. */
  readonly object: ObjectNode | undefined;
  /** The string that the offset touches, key or value. */
  readonly string: StringNode | undefined;
}

/** Finds what stands at an offset of a document. Never fails: outside of everything the path is empty. */
export function locate(document: AslDocument, offset: number): Place {
  const path: (string | number)[] = [];
  const chain: Node[] = [];
  let place: Place = { offset, path, chain, role: 'value', member: undefined, object: undefined, string: undefined };
  let node = document.root;
  while (node !== undefined && isAround(node, offset, document.text)) {
    chain.push(node);
    if (node.kind === 'object') {
      const member: Member | undefined = memberAround(node, offset, document.text);
      const inKey = member === undefined || member.colon === undefined || offset < member.colon.end;
      if (member) path.push(member.key.value);
      const string = inKey && member && touches(member.key.span, offset) ? member.key : undefined;
      place = { ...place, role: inKey ? 'key' : 'value', member, object: node, string };
      node = inKey ? undefined : member?.value;
    } else if (node.kind === 'array') {
      const index: number = node.items.findIndex((item) => isAround(item, offset, document.text));
      place = { ...place, role: 'value', member: undefined, string: undefined };
      node = index < 0 ? undefined : node.items[index];
      if (node) path.push(index);
    } else {
      if (node.kind === 'string') place = { ...place, string: node };
      node = undefined;
    }
  }
  return place;
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
