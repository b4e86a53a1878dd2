import type { RunSettings } from '../../shared/executor/testStateRequest';

/** The editor's settings about the network by their names after `http.`; what was not set has the editor's default. */
export interface HttpSettings {
  readonly proxy?: string | undefined;
  readonly proxySupport?: string | undefined;
  readonly proxyStrictSSL?: boolean | undefined;
  readonly noProxy?: readonly string[] | undefined;
  readonly systemCertificates?: boolean | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How the runner's requests leave, by the settings and the variables that the editor itself obeys: the settings win,
 * `proxySupport: "off"` leaves every proxy out.
 */
export function networkSettings(
  http: HttpSettings,
  env: Environment,
): Pick<RunSettings, 'proxy' | 'noProxy' | 'strictSsl'> {
  const strictSsl = http.proxyStrictSSL ?? true;
  if (http.proxySupport === 'off') return { strictSsl };
  const proxy = http.proxy || env.https_proxy || env.HTTPS_PROXY || env.http_proxy || env.HTTP_PROXY;
  if (!proxy) return { strictSsl };
  const named = (env.no_proxy || env.NO_PROXY || '').split(/[\s,]+/).filter((name) => name !== '');
  const noProxy = http.noProxy && http.noProxy.length > 0 ? http.noProxy : named;
  return { proxy, ...(noProxy.length > 0 && { noProxy }), strictSsl };
}

/** Where Linux distributions keep the certificates that the system trusts, in one file. */
const SYSTEM_CERTIFICATES = ['/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/certs/ca-bundle.crt'];

/**
 * Variables with which the runner's Node.js trusts what the system trusts: `NODE_USE_SYSTEM_CA` is known to newer
 * versions, the others read the file that Linux keeps. Nothing where `http.systemCertificates` is false.
 */
export function certificateVariables(
  http: HttpSettings,
  env: Environment,
  isThere: (file: string) => boolean,
): Readonly<Record<string, string>> {
  if (http.systemCertificates === false) return {};
  const file = env.NODE_EXTRA_CA_CERTS ? undefined : SYSTEM_CERTIFICATES.find(isThere);
  return { NODE_USE_SYSTEM_CA: '1', ...(file && { NODE_EXTRA_CA_CERTS: file }) };
}
