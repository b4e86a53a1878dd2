/** Any JSON value, as the States Language and the HTTP Task carry it. Nothing in it is ever changed in place. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object; members keep the order in which they were written. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** Tells whether objects and arrays are nested in a value no deeper than so many levels; a scalar has none. */
export function isNestedWithin(value: JsonValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner: JsonValue) => isNestedWithin(inner, levels - 1));
}

/** Tells whether a JSON value is an object (neither null nor an array). */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a text that holds JSON, and the text itself where it holds none. */
export function jsonOrText(written: string): JsonValue {
  try {
    return JSON.parse(written);
  } catch {
    return written;
  }
}
