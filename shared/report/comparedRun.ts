import type { Exchange, HttpRequest, HttpResponse, StateRun } from '../executor/stateRun';
import { isJsonObject, type JsonObject, type JsonValue, jsonOrText } from '../spec/json';

/**
 * What two runs of a state are compared by: what went in, out and over the wire, bodies as JSON where they are, without
 * the times that it took. The run is taken as it is shown: mask it before. Absent parts are left out.
 */
export function comparedRun(run: StateRun): JsonObject {
  const { status, error, cause, nextState, output, variables, attempts, stages } = run;
  return present({
    status,
    error,
    cause,
    nextState,
    output: output?.value,
    variables,
    calls: attempts.flatMap(({ exchanges }) => exchanges.map(comparedExchange)),
    stages: Object.fromEntries(stages.map(({ name, data }) => [name, data.value])),
  });
}

function comparedExchange({ purpose, request, response }: Exchange): JsonObject {
  return present({
    purpose,
    request: comparedRequest(request),
    response: response && comparedResponse(response),
  });
}

function comparedRequest({ method, url, headers, body, sentTo }: HttpRequest): JsonObject {
  const sent = headers.filter(({ overriddenBy }) => overriddenBy === undefined);
  return present({
    method,
    url,
    sentTo,
    headers: sent.map(({ name, value }) => `${name}: ${value}`),
    body: body && comparedText(body.text),
  });
}

function comparedResponse({ statusCode, statusMessage, headers, body }: HttpResponse): JsonObject {
  return present({
    status: `${statusCode} ${statusMessage}`.trim(),
    headers: headers.map(([name, value]) => `${name}: ${value}`),
    body: body === undefined ? undefined : comparedText(body),
  });
}

/** What a text is compared as: the object or list that it holds, else itself, as a number or a word may be a text. */
export function comparedText(text: string): JsonValue {
  const value = jsonOrText(text);
  return isJsonObject(value) || Array.isArray(value) ? value : text;
}

/** An object without the members that are absent. */
export function present(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
