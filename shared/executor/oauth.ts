import { isJsonObject, type JsonValue } from '../spec/json';
import { HTTP_REQUEST_MILLISECONDS } from '../spec/limits';
import type { ConnectionAnswer, Effects, Token } from './effects';
import { mapEndpoint } from './endpoint';
import { type Calling, exchange } from './exchange';
import type { Life } from './life';
import { parseText } from './resolveState';
import { StateError } from './stateError';
import { tokenRequest } from './tokenRequest';

// The client credentials flow, which EventBridge does for a connection, from
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection-auth.html.

type FoundConnection = Extract<ConnectionAnswer, { kind: 'found' }>;

/**
 * The access token of a connection: the kept one until a minute before it ends, else a new one. Undefined when the
 * connection needs none, or when a mock means that nothing is sent. Throws when the token endpoint does not give one.
 */
export async function fetchToken(life: Life, found: FoundConnection): Promise<string | undefined> {
  const { connection, token } = found;
  if (connection.AuthorizationType !== 'OAUTH_CLIENT_CREDENTIALS') return undefined;
  if (token && token.expiresAt - life.effects.now() > MINUTE) return secret(life, token);
  if (life.mock) return MOCK_TOKEN;
  const fresh = await requestToken(life, found);
  life.effects.keepToken(fresh);
  return secret(life, fresh);
}

function secret(life: Life, { accessToken }: Token): string {
  life.journal.secrets.add(accessToken);
  return accessToken;
}

const MINUTE = 60_000;

/** What asks for a token. */
export type Asking = Calling & { readonly effects: Pick<Effects, 'now'> };

/** Stands for the token in a request that is built but not sent. */
const MOCK_TOKEN = 'token-of-a-mocked-run';

/** Asks for a new token, whatever is kept. Throws when none comes; the journal has the exchange then as well. */
export async function requestToken(life: Asking, { connection, name }: FoundConnection): Promise<Token> {
  const oauth = connection.AuthParameters.OAuthParameters;
  const target = oauth && mapEndpoint(oauth.AuthorizationEndpoint, life.settings.endpoints);
  if (oauth === undefined || target === undefined || target === 'invalid') {
    throw unusable(name, 'its AuthorizationEndpoint is not an https:// address');
  }
  const request = tokenRequest(target, oauth);
  const reply = await exchange(life, 'token', target, request, HTTP_REQUEST_MILLISECONDS);
  if (reply.kind === 'failed') throw unusable(name, `no token came: ${reply.message}`);
  const { statusCode, body } = reply.response;
  const answer = parseText(body ?? '');
  const accessToken = isJsonObject(answer) ? answer.access_token : undefined;
  if (statusCode < 200 || statusCode > 299) throw unusable(name, `the token endpoint answered ${statusCode}`);
  if (typeof accessToken !== 'string' || accessToken === '')
    throw unusable(name, 'the answer of the token endpoint has no access_token');
  return {
    accessToken,
    expiresAt: life.effects.now() + lifetime(isJsonObject(answer) ? answer.expires_in : undefined),
  };
}

/** Milliseconds that a token lasts; an hour when the answer does not say. */
function lifetime(expiresIn: JsonValue | undefined): number {
  const seconds = Number(expiresIn);
  return expiresIn !== undefined && Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 3_600_000;
}

function unusable(name: string, why: string): StateError {
  return new StateError(
    'Events.ConnectionResource.InvalidConnectionState',
    `The connection '${name}' has no token: ${why}.`,
  );
}
