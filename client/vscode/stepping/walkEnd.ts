import * as vscode from 'vscode';
import { WALK_LIMITS, type WalkEnd } from '../../runner/walk';
import type { Step } from '../trace/path';

/** How a walk ended, in a sentence; undefined where what is shown of its last state says it. */
export function endSentence(end: WalkEnd, steps: readonly Step[]): string | undefined {
  const last = steps.at(-1);
  const name = last?.stateName ?? '';
  switch (end.kind) {
    case 'end':
      return vscode.l10n.t('The end: nothing follows “{0}”.', name);
    case 'failed':
      return vscode.l10n.t('“{0}” failed, and nothing catches the error.', name);
    case 'retriable':
      return vscode.l10n.t(
        '“{0}” failed {1} times: its Retrier would go on, the path ends here.',
        name,
        last?.attempts ?? 0,
      );
    case 'needsMock':
      return vscode.l10n.t('Stopped before “{0}”: it needs a mock.', end.next.stateName);
    case 'absent':
      return vscode.l10n.t('Stopped: the machine has no state “{0}” that can be tested.', end.next.stateName);
    case 'steps':
      return vscode.l10n.t(
        'Stopped before “{0}”: {1} states ran, which looks like a loop.',
        end.next.stateName,
        WALK_LIMITS.steps,
      );
    case 'calls':
      return vscode.l10n.t(
        'Stopped before “{0}”: {1} requests were sent. Waits are skipped here, so that a loop which polls asks without a pause.',
        end.next.stateName,
        WALK_LIMITS.calls,
      );
    case 'cancelled':
      return vscode.l10n.t('Cancelled at “{0}”.', name);
    default:
      return undefined;
  }
}
