import type { Position, Range } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { LspClient } from './lspClient';

/** Each request of the server about a place, with what it takes beside the file and the place. */
const AT_A_PLACE: readonly (readonly [method: string, more: (position: Position) => object])[] = [
  ['textDocument/completion', () => ({})],
  ['textDocument/hover', () => ({})],
  ['textDocument/signatureHelp', () => ({})],
  ['textDocument/definition', () => ({})],
  ['textDocument/references', () => ({ context: { includeDeclaration: true } })],
  ['textDocument/documentHighlight', () => ({})],
  ['textDocument/prepareRename', () => ({})],
  ['textDocument/rename', () => ({ newName: 'Renamed' })],
  ['textDocument/selectionRange', (position) => ({ positions: [position] })],
  ['textDocument/rangeFormatting', (end) => ({ range: { start: { line: 0, character: 0 }, end }, options: LAYOUT })],
  ['textDocument/codeAction', (end) => ({ range: { start: end, end }, context: { diagnostics: [] } })],
];

const LAYOUT = { tabSize: 2, insertSpaces: true };

/** Each request of the server about a file as a whole. */
const ABOUT_THE_FILE: readonly (readonly [method: string, more: object])[] = [
  ['textDocument/diagnostic', {}],
  ['textDocument/documentSymbol', {}],
  ['textDocument/foldingRange', {}],
  ['textDocument/documentLink', {}],
  ['textDocument/formatting', { options: LAYOUT }],
  [
    'textDocument/codeAction',
    {
      range: { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } },
      context: { diagnostics: [], only: ['quickfix', 'source.fixAll'] },
    },
  ],
];

/** An answer of the server, or the error it gave instead. */
export interface Answer {
  readonly method: string;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Asks everything that a person could ask at a place of a file, all at once. */
export function askAt({ connection }: LspClient, uri: string, position: Position): Promise<readonly Answer[]> {
  const asked = AT_A_PLACE.map(([method, more]) => [method, { position, ...more(position) }] as const);
  return Promise.all(asked.map(([method, params]) => answered(connection, uri, method, params)));
}

/** Asks everything that a person could ask about a file as a whole, all at once. */
export function askAbout({ connection }: LspClient, uri: string): Promise<readonly Answer[]> {
  return Promise.all(ABOUT_THE_FILE.map(([method, params]) => answered(connection, uri, method, params)));
}

async function answered(
  connection: LspClient['connection'],
  uri: string,
  method: string,
  params: object,
): Promise<Answer> {
  try {
    return { method, result: await connection.sendRequest(method, { textDocument: { uri }, ...params }) };
  } catch (error) {
    return { method, error };
  }
}

/** The ranges in an answer that do not lie in a text, or that end before they start; those about other files are left out. */
export function rangesOutside(answer: unknown, text: string, uri: string): readonly Range[] {
  const document = TextDocument.create(uri, 'x', 0, text);
  return rangesIn(answer, uri).filter(({ start, end }) => {
    const isThere = [start, end].every((place) => isIn(document, place));
    return !isThere || document.offsetAt(start) > document.offsetAt(end);
  });
}

function isIn(document: TextDocument, place: Position): boolean {
  const back = document.positionAt(document.offsetAt(place));
  return back.line === place.line && back.character === place.character;
}

/** Walks without calling itself: the ranges of a growing selection are nested a thousand times. */
function rangesIn(answer: unknown, uri: string): readonly Range[] {
  const found: Range[] = [];
  const waiting = [answer];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null || ('uri' in next && next.uri !== uri)) continue;
    if (isRange(next)) found.push(next);
    else for (const part of Object.values(next)) waiting.push(part);
  }
  return found;
}

function isRange(value: object): value is Range {
  return 'start' in value && 'end' in value && isPlace(value.start) && isPlace(value.end);
}

function isPlace(value: unknown): value is Position {
  return typeof value === 'object' && value !== null && 'line' in value && 'character' in value;
}
