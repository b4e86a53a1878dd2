import { placeholderEnds } from '../blank';

/** A text in which nothing inside a `${...}` is a mark of YAML any more, with all offsets as they were. */
export interface Veiled {
  readonly text: string;
  /** What a part of the veiled text was before. */
  readonly unveil: (part: string) => string;
  /** The same for what was read in quotes: escapes inside of placeholders are still to be read. */
  readonly unveilQuoted: (part: string, quote: '"' | "'") => string;
  /** Tells whether exactly one placeholder stands between two offsets. */
  readonly isPlaceholder: (start: number, end: number) => boolean;
  /** Offsets of characters that no YAML may hold. */
  readonly controls: readonly number[];
}

/**
 * Makes a text with `${...}` readable as YAML: characters that mean something to YAML become ones of the private use
 * area inside placeholders, and so do control characters everywhere. A carriage return on its own becomes a line feed,
 * and so does a byte order mark, which would count as a column.
 * Quotes at the offsets `openQuotes` are hidden as well, and line breaks in quotes at `breaks`, which are read as blanks.
 */
export function veil(
  source: string,
  {
    openQuotes = [],
    breaks = [],
  }: { readonly openQuotes?: readonly number[]; readonly breaks?: readonly number[] } = {},
): Veiled {
  const base = BASES.find((from) => !hasCharacters(source, from));
  const text = source.replace(/^\uFEFF|\r(?!\n)/g, '\n');
  const ends = new Map<number, number>();
  const controls = Array.from(text.matchAll(CONTROLS), ({ index }) => index);
  const isPlaceholder = (start: number, end: number) => ends.get(start) === end;
  if (base === undefined) {
    const unveil = (part: string) => part;
    return { text, unveil, unveilQuoted: unveil, isPlaceholder, controls };
  }
  const hide = (part: string) => part.replace(HIDDEN, (char) => String.fromCharCode(base + char.charCodeAt(0)));
  const unquoted = [...openQuotes, ...breaks].reduce(
    (done, at) => done.slice(0, at) + hide(text.charAt(at)) + done.slice(at + 1),
    text,
  );
  const hiddenBreak = hide('\n');
  const hiddenFold = new RegExp(`[ \\t]*(?:\\r?${hiddenBreak}[ \\t]*)+`, 'g');
  const folded = (part: string) =>
    breaks.length > 0 ? part.replace(hiddenFold, (fold) => foldOf(fold, hiddenBreak)) : part;
  const veiled = hidePlaceholders(unquoted, hide, ends).replace(CONTROLS, hide);
  const isVeiled = veiled !== text;
  const unveil = (part: string) => (isVeiled ? part.replace(PRIVATE, (char) => shown(char, base)) : part);
  const hiddenEscape = new RegExp(`${hide('\\')}([^])`, 'g');
  const unescaped = {
    '"': (part: string) => part.replace(hiddenEscape, (_, char) => escaped(unveil(char))),
    "'": (part: string) => part.replaceAll(hide("''"), "'"),
  };
  return {
    text: veiled,
    unveil,
    unveilQuoted: (part, quote) => unveil(isVeiled ? unescaped[quote](folded(part)) : part),
    isPlaceholder,
    controls,
  };
}

function hidePlaceholders(text: string, hide: (part: string) => string, ends: Map<number, number>): string {
  const endOf = placeholderEnds(text);
  let result = '';
  let done = 0;
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', Math.max(done, start + 2))) {
    const end = endOf(start);
    if (end === undefined) continue;
    ends.set(start, end);
    result += text.slice(done, start) + hide(text.slice(start, end));
    done = end;
  }
  return result + text.slice(done);
}

/** A single line break is a blank, of more of them one is left out. */
function foldOf(fold: string, hiddenBreak: string): string {
  return '\n'.repeat(fold.split(hiddenBreak).length - 2) || ' ';
}

function escaped(char: string): string {
  return ESCAPED[char] ?? `\\${char}`;
}

const ESCAPED: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', n: '\n', r: '\r', t: '\t' };

/** Blocks of 128 characters for whoever wants them: the first that a text does not use stands for its ASCII. */
const BASES = [0xe000, 0xe080, 0xe100, 0xe180, 0xe200, 0xe280];

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not stand in a text.
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are hidden as well.
const HIDDEN = /[\0-\x08\n\x0b\x0c\x0e-\x1f{}[\],:#"'\\&*!|>%@`]/g;

const PRIVATE = /[\ue000-\ue2ff]/g;

function hasCharacters(text: string, from: number): boolean {
  for (const [char] of text.matchAll(PRIVATE))
    if (char.charCodeAt(0) - (char.charCodeAt(0) % 128) === from) return true;
  return false;
}

function shown(char: string, base: number): string {
  const code = char.charCodeAt(0) - base;
  return code >= 0 && code < 128 ? String.fromCharCode(code) : char;
}
