import * as vscode from 'vscode';
import { isDefinition, readDefinition } from '../definitions';
import { pathOf, type Step, type StepLook } from '../trace/path';
import { duration } from '../trace/pieces';
import type { TraceView } from '../trace/view';
import { afterEdits, type Mark, marksOf } from './markedStates';

/** The marks in the editors: which states were visited, and how they ended. */
export interface Marks extends vscode.Disposable {
  /** Marks the states of what is on display; a run that was kept from earlier changes nothing. */
  show(view: TraceView): void;
  clear(): void;
}

/** Shapes and words say it without the colour. */
const SIGNS: Readonly<Record<StepLook, { readonly sign: string; readonly color: string }>> = {
  SUCCEEDED: { sign: '✓', color: 'charts.green' },
  FAILED: { sign: '✗', color: 'charts.red' },
  RETRIABLE: { sign: '↻', color: 'charts.yellow' },
  CAUGHT_ERROR: { sign: '⚠', color: 'charts.yellow' },
  NOT_RUN: { sign: '○', color: 'charts.blue' },
};

const LOOKS = Object.keys(SIGNS).map((look) => look as StepLook);

/** Makes the marks; they follow edits of the text, and those of a state that is edited go. */
export function createMarks(): Marks {
  const types = new Map(LOOKS.map((look) => [look, decorationOf(look)] as const));
  let marked: { readonly uri: string; readonly marks: readonly Mark[]; readonly count: number } | undefined;

  const drawIn = (editor: vscode.TextEditor): void => {
    const isMarked = editor.document.uri.toString() === marked?.uri;
    for (const [look, type] of types) {
      const marks = isMarked ? (marked?.marks ?? []).filter((mark) => mark.look === look) : [];
      editor.setDecorations(
        type,
        marks.map((mark) => decoration(mark, editor.document, marked?.count ?? 0)),
      );
    }
  };
  const draw = (): void => {
    for (const editor of vscode.window.visibleTextEditors) if (isDefinition(editor.document)) drawIn(editor);
  };
  const edited = ({ document, contentChanges }: vscode.TextDocumentChangeEvent): void => {
    if (marked === undefined || document.uri.toString() !== marked.uri || contentChanges.length === 0) return;
    const edits = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
      offset: rangeOffset,
      removed: rangeLength,
      added: text.length,
    }));
    marked = { ...marked, marks: afterEdits(marked.marks, edits) };
    draw();
  };
  const show = (view: TraceView): void => {
    const path = pathOf(view);
    const { uri } = view.subject;
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
    if (path === undefined || uri === undefined || document === undefined) return;
    if (view.kind === 'run' && view.outdated) return;
    const now = statesIn(document, document.getText());
    const before = path.source === undefined || path.source === now.text ? now : statesIn(document, path.source);
    marked = { uri, marks: marksOf(path, now, before), count: path.steps.length };
    draw();
  };
  const clear = (): void => {
    marked = undefined;
    draw();
  };
  const listeners = vscode.Disposable.from(
    vscode.window.onDidChangeVisibleTextEditors(draw),
    vscode.workspace.onDidChangeTextDocument(edited),
    ...types.values(),
  );
  return { show, clear, dispose: () => listeners.dispose() };
}

function statesIn({ uri, languageId }: vscode.TextDocument, text: string) {
  const { testables } = readDefinition({ uri, text, format: languageId === 'asl-yaml' ? 'yaml' : 'json' });
  return { text, testables };
}

function decorationOf(look: StepLook): vscode.TextEditorDecorationType {
  const color = new vscode.ThemeColor(SIGNS[look].color);
  return vscode.window.createTextEditorDecorationType({
    overviewRulerColor: color,
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    after: { color, margin: '0 0 0 2em' },
  });
}

/** Behind the line on which the state begins. */
function decoration(mark: Mark, document: vscode.TextDocument, count: number): vscode.DecorationOptions {
  const start = document.positionAt(mark.head.start);
  return {
    range: new vscode.Range(start, document.lineAt(start.line).range.end),
    hoverMessage: hoverOf(mark, count),
    renderOptions: { after: { contentText: markText(mark) } },
  };
}

function markText({ look, visits }: Mark): string {
  const last = visits.at(-1)?.step;
  const times = visits.length > 1 ? vscode.l10n.t('{0} times', visits.length) : undefined;
  const time = last?.milliseconds === undefined ? undefined : duration(last.milliseconds);
  return [`${SIGNS[look].sign} ${wordOf(look)}`, times ?? time].filter((text) => text !== undefined).join(' · ');
}

function wordOf(look: StepLook): string {
  return look === 'NOT_RUN' ? vscode.l10n.t('not run') : look;
}

/** Visits that a tooltip tells of: the last ones. */
const TOLD_VISITS = 5;

function hoverOf({ visits }: Mark, count: number): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  for (const { index, step } of visits.slice(-TOLD_VISITS)) {
    text.appendText(`${vscode.l10n.t('Step {0} of {1}', index + 1, count)}: ${stepSentence(step)}`);
    text.appendMarkdown('\n\n');
  }
  return text;
}

function stepSentence({ look, error, nextState, milliseconds, mocked, attempts }: Step): string {
  const parts = [
    `${SIGNS[look].sign} ${wordOf(look)}`,
    error,
    mocked ? vscode.l10n.t('mocked') : undefined,
    attempts > 1 ? vscode.l10n.t('{0} attempts', attempts) : undefined,
    milliseconds === undefined ? undefined : duration(milliseconds),
    nextState === undefined ? undefined : `→ ${nextState}`,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}
