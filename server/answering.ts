import type { Connection } from './connection';
import type { PlainSubject } from './plainFile';
import { runSafe } from './runSafe';
import type { Open, Session } from './session';
import type { Subject } from './subject';

/** An open definition that a request is about. */
export type OpenSubject = Open<{ readonly subject: Subject }>;

/** An open stateside.json or *.asl.test.json that a request is about. */
export type OpenPlain = Open<{ readonly subject: PlainSubject }>;

/**
 * Makes handlers of requests about one open definition and, with `plainAnswer`, about one of our own files; `none` is
 * the answer about any other file, and when answering fails.
 */
export function answering({ console }: Connection, session: Session) {
  return <Params extends { readonly textDocument: { readonly uri: string } }, Result>(
    none: Result,
    answer: (open: OpenSubject, params: Params) => Result | Promise<Result>,
    plainAnswer?: (open: OpenPlain, params: Params) => Result | Promise<Result>,
  ) =>
    runSafe(console, none, async (params: Params) => {
      const { uri } = params.textDocument;
      const open = await session.subjectOf(uri);
      if (open) return answer(open, params);
      const plain = plainAnswer && (await session.plainOf(uri));
      return plain ? plainAnswer(plain, params) : none;
    });
}
