/** Takes the `|` out of a marked text: `offset` is where it stood. Throws when there is not exactly one. */
export function cursorIn(marked: string): { readonly text: string; readonly offset: number } {
  const [before, after, ...more] = marked.split('|');
  if (before === undefined || after === undefined || more.length > 0) throw new Error(`One | is needed: ${marked}`);
  return { text: before + after, offset: before.length };
}
