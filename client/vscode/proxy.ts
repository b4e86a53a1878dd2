import * as vscode from 'vscode';
import type { RunSettings } from '../../shared/executor/testStateRequest';

/** The editor's proxy settings, for requests that leave from the runner's process. */
export function proxySettings(): Pick<RunSettings, 'proxy' | 'noProxy' | 'strictSsl'> {
  const http = vscode.workspace.getConfiguration('http');
  const support = http.get<string>('proxySupport');
  const proxy =
    support === 'off' ? undefined : http.get<string>('proxy') || process.env.https_proxy || process.env.HTTPS_PROXY;
  const noProxy = http.get<readonly string[]>('noProxy', []);
  const strictSsl = http.get<boolean>('proxyStrictSSL', true);
  return { ...(proxy && { proxy }), ...(noProxy.length > 0 && { noProxy }), strictSsl };
}
