/** Where a `${...}` stands in a text: from the dollar sign to behind the brace. */
interface Placeholder {
  readonly start: number;
  readonly end: number;
  readonly inString: boolean;
}

/**
 * Makes a text with `${...}` readable as JSON without moving anything: a bare placeholder becomes a string of the
 * same length, and quotes inside a placeholder in a string become blanks. `bare` holds where bare ones started.
 */
export function blankPlaceholders(text: string): { readonly text: string; readonly bare: ReadonlySet<number> } {
  const bare = new Set<number>();
  if (!text.includes('${')) return { text, bare };
  let result = '';
  let done = 0;
  for (const { start, end, inString } of placeholders(text)) {
    const source = text.slice(start, end);
    if (inString && !/["\\]/.test(source)) continue;
    result += text.slice(done, start) + (inString ? source.replace(/["\\]/g, ' ') : `"${'_'.repeat(end - start - 2)}"`);
    done = end;
    if (!inString) bare.add(start);
  }
  return { text: result + text.slice(done), bare };
}

function* placeholders(text: string): Generator<Placeholder> {
  const endOf = placeholderEnds(text);
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (inString && char === '\\') index++;
    else if (char === '"' || (inString && char === '\n')) inString = char === '"' && !inString;
    else if (char === '$' && text[index + 1] === '{') {
      const closed = endOf(index);
      if (closed === undefined) continue;
      const end = inString ? closed : wordEnd(text, closed, endOf);
      yield { start: inString ? index : wordStart(text, index), end, inString };
      index = end - 1;
    }
  }
}

/** Where the word ends that a placeholder without quotes is a part of, as in `${Minutes}00` and `${Sign}${Number}`. */
function wordEnd(text: string, start: number, endOf: (start: number) => number | undefined): number {
  let end = start;
  for (;;) {
    if (/[\w.+-]/.test(text.charAt(end))) end++;
    else {
      const next = text.startsWith('${', end) ? endOf(end) : undefined;
      if (next === undefined) return end;
      end = next;
    }
  }
}

function wordStart(text: string, end: number): number {
  let start = end;
  while (/[\w.+-]/.test(text.charAt(start - 1))) start--;
  return start;
}

/**
 * Gives the offset behind the brace that closes a placeholder; undefined when none does on its line.
 * The braces of a line are paired once, so that many open ones cost no more than their length.
 */
export function placeholderEnds(text: string): (start: number) => number | undefined {
  let lineEnd = -1;
  let closing: ReadonlyMap<number, number> = new Map();
  return (start) => {
    if (start >= lineEnd) {
      const found = text.indexOf('\n', start);
      lineEnd = found < 0 ? text.length : found;
      closing = pairedBraces(text, start, lineEnd);
    }
    return closing.get(start + 1);
  };
}

function pairedBraces(text: string, start: number, end: number): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (let index = start; index < end; index++) {
    if (text[index] === '{') open.push(index);
    if (text[index] === '}') pairs.set(open.pop() ?? -1, index + 1);
  }
  return pairs;
}
