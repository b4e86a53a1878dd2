import * as vscode from 'vscode';

/** Read-only editors for texts of a run. */
export interface DataEditors extends vscode.Disposable {
  open(title: string, text: string): Promise<void>;
  /** Opens VS Code's comparison of two texts. */
  compare(title: string, before: DataSide, after: DataSide): Promise<void>;
}

/** One of two texts that are compared. */
export interface DataSide {
  readonly title: string;
  readonly text: string;
}

const SCHEME = 'stateside-data';

/** Texts that are kept while the window is open; older ones are forgotten. */
const KEPT_TEXTS = 20;

/** Never over the trace panel, which is beside the first column. */
const LOOK = { preview: true, viewColumn: vscode.ViewColumn.One };

/** Makes the read-only editors; a restored one whose text is forgotten is empty. */
export function createDataEditors(): DataEditors {
  const texts = new Map<string, string>();
  let count = 0;
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => texts.get(uri.query) ?? '',
  });
  const keep = ({ title, text }: DataSide): vscode.Uri => {
    const key = String(++count);
    texts.set(key, text);
    texts.delete(String(count - KEPT_TEXTS));
    const path = `/${title.replaceAll('/', ' ')}.${endingOf(text)}`;
    return vscode.Uri.from({ scheme: SCHEME, path, query: key });
  };
  return {
    open: async (title, text) => {
      const document = await vscode.workspace.openTextDocument(keep({ title, text }));
      await vscode.window.showTextDocument(document, LOOK);
    },
    compare: async (title, before, after) => {
      await vscode.commands.executeCommand('vscode.diff', keep(before), keep(after), title, LOOK);
    },
    dispose: () => provider.dispose(),
  };
}

/** The ending of a file name that fits a text: `json` where it looks like JSON, else `txt`. */
export function endingOf(text: string): 'json' | 'txt' {
  return /^\s*[[{"]/.test(text) ? 'json' : 'txt';
}
