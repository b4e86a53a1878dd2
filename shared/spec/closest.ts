/**
 * The candidate that a misspelled word most likely means; undefined when none is near, or when the word is one of them.
 * `most` is how many letters of a word that is near may be wrong; without it, a third of them.
 */
export function closest(word: string, candidates: readonly string[], most?: number): string | undefined {
  if (word.length > LONGEST_WORD || candidates.includes(word)) return undefined;
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of candidates) {
    const longer = Math.max(word.length, name.length);
    const limit = Math.min(longer - 1, most ?? Math.max(1, Math.floor(longer / 3)), (best?.distance ?? longer) - 1);
    // Words are at least as far apart as their lengths: most candidates need not be looked at.
    if (Math.abs(word.length - name.length) > limit) continue;
    const distance = editDistance(word.toLowerCase(), name.toLowerCase());
    if (distance <= limit) best = { name, distance };
  }
  return best?.name;
}

const LONGEST_WORD = 80;

/** Levenshtein's distance, row by row. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
