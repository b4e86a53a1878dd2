import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { RunSettings } from '../../shared/executor/testStateRequest';
import { certificateVariables, type HttpSettings, networkSettings } from './network';

/** The editor's proxy settings, for requests that leave from the runner's process. */
export function proxySettings(): Pick<RunSettings, 'proxy' | 'noProxy' | 'strictSsl'> {
  return networkSettings(httpSettings(), process.env);
}

/** Variables for the runner's process, so that it trusts the certificates that the editor trusts. */
export function runnerVariables(): Readonly<Record<string, string>> {
  return certificateVariables(httpSettings(), process.env, existsSync);
}

function httpSettings(): HttpSettings {
  const http = vscode.workspace.getConfiguration('http');
  return {
    proxy: http.get<string>('proxy'),
    proxySupport: http.get<string>('proxySupport'),
    proxyStrictSSL: http.get<boolean>('proxyStrictSSL'),
    noProxy: http.get<readonly string[]>('noProxy'),
    systemCertificates: http.get<boolean>('systemCertificates'),
  };
}
