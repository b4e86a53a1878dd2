import { blankPlaceholders } from './blank';

/** A state as it stands in a text: from behind the brace or comma in front of its key to the end of its value. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** The states of a text. `open` is the offset behind the brace of States, `close` that of the brace that ends it. */
export interface Cut {
  readonly open: number;
  readonly close: number;
  readonly pieces: readonly Piece[];
}

/**
 * Finds the states of a definition in JSON by counting braces, many times faster than reading it. Undefined when the
 * text has no States, has it twice, or is not well-formed around its states: such a text must be read as a whole.
 * What stands inside of a state is not looked at.
 */
export function cutStates(source: string): Cut | undefined {
  const { text } = blankPlaceholders(source.replace(/^\uFEFF/, ' '));
  const start = behindBlanks(text, 0);
  if (text.charCodeAt(start) !== OPEN) return undefined;
  let cut: Cut | undefined;
  const end = overMembers(text, start, (key, value) => {
    if (!/^"States"\s*:\s*$/.test(text.slice(key, value))) return overValue(text, value);
    if (cut !== undefined || text.charCodeAt(value) !== OPEN) return undefined;
    const states = cutMembers(text, value);
    if (states === undefined) return undefined;
    cut = { open: value + 1, close: states.end - 1, pieces: states.pieces };
    return states.end;
  });
  if (end === undefined || behindBlanks(text, end) < text.length) return undefined;
  return cut && (source.includes('${') ? onLinesOfTheirOwn(text, cut) : cut);
}

/** Placeholders are paired line by line, so pieces that share a line cannot be read apart. */
function onLinesOfTheirOwn(text: string, { open, close, pieces }: Cut): Cut | undefined {
  let end = open;
  for (const piece of pieces) {
    const key = text.indexOf('"', piece.start);
    if (!text.slice(end, key).includes('\n')) return undefined;
    end = piece.end;
  }
  return text.slice(end, close).includes('\n') ? { open, close, pieces } : undefined;
}

function cutMembers(
  text: string,
  brace: number,
): { readonly pieces: readonly Piece[]; readonly end: number } | undefined {
  const pieces: Piece[] = [];
  let start = brace + 1;
  const end = overMembers(text, brace, (_, value) => {
    const valueEnd = text.charCodeAt(value) === OPEN ? overContainer(text, value) : undefined;
    if (valueEnd === undefined) return undefined;
    pieces.push({ start, end: valueEnd });
    start = behindBlanks(text, valueEnd) + 1;
    return valueEnd;
  });
  return end === undefined ? undefined : { pieces, end };
}

/**
 * Steps over an object: `each` gets the offset of a member's key and of its value, and gives the end of the value.
 * Gives the offset behind the closing brace; undefined when the object is not well-formed or `each` gives up.
 */
function overMembers(
  text: string,
  brace: number,
  each: (key: number, value: number) => number | undefined,
): number | undefined {
  let at = behindBlanks(text, brace + 1);
  if (text.charCodeAt(at) === CLOSE) return at + 1;
  while (text.charCodeAt(at) === QUOTE) {
    const colon = behindBlanks(text, overString(text, at));
    if (text.charCodeAt(colon) !== COLON) return undefined;
    const end = each(at, behindBlanks(text, colon + 1));
    if (end === undefined) return undefined;
    at = behindBlanks(text, end);
    if (text.charCodeAt(at) === CLOSE) return at + 1;
    if (text.charCodeAt(at) !== COMMA) return undefined;
    at = behindBlanks(text, at + 1);
  }
  return undefined;
}

function overValue(text: string, start: number): number | undefined {
  const code = text.charCodeAt(start);
  if (code === OPEN || code === OPEN_LIST) return overContainer(text, start);
  if (code === QUOTE) return overString(text, start);
  LITERAL.lastIndex = start;
  return LITERAL.test(text) ? LITERAL.lastIndex : undefined;
}

const LITERAL = /[\w.+-]+/y;

/** The offset behind the bracket that closes a container; undefined when none does, or when it is very deep. */
function overContainer(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = overString(text, at) - 1;
    else if (code === OPEN || code === OPEN_LIST) {
      if (++depth > MOST_DEPTH) return undefined;
    } else if ((code === CLOSE || code === CLOSE_LIST) && --depth === 0) return at + 1;
  }
  return undefined;
}

/** Well below the depth at which reading ends. */
const MOST_DEPTH = 500;

/** The offset behind the quote that ends a string; the end of the text when none does. */
function overString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}

function isEscaped(text: string, offset: number): boolean {
  let from = offset;
  while (text.charCodeAt(from - 1) === BACKSLASH) from--;
  return (offset - from) % 2 === 1;
}

function behindBlanks(text: string, start: number): number {
  let at = start;
  for (let code = text.charCodeAt(at); isBlank(code); code = text.charCodeAt(at)) at++;
  return at;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;
