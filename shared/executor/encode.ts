import { stringify } from 'qs';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';

// URL encoding of query and form, from "Applying URL-encoding on request body" of
// https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html; spaces are %20, brackets and commas encoded.

/** How lists are written, in the words of RequestEncodingOptions. */
export type ArrayFormat = 'INDICES' | 'REPEAT' | 'COMMAS' | 'BRACKETS';

const QS_FORMATS = { INDICES: 'indices', REPEAT: 'repeat', COMMAS: 'comma', BRACKETS: 'brackets' } as const;

/** Encodes an object or list as form data; empty when nothing is in it. Nulls become `k=`, empty containers vanish (our choice, as qs does it). */
export function encodeForm(value: JsonObject | readonly JsonValue[], arrayFormat: ArrayFormat): string {
  return stringify(arrayFormat === 'COMMAS' ? commasReady(value) : value, { arrayFormat: QS_FORMATS[arrayFormat] });
}

/** Encodes one query parameter: lists repeat the key, objects use brackets, null is empty (our choice; AWS records only strings). */
export function encodeQueryPair(name: string, value: JsonValue): string {
  return stringify({ [name]: value }, { arrayFormat: 'repeat' });
}

/** The text of a scalar as it is encoded: a string as it is, anything else as JSON. */
export function scalarText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Characters that may stand in a query as they are, percent signs of escapes included. */
const UNSAFE_IN_QUERY = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%[\]]/gu;

const LONE_SURROGATE = /^[\uD800-\uDFFF]$/u;

/** Encodes what may not stand in a query given as one text; what is encoded already stays. */
export function encodeQueryText(text: string): string {
  return text.replace(UNSAFE_IN_QUERY, (character) =>
    encodeURIComponent(LONE_SURROGATE.test(character) ? '\uFFFD' : character),
  );
}

/** With COMMAS, items that are lists or objects go out as their JSON text (our choice): a comma cannot hold them otherwise. */
function commasReady(value: JsonValue): JsonValue {
  if (Array.isArray(value))
    return value.map((item: JsonValue) => (typeof item === 'object' && item !== null ? JSON.stringify(item) : item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, commasReady(item)]));
}
