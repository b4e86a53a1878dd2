import * as vscode from 'vscode';
import { COMMANDS } from '../commands';
import { type Target, targetArgument } from '../target';
import type { MessageView, Subject } from '../trace/view';
import type { MockNeed } from './mockNeed';

/** What the panel shows of a state that runs here only with a mock and has none: why, and the offer to write one. */
export function needsMockView(subject: Subject, target: Target, need: MockNeed): MessageView {
  const write = {
    text: vscode.l10n.t('Write a mock'),
    command: COMMANDS.writeMock,
    args: [targetArgument(target)],
    isFirst: true,
  };
  const title = vscode.l10n.t('Needs a mock');
  return { kind: 'message', subject, title, message: needSentence(subject.stateName, need), actions: [write] };
}

/** Why a state runs here only with a mock, in a sentence. */
export function needSentence(stateName: string, need: MockNeed): string {
  switch (need.kind) {
    case 'map':
      return vscode.l10n.t(
        '“{0}” is a Map, which runs here with a mock only: say in a test case what its items come to.',
        stateName,
      );
    case 'parallel':
      return vscode.l10n.t(
        '“{0}” is a Parallel, which runs here with a mock only: say in a test case what its branches come to.',
        stateName,
      );
    default:
      return vscode.l10n.t(
        '“{0}” calls {1}, which only AWS can do: say in a test case what it would answer.',
        stateName,
        need.resource,
      );
  }
}
