import type { HttpRequest, StateRun } from '../executor/stateRun';
import type { ExpectedRun } from '../spec/expectation';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { actualRequest } from './actualRun';
import { expectedSides } from './expectedSides';
import type { JudgedExpectation } from './judgement';
import { masker } from './mask';
import { requestUrl } from './rawHttp';
import { type LeftOut, type Sieve, stableSieve } from './stableValue';

/** What happened, written as an expectation, with the places that were left out of it. */
export interface Observed {
  readonly expect: JsonObject;
  readonly left: readonly LeftOut[];
}

/**
 * An expectation that a run meets: status, output or error with its cause, next state, and of an HTTP Task the method,
 * address and body of the request. Without secrets, and without what is another one in each run. `given` are the texts
 * that went in: what stands in them is the same the next time.
 */
export function observedExpectation(run: StateRun, given: readonly string[]): Observed {
  const left: LeftOut[] = [];
  const sieve = stableSieve(run, given, masker(run, false), (one) => left.push(one));
  const sent = actualRequest(run);
  const parts: Readonly<Record<string, JsonValue | undefined>> = {
    status: run.status,
    error: run.error,
    cause: run.cause,
    nextState: run.nextState,
    output: run.output?.value,
  };
  const request = sent && observedRequest(sent, run, sieve, left);
  const expect = { ...sifted(parts, sieve), ...(request && Object.keys(request).length > 0 ? { request } : {}) };
  return { expect, left };
}

/**
 * An expectation brought up to date with a run: the parts that it spoke of as they are now, its assertions as they
 * were, and how the run ended where it failed. Without an expectation, that of the whole run.
 */
export function updatedExpectation(
  run: StateRun,
  expect: JudgedExpectation | undefined,
  given: readonly string[],
): Observed {
  if (expect === undefined) return observedExpectation(run, given);
  const left: LeftOut[] = [];
  const sieve = stableSieve(run, given, masker(run, false), (one) => left.push(one));
  const { assert, ...parts } = expect;
  const { actual } = expectedSides(run, parts satisfies ExpectedRun);
  const failure = run.error === undefined ? {} : { status: run.status, error: run.error };
  const now = sifted({ ...withoutSecretRequest(actual, run, left), ...failure }, sieve);
  return { expect: { ...now, ...(assert === undefined ? {} : { assert }) }, left };
}

function sifted(parts: Readonly<Record<string, JsonValue | undefined>>, sieve: Sieve): JsonObject {
  const kept = Object.entries(parts).flatMap(([name, value]) => {
    const stable = value === undefined ? undefined : sieve(value, [name]);
    return stable === undefined ? [] : [[name, stable] as const];
  });
  return Object.fromEntries(kept);
}

function observedRequest(sent: HttpRequest, run: StateRun, sieve: Sieve, left: LeftOut[]): JsonObject {
  const { method, url, body } = sent;
  const content = body && (typeof body.value === 'string' ? body.text : body.value);
  const request = { method, url, ...(content === undefined ? {} : { body: content }) };
  const open = withoutSecretRequest({ request }, run, left).request;
  const kept = open === undefined ? undefined : sieve(open, ['request']);
  return isJsonObject(kept) ? kept : {};
}

/** Parts that a connection or the authorization made secret are so in their own place, however short they are. */
function withoutSecretRequest(actual: JsonObject, run: StateRun, left: LeftOut[]): JsonObject {
  const { request } = actual;
  const sent = actualRequest(run);
  if (!isJsonObject(request) || sent === undefined) return actual;
  const { url, body, headers, ...rest } = request;
  const leave = (...steps: readonly string[]): void => {
    left.push({ place: ['request', ...steps].join('.'), why: 'secret' });
  };
  const isOpen = url === undefined || requestUrl(sent, { mask: masker(run, false), reveal: false }) === sent.url;
  if (!isOpen) leave('url');
  const secretHeaders = new Set(sent.headers.filter(({ secret }) => secret).map(({ name }) => name.toLowerCase()));
  const without = (value: JsonValue, isSecret: (name: string) => boolean, ...steps: readonly string[]): JsonValue => {
    if (!isJsonObject(value)) return value;
    for (const name of Object.keys(value).filter(isSecret)) leave(...steps, name);
    return Object.fromEntries(Object.entries(value).filter(([name]) => !isSecret(name)));
  };
  const secretMembers = new Set(sent.body?.members.filter(({ secret }) => secret).map(({ name }) => name));
  const hidesBody = typeof body === 'string' && secretMembers.size > 0;
  if (hidesBody) leave('body');
  return {
    ...actual,
    request: {
      ...rest,
      ...(isOpen && url !== undefined ? { url } : {}),
      ...(headers === undefined
        ? {}
        : { headers: without(headers, (name) => secretHeaders.has(name.toLowerCase()), 'headers') }),
      ...(body === undefined || hidesBody ? {} : { body: without(body, (name) => secretMembers.has(name), 'body') }),
    },
  };
}
