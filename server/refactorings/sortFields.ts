import type { AslDocument } from '../../shared/document/document';
import { type Member, memberNamed, type ObjectNode } from '../../shared/document/node';
import type { HttpTask } from '../../shared/document/stateMachine';
import { writeTemplate } from '../../shared/expressions/jsonataDraft';
import { draftOfDynamic } from '../../shared/expressions/jsonataOfTemplate';
import { isJsonataString } from '../../shared/expressions/jsonataSyntax';
import { Obstacle } from '../../shared/expressions/obstacle';
import { HTTP_TASK_FIELDS } from '../../shared/spec/httpTask';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/spec/json';
import { isStateField } from '../../shared/spec/states';
import { INPUT } from './conversion';
import { shownMarks } from './placeholders';
import type { Refactoring } from './refactoring';
import { editsOfMembers, fieldsOfState, shownName } from './stateFields';
import { inputPathOf } from './toJsonPath';

const HOLDERS = ['Parameters', 'Arguments'] as const;

/**
 * Puts the fields of an HTTP Task where they belong: those of the request into Parameters, or Arguments in JSONata, and
 * those of the state beside it. None when all stand there already.
 */
export function sortFields(document: AslDocument, task: HttpTask): readonly Refactoring[] {
  const { node, fieldsName, state } = task;
  const strays = node.members.filter(({ key }) => isRequestField(key.value) && !isStateField(key.value));
  const other = memberNamed(node, fieldsName === 'Parameters' ? 'Arguments' : 'Parameters');
  const deeper = HOLDERS.flatMap((name) => misplacedIn(memberNamed(node, name)));
  if (strays.length === 0 && other === undefined && deeper.length === 0) return [];
  const title = `Sort out the fields of ${shownName(state)}: those of the request into ${fieldsName}`;
  try {
    const edits = sorted(document, task, [...(other ? [other] : []), ...strays], deeper);
    return [{ title, kind: 'rewrite', edits }];
  } catch (caught) {
    if (!(caught instanceof Obstacle)) throw caught;
    return [{ title, kind: 'rewrite', edits: [], disabled: `${shownMarks(caught.message)}.` }];
  }
}

function isRequestField(key: string): boolean {
  return HTTP_TASK_FIELDS.some(({ name }) => key === name || key === `${name}.$`);
}

/** Names of fields of the state that stand among those of the request. */
function misplacedIn(member: Member | undefined): readonly string[] {
  if (member?.value?.kind !== 'object') return [];
  return member.value.members.map(({ key }) => key.value).filter((name) => isStateField(name) && !isRequestField(name));
}

function sorted(document: AslDocument, task: HttpTask, moved: readonly Member[], deeper: readonly string[]) {
  const { node, fieldsName } = task;
  const fields = fieldsOfState(document, node);
  const own = memberNamed(node, fieldsName);
  const request = joined([
    ...(own ? [objectIn(fields, own)] : []),
    ...moved.map((member) =>
      inLanguage(
        task,
        HOLDERS.some((name) => name === member.key.value) ? objectIn(fields, member) : one(fields, member),
      ),
    ),
  ]);
  const outside = Object.entries(request).filter(([name]) => deeper.includes(name));
  const inside = Object.fromEntries(Object.entries(request).filter(([name]) => !deeper.includes(name)));
  const taken = outside.find(([name]) => fields.has(name));
  if (taken) throw new Obstacle(`The state has this field already: ${taken[0]}`);
  return changed(document, node, [...(own ? [own] : []), ...moved], [[fieldsName, inside], ...outside]);
}

function changed(
  document: AslDocument,
  node: ObjectNode,
  members: readonly Member[],
  made: readonly (readonly [name: string, value: JsonValue])[],
) {
  const inOrder = node.members.filter((member) => members.includes(member));
  const pieces = made.map(([name, value]) => ({ name, value }));
  return editsOfMembers(document, node, new Map(inOrder.map((member, index) => [member, index === 0 ? pieces : []])))
    .edits;
}

function objectIn(fields: ReadonlyMap<string, JsonValue>, { key }: Member): JsonObject {
  const value = fields.get(key.value);
  if (!isJsonObject(value)) throw new Obstacle(`${key.value} is no object`);
  return value;
}

function one(fields: ReadonlyMap<string, JsonValue>, { key }: Member): JsonObject {
  return { [key.value]: fields.get(key.value) ?? null };
}

/** What stood in the place of the other language may be written in that; what is in the right one already stays. */
function inLanguage({ fieldsName }: HttpTask, object: JsonObject): JsonObject {
  const written = rewritten(object, fieldsName === 'Arguments' ? jsonataMember : jsonPathMember);
  return isJsonObject(written) ? written : object;
}

type MemberIn = (name: string, value: string) => readonly [name: string, value: JsonValue] | undefined;

function rewritten(value: JsonValue, memberIn: MemberIn): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => rewritten(item, memberIn));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, inner]) => {
    const member = typeof inner === 'string' ? memberIn(name, inner) : undefined;
    return member ?? [name, rewritten(inner, memberIn)];
  });
  return Object.fromEntries(members);
}

const jsonataMember: MemberIn = (name, value) =>
  name.endsWith('.$')
    ? [name.slice(0, -2), writeTemplate(draftOfDynamic(value, { data: INPUT, provided: new Set() }))]
    : undefined;

const jsonPathMember: MemberIn = (name, value) =>
  isJsonataString(value) ? [`${name}.$`, inputPathOf(value)] : undefined;

function joined(objects: readonly JsonObject[]): JsonObject {
  const entries = objects.flatMap((object) => Object.entries(object));
  const names = entries.map(([name]) => name.replace(/\.\$$/, ''));
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new Obstacle(`This field stands there twice: ${twice}`);
  return Object.fromEntries(entries);
}
