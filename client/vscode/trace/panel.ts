import * as vscode from 'vscode';
import { PANEL_COMMANDS } from '../commands';
import { createDataEditors, type DataEditors } from './dataEditors';
import { HISTORY_LIMITS, type KeptRun, keptRun, readHistory, readKeptRun, withRun, writtenHistory } from './history';
import { traceHtml } from './traceHtml';
import type { Page, RunView, TraceView } from './view';

/** The one trace panel beside the editor. */
export interface TracePanel extends vscode.Disposable {
  /** Shows a view in the panel, which is opened beside the editor if need be and never takes the focus. */
  show(view: TraceView): void;
  /** Shows secrets of the run on display, or hides them again. */
  reveal(shown: boolean): void;
  /** Shows a run that was kept. */
  showEarlier(kept: KeptRun): void;
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
  const editors = createDataEditors();
  let view: TraceView | undefined;
  const keeper = createKeeper(resources, () => {
    view = undefined;
    void tellContext(undefined);
  });
  const draw = (next: TraceView): void => {
    view = next;
    const panel = keeper.open();
    panel.title = titleOf(next);
    panel.webview.html = traceHtml(next, pageOf(panel.webview, resources));
    void tellContext(next);
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
      if (next.kind === 'run') keep(next, context.workspaceState);
    },
    reveal: (shown) => {
      if (view?.kind === 'run' && !view.restored) draw({ ...view, reveal: shown });
    },
    showEarlier: (kept) => draw({ ...keptView(kept), earlier: true }),
    history: () => context.workspaceState.get(HISTORY),
    time: shownTime,
    editors,
    dispose: () => vscode.Disposable.from(restorer, editors, keeper).dispose(),
  };
}

/** Keeps the one webview panel: opens it beside the editor without taking the focus, and uses it again. */
function createKeeper(resources: vscode.Uri, closed: () => void) {
  let panel: vscode.WebviewPanel | undefined;
  const adopt = (next: vscode.WebviewPanel): vscode.WebviewPanel => {
    panel = next;
    next.webview.options = { localResourceRoots: [resources], enableCommandUris: PANEL_COMMANDS };
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
  if (view.kind === 'run') return `${stateName}: ${view.run.status}`;
  return `${stateName}: ${view.kind === 'running' ? vscode.l10n.t('Running…') : view.title}`;
}

function pageOf(webview: vscode.Webview, resources: vscode.Uri): Page {
  return {
    cspSource: webview.cspSource,
    styleUri: webview.asWebviewUri(vscode.Uri.joinPath(resources, 'trace.css')).toString(),
    language: vscode.env.language,
    say: vscode.l10n.t,
    time: shownTime,
  };
}

/** Lets the Command Palette offer what can be done with the panel now. */
function tellContext(view: TraceView | undefined): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', 'stateside.trace', view?.kind);
}

function shownTime(iso: string): string {
  const format = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'medium' });
  return format.format(new Date(iso));
}

function keptView({ subject, run }: KeptRun): RunView {
  return { kind: 'run', subject, run, reveal: false, restored: true, actions: [] };
}

/** Keeps a run for the time after a reload, and in the history where it is not too large for that. */
function keep({ subject, run }: RunView, memory: vscode.Memento): void {
  const kept = keptRun(subject, run, KEPT_CHARACTERS);
  void memory.update(KEPT, kept);
  if (kept === undefined || kept.size > HISTORY_LIMITS.charactersOfRun) return;
  void memory.update(HISTORY, writtenHistory(withRun(readHistory(memory.get(HISTORY)), kept)));
}
