/** What a part of a pattern stands for, when it is not one fixed thing: any number of things. */
const MANY = Symbol('many');

type Letter = string | typeof MANY | ((letter: string) => boolean);
type Segment = typeof MANY | readonly Letter[];

const MAGIC = /[*?[{]/;

/** More than these ways to read its braces a pattern must not have. */
const MOST_CHOICES = 1000;

/** Tells whether a text is a pattern rather than the name of a file. */
export function isGlob(text: string): boolean {
  return MAGIC.test(text);
}

/** The folder in which a pattern's matches lie: its segments before the first with a wildcard; empty for none. */
export function fixedFolder(pattern: string): string {
  const segments = pattern.split('/');
  const first = segments.findIndex((segment) => MAGIC.test(segment));
  const fixed = segments.slice(0, first < 0 ? -1 : first).join('/');
  return fixed === '' && pattern.startsWith('/') ? '/' : fixed;
}

/**
 * Tells which paths a pattern means, segments being divided by slashes: `*` any part of a name, `**` any folders, `?` one
 * character, `[a-z]` or `[!a-z]` one of some, `{a,b}` either. Wildcards leave out names that begin with a dot. Undefined
 * for a pattern whose braces can be read in more than 1,000 ways.
 */
export function globMatcher(pattern: string): ((path: string) => boolean) | undefined {
  const choices = choicesOf(pattern);
  if (choices === undefined) return undefined;
  const patterns = choices.map((choice) => choice.split('/').map(segmentOf));
  return (path) => {
    const names = path.split('/');
    return patterns.some((segments) => fits(segments, names, matchesName, isVisible));
  };
}

function segmentOf(text: string): Segment {
  return text === '**' ? MANY : lettersOf(text);
}

function matchesName(letters: readonly Letter[], name: string): boolean {
  if (name.startsWith('.') && letters[0] !== '.') return false;
  return fits(letters, Array.from(name), matchesLetter, () => true);
}

function matchesLetter(letter: string | ((letter: string) => boolean), actual: string): boolean {
  return typeof letter === 'string' ? letter === actual : letter(actual);
}

function isVisible(name: string): boolean {
  return !name.startsWith('.');
}

/**
 * Compares a list with a pattern in which MANY stands for any items that are allowed there. Only the last MANY is ever
 * tried with one item more, so the time is at most the product of both lengths.
 */
function fits<Part, Item>(
  pattern: readonly (Part | typeof MANY)[],
  items: readonly Item[],
  matches: (part: Part, item: Item) => boolean,
  allowed: (item: Item) => boolean,
): boolean {
  let at = 0;
  let index = 0;
  let many: { readonly at: number; index: number } | undefined;
  while (index < items.length) {
    const part = pattern[at];
    const item = items[index] as Item;
    if (part === MANY) {
      many = { at, index };
      at += 1;
    } else if (part !== undefined && matches(part, item)) {
      at += 1;
      index += 1;
    } else if (many !== undefined && allowed(items[many.index] as Item)) {
      many.index += 1;
      index = many.index;
      at = many.at + 1;
    } else return false;
  }
  return pattern.slice(at).every((part) => part === MANY);
}

function lettersOf(text: string): readonly Letter[] {
  const letters: Letter[] = [];
  for (let rest = text; rest !== ''; ) {
    const set = /^\[([!^]?)(\]?[^\]]*)\]/.exec(rest);
    const taken = set?.[0] ?? /^\\?./su.exec(rest)?.[0] ?? rest;
    letters.push(set ? oneOf(set[2] ?? '', set[1] !== '') : letterOf(taken));
    rest = rest.slice(taken.length);
  }
  return letters;
}

function letterOf(text: string): Letter {
  if (text === '*') return MANY;
  if (text === '?') return () => true;
  return text.length > 1 && text.startsWith('\\') ? text.slice(1) : text;
}

function oneOf(set: string, isNegated: boolean): (letter: string) => boolean {
  const ranges = [...set.matchAll(/(.)-(.)|(.)/gsu)].map(([, from, to, one = '']) => [from ?? one, to ?? one] as const);
  return (letter) => ranges.some(([from, to]) => from <= letter && letter <= to) !== isNegated;
}

/** The patterns without braces that a pattern stands for; braces without a comma or an end are what they are. */
function choicesOf(pattern: string): readonly string[] | undefined {
  const done: string[] = [];
  const open = [pattern];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const braces = firstBraces(next);
    if (braces === undefined) done.push(next);
    else open.push(...braces.parts.map((part) => braces.before + part + braces.after).toReversed());
    if (done.length + open.length > MOST_CHOICES) return undefined;
  }
  return done;
}

interface Braces {
  readonly before: string;
  readonly parts: readonly string[];
  readonly after: string;
}

function firstBraces(text: string): Braces | undefined {
  for (let start = text.indexOf('{'); start >= 0; start = text.indexOf('{', start + 1)) {
    const braces = bracesAt(text, start);
    if (braces !== undefined && braces.parts.length > 1) return braces;
  }
  return undefined;
}

function bracesAt(text: string, start: number): Braces | undefined {
  const parts: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let index = start; index < text.length; index++) {
    const letter = text[index];
    if (letter === '{') depth += 1;
    if (letter === '}') depth -= 1;
    if (depth > 1 || (letter !== ',' && depth > 0)) continue;
    if (letter === ',' || depth === 0) {
      parts.push(text.slice(from, index));
      from = index + 1;
    }
    if (depth === 0) return { before: text.slice(0, start), parts, after: text.slice(from) };
  }
  return undefined;
}
