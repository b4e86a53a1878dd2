import type { StateRun } from '../../shared/executor/stateRun';
import type { TestStateRequest } from '../../shared/executor/testStateRequest';
import { spanInCase } from '../../shared/project/casePlaces';
import type { WrittenTestCase } from '../../shared/project/testCases';
import { judge } from '../../shared/report/judgement';
import { type Masker, masker } from '../../shared/report/mask';
import { type Recording, recordingOf } from '../../shared/report/recording';
import {
  type CaseFinding,
  type CaseOutcome,
  type FilePlace,
  plainFinding,
  type TestedCase,
} from '../../shared/report/testReport';
import type { RunOutcome } from '../runner/protocol';
import type { Runner } from '../runner/runner';
import { type RunCircumstances, runIn } from './runState';
import type { TestFile } from './testFiles';
import { WrongUse } from './wrongUse';

/** A case with all that it needs to run. */
export interface PlannedCase {
  readonly file: TestFile;
  readonly testCase: WrittenTestCase;
  readonly request: TestStateRequest;
  readonly circumstances: RunCircumstances;
  readonly offline: boolean;
  readonly record: boolean;
}

/** A case that came to an end, with what is to be recorded of it. */
export interface EndedCase {
  readonly tested: TestedCase;
  readonly recording?: Recording;
}

/** Runs a case in a runner and compares it with what is expected; nothing of a case that does not pass throws. */
export async function runCase(planned: PlannedCase, runner: Runner, ended: AbortSignal): Promise<EndedCase> {
  const begun = Date.now();
  const { file, testCase, circumstances } = planned;
  const end = (
    outcome: CaseOutcome,
    findings: readonly CaseFinding[] = [],
    notes: readonly string[] = [],
  ): EndedCase => ({
    tested: { ...caseHead(planned), outcome, milliseconds: Date.now() - begun, findings, notes },
  });
  const problems = file.problemsOf(testCase);
  if (problems.length > 0) return end('failed', problems);
  if (planned.offline && isUnrecorded(planned)) return end('failed', [plainFinding(NOT_RECORDED, nameOf(planned))]);
  try {
    const outcome = await runIn(runner, planned.request, circumstances, ended);
    if (outcome.kind === 'run') return await judged(planned, outcome.run, runner, end);
    if (outcome.kind === 'ended' && outcome.why === 'cancelled') return skippedCase(planned);
    return end('failed', [plainFinding(sentenceOf(outcome), nameOf(planned))]);
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    return end('broken', [plainFinding(error.message, nameOf(planned))]);
  }
}

/** A case that is not run any more. */
export function skippedCase(planned: PlannedCase): EndedCase {
  return { tested: { ...caseHead(planned), outcome: 'skipped', milliseconds: 0, findings: [], notes: [] } };
}

const NOT_RECORDED =
  'Nothing is recorded for this case, and --offline sends nothing: run it once with --record, or give it a mock';

function isUnrecorded({ file, testCase }: PlannedCase): boolean {
  return testCase.mock === undefined && file.calls(testCase);
}

function nameOf({ file, testCase }: PlannedCase): FilePlace {
  return file.placeOf(testCase.nameSpan.start);
}

function caseHead(planned: PlannedCase): Pick<TestedCase, 'file' | 'state' | 'name' | 'line' | 'column'> {
  const { state, name } = planned.testCase;
  return { file: planned.file.file, state, name, ...nameOf(planned) };
}

function sentenceOf(outcome: Exclude<RunOutcome, { kind: 'run' }>): string {
  return outcome.kind === 'refused' ? `${outcome.error.name}: ${outcome.error.message}` : outcome.message;
}

type End = (outcome: CaseOutcome, findings: readonly CaseFinding[], notes: readonly string[]) => EndedCase;

async function judged(planned: PlannedCase, run: StateRun, runner: Runner, end: End): Promise<EndedCase> {
  const mask = masker(run, false);
  const { evaluate } = runner;
  const failed = await judge(run, planned.testCase.expect, { mask, placeOf: (way) => placeIn(planned, way), evaluate });
  const findings = failed.map(({ finding }) => finding);
  const recording = planned.record && isUnrecorded(planned) ? recordingOf(run) : undefined;
  const notes = [...(findings.length > 0 ? outcomeNotes(run, mask) : []), ...recordingNotes(planned, recording)];
  const ended = end(findings.length > 0 ? 'failed' : 'passed', findings, notes);
  return recording === undefined ? ended : { ...ended, recording };
}

function placeIn({ file, testCase }: PlannedCase, way: readonly (string | number)[]): FilePlace {
  return file.placeOf(spanInCase(file.root, testCase, way).start);
}

/** What a run came to explains most differences. */
function outcomeNotes({ status, error, cause, notes }: StateRun, mask: Masker): readonly string[] {
  const why = [error, cause].filter((text) => text !== undefined && text !== '').join(': ');
  const how = status === 'SUCCEEDED' ? [] : [mask(`The state came to ${status}${why === '' ? '' : `: ${why}`}`)];
  return [...how, ...notes.map(mask)];
}

function recordingNotes(planned: PlannedCase, recording: Recording | undefined): readonly string[] {
  if (!planned.record || !isUnrecorded(planned)) return [];
  if (recording === undefined) return ['Nothing was recorded: no answer came.'];
  const { masked } = recording;
  return masked.length === 0 ? ['Recorded.'] : [`Recorded, with secrets masked at ${masked.join(', ')}.`];
}
