import type { SecretRef } from '../../../shared/project/reference';
import type { Confirm } from '../confirmation';
import type { Secrets } from '../secrets';

type Reading = Pick<Secrets, 'known' | 'get'>;

/**
 * Secrets for many runs at the same time: each missing one is asked for once, one after the other, and not again when
 * the person gave none. With `mayAsk` false nobody is asked.
 */
export function askOnce(secrets: Reading, mayAsk: boolean): Reading {
  const asked = new Map<string, Promise<string | undefined>>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    known: secrets.known,
    get: async (project, ref, token) => {
      const value = await secrets.known(project, ref);
      if (value !== undefined || !mayAsk) return value;
      const key = keyOf(String(project), ref);
      const answer = asked.get(key) ?? last.then(() => secrets.get(project, ref, token));
      asked.set(key, answer);
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}

/** The question before something is sent to production, for many runs at the same time: one after the other, or never. */
export function confirmInTurn(confirm: Confirm, mayAsk: boolean): Confirm {
  let last: Promise<unknown> = Promise.resolve();
  return async (question) => {
    if (!mayAsk) return false;
    const answer = last.then(() => confirm(question));
    last = answer.catch(() => undefined);
    return answer;
  };
}

function keyOf(project: string, { kind, name }: SecretRef): string {
  return JSON.stringify([project, kind, name]);
}
