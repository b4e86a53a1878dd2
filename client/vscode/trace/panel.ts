import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { PANEL_COMMANDS } from '../commands';
import { createDataEditors, type DataEditors } from './dataEditors';
import {
  HISTORY_LIMITS,
  type KeptRun,
  keptRun,
  readHistory,
  readKeptRun,
  withCaseRenamed,
  withRun,
  writtenHistory,
} from './history';
import { createPages } from './pages';
import { nextNameOf } from './path';
import { traceHtml } from './traceHtml';
import type { Page, RunView, Subject, TraceView } from './view';

/** The one trace panel beside the editor. */
export interface TracePanel extends vscode.Disposable {
  /** Shows a view in the panel, which is opened beside the editor if need be and never takes the focus. */
  show(view: TraceView): void;
  /** Shows a view that is no news: nothing of it is kept. */
  turnTo(view: TraceView): void;
  /** Keeps runs that were not shown, in their order. */
  keep(views: readonly RunView[]): void;
  /** Tells of every view that is shown. */
  readonly onDidShow: vscode.Event<TraceView>;
  /** Shows secrets of the run on display, or hides them again. */
  reveal(shown: boolean): void;
  /** Shows a run that was kept. */
  showEarlier(kept: KeptRun): void;
  /** A test case of a state goes by another name from now on, also in the runs that are kept. */
  renameCase(subject: Subject, from: string, to: string): void;
  /** The runs that are kept, as they stand in the memory of the workspace. */
  history(): unknown;
  /** A time as the panel shows it, from an ISO 8601 text. */
  time(iso: string): string;
  readonly editors: DataEditors;
  readonly view: TraceView | undefined;
}

const VIEW_TYPE = 'stateside.trace';
const KEPT = 'stateside.lastTrace';
const HISTORY = 'stateside.history';

/** Characters of JSON that are kept of a run for the time after a reload; a larger one is not kept. */
const KEPT_CHARACTERS = 1_000_000;

/** Makes the trace panel; nothing shows before the first `show`, or before the editor restores a panel. */
export function createTracePanel(context: vscode.ExtensionContext): TracePanel {
  const resources = vscode.Uri.joinPath(context.extensionUri, 'client', 'resources');
  const style = styleOf(resources);
  const editors = createDataEditors();
  const shown = new vscode.EventEmitter<TraceView>();
  let view: TraceView | undefined;
  const keeper = createKeeper(resources, () => {
    view = undefined;
    pages.stop();
    void tellContext(undefined);
  });
  const pages = createPages((next) => {
    const panel = keeper.open();
    panel.title = titleOf(next);
    panel.webview.html = traceHtml(next, pageOf(style()));
  });
  const draw = (next: TraceView): void => {
    view = next;
    keeper.open();
    pages.draw(next);
    void tellContext(next);
    shown.fire(next);
  };
  const restorer = vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
    deserializeWebviewPanel: async (panel) => {
      const kept = readKeptRun(context.workspaceState.get(KEPT));
      if (view !== undefined || kept === undefined) return panel.dispose();
      keeper.adopt(panel);
      draw(keptView(kept));
    },
  });
  return {
    get view() {
      return view;
    },
    show: (next) => {
      draw(next);
      // The page goes out first: masking and writing down a large run takes its time.
      if (next.kind === 'run') setImmediate(() => keep([next], context.workspaceState));
    },
    turnTo: draw,
    keep: (views) => keep(views, context.workspaceState),
    onDidShow: shown.event,
    reveal: (shown) => {
      if (view?.kind === 'run' && !view.restored) draw({ ...view, reveal: shown });
    },
    showEarlier: (kept) => draw({ ...keptView(kept), earlier: true }),
    renameCase: (subject, from, to) => {
      const memory = context.workspaceState;
      void memory.update(HISTORY, writtenHistory(withCaseRenamed(readHistory(memory.get(HISTORY)), subject, from, to)));
      const { uri, stateName, caseName } = view?.subject ?? {};
      const isShown = uri === subject.uri && stateName === subject.stateName && caseName === from;
      if (view && isShown) draw({ ...view, subject: { ...view.subject, caseName: to } });
    },
    history: () => context.workspaceState.get(HISTORY),
    time: shownTime,
    editors,
    dispose: () => vscode.Disposable.from({ dispose: pages.stop }, restorer, editors, keeper, shown).dispose(),
  };
}

/** Keeps the one webview panel: opens it beside the editor without taking the focus, and uses it again. */
function createKeeper(resources: vscode.Uri, closed: () => void) {
  let panel: vscode.WebviewPanel | undefined;
  const adopt = (next: vscode.WebviewPanel): vscode.WebviewPanel => {
    panel = next;
    next.webview.options = { localResourceRoots: [], enableCommandUris: PANEL_COMMANDS };
    next.iconPath = vscode.Uri.joinPath(resources, 'icon.svg');
    next.onDidDispose(() => {
      if (panel !== next) return;
      panel = undefined;
      closed();
    });
    return next;
  };
  return {
    adopt,
    open: (): vscode.WebviewPanel => {
      if (panel !== undefined && !panel.visible) panel.reveal(undefined, true);
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      return panel ?? adopt(vscode.window.createWebviewPanel(VIEW_TYPE, 'Stateside', place));
    },
    dispose: (): void => panel?.dispose(),
  };
}

function titleOf(view: TraceView): string {
  const { stateName } = view.subject;
  if (view.kind === 'run') return `${stateName}: ${view.run.status}${view.aws ? ' (AWS)' : ''}`;
  return `${stateName}: ${view.kind === 'running' ? vscode.l10n.t('Running…') : view.title}`;
}

/** Reads the style sheet when the first page is made. */
function styleOf(resources: vscode.Uri): () => string {
  let style: string | undefined;
  return () => {
    style ??= readFileSync(vscode.Uri.joinPath(resources, 'trace.css').fsPath, 'utf8');
    return style;
  };
}

function pageOf(style: string): Page {
  return {
    style,
    language: vscode.env.language,
    say: vscode.l10n.t,
    time: shownTime,
  };
}

/** Lets the Command Palette offer what can be done with the panel now. */
async function tellContext(view: TraceView | undefined): Promise<void> {
  const isWalking = view?.path?.running !== undefined;
  await vscode.commands.executeCommand('setContext', 'stateside.trace', view?.kind);
  await vscode.commands.executeCommand('setContext', 'stateside.walking', isWalking);
  await vscode.commands.executeCommand(
    'setContext',
    'stateside.next',
    view !== undefined && !isWalking && nextNameOf(view) !== undefined,
  );
}

function shownTime(iso: string): string {
  const format = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'medium' });
  return format.format(new Date(iso));
}

function keptView({ subject, run }: KeptRun): RunView {
  return { kind: 'run', subject, run, reveal: false, restored: true, actions: [] };
}

/** Keeps the last run for the time after a reload, and all in the history that are not too large for that. */
function keep(views: readonly RunView[], memory: vscode.Memento): void {
  if (views.length === 0) return;
  const all = views.map(({ subject, run }) => keptRun(subject, run, KEPT_CHARACTERS));
  void memory.update(KEPT, all.at(-1));
  const runs = all.flatMap((kept) => (kept && kept.size <= HISTORY_LIMITS.charactersOfRun ? [kept] : []));
  if (runs.length > 0)
    void memory.update(HISTORY, writtenHistory(runs.reduce(withRun, readHistory(memory.get(HISTORY)))));
}
