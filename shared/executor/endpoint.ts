import { type BoundedCache, boundedCache } from '../expressions/boundedCache';
import { mappedAddress } from '../spec/endpoints';

// Where a request goes: what the definition says, and where `endpoints` of stateside.json sends it instead.

/** An ApiEndpoint taken apart, with the place that the socket connects to. */
export interface Target {
  readonly protocol: 'https' | 'http';
  /** The endpoint as written, without a fragment. */
  readonly endpoint: string;
  readonly host: string;
  /** Scheme, host and port of the socket. */
  readonly origin: string;
  /** Path of the request, without a query. */
  readonly path: string;
  /** The query that the endpoint had itself, without the question mark; empty without one. */
  readonly query: string;
  /** The mapped address without its query; absent when nothing is mapped. */
  readonly sentTo?: string;
  readonly droppedFragment: boolean;
}

/**
 * Takes an endpoint apart. `invalid` when it is no absolute https URL, has user information, or is an http URL that
 * `endpoints` does not map (the mapping is the permission; what AWS does with http is not known).
 */
export function mapEndpoint(endpoint: string, endpoints: Readonly<Record<string, string>>): Target | 'invalid' {
  const targets = known.get(endpoints) ?? boundedCache<Target | 'invalid'>(REMEMBERED_TARGETS);
  known.set(endpoints, targets);
  return targets.remember(endpoint, () => readEndpoint(endpoint, endpoints));
}

/** For each mapping, which is never changed in place, what it made of the endpoints that were called last. */
const known = new WeakMap<object, BoundedCache<Target | 'invalid'>>();
const REMEMBERED_TARGETS = 50;

function readEndpoint(endpoint: string, endpoints: Readonly<Record<string, string>>): Target | 'invalid' {
  const [withoutFragment = '', ...fragments] = endpoint.split('#');
  const url = parseUrl(withoutFragment);
  const protocol = url?.protocol === 'https:' ? 'https' : 'http';
  if (url === undefined || !/^https?:\/\/[^/]/i.test(withoutFragment) || url.username !== '' || url.password !== '')
    return 'invalid';
  const address = mappedAddress(withoutFragment, endpoints);
  if (protocol === 'http' && address === undefined) return 'invalid';
  const mapped = address === undefined ? url : parseUrl(address);
  if (mapped === undefined) return 'invalid';
  return {
    protocol,
    endpoint: withoutFragment,
    host: url.host,
    origin: mapped.origin,
    path: mapped.pathname,
    query: withoutFragment.includes('?') ? withoutFragment.slice(withoutFragment.indexOf('?') + 1) : '',
    ...(address === undefined ? {} : { sentTo: `${mapped.origin}${mapped.pathname}` }),
    droppedFragment: fragments.length > 0,
  };
}

function parseUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : undefined;
}
