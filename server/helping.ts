import type {
  CompletionItem,
  CompletionList,
  Hover as LspHover,
  ServerCapabilities,
  SignatureHelp,
  TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import { complete } from './completion';
import type { Connection } from './connection';
import { toHover, toSignatureHelp } from './convert';
import { docsOf, toCompletionItem, toCompletionList } from './convertCompletion';
import { type ExpressionAt, expressionToEvaluate } from './expressionToEvaluate';
import { hover } from './hover';
import { completePlain } from './plainCompletion';
import { hoverPlain } from './plainHover';
import { runSafe } from './runSafe';
import type { Session } from './session';
import { isRecord } from './settings';
import { signatureAt } from './signature';

/** What the server can do to help while a person writes. */
export const HELP: ServerCapabilities = {
  completionProvider: { triggerCharacters: ['"', "'", ':', '.', '$', '%'], resolveProvider: true },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: [','] },
};

/** Answers the requests of `HELP`, and `stateside/expressionAt`. */
export function listenForHelp(connection: Connection, session: Session): void {
  const { console } = connection;
  connection.onRequest(
    'textDocument/completion',
    runSafe(console, [], (params) => completionItems(session, params)),
  );
  connection.onRequest('completionItem/resolve', (item, token) =>
    runSafe(console, item, (asked: CompletionItem) => withDocs(session, asked))(item, token),
  );
  connection.onRequest(
    'textDocument/hover',
    runSafe(console, null, (params) => hoverAt(session, params)),
  );
  connection.onRequest(
    'textDocument/signatureHelp',
    runSafe(console, null, (params) => signatureHelp(session, params)),
  );
  connection.onRequest(
    'stateside/expressionAt',
    runSafe(console, null, (params: TextDocumentPositionParams) => expressionAt(session, params)),
  );
}

/** The open definition of a request, the offset that it is about, and the test cases beside it. */
async function openAt(session: Session, { textDocument, position }: TextDocumentPositionParams) {
  // The test cases come first: nothing may change between looking at the text and answering.
  const testCases = await session.testCasesOf(textDocument.uri);
  const open = await session.subjectOf(textDocument.uri);
  if (open === undefined) return undefined;
  const { document, subject } = open;
  return { document, subject: { ...subject, testCases }, offset: document.offsetAt(position) };
}

async function completionItems(
  session: Session,
  params: TextDocumentPositionParams,
): Promise<CompletionItem[] | CompletionList> {
  const offered = await suggestionsAt(session, params);
  if (offered === undefined) return [];
  const { document, suggestions } = offered;
  const { snippets, markdownDocs, lazyDocs, lazyDetail, commonItems } = session.client.can;
  const withoutDocs = lazyDocs && suggestions.length > MOST_WITH_DOCS;
  const withoutDetail = withoutDocs && lazyDetail;
  const abilities = { snippets, markdown: markdownDocs, withoutDocs, withoutDetail };
  const data = withoutDocs ? { data: positionOf(params) } : {};
  const items = suggestions.map((suggestion, order) => toCompletionItem(document, suggestion, order, abilities));
  return withoutDocs && commonItems ? toCompletionList(items, data) : items.map((item) => ({ ...item, ...data }));
}

/** Longer lists would be heavy with what their items are. */
const MOST_WITH_DOCS = 40;

async function suggestionsAt(session: Session, params: TextDocumentPositionParams) {
  const plain = await session.plainOf(params.textDocument.uri);
  if (plain) {
    const { document, subject } = plain;
    return { document, suggestions: completePlain(subject, document.offsetAt(params.position)) };
  }
  const open = await openAt(session, params);
  return open && { document: open.document, suggestions: complete(open.subject, open.offset) };
}

function positionOf({ textDocument, position }: TextDocumentPositionParams): TextDocumentPositionParams {
  return { textDocument: { uri: textDocument.uri }, position };
}

/** Says what an item of a long list is: the list is made again, and the item found in it, if it is still there. */
async function withDocs(session: Session, item: CompletionItem): Promise<CompletionItem> {
  const offered = isPosition(item.data) ? await suggestionsAt(session, item.data) : undefined;
  const found = offered?.suggestions.find(({ label }) => label === item.label);
  return found ? { ...item, ...docsOf(found, session.client.can.markdownDocs) } : item;
}

function isPosition(data: unknown): data is TextDocumentPositionParams {
  return isRecord(data) && isRecord(data.textDocument) && isRecord(data.position);
}

async function hoverAt(session: Session, params: TextDocumentPositionParams): Promise<LspHover | null> {
  const plain = await session.plainOf(params.textDocument.uri);
  const open = plain ? undefined : await openAt(session, params);
  const found = plain
    ? hoverPlain(plain.subject, plain.document.offsetAt(params.position))
    : open && hover(open.subject, open.offset);
  const document = plain?.document ?? open?.document;
  return document && found ? toHover(document, found, session.client.can.markdownHover) : null;
}

async function signatureHelp(session: Session, params: TextDocumentPositionParams): Promise<SignatureHelp | null> {
  const open = await session.subjectOf(params.textDocument.uri);
  const found = open && signatureAt(open.subject, open.document.offsetAt(params.position));
  return found ? toSignatureHelp(found, session.client.can.markdownDocs) : null;
}

async function expressionAt(session: Session, params: TextDocumentPositionParams): Promise<ExpressionAt | null> {
  const open = await session.subjectOf(params.textDocument.uri);
  return (open && expressionToEvaluate(open.subject, open.document.offsetAt(params.position))) ?? null;
}
