import { pathToFileURL } from 'node:url';
import type {
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
import { parseJson } from '../shared/document/json';
import type { Node } from '../shared/document/node';
import { spanOfPiece } from '../shared/rules/stateExpressions';
import { answering, type OpenPlain, type OpenSubject } from './answering';
import type { Connection } from './connection';
import { toDocumentLink, toDocumentSymbol, toFoldingRange, toHighlight, toRange, toSelectionRange } from './convert';
import { definitionsAt, type Origin } from './definition';
import { foldsOf } from './folding';
import { linksOf } from './links';
import type { Neighbour } from './neighbours';
import { outlineOf } from './outline';
import { isMeantByCases, stateMeant, stateNameAt, usesOfState } from './plainStates';
import { selectionsAt } from './selection';
import type { Session } from './session';
import type { Subject } from './subject';
import { type Named, namedAt } from './symbol';

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
  connection.onRequest('textDocument/definition', about(null, definitions, definitionsFromCase));
  connection.onRequest(
    'textDocument/references',
    about([], (open, params) => references(session, open, params), referencesFromCase),
  );
  connection.onRequest('textDocument/documentHighlight', about([], highlights));
  connection.onRequest('textDocument/documentSymbol', about([], symbols));
  connection.onRequest('textDocument/foldingRange', about([], folds));
  connection.onRequest('textDocument/selectionRange', about([], selections));
  connection.onRequest('textDocument/documentLink', about([], links));
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

type ReferencesParams = TextDocumentPositionParams & { readonly context: ReferenceContext };

async function references(
  session: Session,
  { document, subject }: OpenSubject,
  { position, context }: ReferencesParams,
): Promise<Location[]> {
  const named = namedAt(subject, document.offsetAt(position));
  if (named === undefined) return [];
  const here = occurrencesIn(document, named, context);
  const cases = isMeantByCases(subject.document, named)
    ? await session.neighbours.testCasesOf(document.uri)
    : undefined;
  return [...here, ...(cases ? usesIn(cases, parseJson(cases.text, { comments: true }).root, named.name) : [])];
}

function occurrencesIn(document: TextDocument, { occurrences }: Named, context: ReferenceContext): Location[] {
  return occurrences
    .filter(({ role }) => context.includeDeclaration || role === 'use')
    .map(({ span }) => ({ uri: document.uri, range: toRange(document, span) }));
}

/** The places of a file of test cases that name a state, without quotes. */
function usesIn({ uri, text }: Neighbour, root: Node | undefined, name: string): Location[] {
  const document = Texts.create(uri, 'json', 0, text);
  return usesOfState(root, name).map((node) => ({
    uri,
    range: toRange(document, spanOfPiece(text, node, 0, node.value.length)),
  }));
}

/** The state of the definition that a test case names. */
function definitionsFromCase({ document, subject }: OpenPlain, { position }: TextDocumentPositionParams): Location[] {
  const { definition } = subject;
  const node = stateNameAt(subject, document.offsetAt(position));
  const meant = node && definition && stateMeant(definition, node.value);
  if (meant === undefined || definition === undefined) return [];
  const there = Texts.create(definition.uri, 'json', 0, definition.text);
  return [{ uri: definition.uri, range: toRange(there, meant.named.at.span) }];
}

/** All places of the state that a test case names, in the definition and in the test cases. */
function referencesFromCase({ document, subject }: OpenPlain, { position, context }: ReferencesParams): Location[] {
  const { definition } = subject;
  const node = stateNameAt(subject, document.offsetAt(position));
  if (node === undefined) return [];
  const meant = definition && stateMeant(definition, node.value);
  const there = definition && Texts.create(definition.uri, 'json', 0, definition.text);
  const inDefinition = meant && there ? occurrencesIn(there, meant.named, context) : [];
  return [
    ...inDefinition,
    ...usesIn({ uri: document.uri, text: subject.document.text }, subject.document.root, node.value),
  ];
}

function highlights({ document, subject }: OpenSubject, { position }: TextDocumentPositionParams): DocumentHighlight[] {
  const found = namedAt(subject, document.offsetAt(position))?.occurrences ?? [];
  return found.map((occurrence) => toHighlight(document, occurrence));
}

function symbols({ document, subject }: OpenSubject): DocumentSymbol[] {
  return outlineOf(subject).map((item) => toDocumentSymbol(document, item));
}

function folds({ document, subject }: OpenSubject): FoldingRange[] {
  return foldsOf(subject.document).flatMap((fold) => toFoldingRange(document, fold));
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
