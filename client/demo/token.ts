import { createHash } from 'node:crypto';
import { json, type WholeAnswer } from './answer';
import { type Call, isRecord } from './call';
import { authorizations, basicPair, isAcceptable } from './protection';

const USUAL_SECONDS = 3600;
const MOST_SECONDS = 86400;

/**
 * The token endpoint of the client credentials grant (RFC 6749, section 4.4). The client's id and secret, and any
 * parameter, may stand in a form, in JSON, in the query, or the client in Basic; the answer is
 * `{ access_token, token_type, expires_in, scope? }`, always the same for a client and scope. The parameter `expires_in`
 * asks for another lifetime in seconds, up to a day.
 */
export function issueToken(call: Call): WholeAnswer {
  const grant = parameter(call, 'grant_type') ?? 'client_credentials';
  if (grant !== 'client_credentials')
    return refusal(400, 'unsupported_grant_type', `This grant is not offered: ${grant}`);
  const [basicId, basicSecret] = authorizations(call.request, 'basic').map(basicPair)[0] ?? [];
  const id = basicId ?? parameter(call, 'client_id') ?? '';
  const secret = basicSecret ?? parameter(call, 'client_secret') ?? '';
  if (![id, secret].every(isAcceptable)) return refusal(401, 'invalid_client', 'This client is not accepted.');
  return json(200, tokenFor(id, parameter(call, 'scope'), lifetime(parameter(call, 'expires_in'))), [
    ['Cache-Control', 'no-store'],
  ]);
}

function tokenFor(id: string, scope: string | undefined, seconds: number) {
  const digest = createHash('sha256')
    .update(JSON.stringify([id, scope]))
    .digest('hex');
  const token = { access_token: `demo-token-${digest.slice(0, 16)}`, token_type: 'Bearer', expires_in: seconds };
  return scope === undefined ? token : { ...token, scope };
}

function lifetime(asked: string | undefined): number {
  const seconds = Number(asked ?? USUAL_SECONDS);
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= MOST_SECONDS ? seconds : USUAL_SECONDS;
}

function parameter(call: Call, name: string): string | undefined {
  const sent = isRecord(call.body) ? call.body[name] : undefined;
  if (typeof sent === 'string' || typeof sent === 'number') return String(sent);
  return call.query.get(name) ?? undefined;
}

function refusal(status: number, error: string, description: string): WholeAnswer {
  const challenge = ['WWW-Authenticate', 'Basic realm="Example API"'] as const;
  return json(status, { error, error_description: description }, status === 401 ? [challenge] : []);
}
