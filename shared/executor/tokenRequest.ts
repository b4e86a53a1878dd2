import { hashMapOrder } from '../expressions/javaHashMap';
import type { AuthParameters, ConnectionParameter } from '../spec/connection';
import { TOKEN_USER_AGENT } from '../spec/headers';
import { FORM_CONTENT_TYPE } from '../spec/httpTask';
import { writeRequest } from './buildRequest';
import { encodeForm, encodeQueryPair } from './encode';
import type { Target } from './endpoint';
import type { HttpRequest, RequestPart } from './stateRun';

/** What a connection says of its token. */
export type OAuthParameters = NonNullable<AuthParameters['OAuthParameters']>;

/**
 * The request for a token: client id, client secret and the connection's parameters as a form, in the order of a Java
 * HashMap (recorded); with GET, which has no body, in the query (our choice).
 */
export function tokenRequest(target: Target, oauth: OAuthParameters): HttpRequest {
  const { HttpMethod: method, OAuthHttpParameters: added = {} } = oauth;
  const query = added.QueryStringParameters ?? [];
  const form = formOf(oauth);
  const isGet = method === 'GET';
  return writeRequest({
    target,
    method,
    headers: [
      ...(added.HeaderParameters ?? []).map(part),
      ...(isGet ? [] : [serviceHeader('content-type', FORM_CONTENT_TYPE)]),
      serviceHeader('user-agent', TOKEN_USER_AGENT),
    ],
    query: [...query, ...(isGet ? form : [])].map((parameter) => ({
      ...part(parameter),
      encoded: encodeQueryPair(parameter.Key, parameter.Value),
    })),
    body: isGet ? undefined : formBody(form),
  });
}

function formOf({ ClientParameters: client, OAuthHttpParameters: added = {} }: OAuthParameters): ConnectionParameter[] {
  const given = [...(added.BodyParameters ?? []), ...(added.QueryStringParameters ?? [])];
  // AWS's recording has grant_type among the connection's own parameters; it is added where it is missing (our choice).
  const grant = given.some(({ Key }) => Key === 'grant_type')
    ? []
    : [{ Key: 'grant_type', Value: 'client_credentials' }];
  const parameters: ConnectionParameter[] = [
    ...grant,
    ...(added.BodyParameters ?? []),
    { Key: 'client_secret', Value: client.ClientSecret, IsValueSecret: true },
    { Key: 'client_id', Value: client.ClientID },
  ];
  const byName = new Map(parameters.map((parameter) => [parameter.Key, parameter]));
  return hashMapOrder(byName.keys()).flatMap((name) => byName.get(name) ?? []);
}

function formBody(form: readonly ConnectionParameter[]) {
  const value = Object.fromEntries(form.map(({ Key, Value }) => [Key, Value]));
  const text = encodeForm(value, 'INDICES');
  return { text, encoding: 'URL_ENCODED', members: form.map(part), value, textWithoutConnection: undefined } as const;
}

function serviceHeader(name: string, value: string): RequestPart {
  return { name, value, origin: 'stepFunctions', secret: false };
}

function part({ Key, Value, IsValueSecret }: ConnectionParameter): RequestPart {
  return { name: Key, value: Value, origin: 'connection', secret: IsValueSecret === true };
}
