import { basename } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type AslDocument, type Format, parseDocument } from '../shared/document/document';
import { createReader } from '../shared/document/reader';
import { PROJECT_FILE } from '../shared/project/project';

/** What an open file is to the server; about `other` files it knows nothing. */
export type FileKind = 'definition' | 'project' | 'testCases' | 'other';

/** Tells what a file is: project and test files by their names, definitions by their language or name. */
export function kindOf({ uri, languageId }: Pick<TextDocument, 'uri' | 'languageId'>): FileKind {
  const name = basename(uri.replace(/[?#].*$/, ''));
  if (name === PROJECT_FILE) return 'project';
  if (/\.asl\.test\.json$/.test(name)) return 'testCases';
  return /^asl(-yaml)?$/.test(languageId) || /\.asl(\.json|\.ya?ml)?$/.test(name) ? 'definition' : 'other';
}

/** The notation of a definition: by its language, or by its name where the language says nothing of it. */
export function formatOf({ uri, languageId }: Pick<TextDocument, 'uri' | 'languageId'>): Format {
  if (languageId === 'asl') return 'json';
  return languageId === 'asl-yaml' || /\.ya?ml$/.test(uri.replace(/[?#].*$/, '')) ? 'yaml' : 'json';
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

/** A definition that was read, and how to read its next text. */
interface ReadDefinition {
  readonly version: number;
  readonly tree: AslDocument;
  readonly read: (text: string) => AslDocument;
}

/** The definitions that were looked at more than once, the latest last: the trees of all open files would fill the memory. */
const recent = new Map<TextDocument, ReadDefinition>();

const MOST_TREES = 4;

/** The definitions that were looked at before, kept or not. */
const known = new WeakSet<TextDocument>();

/** The definition that was looked at for the first time, last: of many files that are only opened and checked, one is kept. */
let newcomer: { readonly document: TextDocument; readonly definition: ReadDefinition } | undefined;

/** The tree of an open definition, read once for each version: of a JSON text that changed, only the states that did. */
export function parsedDocument(document: TextDocument): AslDocument {
  const last = newcomer?.document === document ? newcomer.definition : recent.get(document);
  const read = last?.read ?? readerFor(formatOf(document));
  const { version } = document;
  const tree = last?.version === version ? last.tree : read(document.getText());
  const definition = { version, tree, read };
  if (known.has(document)) keep(document, definition);
  else newcomer = { document, definition };
  known.add(document);
  return tree;
}

function keep(document: TextDocument, definition: ReadDefinition): void {
  if (newcomer?.document === document) newcomer = undefined;
  recent.delete(document);
  recent.set(document, definition);
  const [oldest] = recent.keys();
  if (oldest && recent.size > MOST_TREES) recent.delete(oldest);
}

function readerFor(format: Format): ReadDefinition['read'] {
  return format === 'json' ? createReader() : (text) => parseDocument(text, format);
}
