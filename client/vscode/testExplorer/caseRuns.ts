import * as vscode from 'vscode';
import { setCaseMember } from '../../../shared/project/testCaseEdits';
import type { TestCase } from '../../../shared/project/testCases';
import { recordingOf } from '../../../shared/report/recording';
import { shortTrace } from '../../../shared/report/shortTrace';
import type { RunOutcome } from '../../runner/protocol';
import { endGoing, newGoing } from '../connectionAnswer';
import { fileName } from '../files';
import { outcomeLine, outcomeView } from '../outcomeView';
import { type Prepared, prepare } from '../prepare';
import { type RunTools, runPrepared } from '../runPrepared';
import { needSentence } from '../stepping/needsMock';
import { editSidecar } from '../testCases/editSidecar';
import { seenAfter } from '../testCases/seenAfter';
import type { Subject, TraceView } from '../trace/view';
import { caseMessages } from './caseMessages';
import { type CaseLeaf, leafOf, type TreeProblem } from './caseTree';
import { oneByOne } from './inParallel';
import { fileProblem, type ItemMeaning, type ReadFile, rangeOf, readCaseFile } from './testItems';

/** What runs of test cases work with. */
export interface CaseRunTools extends Pick<RunTools, 'runner' | 'results'> {
  readonly log: vscode.LogOutputChannel;
  /** Told what the trace panel would show of a case that was run. */
  keep(meaning: CaseMeaning, view: TraceView): void;
}

/** A test run of VS Code, with what all of its cases share. */
export interface Session extends Pick<RunTools, 'secrets' | 'confirm'> {
  readonly run: vscode.TestRun;
  readonly token: vscode.CancellationToken;
  /** Real answers are written into cases that have no mock. */
  readonly record: boolean;
}

/** The meaning of an item that is a case. */
export type CaseMeaning = Extract<ItemMeaning, { kind: 'case' }>;

/** A case that can be run: its file as it is now, and the state's definition. */
interface Ready {
  readonly file: ReadFile;
  readonly leaf: CaseLeaf;
  readonly prepared: Prepared;
}

/** Runs the case of an item, and tells the test run all that came of it. */
export async function runItem(
  item: vscode.TestItem,
  meaning: CaseMeaning,
  session: Session,
  tools: CaseRunTools,
): Promise<void> {
  const { run, token } = session;
  if (token.isCancellationRequested) return run.skipped(item);
  run.started(item);
  const ready = await readyCase(meaning);
  if ('kind' in ready) return run.errored(item, ready.message);
  const { prepared, leaf, file } = ready;
  const subject = subjectOf(meaning, prepared);
  const going = newGoing();
  const cancelling = token.onCancellationRequested(() => endGoing(going));
  const outcome = await runPrepared({ ...tools, ...session }, prepared, going, () => undefined);
  cancelling.dispose();
  tools.log.info(outcomeLine(subject, outcome));
  const view = outcomeView(outcome, subject, prepared, going);
  if (outcome.kind !== 'run') {
    tools.keep(meaning, view);
    const isCancelled = token.isCancellationRequested;
    return isCancelled
      ? run.skipped(item)
      : run.errored(item, messageAt(meaning, file, leaf, sentenceOf(outcome, view)));
  }
  await tellRun(item, meaning, ready, outcome.run, view, session, tools);
}

async function tellRun(
  item: vscode.TestItem,
  meaning: CaseMeaning,
  { file, leaf, prepared }: Ready,
  stateRun: Extract<RunOutcome, { kind: 'run' }>['run'],
  view: TraceView,
  { run, record }: Session,
  { runner, keep }: CaseRunTools,
): Promise<void> {
  const { testCase } = leaf;
  const caseFile = { uri: meaning.uri.toString(), text: file.text, root: file.tree.suite.root };
  const { failed, shown } = await seenAfter(stateRun, prepared, { testCase, file: caseFile }, runner);
  keep(meaning, view.kind === 'run' ? { ...view, ...shown } : view);
  const notes = [
    ...(shown.outdated ? [vscode.l10n.t('The definition was changed while this test ran.')] : []),
    ...(record ? [await writeRecording(meaning, testCase, stateRun)] : []),
  ];
  const lines = [meaning.name, ...shortTrace(stateRun), ...notes].map((line) => `${line}\r\n`);
  run.appendOutput(lines.join(''), undefined, item);
  const milliseconds = stateRun.durationMilliseconds;
  if (failed.length === 0) return run.passed(item, milliseconds);
  const messages = caseMessages(stateRun, failed).map(({ text, expected, actual, line, column }) => {
    const message =
      expected === undefined || actual === undefined
        ? new vscode.TestMessage(text)
        : vscode.TestMessage.diff(text, expected, actual);
    message.location = new vscode.Location(meaning.uri, new vscode.Position(line - 1, column - 1));
    return message;
  });
  run.failed(item, messages, milliseconds);
}

