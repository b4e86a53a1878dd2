import { pathToFileURL } from 'node:url';
import type {
  Connection,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Location,
  Position,
  ReferenceContext,
  SelectionRange,
  ServerCapabilities,
  TextDocumentIdentifier,
  TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { TextDocument as Texts } from 'vscode-languageserver-textdocument';
import { answering, type OpenSubject } from './answering';
import { toDocumentLink, toDocumentSymbol, toFoldingRange, toHighlight, toRange, toSelectionRange } from './convert';
import { definitionsAt, type Origin } from './definition';
import { foldsOf } from './folding';
import { linksOf } from './links';
import { outlineOf } from './outline';
import { selectionsAt } from './selection';
import type { Session } from './session';
import type { Subject } from './subject';
import { namedAt } from './symbol';

/** What the server can do to find one's way in a definition. */
export const NAVIGATION: ServerCapabilities = {
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: { resolveProvider: false },
};

/** Answers the requests of `NAVIGATION`. */
export function listenForNavigation(connection: Connection, session: Session): void {
  const about = answering(connection, session);
  connection.onDefinition(about(null, definitions));
  connection.onReferences(about([], references));
  connection.onDocumentHighlight(about([], highlights));
  connection.onDocumentSymbol(about([], symbols));
  connection.onFoldingRanges(about([], folds));
  connection.onSelectionRanges(about([], selections));
  connection.onDocumentLinks(about([], links));
}

function definitions({ document, subject }: OpenSubject, { position }: TextDocumentPositionParams): Location[] {
  return definitionsAt(subject, document.offsetAt(position)).map((origin) => {
    const there = documentOf(document, subject, origin);
    return { uri: there.uri, range: toRange(there, origin.span) };
  });
}

/** The document in which something is said; the project file is made one for its positions. */
function documentOf(document: TextDocument, { projectFile }: Subject, { path }: Origin): TextDocument {
  if (path === undefined || projectFile === undefined) return document;
  return Texts.create(pathToFileURL(path).href, 'json', 0, projectFile.text);
}

function references(
  { document, subject }: OpenSubject,
  { position, context }: TextDocumentPositionParams & { readonly context: ReferenceContext },
): Location[] {
  const found = namedAt(subject, document.offsetAt(position))?.occurrences ?? [];
  return found
    .filter(({ role }) => context.includeDeclaration || role === 'use')
    .map(({ span }) => ({ uri: document.uri, range: toRange(document, span) }));
}

function highlights({ document, subject }: OpenSubject, { position }: TextDocumentPositionParams): DocumentHighlight[] {
  const found = namedAt(subject, document.offsetAt(position))?.occurrences ?? [];
  return found.map((occurrence) => toHighlight(document, occurrence));
}

function symbols({ document, subject }: OpenSubject): DocumentSymbol[] {
  return outlineOf(subject).map((item) => toDocumentSymbol(document, item));
}

function folds({ document, subject }: OpenSubject): FoldingRange[] {
  return foldsOf(subject.document).flatMap((span) => toFoldingRange(document, span));
}

function selections(
  { document, subject }: OpenSubject,
  { positions }: { readonly textDocument: TextDocumentIdentifier; readonly positions: Position[] },
): SelectionRange[] {
  return positions.map((position) =>
    toSelectionRange(document, selectionsAt(subject.document, document.offsetAt(position)), position),
  );
}

function links({ document, subject }: OpenSubject): DocumentLink[] {
  return linksOf(subject).map((link) => toDocumentLink(document, link));
}
