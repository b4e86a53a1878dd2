import { dirname, join } from 'node:path';
import type { AslDocument } from '../../shared/document/document';
import { editJson, parseJson } from '../../shared/document/json';
import type { Place } from '../../shared/document/locate';
import {
  isSubstituted,
  type Member,
  memberNamed,
  type Node,
  type ObjectNode,
  textAt,
  valueAt,
} from '../../shared/document/node';
import { connectionArnOf, type HttpTask } from '../../shared/document/stateMachine';
import { PROJECT_FILE } from '../../shared/project/project';
import { secretNameOf, writtenRef } from '../../shared/project/reference';
import { fixesIn, possibleFix, removeMember } from '../../shared/rules/edits';
import { isFixed } from '../../shared/rules/httpTask';
import { connectionNameOf } from '../../shared/spec/connection';
import { isForbiddenHeader } from '../../shared/spec/headers';
import { canBeSecret, isSecretName, isSecretValue } from '../../shared/spec/secrets';
import type { Refactoring } from './refactoring';

/** Where a project stands, or would stand. */
export interface ProjectPlace {
  /** The path of the definition; undefined when it is on no disk. */
  readonly path: string | undefined;
  readonly projectFile: { readonly path: string; readonly text: string } | undefined;
}

/** The fields of a request whose members a connection can add, with the list that it has for each. */
const LISTS: Readonly<Record<string, string>> = {
  Headers: 'HeaderParameters',
  QueryParameters: 'QueryStringParameters',
  RequestBody: 'BodyParameters',
};

/**
 * Takes a secret out of an HTTP Task and puts a reference to it into the connection of `stateside.json`. The secret itself
 * is written nowhere. None when the place is no literal that looks like a secret.
 */
export function moveSecret(
  document: AslDocument,
  task: HttpTask,
  place: Place,
  at: ProjectPlace,
): readonly Refactoring[] {
  const written = secretAt(task, place);
  const arn = connectionArnOf(task.fields?.value);
  if (written === undefined || arn?.key.value !== 'ConnectionArn' || arn.value?.kind !== 'string') return [];
  if (!isFixed(arn.value) && !isSubstituted(arn.value)) return [];
  const { object, member } = written;
  const title = `Move ${member.key.value} into the connection`;
  const file = newProject(written, arn.value.value, at);
  if (typeof file === 'string') return [{ title, kind: 'extract', edits: [], disabled: file }];
  const fix = possibleFix(title, removeMember(object, member));
  const edits = fixesIn(document, { span: member.key.span, fixes: [fix] })[0]?.edits ?? [];
  if (edits.length === 0) return [];
  return [{ title: file.title, kind: 'extract', edits, file: file.file }];
}

interface WrittenSecret {
  readonly object: ObjectNode;
  readonly member: Member;
  readonly list: string;
}

function secretAt({ fields, state }: HttpTask, { chain, member }: Place): WrittenSecret | undefined {
  const [name, list] =
    Object.entries(LISTS).find(([field]) => chain.some((node) => node === valueAt(fields?.value, field))) ?? [];
  const object = name === undefined ? undefined : valueAt(fields?.value, name);
  if (object?.kind !== 'object' || list === undefined || member === undefined || !object.members.includes(member))
    return undefined;
  const { key, value } = member;
  const isDynamic = state.queryLanguage === 'JSONPath' && key.value.endsWith('.$');
  if (isDynamic || value?.kind !== 'string' || !isFixed(value) || isSubstituted(key)) return undefined;
  const isHeader = list === 'HeaderParameters' && isAuthorization(key.value);
  const isSecret = isSecretValue(value.value) || (isSecretName(key.value) && canBeSecret(value.value));
  return isSecret || isHeader ? { object, member, list } : undefined;
}

function isAuthorization(name: string): boolean {
  return name.toLowerCase() === 'authorization';
}

