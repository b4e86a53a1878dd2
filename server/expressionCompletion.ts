import type { StringNode } from '../shared/document/node';
import { spanOfPiece } from '../shared/rules/stateExpressions';
import type { Span } from '../shared/spec/diagnostic';
import { chainAt } from './expressionChain';
import { dataOf, type Source } from './expressionData';
import {
  casesOf,
  closing,
  contextPieces,
  inputValues,
  intrinsics,
  jsonataFunctions,
  members,
  type Offer,
  type Piece,
  statesPieces,
  variables,
  variableValues,
  wholes,
} from './expressionPieces';
import type { ExpressionPlace } from './expressionPlace';
import { scanExpression, sourceWithoutMark } from './expressionScan';
import { writerFor } from './expressionSnippets';
import type { Meaning } from './meaning';
import type { Subject } from './subject';
import type { Suggestion } from './suggestion';

/** What a person may go on with inside an expression, best first. */
export function completeExpression(subject: Subject, meaning: Meaning, place: ExpressionPlace): readonly Suggestion[] {
  const { node, kind } = place.expression;
  const { text } = subject.document;
  if (scanExpression(sourceWithoutMark(node.value, kind), place.index).isInText) return [];
  const chain = chainAt(node.value, place.index);
  if (chain === undefined || isInEscape(text, node, place.index, meaning.place.offset)) return [];
  const offer: Offer = { subject, meaning, place, chain, write: writerFor(text, node) };
  const pieces = kind === 'jsonata' ? jsonataPieces(offer) : pathPieces(offer);
  const spans = new Map<number, Span>();
  return pieces.map(({ from, label, kind: icon, detail, docs, snippet }) => {
    const span = spans.get(from) ?? spanOfPiece(text, node, from, chain.end - from);
    spans.set(from, span);
    return { label, kind: icon, detail, docs, filter: label, snippet, span, commas: [] };
  });
}

/** Nothing can be put into the middle of an escape. */
function isInEscape(text: string, node: StringNode, index: number, offset: number): boolean {
  const { start, end } = spanOfPiece(text, node, index, 1);
  return text.charAt(start) === '\\' && start < offset && offset < end;
}

function jsonataPieces(offer: Offer): readonly Piece[] {
  const { chain } = offer;
  if (!chain.isInside) {
    return [
      ...closing(offer),
      ...statesPieces(offer),
      ...contextPieces(offer, '$states.context'),
      ...variables(offer),
      ...jsonataFunctions(offer),
    ];
  }
  if (chain.root !== '$states') return members(offer, variableValues(offer), chain.steps);
  const [field, ...steps] = chain.steps;
  if (field === undefined) return statesPieces(offer);
  if (field === 'context') return contextPieces(offer, '$states.context');
  const source = Object.hasOwn(SOURCES, field) ? SOURCES[field] : undefined;
  return source === undefined ? [] : members(offer, dataOf(source, offer.place, casesOf(offer)).values, steps);
}

const SOURCES: Readonly<Record<string, Source>> = { input: 'input', result: 'result', errorOutput: 'error' };

function pathPieces(offer: Offer): readonly Piece[] {
  const { chain, place } = offer;
  if (chain.isInside) {
    if (chain.root === '$$') return contextPieces(offer, '$$');
    return members(offer, chain.root === '$' ? inputValues(offer) : variableValues(offer), chain.steps);
  }
  // A function's name is under way where a word is typed; a path starts with its sign.
  const ownData = members({ ...offer, chain: { ...chain, root: '$' } }, inputValues(offer), [], chain.start);
  if (place.expression.field === 'ResultPath') return [...wholes(offer), ...ownData];
  const isCall = place.expression.kind !== 'path' && place.expression.kind !== 'referencePath';
  const mayCall = isCall || place.expression.holds === 'dynamic';
  return [
    ...wholes(offer),
    ...ownData,
    ...variables(offer),
    ...(mayCall ? intrinsics(offer) : []),
    ...contextPieces(offer, '$$'),
  ];
}
