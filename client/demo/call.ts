import type { RecordedRequest } from './recording';

/** Any JSON value, as requests and answers of the example API carry it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonRecord;

/** A JSON object. */
export type JsonRecord = { readonly [key: string]: Json };

/** What the example API keeps in memory between two requests; a restart forgets it. */
export type Memory = {
  readonly invoices: Map<string, JsonRecord>;
  readonly requests: readonly RecordedRequest[];
};

/** One request as a route sees it: `body` is the parsed form or JSON, else the text, and null when nothing was sent. */
export type Call = {
  readonly request: RecordedRequest;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Json;
  readonly memory: Memory;
};

/** Tells whether a value is a JSON object (neither null nor a list). */
export function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values of a header, in the order received; the name counts in any case. Empty when the header is absent. */
export function headerValues(request: RecordedRequest, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return request.rawHeaders.filter(([given]) => given.toLowerCase() === wanted).map(([, value]) => value);
}
