import { lineColumns } from '../../../shared/document/document';
import type { Node } from '../../../shared/document/node';
import type { StateRun } from '../../../shared/executor/stateRun';
import { spanInCase } from '../../../shared/project/casePlaces';
import type { WrittenTestCase } from '../../../shared/project/testCases';
import { type FailedExpectation, judge } from '../../../shared/report/judgement';
import { masker } from '../../../shared/report/mask';
import type { FilePlace } from '../../../shared/report/testReport';
import type { Runner } from '../../runner/runner';
import type { ShownExpectation } from '../trace/view';

/** A file of test cases as it was read for a run. */
export interface CaseFile {
  /** Its address. */
  readonly uri: string;
  readonly text: string;
  readonly root: Node | undefined;
}

/** Every part of a case's expectation that a run does not meet, with its line in the file. Never rejects. */
export function judgeCase(
  run: StateRun,
  testCase: WrittenTestCase,
  file: CaseFile,
  runner: Pick<Runner, 'evaluate'>,
): Promise<readonly FailedExpectation[]> {
  const columns = lineColumns(file.text);
  return judge(run, testCase.expect, {
    mask: masker(run, false),
    evaluate: runner.evaluate,
    placeOf: (way) => {
      const { line, character } = columns(spanInCase(file.root, testCase, way).start);
      return { line: line + 1, column: character + 1 };
    },
  });
}

/** Whether the expectation of a case held, as the panel shows it; undefined where the case expects nothing. */
export function shownExpectation(
  { expect }: WrittenTestCase,
  file: CaseFile,
  failed: readonly FailedExpectation[],
): ShownExpectation | undefined {
  if (expect === undefined) return undefined;
  return {
    expect,
    uri: file.uri,
    failed: failed.map(({ finding: { message, details, ...place } }) => {
      return { message, details, line: place.line, offset: offsetOf(file.text, place) };
    }),
  };
}

/** The offset of a line and column, both from 1; the end of the text where it has no such line. */
function offsetOf(text: string, { line, column }: FilePlace): number {
  let start = 0;
  for (let number = 1; number < line; number++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return Math.min(start + column - 1, text.length);
}
