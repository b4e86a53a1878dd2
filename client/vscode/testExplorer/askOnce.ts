import type { SecretRef } from '../../../shared/project/reference';
import type { Confirm } from '../confirmation';
import type { Secrets } from '../secrets';
import { oneByOne } from './inParallel';

type Reading = Pick<Secrets, 'known' | 'get'>;

/**
 * Secrets for many runs at the same time: each missing one is asked for once, one after the other, and not again when
 * the person gave none. With `mayAsk` false nobody is asked.
 */
export function askOnce(secrets: Reading, mayAsk: boolean): Reading {
  const asked = new Map<string, Promise<string | undefined>>();
  const inTurn = oneByOne();
  return {
    known: secrets.known,
    get: async (project, ref, token) => {
      const value = await secrets.known(project, ref);
      if (value !== undefined || !mayAsk) return value;
      const key = keyOf(String(project), ref);
      const question =
        asked.get(key) ??
        inTurn(async () => {
          const given = await secrets.get(project, ref, token);
          // What was given is known from now on; where it is not, it was cleared, and must not be used any more.
          if (given !== undefined) asked.delete(key);
          return given;
        });
      asked.set(key, question);
      return question;
    },
  };
}

/**
 * The question before something is sent to production, for many runs at the same time: one after the other, or never. A
 * call that was refused speaks for all others with the same profile.
 */
export function confirmInTurn(confirm: Confirm, mayAsk: boolean): Confirm {
  const refused = new Set<string>();
  const inTurn = oneByOne();
  return async (question) => {
    if (!mayAsk) return false;
    const key = JSON.stringify([question.file, question.profile]);
    return inTurn(async () => {
      const isAllowed = !refused.has(key) && (await confirm(question));
      if (!isAllowed) refused.add(key);
      return isAllowed;
    });
  };
}

function keyOf(project: string, { kind, name }: SecretRef): string {
  return JSON.stringify([project, kind, name]);
}
