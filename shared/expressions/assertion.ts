import type { AssertionValue, FailedPart } from '../spec/assertion';
import { decisionOf, innermost, narrow, type Piece, wholePiece } from './assertionParts';
import { EvaluationError } from './evaluationError';
import type { JsonataBindings } from './jsonata';
import { compileJsonata, jsonataTree } from './jsonataEngine';
import { EFFECTS } from './jsonataFunctions';
import { plainResult, UNSUPPORTED } from './jsonataResult';
import { jsonataSource } from './jsonataSyntax';
import type { Effects } from './scope';

/**
 * Evaluates an assertion, JSONata with or without its delimiters, which holds when it gives true. Gives the parts that
 * do not hold: none when it holds; of `and` the sides that fail, of `or` both. Throws States.QueryEvaluationError.
 */
export async function evaluateAssertion(
  text: string,
  bindings: JsonataBindings,
  effects: Effects,
): Promise<readonly FailedPart[]> {
  const { expression: source } = jsonataSource(text);
  const tree = jsonataTree(source);
  if (!tree.ok) throw failure(source, tree.problem.message);
  const asked: Asked = { source, bindings, effects };
  const whole = wholePiece(source, tree.value);
  if ((await resultOf(asked, whole, false)) === true) return [];
  const parts = await failedParts(asked, whole);
  // Random numbers and the like may hold in their parts a moment later: it failed all the same.
  return parts.length > 0 ? parts : [await failedPart(asked, whole, [])];
}

interface Asked {
  readonly source: string;
  readonly bindings: JsonataBindings;
  readonly effects: Effects;
}

async function failedParts(asked: Asked, piece: Piece): Promise<readonly FailedPart[]> {
  const inner = innermost(asked.source, piece);
  const { kind, by } = decisionOf(asked.source, inner);
  if (kind === 'values' || by.length === 0) return [await failedPart(asked, inner, by)];
  const parts: FailedPart[] = [];
  for (const side of by) {
    const fails = kind === 'or' || (await failsAlone(asked, side));
    if (fails) parts.push(...(await failedParts(asked, side)));
  }
  return parts;
}

async function failedPart(asked: Asked, piece: Piece, by: readonly Piece[]): Promise<FailedPart> {
  const decidedBy: AssertionValue[] = [];
  for (const one of by) decidedBy.push(await shown(asked, one));
  return { ...(await shown(asked, piece)), decidedBy };
}

async function shown(asked: Asked, piece: Piece): Promise<AssertionValue> {
  const value = await resultOf(asked, piece, false).catch(() => undefined);
  return { expression: asked.source.slice(piece.start, piece.end), ...(value === undefined ? {} : { value }) };
}

/** A side that was never reached, behind one that failed, may throw on its own: that says nothing. */
async function failsAlone(asked: Asked, piece: Piece): Promise<boolean> {
  return resultOf(asked, piece, true).then(
    (truth) => truth !== true,
    () => false,
  );
}

/** The value of a piece; undefined when it gives nothing, or a function. */
async function resultOf({ source, bindings, effects }: Asked, piece: Piece, truth: boolean) {
  effects.entering?.(FIELD, source);
  const isWhole = piece.way.length === 0 && !truth;
  const evaluate = compileJsonata(source, isWhole ? undefined : (root) => narrow(root, piece.way, truth));
  if (!evaluate.ok) throw failure(source, evaluate.problem.message);
  const { states, variables } = bindings;
  try {
    const value = await evaluate.value({ ...variables, states, [EFFECTS]: effects });
    const plain = value === undefined ? undefined : plainResult(value);
    return plain === UNSUPPORTED ? undefined : plain;
  } catch (caught) {
    const isEndless = caught instanceof RangeError;
    const { message } = caught as { readonly message?: unknown };
    throw failure(source, isEndless ? 'the expression calls itself too often' : String(message));
  }
}

const FIELD = 'assert';

function failure(source: string, why: string): EvaluationError {
  return new EvaluationError('States.QueryEvaluationError', `The assertion '${source}' cannot be evaluated: ${why}`);
}
