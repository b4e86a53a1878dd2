import * as vscode from 'vscode';

/** Read-only editors for texts of a run. */
export interface DataEditors extends vscode.Disposable {
  open(title: string, text: string): Promise<void>;
}

const SCHEME = 'stateside-data';

/** Texts that are kept while the window is open; older ones are forgotten. */
const KEPT_TEXTS = 20;

/** Makes the read-only editors; a restored one whose text is forgotten is empty. */
export function createDataEditors(): DataEditors {
  const texts = new Map<string, string>();
  let count = 0;
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => texts.get(uri.query) ?? '',
  });
  return {
    open: async (title, text) => {
      const key = String(++count);
      texts.set(key, text);
      texts.delete(String(count - KEPT_TEXTS));
      const ending = /^\s*[[{"]/.test(text) ? 'json' : 'txt';
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title.replaceAll('/', ' ')}.${ending}`, query: key });
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
    },
    dispose: () => provider.dispose(),
  };
}
