import { beginUnwritten, closeUnwritten, type Reading, skipClosing, type Token } from './jsonFrames';

/**
 * Closes and opens what the indentation of a line says, before the first token of the line is read. For texts whose
 * braces and brackets do not match: most lines are still indented as they were when they did.
 * Gives false for a token that closes nothing.
 */
export function fitLayout(reading: Reading, token: Token, isKey: boolean): boolean {
  if (!token.isFirst) return true;
  if (isKey) fitKey(reading, token);
  return isKey || (token.kind !== '}' && token.kind !== ']') || fitClosing(reading, token);
}

/** A key stands deeper than the line that opens its object. */
function fitKey(reading: Reading, token: Token): void {
  while (reading.stack.length > 1 && (reading.stack.at(-1)?.indent ?? 0) >= token.indent) {
    closeUnwritten(reading, token);
  }
  const frame = reading.stack.at(-1);
  const lacksValue = frame?.expects === 'value' || frame?.expects === 'colon' || frame?.expects === 'lost';
  if (frame?.node.kind === 'object' && lacksValue && token.indent > frame.keyIndent) {
    beginUnwritten(reading, token, frame.keyIndent);
  }
}

/** A closing brace or bracket stands as deep as the line that opens its container. */
function fitClosing(reading: Reading, token: Token): boolean {
  while (reading.stack.length > 1 && (reading.stack.at(-1)?.indent ?? 0) > token.indent) {
    closeUnwritten(reading, token);
  }
  const isStray = (reading.stack.at(-1)?.indent ?? 0) < token.indent;
  if (isStray) skipClosing(reading, token);
  return !isStray;
}
