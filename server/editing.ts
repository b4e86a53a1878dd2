import { pathToFileURL } from 'node:url';
import type {
  FormattingOptions,
  Position,
  PrepareRenameResult,
  Range,
  ResponseError,
  ServerCapabilities,
  TextDocumentIdentifier,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseJson } from '../shared/document/json';
import type { Node } from '../shared/document/node';
import { spanOfPiece } from '../shared/rules/stateExpressions';
import { answering, type OpenPlain, type OpenSubject } from './answering';
import { type Connection, refusal } from './connection';
import { fromRange, toEdits, toRange } from './convert';
import { formattingOf } from './formatting';
import type { Neighbour } from './neighbours';
import { isMeantByCases, stateMeant, stateNameAt, usesOfState } from './plainStates';
import { rename, renameableAt } from './rename';
import type { Session } from './session';
import type { Subject } from './subject';

/** What the server can do to change a definition as a whole. */
export const EDITING: ServerCapabilities = {
  renameProvider: { prepareProvider: true },
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
};

/** Answers the requests of `EDITING`. */
export function listenForEditing(connection: Connection, session: Session): void {
  const about = answering(connection, session);
  connection.onRequest('textDocument/prepareRename', about(null, preparedRename, preparedFromCase));
  connection.onRequest(
    'textDocument/rename',
    about(
      null,
      (open, params) => renamed(session, open, params),
      (open, params) => renamedFromCase(session, open, params),
    ),
  );
  connection.onRequest('textDocument/formatting', about([], formatted));
  connection.onRequest('textDocument/rangeFormatting', about([], formatted));
}

interface At {
  readonly textDocument: TextDocumentIdentifier;
  readonly position: Position;
}

function preparedRename({ document, subject }: OpenSubject, { position }: At): PrepareRenameResult | null {
  const found = renameableAt(subject, document.offsetAt(position));
  return found ? { range: toRange(document, found.span), placeholder: found.name } : null;
}

type RenameAt = At & { readonly newName: string };

/** A state is renamed in the test cases beside the definition, too. */
async function renamed(
  session: Session,
  { document, subject }: OpenSubject,
  { position, newName }: RenameAt,
): Promise<WorkspaceEdit | ResponseError<never> | null> {
  const renaming = rename(subject, document.offsetAt(position), newName);
  if (renaming === undefined) return null;
  if (renaming.kind === 'refused') return refusal(renaming.message);
  const { named, edits, inProject } = renaming;
  const cases = isMeantByCases(subject.document, named)
    ? await session.neighbours.testCasesOf(document.uri)
    : undefined;
  const root = cases && parseJson(cases.text, { comments: true }).root;
  return {
    changes: {
      [document.uri]: toEdits(document, edits),
      ...(cases ? editsInCases(cases, root, named.name, newName) : {}),
      ...(inProject ? editsInProject(session, subject, inProject) : {}),
    },
  };
}

/** The open project file is changed under its client's address. */
function editsInProject(
  { neighbours }: Session,
  { projectFile }: Subject,
  { path, edits }: { readonly path: string; readonly edits: Parameters<typeof toEdits>[1] },
) {
  const uri = neighbours.openAt(path)?.uri ?? pathToFileURL(path).href;
  return { [uri]: toEdits(TextDocument.create(uri, 'json', 0, projectFile?.text ?? ''), edits) };
}

/** A state that a test case names gets its new name in the definition and in the test cases. */
function renamedFromCase(session: Session, { document, subject }: OpenPlain, { position, newName }: RenameAt) {
  const { definition } = subject;
  const node = stateNameAt(subject, document.offsetAt(position));
  const meant = node && definition && stateMeant(definition, node.value);
  const renaming = meant && definition && rename(definition, meant.key.span.start, newName);
  if (renaming === undefined || definition === undefined || node === undefined) return null;
  if (renaming.kind === 'refused') return refusal(renaming.message);
  const there = TextDocument.create(definition.uri, 'json', 0, definition.text);
  const cases = { uri: document.uri, text: subject.document.text };
  return {
    changes: {
      [definition.uri]: toEdits(there, renaming.edits),
      ...editsInCases(cases, subject.document.root, node.value, newName),
      ...(renaming.inProject ? editsInProject(session, definition, renaming.inProject) : {}),
    },
  };
}

function preparedFromCase({ document, subject }: OpenPlain, { position }: At): PrepareRenameResult | null {
  const { definition } = subject;
  const node = stateNameAt(subject, document.offsetAt(position));
  if (node === undefined || definition === undefined || !stateMeant(definition, node.value)) return null;
  const span = spanOfPiece(subject.document.text, node, 0, node.value.length);
  return { range: toRange(document, span), placeholder: node.value };
}

function editsInCases({ uri, text }: Neighbour, root: Node | undefined, name: string, newName: string) {
  const edits = usesOfState(root, name).map(({ span }) => ({ span, text: JSON.stringify(newName) }));
  return edits.length > 0 ? { [uri]: toEdits(TextDocument.create(uri, 'json', 0, text), edits) } : {};
}

function formatted(
  { document, subject }: OpenSubject,
  {
    options,
    range,
  }: { readonly textDocument: TextDocumentIdentifier; readonly options: FormattingOptions; readonly range?: Range },
): TextEdit[] {
  return toEdits(document, formattingOf(subject.document, options, range && fromRange(document, range)));
}
