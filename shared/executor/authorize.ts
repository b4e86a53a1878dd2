import type { AuthorizationType, Connection, ConnectionHttpParameters, ConnectionParameter } from '../spec/connection';
import type { RequestPart } from './stateRun';

/**
 * The header by which a connection authorizes a request; undefined when what it needs is missing.
 * From https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection-auth.html.
 */
export function authorizationHeader(connection: Connection, accessToken: string | undefined): RequestPart | undefined {
  const header = HEADERS[connection.AuthorizationType](connection, accessToken);
  return header && { name: header[0], value: header[1], origin: 'authorization', secret: true };
}

type Header = readonly [name: string, value: string] | undefined;

const HEADERS: Readonly<
  Record<AuthorizationType, (connection: Connection, accessToken: string | undefined) => Header>
> = {
  BASIC: ({ AuthParameters: { BasicAuthParameters: basic } }) =>
    basic && ['Authorization', `Basic ${base64(`${basic.Username}:${basic.Password}`)}`],
  API_KEY: ({ AuthParameters: { ApiKeyAuthParameters: key } }) => key && [key.ApiKeyName, key.ApiKeyValue],
  OAUTH_CLIENT_CREDENTIALS: (_connection, accessToken) =>
    accessToken === undefined ? undefined : ['Authorization', `Bearer ${accessToken}`],
};

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** Every secret value of a connection, for masking: credentials, what is made of them, and parameters marked secret. */
export function secretsOf(connection: Connection): readonly string[] {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key, OAuthParameters: oauth } = connection.AuthParameters;
  const groups = [connection.AuthParameters.InvocationHttpParameters, oauth?.OAuthHttpParameters];
  const parameters = groups.filter((group) => group !== undefined).flatMap(parametersOf);
  return [
    ...(basic ? [basic.Password, base64(`${basic.Username}:${basic.Password}`)] : []),
    ...(key ? [key.ApiKeyValue] : []),
    ...(oauth ? [oauth.ClientParameters.ClientSecret] : []),
    ...parameters.filter(({ IsValueSecret }) => IsValueSecret === true).map(({ Value }) => Value),
  ].filter((value) => value !== '');
}

function parametersOf(group: ConnectionHttpParameters): readonly ConnectionParameter[] {
  return [group.HeaderParameters, group.QueryStringParameters, group.BodyParameters].flatMap((list) => list ?? []);
}
