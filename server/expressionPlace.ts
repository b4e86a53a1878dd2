import type { State, StateMachine } from '../shared/document/stateMachine';
import { expressionAt, indexAt, type StateExpression } from '../shared/rules/stateExpressions';
import type { Meaning } from './meaning';
import type { Subject } from './subject';

/** A place inside an expression of a state. */
export interface ExpressionPlace {
  readonly state: State;
  readonly machine: StateMachine | undefined;
  readonly expression: StateExpression;
  /** Where the place is in the value of the expression's string. */
  readonly index: number;
}

/** The expression around an offset, between its quotes and, in JSONata, behind its `{%`; undefined where there is none. */
export function expressionPlaceAt(
  { document }: Subject,
  meaning: Meaning,
  offset: number,
): ExpressionPlace | undefined {
  const { state, machine, place } = meaning;
  if (state === undefined || place.role !== 'value' || place.string === undefined) return undefined;
  const expression = expressionAt(state, offset);
  if (expression === undefined || expression.kind === 'text') return undefined;
  if (!isBetweenQuotes(document.text, expression.node.span, offset)) return undefined;
  const index = indexAt(document.text, expression, offset);
  return expression.kind === 'jsonata' && !isBetweenMarks(expression.node.value, index)
    ? undefined
    : { state, machine, expression, index };
}

function isBetweenQuotes(text: string, { start, end }: { start: number; end: number }, offset: number): boolean {
  const quote = text.charAt(start);
  if (quote !== '"' && quote !== "'") return true;
  const isClosed = end - start > 1 && text.charAt(end - 1) === quote;
  return offset > start && !(isClosed && offset === end);
}

function isBetweenMarks(value: string, index: number): boolean {
  const end = value.endsWith('%}') && value.length > 3 ? value.length - 2 : value.length;
  return index >= 2 && index <= end;
}
