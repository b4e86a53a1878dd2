import * as vscode from 'vscode';
import { needsConfirmation } from '../../../shared/project/profile';
import { type AwsSettings, placeOf } from './awsSettings';
import { localOnlySentence } from './awsWords';
import type { Plan } from './plan';
import { localOnly, methodOf } from './testedState';

/**
 * Asks once in a session, and anew for another profile, region or role: in AWS a state really runs, and AWS charges for
 * what it calls. `agreed` holds what the person agreed to. Under a production profile each call that may change something
 * is asked about.
 */
export async function confirmed(plan: Plan, settings: AwsSettings, agreed: Set<string>): Promise<boolean> {
  const { command, profile, region, roleArn } = settings;
  const key = JSON.stringify([command, profile, region, roleArn]);
  const isDangerous = plan.request.mock === undefined && needsConfirmation(plan.profile, methodOf(plan.request));
  if (agreed.has(key) && !isDangerous) return true;
  const go = vscode.l10n.t('Test in AWS');
  const question = vscode.l10n.t('Test {0} in AWS?', plan.subject.stateName);
  const detail = detailOf(plan, settings, isDangerous);
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, go)) !== go) return false;
  agreed.add(key);
  return true;
}

function detailOf({ request, endpoints, profile, local }: Plan, settings: AwsSettings, isDangerous: boolean): string {
  const place = placeOf(settings);
  const { roleArn } = settings;
  return [
    vscode.l10n.t('The state really runs there, with the connection that AWS has, and AWS may charge for it.'),
    ...(local ? [] : [vscode.l10n.t('It is tested on this machine first, to compare.')]),
    ...(isDangerous ? [vscode.l10n.t('The active profile is for production: {0}', profile?.name ?? '')] : []),
    vscode.l10n.t('AWS profile: {0}', place.profile || vscode.l10n.t('the default one')),
    vscode.l10n.t('Region: {0}', place.region || vscode.l10n.t('that of the profile')),
    ...(roleArn === '' ? [] : [vscode.l10n.t('Role: {0}', roleArn)]),
    ...localOnly(request, endpoints, place).map(localOnlySentence),
  ].join('\n');
}
