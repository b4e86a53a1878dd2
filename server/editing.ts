import {
  type Connection,
  ErrorCodes,
  type FormattingOptions,
  type Position,
  type PrepareRenameResult,
  type Range,
  ResponseError,
  type ServerCapabilities,
  type TextDocumentIdentifier,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { answering, type OpenSubject } from './answering';
import { fromRange, toEdits, toRange } from './convert';
import { formattingOf } from './formatting';
import { rename, renameableAt } from './rename';
import type { Session } from './session';

/** What the server can do to change a definition as a whole. */
export const EDITING: ServerCapabilities = {
  renameProvider: { prepareProvider: true },
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
};

/** Answers the requests of `EDITING`. */
export function listenForEditing(connection: Connection, session: Session): void {
  const about = answering(connection, session);
  connection.onPrepareRename(about(null, preparedRename));
  connection.onRenameRequest(about(null, renamed));
  connection.onDocumentFormatting(about([], formatted));
  connection.onDocumentRangeFormatting(about([], formatted));
}

interface At {
  readonly textDocument: TextDocumentIdentifier;
  readonly position: Position;
}

function preparedRename({ document, subject }: OpenSubject, { position }: At): PrepareRenameResult | null {
  const found = renameableAt(subject, document.offsetAt(position));
  return found ? { range: toRange(document, found.span), placeholder: found.name } : null;
}

function renamed(
  { document, subject }: OpenSubject,
  { position, newName }: At & { readonly newName: string },
): WorkspaceEdit | ResponseError<void> | null {
  const renaming = rename(subject, document.offsetAt(position), newName);
  if (renaming === undefined) return null;
  if (renaming.kind === 'refused') return new ResponseError(ErrorCodes.InvalidRequest, renaming.message);
  return { changes: { [document.uri]: toEdits(document, renaming.edits) } };
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
