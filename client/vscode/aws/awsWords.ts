import * as vscode from 'vscode';
import type { AwsTroubleKind } from '../../../shared/report/awsTrouble';
import { COMMANDS } from '../commands';
import type { Action } from '../trace/view';
import type { AwsSettings } from './awsSettings';
import type { LocalOnly } from './testedState';

/** A trouble in a sentence that says what to do. */
export function troubleSentence(kind: AwsTroubleKind, { command, profile, roleArn }: AwsSettings): string {
  const who = profile === '' ? vscode.l10n.t('the default profile') : vscode.l10n.t('the profile {0}', profile);
  const sentences: Readonly<Record<AwsTroubleKind, string>> = {
    missing: vscode.l10n.t(
      'The program {0} was not found. Install the AWS command line, or say in the setting {1} where it is.',
      command,
      'stateside.aws.command',
    ),
    tooOld: vscode.l10n.t(
      'The program {0} is too old for this test. Update the AWS command line to the newest version.',
      command,
    ),
    ...signInSentences(who),
    accessDenied: vscode.l10n.t(
      'The credentials of {0} do not allow to test a state: they need states:TestState.',
      who,
    ),
    noPassRole: vscode.l10n.t(
      'The credentials of {0} do not allow to hand the role {1} to Step Functions.',
      who,
      roleArn,
    ),
    noRevealSecrets: vscode.l10n.t(
      'The credentials of {0} do not allow to see secrets: they need states:RevealSecrets, or turn {1} off.',
      who,
      'stateside.aws.revealSecrets',
    ),
    roleUnusable: vscode.l10n.t(
      'Step Functions cannot take on the role {0}: it must be in the same account, and trust states.amazonaws.com.',
      roleArn,
    ),
    throttled: vscode.l10n.t('AWS allows one test a second, and refused this one. Wait a moment and test again.'),
    refused: vscode.l10n.t('AWS refused the test before anything ran.'),
    unreachable: vscode.l10n.t('AWS was not reached. Check the network, the proxy and the region.'),
    certificate: vscode.l10n.t(
      'The certificate of AWS, or of a proxy in front of it, is not trusted. Set AWS_CA_BUNDLE for the aws command.',
    ),
    rubbish: vscode.l10n.t(
      'The program {0} did not answer as the AWS command line does. Check the setting {1}.',
      command,
      'stateside.aws.command',
    ),
    failed: vscode.l10n.t('The program {0} failed.', command),
  };
  return sentences[kind];
}

/** Troubles with who the person is for AWS, and where. */
function signInSentences(
  who: string,
): Readonly<Record<'noCredentials' | 'badCredentials' | 'expired' | 'mfa' | 'noProfile' | 'noRegion', string>> {
  return {
    noCredentials: vscode.l10n.t(
      'There are no credentials for {0}. Run "aws configure" or "aws configure sso" in a terminal, or name another profile in the setting {1}.',
      who,
      'stateside.aws.profile',
    ),
    badCredentials: vscode.l10n.t(
      'AWS does not know the credentials of {0}. Renew them, or name another profile.',
      who,
    ),
    expired: vscode.l10n.t(
      'The session of {0} has expired. Sign in again in a terminal, such as with "aws sso login".',
      who,
    ),
    mfa: vscode.l10n.t(
      'The credentials of {0} need a code of a second factor, which nobody can give here. Sign in in a terminal first.',
      who,
    ),
    noProfile: vscode.l10n.t('There is no {0} on this machine. Correct the setting {1}.', who, 'stateside.aws.profile'),
    noRegion: vscode.l10n.t('It is not said in which region to test. Set {0}.', 'stateside.aws.region'),
  };
}

/** What helps against a trouble, beside testing again. */
export function troubleActions(kind: AwsTroubleKind): readonly Action[] {
  const settings: Action = { text: vscode.l10n.t('AWS settings'), command: COMMANDS.openAwsSettings };
  const policy: Action = {
    text: vscode.l10n.t('Copy IAM policy for testing'),
    command: COMMANDS.copyIamPolicy,
    args: [null, kind === 'noRevealSecrets' ? 'testingRevealed' : 'testing'],
    isFirst: true,
  };
  const isDenied = kind === 'accessDenied' || kind === 'noPassRole' || kind === 'noRevealSecrets';
  return isDenied ? [policy, settings] : [settings];
}

/** What holds on this machine only, in a sentence. */
export function localOnlySentence(note: LocalOnly): string {
  switch (note.kind) {
    case 'connection':
      return vscode.l10n.t(
        'AWS knows no connection {0}: that is its name on this machine. Put its ARN in with a substitution.',
        note.text,
      );
    case 'placeholders':
      return vscode.l10n.t('Nothing was put in for these placeholders, which AWS takes as they are: {0}', note.text);
    case 'account':
      return vscode.l10n.t('The connection is in the account {0}, the role in {1}.', note.text, note.there);
    case 'region':
      return vscode.l10n.t('The connection is in the region {0}, the test in {1}.', note.text, note.there);
    case 'endpoint':
      return vscode.l10n.t(
        'AWS calls {0} itself, and not {1}, where stateside.json leads on this machine.',
        note.text,
        note.there,
      );
    case 'context':
      return vscode.l10n.t('The context object of the test case stays here: AWS takes one beside a mock only.');
  }
}
