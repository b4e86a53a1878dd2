import {
  isJsonata,
  isSubstituted,
  type Member,
  memberNamed,
  type Node,
  type ObjectNode,
  textAt,
  valueAt,
} from '../document/node';
import { connectionArnOf, type HttpTask } from '../document/stateMachine';
import { type Connection, connectionNameOf } from '../spec/connection';
import type { Surroundings } from '../spec/diagnostic';
import type { Field } from '../spec/field';
import { HTTP_TASK_FIELDS } from '../spec/httpTask';
import { writtenNode } from './knownValues';
import { isOpen } from './machineRules';

/** Tells whether a value stands in the text as it will be: neither an expression nor filled in by a template tool. */
export function isFixed(node: Node | undefined): node is Node {
  return node !== undefined && !isSubstituted(node) && !isJsonata(node);
}

/** The object with the fields of an HTTP Task; undefined when it is missing or not fixed. */
export function fieldsOf(task: HttpTask): ObjectNode | undefined {
  const value = task.fields?.value;
  return value?.kind === 'object' && isFixed(value) ? value : undefined;
}

/** AWS's location of what is wrong with the fields of an HTTP Task. */
export function locationOf(task: HttpTask): string {
  return `${task.state.location}/${task.fieldsName}`;
}

/** The value of a field where it is fixed; undefined when it is missing, dynamic or an expression. */
export function fixedAt(node: Node | undefined, name: string): Node | undefined {
  const value = valueAt(node, name);
  return isFixed(value) ? value : undefined;
}

/** The text of a field where it is fixed; undefined when it is missing, dynamic, an expression or no string. */
export function fixedTextAt(node: Node | undefined, name: string): string | undefined {
  return fixedAt(node, name) && textAt(node, name);
}

/** A field with this name, plain or dynamic; only JSONPath knows `name.$`. */
export function fieldAt(task: HttpTask, node: Node | undefined, name: string): Member | undefined {
  return memberNamed(node, name) ?? (isJsonPath(task) ? memberNamed(node, `${name}.$`) : undefined);
}

/** A key without the `.$` that makes its value dynamic in JSONPath. */
export function plainName(task: HttpTask, key: string): string {
  return isJsonPath(task) && key.endsWith('.$') ? key.slice(0, -2) : key;
}

/** Tells whether the fields of a task are written in JSONPath. */
export function isJsonPath(task: HttpTask): boolean {
  return task.fieldsName === 'Parameters';
}

/** Tells whether an object certainly lacks a field: nothing that a template tool fills in could be it. */
export function lacks(task: HttpTask, object: ObjectNode, name: string): boolean {
  return fieldAt(task, object, name) === undefined && !isOpen(object);
}

/** An object whose fields a table describes, with the member that holds it. */
export interface DescribedObject {
  readonly holder: Member;
  readonly object: ObjectNode;
  readonly fields: readonly Field[];
}

/** The objects of an HTTP Task that tables describe: its fields, then those inside them. */
export function* describedObjects(task: HttpTask): Generator<DescribedObject> {
  const object = fieldsOf(task);
  if (object && task.fields) yield* describedFrom(task.fields, object, HTTP_TASK_FIELDS);
}

function* describedFrom(holder: Member, object: ObjectNode, fields: readonly Field[]): Generator<DescribedObject> {
  yield { holder, object, fields };
  for (const field of fields) {
    const member = field.fields && memberNamed(object, field.name);
    if (field.fields && member?.value?.kind === 'object' && isFixed(member.value)) {
      yield* describedFrom(member, member.value, field.fields);
    }
  }
}

/** The connection of a task as the project has it, found by the whole text or by the name in the ARN. */
export function connectionOf(task: HttpTask, surroundings: Surroundings): Connection | undefined {
  if (!hasConnections(surroundings)) return undefined;
  const arn = connectionArnOf(fieldsOf(task))?.value;
  if (arn?.kind !== 'string') return undefined;
  const names = [writtenNode(arn).value, arn.value, connectionNameOf(arn.value)];
  return names.map((name) => own(surroundings.connections, name)).find((connection) => connection !== undefined);
}

/** Tells whether the project has any connections. */
export function hasConnections({ connections }: Surroundings): boolean {
  for (const _ in connections) return true;
  return false;
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string | undefined): Value | undefined {
  return key !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** How the body of a task is encoded; undefined when that is decided elsewhere or its value is unknown. */
export function encodingOf(task: HttpTask): 'NONE' | 'URL_ENCODED' | undefined {
  const fields = fieldsOf(task);
  if (!fields) return undefined;
  if (lacks(task, fields, 'Transform')) return 'NONE';
  const transform = fixedAt(fields, 'Transform');
  if (transform?.kind !== 'object') return undefined;
  if (lacks(task, transform, 'RequestBodyEncoding')) return 'NONE';
  const text = fixedTextAt(transform, 'RequestBodyEncoding');
  return text === 'NONE' || text === 'URL_ENCODED' ? text : undefined;
}
