import { lastValueAt, memberNamed, type Node } from '../document/node';
import { AUTHORIZATION_TYPES, type AuthorizationType, CONNECTION_STATES } from '../spec/connection';
import { AUTH_PARAMETERS_OF } from '../spec/connectionShape';
import type { Span } from '../spec/diagnostic';
import { mappedAddress } from '../spec/endpoints';
import { isForbiddenHeader, isHttpOwnedHeader } from '../spec/headers';
import { type At, finding, literalSecret } from './readShape';
import { hasReference } from './reference';

/**
 * Reports what a connection's shape cannot say: members that do not belong together, headers that AWS refuses, and what
 * is different here. With `endpoints`, also a token endpoint that is neither https nor mapped.
 */
export function checkConnection(connection: Node, at: At, endpoints?: Readonly<Record<string, string>>): void {
  const auth = lastValueAt(connection, 'AuthParameters');
  checkType(connection, auth, at);
  checkState(lastValueAt(connection, 'ConnectionState'), at);
  for (const [path, list] of listsIn(auth)) checkList(list, path, at);
  if (endpoints) checkTokenEndpoint(auth, endpoints, at);
  reportConnectivity(connection, 'InvocationConnectivityParameters', at);
  reportConnectivity(auth, 'ConnectivityParameters', at);
}

function checkType(connection: Node, auth: Node | undefined, at: At): void {
  const written = textOf(lastValueAt(connection, 'AuthorizationType'));
  const type = AUTHORIZATION_TYPES.find((name) => name === written);
  if (type === undefined || auth?.kind !== 'object') return;
  const wanted = AUTH_PARAMETERS_OF[type];
  if (lastValueAt(auth, wanted) === undefined) {
    const message = `AuthorizationType ${type} needs this field in AuthParameters: ${wanted}`;
    at.report(finding(at.rule, opening(auth), message));
  }
  for (const { key } of auth.members) {
    const owner = ownerOf(key.value);
    if (owner === undefined || owner === type) continue;
    const message = `This belongs to AuthorizationType ${owner} and is not used with ${type}: ${key.value}`;
    at.report(finding(at.rule, key.span, message, 'WARNING'));
  }
}

function ownerOf(member: string): AuthorizationType | undefined {
  return AUTHORIZATION_TYPES.find((type) => AUTH_PARAMETERS_OF[type] === member);
}

function checkState(state: Node | undefined, at: At): void {
  const written = textOf(state);
  const [name, error] = Object.entries(CONNECTION_STATES).find(([name]) => name === written) ?? [];
  if (state === undefined || error === undefined) return;
  const message = `A state that uses this connection fails with ${error}, until this is AUTHORIZED or taken away: ${name}`;
  at.report(finding(at.rule, state.span, message, 'WARNING'));
}

function checkList(list: Node, path: readonly string[], at: At): void {
  const seen = new Set<string>();
  const isHeaders = path.at(-1) === 'HeaderParameters';
  for (const item of list.kind === 'array' ? list.items : []) {
    const key = lastValueAt(item, 'Key');
    const name = textOf(key);
    if (key && name !== undefined) {
      const same = isHeaders ? name.toLowerCase() : name;
      if (seen.has(same)) at.report(finding(at.rule, key.span, `This parameter stands above too: ${name}`, 'WARNING'));
      seen.add(same);
      checkHeader(name, key.span, path, at);
    }
    checkSecret(item, { ...at, path: [...at.path, ...path, name ?? 'Value'] });
  }
}

/** Headers that HTTP itself writes are refused by their shape already. */
function checkHeader(name: string, span: Span, path: readonly string[], at: At): void {
  if (path.at(-1) !== 'HeaderParameters' || path.includes('OAuthParameters')) return;
  if (!isForbiddenHeader(name) || isHttpOwnedHeader(name)) return;
  at.report(finding(at.rule, span, `A connection must not add this header to a request: ${name}`));
}

function checkSecret(parameter: Node, at: At): void {
  const value = lastValueAt(parameter, 'Value');
  const flag = lastValueAt(parameter, 'IsValueSecret');
  if (flag?.kind !== 'boolean' || flag.value !== true || value?.kind !== 'string') return;
  if (value.value !== '' && !hasReference(value.value)) at.report(literalSecret(value.span, at));
}

function checkTokenEndpoint(auth: Node | undefined, endpoints: Readonly<Record<string, string>>, at: At): void {
  const address = lastValueAt(lastValueAt(auth, 'OAuthParameters'), 'AuthorizationEndpoint');
  if (address?.kind !== 'string' || !/^http:/i.test(address.value) || hasReference(address.value)) return;
  if (mappedAddress(address.value, endpoints) !== undefined) return;
  const message = `A token is asked for over https:// only, unless "endpoints" maps the address: ${address.value}`;
  at.report(finding(at.rule, address.span, message));
}

function reportConnectivity(holder: Node | undefined, name: string, at: At): void {
  const key = memberNamed(holder, name)?.key;
  if (key === undefined) return;
  const message = `Requests from here do not go through private connectivity, but straight out: ${name}`;
  at.report(finding('project-private-connectivity', key.span, message, 'INFO'));
}

const LISTS = ['HeaderParameters', 'QueryStringParameters', 'BodyParameters'];

const HOLDERS = [['InvocationHttpParameters'], ['OAuthParameters', 'OAuthHttpParameters']];

function* listsIn(auth: Node | undefined): Generator<readonly [path: readonly string[], list: Node]> {
  for (const holder of HOLDERS) {
    const inside = holder.reduce<Node | undefined>((node, name) => lastValueAt(node, name), auth);
    for (const name of LISTS) {
      const list = lastValueAt(inside, name);
      if (list) yield [['AuthParameters', ...holder, name], list];
    }
  }
}

function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}

function opening({ span }: Node): Span {
  return { start: span.start, end: span.start + 1 };
}
