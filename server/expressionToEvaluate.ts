import { textAt, valueAt } from '../shared/document/node';
import type { QueryLanguage } from '../shared/document/stateMachine';
import { pathUses } from '../shared/expressions/expressionChecks';
import { spanOfPiece } from '../shared/rules/stateExpressions';
import type { Span } from '../shared/spec/diagnostic';
import { chainAround } from './expressionChain';
import { type Source, sourceOf } from './expressionData';
import { type ExpressionPlace, expressionPlaceAt } from './expressionPlace';
import { scanExpression, sourceWithoutMark } from './expressionScan';
import { meaningAt } from './meaning';
import type { Subject } from './subject';

/** An expression, or the piece of one at a position, with what a client needs to have it evaluated. */
export interface ExpressionAt {
  /** A path alone, or a call of an intrinsic function; JSONata with its marks. */
  readonly kind: 'path' | 'intrinsic' | 'jsonata';
  readonly text: string;
  readonly queryLanguage: QueryLanguage;
  /** Offsets of the piece in the document. */
  readonly span: Span;
  readonly stateName: string;
  /** The field that holds the expression, such as `Output`. */
  readonly field: string;
  /** What `$` stands for in JSONPath; the parts of `$states` have names of their own in JSONata. */
  readonly source: Source;
  /** The members that `$states` has here. */
  readonly statesFields: readonly string[];
  /** The InputPath of the state, null included, where it has one. */
  readonly inputPath?: string | null;
}

/**
 * The piece of an expression at an offset that has a value of its own: a path, a variable, or the whole expression.
 * Undefined where no expression stands, or one that is not finished.
 */
export function expressionToEvaluate(subject: Subject, offset: number): ExpressionAt | undefined {
  const { document } = subject;
  const place = expressionPlaceAt(subject, meaningAt(document, offset), offset);
  const piece = place && pieceAt(place);
  if (place === undefined || piece === undefined) return undefined;
  const { state, expression } = place;
  return {
    kind: piece.kind,
    text: piece.text,
    queryLanguage: state.queryLanguage,
    span: spanOfPiece(document.text, expression.node, piece.from, piece.length),
    stateName: state.name,
    field: expression.field,
    source: sourceOf(place),
    statesFields: expression.statesFields,
    ...inputPathOf(place),
  };
}

function inputPathOf({ state }: ExpressionPlace): Pick<ExpressionAt, 'inputPath'> {
  const path = valueAt(state.node, 'InputPath');
  if (path === undefined) return {};
  return { inputPath: path.kind === 'null' ? null : (textAt(state.node, 'InputPath') ?? '$') };
}

interface Piece {
  readonly kind: ExpressionAt['kind'];
  readonly text: string;
  readonly from: number;
  readonly length: number;
}

function pieceAt(place: ExpressionPlace): Piece | undefined {
  const { kind, node } = place.expression;
  if (kind === 'jsonata') return jsonataPiece(place);
  const path = pathUses(node.value).find(({ offset, path: { text } }) => {
    return offset <= place.index && place.index <= offset + text.length;
  });
  if (path) return { kind: 'path', text: path.path.text, from: path.offset, length: path.path.text.length };
  return kind === 'intrinsic' ? { kind: 'intrinsic', text: node.value, from: 0, length: node.value.length } : undefined;
}

/** A part of `$states` has a value of its own; a variable may be one that the expression binds, so the whole is shown. */
function jsonataPiece({ expression: { node }, index }: ExpressionPlace): Piece | undefined {
  const { value } = node;
  if (!value.endsWith('%}')) return undefined;
  const source = sourceWithoutMark(value, 'jsonata');
  const around = scanExpression(source, index).isInText ? undefined : chainAround(source, index);
  const isPart = around?.chain.root === '$states' && around.chain.isInside && !around.chain.steps.includes('*');
  if (!around || !isPart) return { kind: 'jsonata', text: value, from: 0, length: value.length };
  return { kind: 'jsonata', text: `{% ${around.text} %}`, from: around.chain.start, length: around.text.length };
}
