import type { Effects } from '../executor/effects';
import type { StateRun } from '../executor/stateRun';
import { failedPartsIn } from '../spec/assertion';
import type { ExpectedRun } from '../spec/expectation';
import { assertionStates } from './actualRun';
import { type Difference, differencesOf, type ExpectedPath } from './expectation';
import type { Masker } from './mask';
import {
  assertionFinding,
  type CaseFinding,
  differenceFinding,
  type FilePlace,
  pathText,
  plainFinding,
} from './testReport';

/** What a run must come to, with the JSONata that must hold of it. */
export interface JudgedExpectation extends ExpectedRun {
  readonly assert?: string | readonly string[];
}

/** What judging needs of its surroundings. */
export interface Judging {
  /** Hides the secrets of the run. */
  readonly mask: Masker;
  /** The place of a value of the test case, such as `['expect', 'output', 'id']`, in its file. */
  placeOf(way: ExpectedPath): FilePlace;
  /** Evaluates an assertion; undefined when that was not possible. */
  evaluate(evaluation: Evaluation): Promise<EvaluationResult | undefined>;
}

type Evaluation = Parameters<Effects['evaluate']>[0];
type EvaluationResult = Awaited<ReturnType<Effects['evaluate']>>;

/** A part of an expectation that does not hold; `difference`, with both sides as they are, where it is no assertion. */
export interface FailedExpectation {
  readonly finding: CaseFinding;
  readonly difference?: Difference;
}

/** Every part of an expectation that a run does not meet, assertions last; none when it is met. Never rejects. */
export async function judge(
  run: StateRun,
  expect: JudgedExpectation | undefined,
  judging: Judging,
): Promise<readonly FailedExpectation[]> {
  const differences = differencesOf(run, expect).map((difference) => {
    const place = judging.placeOf(['expect', ...difference.path]);
    return { finding: differenceFinding(difference, judging.mask, place), difference };
  });
  return [...differences, ...(await failedAssertions(run, expect, judging))];
}

async function failedAssertions(
  run: StateRun,
  { assert }: JudgedExpectation = {},
  { mask, placeOf, evaluate }: Judging,
): Promise<readonly FailedExpectation[]> {
  const list = typeof assert === 'string' ? [assert] : (assert ?? []);
  const bindings = { states: assertionStates(run), variables: run.variables ?? {} };
  const findings = list.map(async (text, index) => {
    const place = placeOf(typeof assert === 'string' ? ['expect', 'assert'] : ['expect', 'assert', index]);
    const result = await evaluate({ kind: 'assertion', text, bindings });
    if (result?.ok === false) return [plainFinding(mask(result.cause), place)];
    const parts = result && failedPartsIn(result.value);
    if (parts === undefined) return [plainFinding(`${pathText(['assert', index])} was not evaluated`, place)];
    return parts.length === 0 ? [] : [assertionFinding(text, parts, mask, place)];
  });
  return (await Promise.all(findings)).flat().map((finding) => ({ finding }));
}
