import { PAGES } from './pages';

// EventBridge connections, from the CreateConnection page of the EventBridge API reference.

/** Page of the shapes below. */
export const CONNECTION_PAGE = PAGES.createConnection;

/** How a connection authorizes a request. */
export type AuthorizationType = 'BASIC' | 'API_KEY' | 'OAUTH_CLIENT_CREDENTIALS';

/** The values of AuthorizationType. */
export const AUTHORIZATION_TYPES: readonly AuthorizationType[] = ['BASIC', 'API_KEY', 'OAUTH_CLIENT_CREDENTIALS'];

/** One header, query or body parameter that a connection adds; IsValueSecret hides its value where it is shown. */
export interface ConnectionParameter {
  readonly Key: string;
  readonly Value: string;
  readonly IsValueSecret?: boolean;
}

/** What a connection adds to a request (InvocationHttpParameters) or to its token request (OAuthHttpParameters). */
export interface ConnectionHttpParameters {
  readonly HeaderParameters?: readonly ConnectionParameter[];
  readonly QueryStringParameters?: readonly ConnectionParameter[];
  readonly BodyParameters?: readonly ConnectionParameter[];
}

/** The credentials of a connection; exactly the member that fits AuthorizationType is there. */
export interface AuthParameters {
  readonly BasicAuthParameters?: { readonly Username: string; readonly Password: string };
  readonly ApiKeyAuthParameters?: { readonly ApiKeyName: string; readonly ApiKeyValue: string };
  readonly OAuthParameters?: {
    readonly ClientParameters: { readonly ClientID: string; readonly ClientSecret: string };
    readonly AuthorizationEndpoint: string;
    readonly HttpMethod: 'GET' | 'POST' | 'PUT';
    readonly OAuthHttpParameters?: ConnectionHttpParameters;
  };
  readonly InvocationHttpParameters?: ConnectionHttpParameters;
}

/**
 * The ConnectionState of DescribeConnection, each with the error of a run that uses such a connection; undefined where
 * it works. Which error belongs to which state is our choice: AWS names the errors and does not say.
 */
export const CONNECTION_STATES = {
  AUTHORIZED: undefined,
  ACTIVE: undefined,
  AUTHORIZING: 'Events.ConnectionResource.AuthInProgress',
  CREATING: 'Events.ConnectionResource.AuthInProgress',
  UPDATING: 'Events.ConnectionResource.ConcurrentModification',
  DELETING: 'Events.ConnectionResource.InvalidConnectionState',
  DEAUTHORIZED: 'Events.ConnectionResource.InvalidConnectionState',
  DEAUTHORIZING: 'Events.ConnectionResource.InvalidConnectionState',
  FAILED_CONNECTIVITY: 'Events.ConnectionResource.InvalidPrivateConnectionState',
} as const;

/** A value of ConnectionState. */
export type ConnectionState = keyof typeof CONNECTION_STATES;

/** The error of a run that cannot use a connection, from the error names of Step Functions. */
export type ConnectionError = NonNullable<(typeof CONNECTION_STATES)[ConnectionState]>;

/** A connection as CreateConnection takes it; its secret values are in it once it is resolved. */
export interface Connection {
  readonly AuthorizationType: AuthorizationType;
  readonly AuthParameters: AuthParameters;
  /** The state in which AWS described it, where a connection in that state cannot be used. */
  readonly ConnectionState?: ConnectionState;
}

/** The ARN of a connection, from the EventBridge service model; the second group is the connection's name. */
export const CONNECTION_ARN_PATTERN =
  /^arn:aws[a-z-]*:events:([a-z\d-]*):(?:\d{12})?:connection\/([.\-_A-Za-z0-9]+)\/[-A-Za-z0-9]+$/;

/** Characters that a connection's ARN may have. */
export const CONNECTION_ARN_CHARACTERS = 1600;

/** The name inside a ConnectionArn, even when placeholders stand in the rest of it; undefined when there is none. */
export function connectionNameOf(arn: string): string | undefined {
  return /:connection\/([^/]+)/.exec(arn)?.[1];
}

/** The region and name inside a connection's ARN; undefined where the text is not such an ARN. */
export function parseConnectionArn(arn: string): { readonly region: string; readonly name: string } | undefined {
  const match = arn.length <= CONNECTION_ARN_CHARACTERS ? CONNECTION_ARN_PATTERN.exec(arn) : null;
  return match ? { region: match[1] ?? '', name: match[2] ?? '' } : undefined;
}
