import type { ConnectionHttpParameters, ConnectionParameter } from '../spec/connection';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { encodeQueryPair, encodeQueryText, scalarText } from './encode';
import type { HeaderLine } from './send';
import { runtimeError } from './stateError';
import type { Origin, QueryPart, RequestPart } from './stateRun';

// Merging of a task with its connection, from "Merging EventBridge connection and HTTP Task definition data" of
// https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html. On the same key the connection wins.

/**
 * Headers that are sent (the connection's, then what remains of the task's) and those that were overridden.
 * Names are compared exactly, so `X-A` and `x-a` are both sent. `own` is the header of the authorization: it wins.
 */
export function mergeHeaders(
  task: readonly HeaderLine[],
  added: ConnectionHttpParameters | undefined,
  own: RequestPart | undefined,
): { readonly sent: readonly RequestPart[]; readonly overridden: readonly RequestPart[] } {
  const connection = (added?.HeaderParameters ?? []).map(connectionPart);
  const winners = new Map<string, Origin>(connection.map(({ name }) => [name, 'connection']));
  if (own) winners.set(own.name, 'authorization');
  const ofTask = task.map(([name, value]): RequestPart => ({ name, value, origin: 'definition', secret: false }));
  const sent: RequestPart[] = own ? [own] : [];
  const overridden: RequestPart[] = [];
  for (const part of [...connection, ...ofTask]) {
    const winner = winners.get(part.name);
    if (winner === undefined || winner === part.origin) sent.push(part);
    else overridden.push({ ...part, overriddenBy: winner });
  }
  return { sent, overridden };
}

/** Query pairs in the order of the URL: the task's without overridden keys, then the connection's; overridden ones where they stood. */
export function mergeQuery(
  task: JsonValue | undefined,
  added: ConnectionHttpParameters | undefined,
): readonly QueryPart[] {
  const parameters = added?.QueryStringParameters ?? [];
  const taken = new Set(parameters.map(({ Key }) => Key));
  const ofTask = queryParts(task).map((part) =>
    taken.has(part.name) ? { ...part, encoded: '', overriddenBy: 'connection' as const } : part,
  );
  const ofConnection = parameters.map((parameter) => ({
    ...connectionPart(parameter),
    encoded: encodeQueryPair(parameter.Key, parameter.Value),
  }));
  return [...ofTask, ...ofConnection];
}

/** An object gives its pairs, a list those of its objects, a text stands as it is; nothing gives nothing (our choice but for objects of strings). */
function queryParts(query: JsonValue | undefined): QueryPart[] {
  if (query === undefined) return [];
  if (typeof query === 'string') return query === '' ? [] : [textPart(query)];
  if (Array.isArray(query)) return query.flatMap((item: JsonValue) => queryParts(item));
  return Object.entries(query as JsonObject).map(([name, value]) => ({
    name,
    value: scalarText(value),
    origin: 'definition',
    secret: false,
    encoded: encodeQueryPair(name, value),
  }));
}

function textPart(text: string): QueryPart {
  return {
    name: '',
    value: text,
    origin: 'definition',
    secret: false,
    encoded: encodeQueryText(text.replace(/^[?&]/, '')),
  };
}

/** A merged body: its value, its top-level members with their origin, and what is left of it without the connection. */
export interface MergedBody {
  readonly value: JsonValue | undefined;
  readonly members: readonly RequestPart[];
  readonly withoutConnection: JsonValue | undefined;
}

/**
 * Merges body parameters into an object: an overridden key keeps its place, new keys follow.
 * Throws States.Runtime when the body is neither an object nor absent (recorded for strings; our choice for the rest).
 */
export function mergeBody(task: JsonValue | undefined, added: ConnectionHttpParameters | undefined): MergedBody {
  const parameters = added?.BodyParameters ?? [];
  if (parameters.length === 0) return { value: task, members: bodyParts(task), withoutConnection: task };
  if (task !== undefined && !isJsonObject(task)) {
    throw runtimeError('Cannot merge connection body authorization parameters with request body.');
  }
  const taken = new Map(parameters.map((parameter) => [parameter.Key, parameter.Value]));
  const ofTask = Object.entries(task ?? {});
  const kept = ofTask.filter(([key]) => !taken.has(key));
  const members = bodyParts(task).map((part) =>
    taken.has(part.name) ? { ...part, overriddenBy: 'connection' as const } : part,
  );
  const value = Object.fromEntries([...ofTask.map(([key, item]) => [key, taken.get(key) ?? item] as const), ...taken]);
  return {
    value,
    members: [...members, ...parameters.map(connectionPart)],
    withoutConnection: kept.length > 0 ? Object.fromEntries(kept) : undefined,
  };
}

function bodyParts(body: JsonValue | undefined): RequestPart[] {
  if (!isJsonObject(body)) return [];
  return Object.entries(body).map(([name, value]) => ({
    name,
    value: scalarText(value),
    origin: 'definition',
    secret: false,
  }));
}

function connectionPart({ Key, Value, IsValueSecret }: ConnectionParameter): RequestPart {
  return { name: Key, value: Value, origin: 'connection', secret: IsValueSecret === true };
}
