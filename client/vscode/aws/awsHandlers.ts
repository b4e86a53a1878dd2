import * as vscode from 'vscode';
import type { COMMANDS } from '../commands';
import { prettyJson } from '../trace/jsonText';
import type { TracePanel } from '../trace/panel';
import { mayRun } from '../trust';
import { awsSides } from './awsComparison';
import { openAwsSettings } from './awsSettings';
import type { AwsTester } from './testInAws';

type AwsCommand = 'testInAws' | 'compareWithLocal' | 'showLocalRun' | 'openAwsSettings';

/** What the commands for testing in AWS do. */
export function awsHandlersOf(
  aws: AwsTester,
  panel: TracePanel,
): Readonly<Record<AwsCommand & keyof typeof COMMANDS, (...args: readonly unknown[]) => unknown>> {
  return {
    testInAws: async (argument) => {
      if (await mayRun()) await aws.test(argument);
    },
    compareWithLocal: () => compareWithLocal(panel),
    showLocalRun: () => aws.showLocal(),
    openAwsSettings,
  };
}

async function compareWithLocal({ view, editors }: TracePanel): Promise<void> {
  const sides = view?.kind === 'run' ? awsSides(view) : undefined;
  if (view === undefined || sides === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no answer of AWS on display to compare with the run on this machine.'),
    );
    return;
  }
  const { stateName } = view.subject;
  const here = { title: vscode.l10n.t('{0} on this machine', stateName), text: prettyJson(sides.local) };
  const there = { title: vscode.l10n.t('{0} in AWS', stateName), text: prettyJson(sides.aws) };
  await editors.compare(`${here.title} ↔ ${there.title}`, here, there);
}
