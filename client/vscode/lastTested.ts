import * as vscode from 'vscode';
import type { Target } from './target';

/** What was tested last: in this workspace, and with which test case in this window. */
export interface LastTested {
  /** The name of the test case that a state was tested with last; undefined when it was not tested yet. */
  caseOf(target: Target): string | undefined;
  /** Takes note that a test case of a state is the one that is used now. */
  used(target: Target, caseName: string): void;
  /** A test case of a state goes by another name from now on. */
  renamed(target: Target, from: string, to: string): void;
  /** The state that ran last in this workspace; undefined when none did. */
  last(): Target | undefined;
  /** Takes note that a state is the one that ran last. */
  remember(target: Target): Thenable<void>;
}

const LAST = 'stateside.lastTarget';

/** Makes the notes; the last state is kept over restarts, the cases are not. */
export function createLastTested(memory: vscode.Memento): LastTested {
  const cases = new Map<string, string>();
  return {
    caseOf: (target) => cases.get(keyOf(target)),
    used: (target, caseName) => cases.set(keyOf(target), caseName),
    renamed: (target, from, to) => {
      if (cases.get(keyOf(target)) === from) cases.set(keyOf(target), to);
    },
    last: () => {
      const kept = memory.get<{ readonly uri: string; readonly stateName: string }>(LAST);
      return kept && { uri: vscode.Uri.parse(kept.uri), stateName: kept.stateName };
    },
    remember: ({ uri, stateName }) => memory.update(LAST, { uri: uri.toString(), stateName }),
  };
}

function keyOf({ uri, stateName }: Target): string {
  return JSON.stringify([uri.toString(), stateName]);
}
