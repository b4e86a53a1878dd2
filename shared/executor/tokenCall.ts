import { isJsonObject } from '../spec/json';
import { secretsOf } from './authorize';
import type { ConnectionAnswer, Effects, Token } from './effects';
import { requestToken } from './oauth';
import { parseText } from './resolveState';
import { stateErrorOf } from './stateError';
import type { Exchange } from './stateRun';
import type { RunSettings } from './testStateRequest';

/** A call for the token of a connection, outside of any run: the token, or the sentence that says why there is none. */
export interface TokenCall {
  readonly token?: Token;
  readonly problem?: string;
  /** Absent when nothing was sent. */
  readonly exchange?: Exchange;
  /** Secret values that took part, for masking. */
  readonly secrets: readonly string[];
}

/** Asks for a new token of a connection with OAuth, whatever is kept. Never rejects because of what is outside. */
export async function callForToken(
  found: Extract<ConnectionAnswer, { kind: 'found' }>,
  settings: RunSettings,
  effects: Pick<Effects, 'phase' | 'send' | 'signal' | 'now'>,
): Promise<TokenCall> {
  const exchanges: Exchange[] = [];
  const result = await requestToken({ effects, settings, journal: { exchanges } }, found).catch(stateErrorOf);
  const [exchange] = exchanges;
  const secrets = [...secretsOf(found.connection), ...tokensIn(exchange)];
  const ending = 'accessToken' in result ? { token: result } : { problem: result.reason ?? result.error };
  return { ...ending, ...(exchange && { exchange }), secrets };
}

/** Beside the access token an answer may hold others, which let one in as well. */
function tokensIn(exchange: Exchange | undefined): readonly string[] {
  const answer = parseText(exchange?.response?.body ?? '');
  if (!isJsonObject(answer)) return [];
  return Object.entries(answer).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' && /token$/i.test(name) ? [value] : [],
  );
}
