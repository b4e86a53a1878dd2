import type { FailedPart } from '../spec/assertion';
import type { JsonValue } from '../spec/json';
import type { Difference, ExpectedPath } from './expectation';
import type { Masker } from './mask';

/** How a case came out; `broken` is one that could not be run as it is written, `skipped` one that was not run. */
export type CaseOutcome = 'passed' | 'failed' | 'broken' | 'skipped';

/** Where something stands in a file, both from 1. */
export interface FilePlace {
  readonly line: number;
  readonly column: number;
}

/** One reason why a case did not pass; no text of it holds a secret. */
export interface CaseFinding extends FilePlace {
  /** A sentence without a full stop. */
  readonly message: string;
  /** What belongs to the sentence, one line each. */
  readonly details: readonly string[];
  /** Of a difference: the way to it in `expect`, and both sides as JSON texts; absent where a side has nothing. */
  readonly path?: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** A case that was run, or could not be. */
export interface TestedCase extends FilePlace {
  /** The path of the file of test cases, as the person would write it. */
  readonly file: string;
  /** Empty when the whole file is broken, as is `name`. */
  readonly state: string;
  readonly name: string;
  readonly outcome: CaseOutcome;
  readonly milliseconds: number;
  readonly findings: readonly CaseFinding[];
  /** What the person should know beside the outcome. */
  readonly notes: readonly string[];
}

/** How many cases came out in which way. */
export type Totals = Readonly<Record<CaseOutcome, number>>;

/** Counts cases by their outcome. */
export function totalsOf(cases: readonly TestedCase[]): Totals {
  const count = (outcome: CaseOutcome): number => cases.filter((one) => one.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed'), broken: count('broken'), skipped: count('skipped') };
}

/** What a case is called in a report: its state and its name; of a broken file, a sentence. */
export function titleOf({ state, name }: Pick<TestedCase, 'state' | 'name'>): string {
  return state === '' && name === '' ? 'the file can be used' : `${state}: ${name}`;
}

/** The finding for a place at which a run is not as expected. */
export function differenceFinding(difference: Difference, mask: Masker, place: FilePlace): CaseFinding {
  const path = mask(pathText(difference.path));
  const expected = shown(difference.expected, mask);
  const actual = shown(difference.actual, mask);
  return {
    ...place,
    message: `${path} is not as expected`,
    details: [`expected ${expected ?? 'nothing'}`, `but was  ${actual ?? 'nothing'}`],
    path,
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
  };
}

/** The finding for an assertion that does not hold, with the values of the parts that failed. */
export function assertionFinding(
  assertion: string,
  parts: readonly FailedPart[],
  mask: Masker,
  place: FilePlace,
): CaseFinding {
  const source = clipped(mask(assertion.replace(/^\{%|%\}$/g, '').trim()));
  const details = parts.map((part) => {
    const whole = clipped(mask(part.expression));
    const values = part.decidedBy.map(
      (value) => `${clipped(mask(value.expression))} is ${valueText(value.value, mask)}`,
    );
    // What was compared says more than that it came to false.
    return values.length > 0
      ? `${whole}: ${values.join(', ')}`
      : `${whole} is ${valueText(part.value, mask)}, not true`;
  });
  return { ...place, message: `The assertion does not hold: ${source}`, details };
}

/** The finding for anything else that keeps a case from passing. */
export function plainFinding(message: string, place: FilePlace, details: readonly string[] = []): CaseFinding {
  return { line: place.line, column: place.column, message, details };
}

/** A way through JSON as people write it, such as `output.items[0]["Content-Type"]`. */
export function pathText(path: ExpectedPath): string {
  return path.map(stepText).join('').replace(/^\./, '');
}

function stepText(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

function shown(value: JsonValue | undefined, mask: Masker): string | undefined {
  return value === undefined ? undefined : valueText(value, mask);
}

/** A part of a secret would not be recognised any more, so a text is masked before it is cut. */
function valueText(value: JsonValue | undefined, mask: Masker): string {
  return value === undefined ? 'nothing' : clipped(mask(JSON.stringify(value)));
}

const LONGEST = 2000;

function clipped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
}
