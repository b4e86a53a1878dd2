import type { Connection } from 'vscode-languageserver/node';
import { runSafe } from './runSafe';
import type { Open, Session } from './session';
import type { Subject } from './subject';

/** An open definition that a request is about. */
export type OpenSubject = Open<{ readonly subject: Subject }>;

/** Makes handlers of requests about one open definition; `none` is the answer about any other file, and when answering fails. */
export function answering({ console }: Connection, session: Session) {
  return <Params extends { readonly textDocument: { readonly uri: string } }, Result>(
    none: Result,
    answer: (open: OpenSubject, params: Params) => Result,
  ) =>
    runSafe(console, none, async (params: Params) => {
      const open = await session.subjectOf(params.textDocument.uri);
      return open ? answer(open, params) : none;
    });
}
