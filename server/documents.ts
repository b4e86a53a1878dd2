import { basename } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AslDocument } from '../shared/document/document';
import { createReader } from '../shared/document/reader';
import { PROJECT_FILE } from '../shared/project/project';

/** What an open file is to the server; about `other` files, and for now YAML, it knows nothing. */
export type FileKind = 'definition' | 'yaml' | 'project' | 'testCases' | 'other';

/** Tells what a file is: project and test files by their names, definitions by their language or name. */
export function kindOf({ uri, languageId }: Pick<TextDocument, 'uri' | 'languageId'>): FileKind {
  const name = basename(uri.replace(/[?#].*$/, ''));
  if (name === PROJECT_FILE) return 'project';
  if (/\.asl\.test\.json$/.test(name)) return 'testCases';
  if (languageId === 'asl-yaml' || /\.asl\.ya?ml$/.test(name)) return 'yaml';
  return languageId === 'asl' || /\.asl(\.json)?$/.test(name) ? 'definition' : 'other';
}

/** Keeps one value for each open document until its version changes. */
export function oncePerVersion<Value>(make: (document: TextDocument) => Value): (document: TextDocument) => Value {
  const kept = new WeakMap<TextDocument, { readonly version: number; readonly value: Value }>();
  return (document) => {
    const known = kept.get(document);
    if (known?.version === document.version) return known.value;
    const value = make(document);
    kept.set(document, { version: document.version, value });
    return value;
  };
}

/** Keeps one value for each open document. */
export function oncePerDocument<Value>(make: () => Value): (document: TextDocument) => Value {
  const kept = new WeakMap<TextDocument, { readonly value: Value }>();
  return (document) => {
    const known = kept.get(document) ?? { value: make() };
    kept.set(document, known);
    return known.value;
  };
}

const readerOf = oncePerDocument(createReader);

/** The tree of an open definition, read once for each version: of a text that changed, only the states that did. */
export const parsedDocument: (document: TextDocument) => AslDocument = oncePerVersion((document) =>
  readerOf(document)(document.getText()),
);
