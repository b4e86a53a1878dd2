import type { StringNode } from '../document/node';
import { connectionArnOf, type HttpTask } from '../document/stateMachine';
import { type Connection, type ConnectionParameter, connectionNameOf, parseConnectionArn } from '../spec/connection';
import type { Fix } from '../spec/diagnostic';
import { PAGES } from '../spec/pages';
import { preferredFix, removeMember, replaceString } from './edits';
import { httpTaskExample } from './example';
import { headersOf } from './httpHeaderRules';
import { connectionOf, fieldsOf, fixedAt, hasConnections, isFixed, locationOf, plainName } from './httpTask';
import type { Finding, Rule } from './rule';
import { nearest } from './suggest';

const page = PAGES.httpTask;

const unknown: Rule<HttpTask> = {
  name: 'http-connection-unknown',
  severity: 'INFO',
  title: 'stateside.json has no such connection',
  doc: 'To run a task here, its connection is looked for in `connections` of `stateside.json`: by the name inside the ARN, or by the whole text of the `ConnectionArn`. A task whose connection is not there fails with `Events.ConnectionResource.ResourceNotFound`. Nothing is said while `stateside.json` has no connections at all.',
  page: PAGES.connections,
  example: {
    wrong: httpTaskExample({}),
    right: httpTaskExample({ Authentication: { ConnectionArn: '${OrdersConnection}' } }),
    surroundings: { connections: { Order: exampleConnection({}) } },
  },
  check: function* (task, { surroundings }) {
    if (!hasConnections(surroundings)) return;
    const arn = connectionArnOf(fieldsOf(task))?.value;
    const names = Object.keys(surroundings.connections);
    if (arn?.kind !== 'string' || !isFixed(arn) || connectionOf(task, surroundings)) return;
    const name = parseConnectionArn(arn.value)?.name;
    if (name === undefined) return;
    const message = `stateside.json has no usable connection of this name: ${name}`;
    yield { span: arn.span, location: locationOf(task), message, fixes: renameConnection(arn, name, names) };
  },
};

function renameConnection(arn: StringNode, name: string, names: readonly string[]): readonly Fix[] {
  const meant = nearest(
    name,
    names.map((key) => connectionNameOf(key) ?? key),
  );
  if (meant === undefined || !/^[.\-_A-Za-z0-9]+$/.test(meant)) return [];
  const written = arn.value.replace(`/${name}/`, `/${meant}/`);
  return [preferredFix(`Change to the connection ${meant}`, replaceString(arn, written))];
}

const bodyConflict: Rule<HttpTask> = {
  name: 'http-body-connection',
  severity: 'WARNING',
  title: 'The body parameters of the connection need an object',
  doc: 'The connection of this task, as `stateside.json` has it, adds `BodyParameters`. They are merged into a `RequestBody` that is an object; any other body fails the state with `States.Runtime` before anything is sent.',
  page,
  example: {
    wrong: httpTaskExample({ Method: 'POST', RequestBody: 'customer=C-1' }),
    right: httpTaskExample({ Method: 'POST', RequestBody: { customer: 'C-1' } }),
    surroundings: {
      connections: { Orders: exampleConnection({ BodyParameters: [{ Key: 'tenant', Value: 'blue' }] }) },
    },
  },
  check: function* (task, { surroundings }) {
    const body = fixedAt(fieldsOf(task), 'RequestBody');
    const added = addedBy(connectionOf(task, surroundings))?.BodyParameters ?? [];
    if (!body || body.kind === 'object' || added.length === 0) return;
    const message = 'Cannot merge connection body authorization parameters with request body.';
    yield { span: body.span, location: locationOf(task), message };
  },
};

const overridden: Rule<HttpTask> = {
  name: 'http-connection-overrides',
  severity: 'INFO',
  title: 'The connection sets this too',
  doc: 'On the same key, what the connection adds replaces what the definition says, in headers, query and body. Header names are compared with their capitals: two that differ in them are both sent. The connection is the one that `stateside.json` has.',
  page,
  example: {
    wrong: httpTaskExample({ QueryParameters: { tenant: 'green' } }),
    right: httpTaskExample({ QueryParameters: { customer: 'C-1' } }),
    surroundings: {
      connections: { Orders: exampleConnection({ QueryStringParameters: [{ Key: 'tenant', Value: 'blue' }] }) },
    },
  },
  check: function* (task, { surroundings }) {
    const connection = connectionOf(task, surroundings);
    if (!connection) return;
    const added = addedBy(connection);
    yield* headersTwice(task, [...keysOf(added?.HeaderParameters), ...keyHeader(connection)]);
    yield* overriddenIn(task, 'QueryParameters', keysOf(added?.QueryStringParameters));
    yield* overriddenIn(task, 'RequestBody', keysOf(added?.BodyParameters));
  },
};

function addedBy(connection: Connection | undefined) {
  return connection?.AuthParameters?.InvocationHttpParameters;
}

/** What could not be read as a parameter has no key. */
function keysOf(parameters: readonly Partial<ConnectionParameter>[] | undefined): readonly string[] {
  return (parameters ?? []).flatMap(({ Key }) => (typeof Key === 'string' ? [Key] : []));
}

function keyHeader({ AuthParameters }: Connection): readonly string[] {
  const name = AuthParameters?.ApiKeyAuthParameters?.ApiKeyName;
  return typeof name === 'string' ? [name] : [];
}

function* headersTwice(task: HttpTask, names: readonly string[]): Generator<Finding> {
  const written = headersOf(task);
  for (const { name, member } of written?.headers ?? []) {
    const twin = names.find((one) => one === name) ?? names.find((one) => one.toLowerCase() === name.toLowerCase());
    if (!written || twin === undefined) continue;
    const message =
      twin === name
        ? `The connection replaces this header: ${name}`
        : `The connection sends this header too, in other capitals: ${twin}`;
    const fixes = [preferredFix(`Remove ${name}`, removeMember(written.object, member))];
    yield { span: member.key.span, location: locationOf(task), message, fixes };
  }
}

function* overriddenIn(
  task: HttpTask,
  field: 'QueryParameters' | 'RequestBody',
  keys: readonly string[],
): Generator<Finding> {
  const value = fixedAt(fieldsOf(task), field);
  if (value?.kind !== 'object') return;
  for (const member of value.members) {
    const key = plainName(task, member.key.value);
    if (!keys.includes(key)) continue;
    const fixes = [preferredFix(`Remove ${key}`, removeMember(value, member))];
    const message = `The connection replaces this value: ${key}`;
    yield { span: member.key.span, location: locationOf(task), message, fixes };
  }
}

/** A connection with an API key of no value, and what it adds to each request. */
function exampleConnection(InvocationHttpParameters: NonNullable<ReturnType<typeof addedBy>>): Connection {
  return {
    AuthorizationType: 'API_KEY',
    AuthParameters: {
      ApiKeyAuthParameters: { ApiKeyName: 'X-Example-Key', ApiKeyValue: '${secret:example}' },
      InvocationHttpParameters,
    },
  };
}

/** Rules about an HTTP Task and its connection in `stateside.json`. */
export const HTTP_CONNECTION_RULES: readonly Rule<HttpTask>[] = [unknown, bodyConflict, overridden];