interface NewProject {
  readonly title: string;
  readonly file: NonNullable<Refactoring['file']>;
}

/** The project with the secret in its connection; a sentence where it cannot take it. */
function newProject(written: WrittenSecret, arn: string, { path, projectFile }: ProjectPlace): NewProject | string {
  const file = projectFile?.path ?? (path === undefined ? undefined : join(dirname(path), PROJECT_FILE));
  if (file === undefined) return `There is no folder for a ${PROJECT_FILE} yet: save the definition first.`;
  const text = projectFile?.text ?? '{\n  "version": 1\n}\n';
  const { root, problems } = parseJson(text, { comments: true });
  if (root?.kind !== 'object' || problems.length > 0) return `${PROJECT_FILE} cannot be read.`;
  const connections = valueAt(root, 'connections');
  const name = connectionNameOf(arn) ?? arn;
  const key = memberNamed(connections, arn) ? arn : name;
  const connection = valueAt(connections, key);
  const added = connection === undefined ? newConnection(written, key) : addedParameter(written, key, connection);
  if (typeof added === 'string') return added;
  const said = `Move ${written.member.key.value} into the connection "${name}"`;
  const title =
    added.secret === undefined
      ? `${said}, which has it already`
      : `${said} as secret "${added.secret}", whose value you give at the next run`;
  const changed =
    added.path === undefined
      ? text
      : editJson(text, ['connections', key, ...added.path], added.value, { insert: added.insert });
  return { title, file: { path: file, text: changed, isNew: projectFile === undefined } };
}

/** A value for a path inside of a connection, with the name of the secret in it; nothing where it is there already. */
interface Added {
  readonly path: readonly (string | number)[] | undefined;
  readonly value: unknown;
  readonly insert: boolean;
  readonly secret: string | undefined;
}

const THERE: Added = { path: undefined, value: undefined, insert: false, secret: undefined };

/** A header is what the simplest kind of connection adds; parameters need one that authorizes by something else. */
function newConnection({ member, list }: WrittenSecret, connection: string): Added | string {
  if (list !== 'HeaderParameters') return `The connection is not in ${PROJECT_FILE} yet.`;
  const path = ['AuthParameters', 'ApiKeyAuthParameters', 'ApiKeyValue'];
  const secret = secretNameOf(['connections', connection, ...path]);
  const key = { ApiKeyName: member.key.value, ApiKeyValue: writtenRef({ kind: 'secret', name: secret }) };
  const value = { AuthorizationType: 'API_KEY', AuthParameters: { ApiKeyAuthParameters: key } };
  return { path: [], value, insert: false, secret };
}

function addedParameter({ member, list }: WrittenSecret, connection: string, node: Node): Added | string {
  const name = member.key.value;
  const parameters = valueAt(node, 'AuthParameters');
  if (parameters?.kind !== 'object') return 'The connection has no AuthParameters of its own.';
  const apiKey = textAt(valueAt(parameters, 'ApiKeyAuthParameters'), 'ApiKeyName');
  const isHeader = list === 'HeaderParameters';
  if (isHeader && (apiKey?.toLowerCase() === name.toLowerCase() || (apiKey === undefined && isAuthorization(name))))
    return THERE;
  if (isHeader && isForbiddenHeader(name)) return 'Only the credentials of a connection can be such a header.';
  const own = valueAt(valueAt(parameters, 'InvocationHttpParameters'), list);
  const items = own?.kind === 'array' ? own.items : [];
  if (items.some((item) => textAt(item, 'Key') === name)) return THERE;
  const path = ['AuthParameters', 'InvocationHttpParameters', list];
  const secret = secretNameOf(['connections', connection, ...path, name]);
  const value = { Key: name, Value: writtenRef({ kind: 'secret', name: secret }), IsValueSecret: true };
  if (own === undefined) return { path, value: [value], insert: false, secret };
  return { path: [...path, items.length], value, insert: true, secret };
}
