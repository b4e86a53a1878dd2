import * as vscode from 'vscode';
import type { StateRun } from '../../../shared/executor/stateRun';
import { PANEL_COMMANDS } from '../commands';
import { createDataEditors } from './dataEditors';
import { dataText, dataTitle } from './dataText';
import { maskedRun } from './shownRun';
import { traceHtml } from './traceHtml';
import type { Page, RunView, Subject, TraceView } from './view';

/** The one trace panel beside the editor. */
export interface TracePanel extends vscode.Disposable {
  /** Shows a view in the panel, which is opened beside the editor if need be and never takes the focus. */
  show(view: TraceView): void;
  /** Shows secrets of the run on display, or hides them again. */
  reveal(shown: boolean): void;
  /** Opens a body or stage of the run on display as a read-only text; nothing when the run has none of that name. */
  openData(name: unknown): Promise<void>;
  readonly view: TraceView | undefined;
}

const VIEW_TYPE = 'stateside.trace';
const KEPT = 'stateside.lastTrace';

/** Characters of JSON that are kept of a run for the time after a reload; a larger one is not kept. */
const KEPT_CHARACTERS = 1_000_000;

/** What is kept of the last run: no secrets, and nothing that could run. */
interface Kept {
  readonly subject: Subject;
  readonly run: StateRun;
}

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
      const kept = context.workspaceState.get<Kept>(KEPT);
      if (view !== undefined || kept === undefined) return panel.dispose();
      keeper.adopt(panel);
      draw({ kind: 'run', ...kept, reveal: false, restored: true, actions: [] });
    },
  });
  return {
    get view() {
      return view;
    },
    show: (next) => {
      draw(next);
      if (next.kind === 'run') void context.workspaceState.update(KEPT, keptOf(next));
    },
    reveal: (shown) => {
      if (view?.kind === 'run' && !view.restored) draw({ ...view, reveal: shown });
    },
    openData: async (name) => {
      if (view?.kind !== 'run' || typeof name !== 'string') return;
      const run = view.reveal ? view.run : maskedRun(view.run);
      const text = dataText(run, name);
      if (text !== undefined) await editors.open(dataTitle(run, name), text);
    },
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
  const format = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'medium' });
  return {
    cspSource: webview.cspSource,
    styleUri: webview.asWebviewUri(vscode.Uri.joinPath(resources, 'trace.css')).toString(),
    language: vscode.env.language,
    say: vscode.l10n.t,
    time: (iso) => format.format(new Date(iso)),
  };
}

/** Lets the Command Palette offer what can be done with the panel now. */
function tellContext(view: TraceView | undefined): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', 'stateside.trace', view?.kind);
}

function keptOf({ subject, run }: RunView): Kept | undefined {
  const kept: Kept = { subject, run: maskedRun(run) };
  return JSON.stringify(kept).length <= KEPT_CHARACTERS ? kept : undefined;
}
