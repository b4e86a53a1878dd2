import type { Call } from '../../shared/executor/effects';

/** What a person is asked before something is sent to a system that matters. */
export interface Question {
  /** The path of the project file. */
  readonly file: string;
  readonly profile: string;
  readonly call: Call;
}

/** `session`: for this profile nobody needs to ask again until the window is loaded anew. */
export type Consent = 'once' | 'session' | 'no';

/** Tells whether a call may be sent. */
export type Confirm = (question: Question) => Promise<boolean>;

/** Asks with the given effect, and remembers for which profiles nobody is to be asked again. */
export function createConfirmation(ask: (question: Question) => Promise<Consent>): Confirm {
  const allowed = new Set<string>();
  return async (question) => {
    const key = JSON.stringify([question.file, question.profile]);
    if (allowed.has(key)) return true;
    const consent = await ask(question);
    if (consent === 'session') allowed.add(key);
    return consent !== 'no';
  };
}
