import { spanOfPiece } from '../shared/rules/stateExpressions';
import { CONTEXT_FIELDS, STATES_FIELDS } from '../shared/spec/contextObject';
import { intrinsicFunctionNamed } from '../shared/spec/intrinsicFunctions';
import { jsonataFunctionNamed } from '../shared/spec/jsonataFunctions';
import {
  describeContext,
  describeFunction,
  describeJsonata,
  describeRoot,
  describeStatesField,
  describeVariable,
} from './describeExpression';
import { type Chain, chainAround } from './expressionChain';
import { dataOf, sourceOf } from './expressionData';
import type { ExpressionPlace } from './expressionPlace';
import { scanExpression, sourceWithoutMark } from './expressionScan';
import type { Hover } from './hover';
import type { Meaning } from './meaning';
import type { Subject } from './subject';
import { variableNamed } from './variablesInScope';

/** Says what stands at a place of an expression: a function, a variable, a piece of `$states`, of the context or of the data. */
export function hoverInExpression(subject: Subject, meaning: Meaning, place: ExpressionPlace): Hover | undefined {
  const { expression, index } = place;
  const { node, kind } = expression;
  if (scanExpression(sourceWithoutMark(node.value, kind), index).isInText) return undefined;
  const found = functionAt(node.value, index) ?? chainHover(subject, meaning, place);
  return (
    found && { markdown: found.markdown, span: spanOfPiece(subject.document.text, node, found.from, found.length) }
  );
}

/** What is said about a piece of an expression. */
interface Found {
  readonly markdown: string;
  readonly from: number;
  readonly length: number;
}

/** No name of a function is longer. */
const LONGEST_NAME = 60;

/** An intrinsic function by its name; a JSONata function is a variable that nothing assigns. */
function functionAt(value: string, index: number): Found | undefined {
  const before = /[\w.]*$/.exec(value.slice(Math.max(0, index - LONGEST_NAME), index))?.[0] ?? '';
  const behind = /^[\w.]*/.exec(value.slice(index, index + LONGEST_NAME))?.[0] ?? '';
  const name = before + behind;
  const row = intrinsicFunctionNamed(name);
  return row && { markdown: describeFunction(row), from: index - before.length, length: name.length };
}

function chainHover(subject: Subject, meaning: Meaning, place: ExpressionPlace): Found | undefined {
  const around = chainAround(place.expression.node.value, place.index);
  if (around === undefined) return undefined;
  const { chain, text } = around;
  const markdown =
    place.expression.kind === 'jsonata'
      ? inJsonata(text, chain, subject, meaning)
      : inPath(text, chain, subject, meaning, place);
  return markdown === undefined ? undefined : { markdown, from: chain.start, length: text.length };
}

function inJsonata(text: string, chain: Chain, subject: Subject, meaning: Meaning): string | undefined {
  if (chain.root !== '$states') return variable(chain, subject, meaning) ?? calledFunction(chain);
  const names = text.split('.');
  if (names[1] === 'context' && names.length > 2) return contextField(names.slice(2).join('.'), '$states.context');
  const row = STATES_FIELDS.find(({ name }) => name === names[1]);
  return row ? describeStatesField(row) : describeRoot('$states', 'the data that Step Functions hands to expressions');
}

function calledFunction({ root, isInside }: Chain): string | undefined {
  const row = isInside ? undefined : jsonataFunctionNamed(root.slice(1));
  return row && describeJsonata(row);
}

function inPath(
  text: string,
  chain: Chain,
  subject: Subject,
  meaning: Meaning,
  place: ExpressionPlace,
): string | undefined {
  if (chain.root === '$$') {
    return text === '$$' ? describeRoot('$$', 'the context object') : contextField(text.slice('$$.'.length), '$$');
  }
  return chain.root === '$' ? describeRoot(text, dataTitle(text, place)) : variable(chain, subject, meaning);
}

function dataTitle(text: string, place: ExpressionPlace): string {
  const { title } = dataOf(sourceOf(place), place, []);
  return text === '$' ? title : `a part of ${title}`;
}

function contextField(path: string, root: string): string | undefined {
  const row = CONTEXT_FIELDS.findLast((field) => path === field.path || path.startsWith(`${field.path}.`));
  return row && describeContext(row, root);
}

function variable({ root }: Chain, subject: Subject, { place }: Meaning): string | undefined {
  const found = variableNamed(subject, place, root.slice(1));
  return found && describeVariable(found);
}
