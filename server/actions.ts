import type { CodeAction, CodeActionParams, ServerCapabilities } from 'vscode-languageserver/node';
import { fixAll, mendingsAt } from './codeActions';
import type { Connection } from './connection';
import { FIX_ALL_KIND, fromRange, toFixAll, toQuickFix, toRefactoring } from './convert';
import { pathOf } from './projects';
import { CODE_ACTION_KIND, CODE_ACTION_TRIGGER_KIND } from './protocol';
import { refactoringsAt } from './refactorings/refactorings';
import { runSafe } from './runSafe';
import type { Session } from './session';

/** What the server can change when it is asked at a place. */
export const ACTIONS: ServerCapabilities = {
  codeActionProvider: {
    codeActionKinds: [
      CODE_ACTION_KIND.QuickFix,
      CODE_ACTION_KIND.RefactorExtract,
      CODE_ACTION_KIND.RefactorRewrite,
      FIX_ALL_KIND,
    ],
  },
};

/** Answers the requests of `ACTIONS`. */
export function listenForActions(connection: Connection, session: Session): void {
  connection.onRequest(
    'textDocument/codeAction',
    runSafe(connection.console, [], async (params) => [
      ...(await mendings(session, params)),
      ...(await refactorings(session, params)),
    ]),
  );
}

async function mendings(session: Session, { textDocument, range, context }: CodeActionParams): Promise<CodeAction[]> {
  if (!wants(context, CODE_ACTION_KIND.QuickFix) && !wants(context, FIX_ALL_KIND)) return [];
  const found = await session.findingsOf(textDocument.uri);
  if (found === undefined) return [];
  const { document, findings, check } = found;
  const actions = wants(context, CODE_ACTION_KIND.QuickFix)
    ? mendingsAt(findings, fromRange(document, range)).map((mending) =>
        toQuickFix(document, mending, context.diagnostics),
      )
    : [];
  // Looked for only when asked by name: a light bulb has no use for it.
  const isAsked = context.only !== undefined && wants(context, FIX_ALL_KIND);
  const edit = isAsked ? fixAll(document.getText(), findings, check) : undefined;
  return edit ? [...actions, toFixAll(document, [edit])] : actions;
}

async function refactorings(
  session: Session,
  { textDocument, range, context }: CodeActionParams,
): Promise<CodeAction[]> {
  if (!REFACTORINGS.some((kind) => wants(context, kind))) return [];
  const open = await session.subjectOf(textDocument.uri);
  if (open === undefined) return [];
  const { document, subject } = open;
  const { can } = session.client;
  const isAutomatic = context.triggerKind === CODE_ACTION_TRIGGER_KIND.Automatic;
  return refactoringsAt(subject, document.offsetAt(range.start), pathOf(document.uri), isAutomatic)
    .filter(({ disabled }) => disabled === undefined || can.disabledActions)
    .filter(({ file }) => file?.isNew !== true || can.newFiles)
    .map((refactoring) => toRefactoring(document, refactoring, subject.projectFile?.text ?? ''))
    .filter(({ kind }) => kind !== undefined && wants(context, kind));
}

const REFACTORINGS = [CODE_ACTION_KIND.RefactorExtract, CODE_ACTION_KIND.RefactorRewrite];

/** Without a wish everything is wanted; a kind includes those below it. */
function wants({ only }: CodeActionParams['context'], kind: string): boolean {
  return only?.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`) || wanted === '') ?? true;
}
