import type { StateRun } from '../../../shared/executor/stateRun';
import type { FailedExpectation } from '../../../shared/report/judgement';
import { masker } from '../../../shared/report/mask';
import type { FilePlace } from '../../../shared/report/testReport';
import type { JsonValue } from '../../../shared/spec/json';
import { prettyJson } from '../trace/jsonText';
import { maskedValue } from '../trace/shownRun';

/** Why a case failed: a sentence at a place of its file, for a difference with both sides as texts. */
export interface CaseMessage extends FilePlace {
  readonly text: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** The messages of a run that is not as expected, in the order of the expectation; no text of them holds a secret. */
export function caseMessages(run: StateRun, failed: readonly FailedExpectation[]): readonly CaseMessage[] {
  const mask = masker(run, false);
  const written = (value: JsonValue | undefined): string =>
    value === undefined ? '' : prettyJson(maskedValue(value, mask));
  const why = mask([run.error, run.cause].filter((text) => text !== undefined && text !== '').join(': '));
  return failed.map(({ finding: { message, details, line, column }, difference }) => {
    if (difference === undefined) return { text: [message, ...details].join('\n'), line, column };
    const isStatus = difference.path.length === 1 && difference.path[0] === 'status' && why !== '';
    const text = isStatus ? `${message}: ${why}` : message;
    return { text, line, column, expected: written(difference.expected), actual: written(difference.actual) };
  });
}
