import { type Node, textAt, valueAt } from '../document/node';
import { AUTHORIZATION_TYPES, type AuthorizationType } from '../spec/connection';
import { AUTH_PARAMETERS_OF } from '../spec/connectionShape';
import { isForbiddenHeader } from '../spec/headers';
import { type At, finding, literalSecret } from './readShape';
import { hasReference } from './reference';

/** Reports what a connection's shape cannot say: members that do not belong together, and headers that AWS refuses. */
export function checkConnection(connection: Node, at: At): void {
  const auth = valueAt(connection, 'AuthParameters');
  checkType(connection, auth, at);
  for (const [list, parameter] of parametersIn(auth)) checkParameter(parameter, list, at);
}

function checkType(connection: Node, auth: Node | undefined, at: At): void {
  const written = textAt(connection, 'AuthorizationType') ?? textAt(connection, 'Type');
  const type = AUTHORIZATION_TYPES.find((name) => name === written);
  if (type === undefined || auth?.kind !== 'object') return;
  const wanted = AUTH_PARAMETERS_OF[type];
  if (valueAt(auth, wanted) === undefined) {
    const span = { start: auth.span.start, end: auth.span.start + 1 };
    at.report(finding(at.rule, span, `AuthorizationType ${type} needs this field in AuthParameters: ${wanted}`));
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

function checkParameter(parameter: Node, list: string, at: At): void {
  const key = valueAt(parameter, 'Key');
  if (list === 'InvocationHttpParameters.HeaderParameters' && key?.kind === 'string' && isForbiddenHeader(key.value)) {
    at.report(finding(at.rule, key.span, `A connection must not add this header to a request: ${key.value}`));
  }
  const value = valueAt(parameter, 'Value');
  const isSecret = valueAt(parameter, 'IsValueSecret');
  if (isSecret?.kind !== 'boolean' || isSecret.value !== true || value?.kind !== 'string') return;
  if (value.value === '' || hasReference(value.value)) return;
  const name = key?.kind === 'string' ? key.value : 'Value';
  at.report(literalSecret(value.span, { family: at.family, path: [...at.path, name] }));
}

const LISTS = ['HeaderParameters', 'QueryStringParameters', 'BodyParameters'];

function* parametersIn(auth: Node | undefined): Generator<readonly [list: string, parameter: Node]> {
  const holders = [
    ['InvocationHttpParameters', valueAt(auth, 'InvocationHttpParameters')],
    ['OAuthHttpParameters', valueAt(valueAt(auth, 'OAuthParameters'), 'OAuthHttpParameters')],
  ] as const;
  for (const [name, holder] of holders) {
    for (const list of LISTS) {
      const items = valueAt(holder, list);
      for (const item of items?.kind === 'array' ? items.items : []) yield [`${name}.${list}`, item];
    }
  }
}
