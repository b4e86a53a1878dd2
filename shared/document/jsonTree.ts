import {
  begin,
  beginUnwritten,
  closeAll,
  closeUnwritten,
  endAt,
  expect,
  leaf,
  place,
  type Reading,
  SENTENCES,
  type SpanAt,
  skipClosing,
  spanOf,
  standsForMembers,
  stringNode,
  type Token,
  type TokenKind,
  tell,
  tellMissing,
  tellOpenEnd,
} from './jsonFrames';

/** Reads one token; `isKey` says that it is a string with a colon behind it. */
type Step = (reading: Reading, token: Token, isKey: boolean) => void;

/** Makes the open containers fit a token before it is read; false for a token that must not be read. */
export type Fit = (reading: Reading, token: Token, isKey: boolean) => boolean;

/**
 * Reads tokens as JSON. Any tokens give a tree: a missing value, comma, colon, brace or bracket is named in `problems`,
 * and reading goes on with the next key. `fit` sees every token first; where it gives false, the token is left out.
 */
export function growTree(
  tokens: readonly Token[],
  options: { readonly trailingCommas: boolean; readonly spanAt: SpanAt; readonly fit?: Fit },
): Reading {
  const { fit, trailingCommas, spanAt } = options;
  const flags = { isMatched: true, isWhole: true, trailingCommas, spanAt };
  const reading: Reading = { stack: [], problems: [], root: undefined, last: undefined, ...flags };
  // Counted by hand, as a large text has a hundred thousand of them.
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    if (token.problem !== undefined) tell(reading, token, token.problem);
    const isKey = token.kind === 'string' && tokens[index + 1]?.kind === ':';
    if (reading.stack.length === 0) {
      if (!readRoot(reading, token)) break;
    } else if (reading.stack.length > MOST_DEPTH) {
      tell(reading, token, 'The text is nested too deeply');
      closeAll(reading, tokens.at(-1) ?? token);
      break;
    } else if (fit === undefined || fit(reading, token, isKey)) STEPS[token.kind](reading, token, isKey);
    reading.last = token;
  }
  return reading;
}

/** A definition is never so deep; whoever walks a tree may call itself for each level. */
const MOST_DEPTH = 1000;

/** Reads what stands outside of everything; false when nothing may follow. */
function readRoot(reading: Reading, token: Token): boolean {
  if (token.kind === 'comment') return true;
  if (reading.root !== undefined) {
    if (token.kind === 'end') return false;
    reading.isWhole = false;
    tell(reading, token, 'The text ends before this: only one JSON value is allowed');
    return false;
  }
  if (token.kind === '{' || token.kind === '[') begin(reading, token, token.kind);
  else if (token.kind === 'string' || token.kind === 'literal') reading.root = leaf(reading, token);
  else if (token.problem === undefined) tell(reading, token, SENTENCES.value);
  return reading.root !== undefined;
}

const STEPS: Readonly<Record<TokenKind, Step>> = {
  '{': (reading, token) => readValue(reading, token),
  '[': (reading, token) => readValue(reading, token),
  '}': (reading, token) => close(reading, token, 'object'),
  ']': (reading, token) => close(reading, token, 'array'),
  ':': readColon,
  ',': readComma,
  string: readString,
  literal: (reading, token) => readValue(reading, token),
  comment: () => undefined,
  unknown: readUnknown,
  end: readEnd,
};

function readString(reading: Reading, token: Token, isKey: boolean): void {
  const frame = reading.stack.at(-1);
  if (frame?.node.kind === 'array' && isKey) {
    // A key in a list: its object lacks the opening brace, or the list its bracket.
    if (frame.node.items.length === 0) beginUnwritten(reading, token, frame.indent);
    else closeUnwritten(reading, token);
    readString(reading, token, isKey);
  } else if (frame?.node.kind === 'array' || (!isKey && frame?.expects !== 'key' && frame?.expects !== 'comma')) {
    readValue(reading, token);
  } else readKey(reading, token);
}

function readKey(reading: Reading, token: Token): void {
  const frame = reading.stack.at(-1);
  if (frame?.node.kind !== 'object') return;
  if (frame.expects !== 'key' && !standsForMembers(frame)) tellMissing(reading, token, frame);
  frame.node.members.push({ key: stringNode(reading, token), value: undefined, colon: undefined });
  frame.keyIndent = token.indent;
  expect(frame, 'colon');
}

function readValue(reading: Reading, token: Token): void {
  const frame = reading.stack.at(-1);
  if (frame === undefined) return;
  const fits = frame.expects === 'value' || frame.expects === 'lost';
  if (!fits) tellMissing(reading, token, frame);
  const isPlaced = fits || frame.node.kind === 'array' || frame.expects === 'colon';
  if (!isPlaced) frame.expects = 'lost';
  if (token.kind === '{' || token.kind === '[') begin(reading, token, token.kind);
  else {
    place(frame, leaf(reading, token));
    expect(frame, 'comma');
  }
}

function close(reading: Reading, token: Token, kind: 'object' | 'array'): void {
  const frame = reading.stack.at(-1);
  if (frame?.node.kind === kind) {
    tellOpenEnd(reading, token, frame);
    endAt(reading, frame, token.end);
    reading.stack.pop();
  } else if (reading.stack.at(-2)?.node.kind === kind) {
    closeUnwritten(reading, token);
    close(reading, token, kind);
  } else skipClosing(reading, token);
}

function readColon(reading: Reading, token: Token): void {
  const frame = reading.stack.at(-1);
  const member = frame?.node.kind === 'object' ? frame.node.members.at(-1) : undefined;
  if (frame?.expects === 'colon' && member) {
    member.colon = spanOf(reading, token);
    expect(frame, 'value');
  } else if (frame) {
    tellMissing(reading, token, frame);
    if (frame.node.kind === 'object' && frame.expects !== 'value') expect(frame, 'lost');
  }
}

function readComma(reading: Reading, token: Token): void {
  const frame = reading.stack.at(-1);
  if (frame === undefined) return;
  const isEarly = frame.expects !== 'comma' && !standsForMembers(frame);
  if (isEarly) tell(reading, token, SENTENCES[frame.expects === 'key' ? 'value' : frame.expects]);
  expect(frame, frame.node.kind === 'object' ? 'key' : 'value', true);
}

/** A word that is no JSON stands for whatever was expected. */
function readUnknown({ stack }: Reading): void {
  const frame = stack.at(-1);
  if (frame) expect(frame, frame.expects === 'key' || frame.expects === 'comma' ? 'key' : 'comma');
  if (frame?.node.kind === 'array') expect(frame, 'comma');
}

function readEnd(reading: Reading, token: Token): void {
  for (const frame of reading.stack.toReversed()) {
    tellOpenEnd(reading, token, frame);
    tell(reading, token, SENTENCES[frame.node.kind]);
  }
  closeAll(reading, token);
}
