import * as vscode from 'vscode';

/** With what a state is tested in AWS; an empty text leaves it to the configuration of the command. */
export interface AwsSettings {
  readonly command: string;
  readonly profile: string;
  readonly region: string;
  readonly roleArn: string;
  readonly revealSecrets: boolean;
}

/** The settings for a definition. Which program runs is for the person alone to say: a workspace cannot set it. */
export function awsSettings(uri: vscode.Uri | undefined): AwsSettings {
  const settings = vscode.workspace.getConfiguration('stateside.aws', uri);
  const text = (name: string, usual = ''): string => settings.get<string>(name, usual).trim();
  return {
    command: text('command') || 'aws',
    profile: text('profile'),
    region: text('region'),
    roleArn: text('roleArn'),
    revealSecrets: settings.get<boolean>('revealSecrets', false),
  };
}

/** Opens the editor of settings at those for AWS. */
export async function openAwsSettings(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', 'stateside.aws');
}

/** Where a state is tested, as the panel says it. */
export function placeOf({ profile, region, roleArn }: AwsSettings): {
  readonly profile: string;
  readonly region: string;
  readonly account: string | undefined;
} {
  const named = (name: string): string | undefined => process.env[name] || undefined;
  return {
    profile: profile || (named('AWS_PROFILE') ?? named('AWS_DEFAULT_PROFILE') ?? ''),
    region: region || (named('AWS_REGION') ?? named('AWS_DEFAULT_REGION') ?? ''),
    account: /^arn:[^:]*:iam::(\d{12}):/.exec(roleArn)?.[1],
  };
}
