import { type Around, JSON_AROUND } from './around';
import { type AslDocument, touches } from './document';
import type { Member, Node, ObjectNode, StringNode } from './node';
import { asTyped, yamlAround } from './yaml/around';

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
  if (document.format === 'json') return walk(document, offset, JSON_AROUND);
  return asTyped(document, walk(document, offset, yamlAround(document, offset)));
}

function walk({ root, text }: AslDocument, offset: number, { isAround, memberAround, indexAround }: Around): Place {
  const path: (string | number)[] = [];
  const chain: Node[] = [];
  let place: Place = { offset, path, chain, role: 'value', member: undefined, object: undefined, string: undefined };
  let node = root;
  while (node !== undefined && isAround(node, offset, text)) {
    chain.push(node);
    if (node.kind === 'object') {
      const member: Member | undefined = memberAround(node, offset, text);
      const inKey = member === undefined || member.colon === undefined || offset < member.colon.end;
      if (member) path.push(member.key.value);
      const string = inKey && member && touches(member.key.span, offset) ? member.key : undefined;
      place = { ...place, role: inKey ? 'key' : 'value', member, object: node, string };
      node = inKey ? undefined : member?.value;
    } else if (node.kind === 'array') {
      const index: number = indexAround(node, offset, text);
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
