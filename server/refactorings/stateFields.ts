import type { AslDocument } from '../../shared/document/document';
import { type Member, memberNamed, type Node, type ObjectNode } from '../../shared/document/node';
import type { State } from '../../shared/document/stateMachine';
import { Obstacle } from '../../shared/expressions/obstacle';
import { changeMembers, type MemberChanges } from '../../shared/rules/memberEdits';
import type { Fix, Span } from '../../shared/spec/diagnostic';
import type { JsonValue } from '../../shared/spec/json';
import type { NewField, NewFields } from './conversion';
import { markedText, placeholderConditions, withoutMarks } from './placeholders';
import { isShared } from './shared';

/** The fields of a state with their values. Throws the Obstacle of a state that is broken, or has a field twice. */
export function fieldsOfState(document: AslDocument, node: ObjectNode): ReadonlyMap<string, JsonValue> {
  if (isBroken(document, node.span)) throw new Obstacle('The state cannot be read as a whole');
  const fields = new Map(node.members.map(({ key, value }) => [key.value, fieldValue(document, key.value, value)]));
  if (fields.size < node.members.length) throw new Obstacle('A field stands there twice');
  return fields;
}

/** Tells whether something is wrong with the notation inside of a span. */
export function isBroken({ problems }: AslDocument, { start, end }: Span): boolean {
  return problems.some(({ span }) => span.start < end && start < span.end);
}

/** States inside of a state are conversions of their own. */
const MACHINES: ReadonlySet<string> = new Set(['Branches', 'States']);

function fieldValue(document: AslDocument, name: string, node: Node | undefined): JsonValue {
  if (node === undefined) throw new Obstacle(`There is no value yet: ${name}`);
  return MACHINES.has(name) ? null : jsonOf(document, node);
}

function jsonOf(document: AslDocument, node: Node): JsonValue {
  if (node.kind === 'string') return markedText(document, node);
  if (node.kind === 'array') return node.items.map((item) => jsonOf(document, item));
  if (node.kind !== 'object') return node.value;
  return Object.fromEntries(node.members.map(({ key, value }) => [key.value, fieldValue(document, key.value, value)]));
}

/** The edits of new fields of a state; `more` are changes of other members of it. Throws the Obstacle of what cannot be written. */
export function editsOfFields(
  document: AslDocument,
  node: ObjectNode,
  fields: ReadonlyMap<string, JsonValue>,
  made: NewFields,
  more: MemberChanges = new Map(),
): Changed {
  const changes = new Map(more);
  for (const [name, values] of made) {
    const member = memberNamed(node, name);
    if (member === undefined || isSame(name, fields.get(name), values)) continue;
    changes.set(member, [...(more.get(member) ?? []), ...values.map(([own, value]) => ({ name: own, value }))]);
  }
  return editsOfMembers(document, node, changes);
}

/** Edits, with what a result that is the same depends on, as ends of "the same as long as ...". */
export interface Changed {
  readonly edits: Fix['edits'];
  readonly provided: readonly string[];
}

/** The edits that put other members into the places of some. Throws the Obstacle of what cannot be written. */
export function editsOfMembers(document: AslDocument, node: ObjectNode, changes: MemberChanges): Changed {
  const inOrder = new Map(node.members.flatMap((member) => changeOf(member, changes)));
  const made = [...inOrder.values()].flat().flatMap((piece) => ('value' in piece ? [piece.value] : []));
  const provided = made.flatMap(placeholderConditions);
  const isOthers = [...inOrder.keys()].some((member) => isShared(document, member));
  const edits = isOthers ? undefined : changeMembers(document, node, inOrder);
  if (edits === undefined) throw new Obstacle('An alias shares what would be changed');
  return { edits: withoutMarks(edits), provided };
}

function changeOf(member: Member, changes: MemberChanges): [Member, NonNullable<ReturnType<MemberChanges['get']>>][] {
  const pieces = changes.get(member);
  return pieces ? [[member, pieces]] : [];
}

function isSame(name: string, value: JsonValue | undefined, made: readonly NewField[]): boolean {
  const [only, ...others] = made;
  return others.length === 0 && only?.[0] === name && JSON.stringify(only[1]) === JSON.stringify(value);
}

/** How titles name a state. */
export function shownName({ name, machine }: Pick<State, 'name' | 'machine'>): string {
  return machine ? `"${name}"` : 'this state';
}