/** All is read anew, so that nothing runs that the person does not see any more. */
async function readyCase(
  meaning: CaseMeaning,
): Promise<Ready | { readonly kind: 'unready'; readonly message: vscode.TestMessage }> {
  const unready = (message: vscode.TestMessage) => ({ kind: 'unready', message }) as const;
  const file = await readCaseFile(meaning.uri);
  if (file === undefined) {
    return unready(new vscode.TestMessage(vscode.l10n.t('The file is gone: {0}', fileName(meaning.uri))));
  }
  const leaf = leafOf(file.tree, meaning.state, meaning.key);
  const problem = fileProblem(file) ?? leaf?.problem;
  if (problem) return unready(problemMessage(meaning.uri, file, problem));
  if (leaf === undefined || file.definition === undefined) {
    return unready(new vscode.TestMessage(vscode.l10n.t('The test case is gone: {0}', meaning.name)));
  }
  const prepared = await prepare({ uri: file.definition, stateName: meaning.state }, leaf.testCase);
  if (prepared.kind === 'hindered') return unready(messageAt(meaning, file, leaf, prepared.message));
  const need = prepared.request.mock ? undefined : prepared.testable.mockNeed;
  if (need) return unready(messageAt(meaning, file, leaf, needSentence(meaning.state, need)));
  return { file, leaf, prepared };
}

/** The message for what keeps a file or case from being run, at its place. */
export function problemMessage(uri: vscode.Uri, file: ReadFile, { message, span }: TreeProblem): vscode.TestMessage {
  const told = new vscode.TestMessage(message);
  told.location = new vscode.Location(uri, rangeOf(file.text, span));
  return told;
}

function messageAt({ uri }: CaseMeaning, file: ReadFile, { testCase }: CaseLeaf, message: string): vscode.TestMessage {
  return problemMessage(uri, file, { message, span: testCase.nameSpan });
}

/** The panel has the same words for it. */
function sentenceOf(outcome: Exclude<RunOutcome, { kind: 'run' }>, view: TraceView): string {
  if (view.kind === 'message') return view.message;
  return outcome.kind === 'refused' ? outcome.error.message : outcome.message;
}

/** Gives a sentence that says what was recorded. */
async function writeRecording(
  meaning: CaseMeaning,
  testCase: TestCase,
  run: Parameters<typeof recordingOf>[0],
): Promise<string> {
  const recording = testCase.mock === undefined ? recordingOf(run) : undefined;
  if (recording === undefined) return vscode.l10n.t('Nothing was recorded: no service answered in this run.');
  const { mock, masked } = recording as { mock: NonNullable<TestCase['mock']>; masked: readonly string[] };
  const written = await inTurn(() =>
    editSidecar(meaning.uri, (text) => text && setCaseMember(text, testCase, 'mock', mock)),
  );
  if (written === undefined) return vscode.l10n.t('Nothing was recorded: the file was changed.');
  return masked.length === 0
    ? vscode.l10n.t('Recorded.')
    : vscode.l10n.t('Recorded, with secrets masked at {0}.', masked.join(', '));
}

/** Cases of a file end at the same time, and each has to see what the one before wrote. */
const inTurn = oneByOne();

function subjectOf({ state, name }: CaseMeaning, { target }: Prepared): Subject {
  return { stateName: state, file: fileName(target.uri), uri: target.uri.toString(), caseName: name };
}
