import type { WholeAnswer } from './answer';
import { headerValues } from './call';
import type { RecordedRequest } from './recording';
import { failure } from './trouble';

/** The ways of proving oneself to the example API. */
export type Scheme = 'basic' | 'bearer' | 'apiKey';

/** The one credential that is never accepted: as user name, password, API key, token, client id or client secret. */
const WRONG_CREDENTIAL = 'wrong';

type SchemeFacts = {
  readonly challenge: string;
  readonly isAccepted: (request: RecordedRequest) => boolean | undefined;
};

// `isAccepted` is undefined where the request carries no credential of that kind.
const SCHEMES: Readonly<Record<Scheme, SchemeFacts>> = {
  basic: {
    challenge: 'Basic realm="Example API", charset="UTF-8"',
    isAccepted: (request) => acceptAll(authorizations(request, 'basic').flatMap((credential) => basicPair(credential))),
  },
  bearer: {
    challenge: 'Bearer realm="Example API"',
    isAccepted: (request) => acceptAll(authorizations(request, 'bearer')),
  },
  apiKey: {
    challenge: 'ApiKey realm="Example API"',
    isAccepted: (request) => acceptAll([...headerValues(request, 'ApiKey'), ...headerValues(request, 'X-Api-Key')]),
  },
};

/** The 401 answer to a request that shows no credential of the given schemes or a wrong one; undefined when it may pass. */
export function refuse(request: RecordedRequest, schemes: readonly Scheme[]): WholeAnswer | undefined {
  const verdicts = schemes
    .map((scheme) => SCHEMES[scheme].isAccepted(request))
    .filter((verdict) => verdict !== undefined);
  if (schemes.length === 0 || (verdicts.length > 0 && verdicts.every((verdict) => verdict))) return undefined;
  const message =
    verdicts.length === 0 ? 'This request carries no credentials.' : 'These credentials are not accepted.';
  return failure(401, { message, headers: schemes.map((scheme) => ['WWW-Authenticate', SCHEMES[scheme].challenge]) });
}

/** The user name and the password of a Basic credential: two texts, each '' where it is missing. */
export function basicPair(credential: string): readonly [user: string, password: string] {
  const text = Buffer.from(credential, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** The credentials of the Authorization headers of one scheme, its name in lower case; empty when there is none. */
export function authorizations(request: RecordedRequest, scheme: string): readonly string[] {
  return headerValues(request, 'Authorization')
    .map((value) => value.trim().split(/\s+/))
    .filter(([name = '']) => name.toLowerCase() === scheme)
    .map(([, credential = '']) => credential);
}

/** Tells whether a credential would do: anything but nothing and `wrong`. */
export function isAcceptable(credential: string): boolean {
  return credential.trim() !== '' && credential !== WRONG_CREDENTIAL;
}

function acceptAll(credentials: readonly string[]): boolean | undefined {
  return credentials.length === 0 ? undefined : credentials.every(isAcceptable);
}
