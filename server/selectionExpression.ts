import { isJsonataString, jsonataSource } from '../shared/expressions/jsonataSyntax';
import type { Span } from '../shared/spec/diagnostic';
import { chainAround } from './expressionChain';
import { literalAt, scanExpression } from './expressionScan';

/**
 * The parts of a JSONata string around an index of it, the innermost first: what is read there, such as
 * `$states.input.id`, what stands in brackets, and the expression without its marks. Empty for any other text.
 */
export function expressionsAround(value: string, index: number): readonly Span[] {
  // A block string of YAML may end with a line break, which a rule tells of.
  const text = value.trimEnd();
  if (!isJsonataString(text)) return [];
  const { expression, offset } = jsonataSource(text);
  const at = index - offset;
  if (at < 0 || at > expression.length) return [];
  const spans = [...readAt(expression, at), ...bracketsAround(expression, at), { start: 0, end: expression.length }];
  return spans.map(({ start, end }) => ({ start: start + offset, end: end + offset }));
}

function readAt(expression: string, at: number): readonly Span[] {
  const around = scanExpression(expression, at).isInText ? undefined : chainAround(expression, at);
  return around ? [{ start: around.chain.start, end: around.chain.start + around.text.length }] : [];
}

/** What stands between brackets around an index, and the same with the brackets. */
function bracketsAround(expression: string, at: number): readonly Span[] {
  const open: number[] = [];
  const found: Span[] = [];
  for (let index = 0; index < expression.length; index++) {
    const char = expression.charAt(index);
    const literal = literalAt(expression, index);
    if (literal) index += literal.length - 1;
    else if ('([{'.includes(char)) open.push(index);
    else if (')]}'.includes(char)) {
      const start = open.pop();
      if (start !== undefined && start <= at && at <= index + 1) found.push(...pairOf(expression, start, index));
    }
  }
  return found;
}

function pairOf(expression: string, start: number, end: number): readonly Span[] {
  const inside = expression.slice(start + 1, end);
  const first = start + 1 + inside.length - inside.trimStart().length;
  return [
    { start: first, end: first + inside.trim().length },
    { start, end: end + 1 },
  ];
}
