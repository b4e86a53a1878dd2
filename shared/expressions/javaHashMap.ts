const FIRST_TABLE_SIZE = 16;
const LOAD_FACTOR = 0.75;

/**
 * The names in the order in which a Java HashMap that got them one by one gives them back; a name counts once.
 * Step Functions orders the dynamic keys of a payload template and the headers of an HTTP Task's answer so
 * (recorded, not documented). No names give none.
 */
export function hashMapOrder(names: Iterable<string>): string[] {
  const distinct = [...new Set(names)];
  const size = tableSize(distinct.length);
  const placed = distinct.map((name) => ({ name, bucket: spreadHash(name) & (size - 1) }));
  return placed.sort((left, right) => left.bucket - right.bucket).map((entry) => entry.name);
}

function tableSize(count: number): number {
  let size = FIRST_TABLE_SIZE;
  while (count > size * LOAD_FACTOR) size *= 2;
  return size;
}

function spreadHash(name: string): number {
  const hash = javaHashCode(name);
  return hash ^ (hash >>> 16);
}

/** String.hashCode of Java: a signed 32-bit number, 0 for the empty text. */
export function javaHashCode(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}
