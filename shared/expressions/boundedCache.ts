/** Keeps what was made last for a key; the oldest entry leaves when there are more than `limit`. */
export interface BoundedCache<Value> {
  readonly remember: (key: string, make: (key: string) => Value) => Value;
}

/** Makes an empty cache. A `make` that throws leaves nothing behind. */
export function boundedCache<Value>(limit: number): BoundedCache<Value> {
  const entries = new Map<string, { readonly value: Value }>();
  function remember(key: string, make: (key: string) => Value): Value {
    const known = entries.get(key);
    if (known !== undefined) return known.value;
    const value = make(key);
    entries.set(key, { value });
    if (entries.size > limit) dropOldest(entries);
    return value;
  }
  return { remember };
}

function dropOldest(entries: Map<string, unknown>): void {
  for (const key of entries.keys()) {
    entries.delete(key);
    return;
  }
}
