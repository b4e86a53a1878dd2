import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Connection } from './connection';

/** The documents that a client has open, with their present texts: each is the same object as long as it is open. */
export interface OpenDocuments {
  readonly get: (uri: string) => TextDocument | undefined;
  readonly all: () => readonly TextDocument[];
  /** Begins to hear what the client opens, changes and closes, and tells of each such document. */
  readonly listen: (connection: Connection, changed: (document: TextDocument) => void | Promise<void>) => void;
}

/** Begins with no documents. */
export function createOpenDocuments(): OpenDocuments {
  const documents = new Map<string, TextDocument>();
  return {
    get: (uri) => documents.get(uri),
    all: () => [...documents.values()],
    listen(connection, changed) {
      connection.onNotification('textDocument/didOpen', ({ textDocument: { uri, languageId, version, text } }) => {
        const document = TextDocument.create(uri, languageId, version, text);
        documents.set(uri, document);
        return changed(document);
      });
      connection.onNotification('textDocument/didChange', ({ textDocument: { uri, version }, contentChanges }) => {
        const document = documents.get(uri);
        if (document === undefined || contentChanges.length === 0) return undefined;
        return changed(TextDocument.update(document, contentChanges, version));
      });
      connection.onNotification('textDocument/didClose', ({ textDocument: { uri } }) => {
        const document = documents.get(uri);
        return documents.delete(uri) && document ? changed(document) : undefined;
      });
    },
  };
}
