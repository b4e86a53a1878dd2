import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A certificate signed by itself, with its key, both PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Makes a certificate for a host name in a folder that may be filled; one of -1 days has expired. Fails plainly without openssl. */
export function makeCertificate(folder: string, hostname: string, days: number): Certificate {
  const key = path.join(folder, `${hostname}${days}.key`);
  const request = path.join(folder, `${hostname}${days}.csr`);
  const names = path.join(folder, `${hostname}${days}.ext`);
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', key);
  openssl('req', '-new', '-key', key, '-subj', `/CN=${hostname}`, '-out', request);
  writeFileSync(names, `subjectAltName=DNS:${hostname}`);
  const cert = openssl('x509', '-req', '-in', request, '-signkey', key, '-days', String(days), '-extfile', names);
  return { key: readFileSync(key, 'utf8'), cert };
}

function openssl(...words: readonly string[]): string {
  try {
    return execFileSync('openssl', words, { stdio: 'pipe', encoding: 'utf8' });
  } catch (error) {
    throw new Error(`This test makes certificates with the command openssl, which failed: ${String(error)}`);
  }
}
