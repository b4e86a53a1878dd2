import type { TestStateRequest } from '../executor/testStateRequest';
import type { Masker } from './mask';
import { type ShellCommand, type WordWriter, wordWriter } from './shellWords';

/** What the command is told beside the request. */
export interface AwsOptions {
  /** ARN of the role to run with; without it the command reads the shell variable ROLE_ARN. */
  readonly roleArn?: string;
  readonly region?: string;
  readonly reveal: boolean;
  readonly mask: Masker;
}

/**
 * A request as an `aws stepfunctions test-state` command for bash with everything in it, from
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html. A context object without a mock is
 * left out, because the API refuses it. Masked values are shell variables.
 */
export function awsCommand(request: TestStateRequest, options: AwsOptions): ShellCommand {
  const writer = wordWriter(options.reveal);
  const { reveal, mask } = options;
  const show = reveal ? (text: string) => text : mask;
  const data: readonly (readonly [name: string, value: string | undefined])[] = [
    ['definition', compact(request.definition)],
    ['state-name', request.stateName],
    ['input', request.input],
    ['variables', request.variables],
    ['mock', request.mock && JSON.stringify(request.mock)],
    ['context', request.mock && request.context],
    ['state-configuration', request.stateConfiguration && JSON.stringify(request.stateConfiguration)],
    ['region', options.region],
  ];
  const words = [
    'aws stepfunctions test-state',
    ...data.flatMap(([name, value]) => (value === undefined ? [] : [optionWord(name, show(value), writer)])),
    ...roleWords(request, options, writer),
    '--inspection-level TRACE',
    ...(reveal ? ['--reveal-secrets'] : []),
  ];
  return { text: words.join(' \\\n  '), variables: writer.variables };
}

/** Behind an equals sign, a value that begins with a dash is no option. */
function optionWord(name: string, value: string, writer: WordWriter): string {
  const word = writer.word(value, name);
  return value.startsWith('-') ? `--${name}=${word}` : `--${name} ${word}`;
}

/** With a mock nothing is called, and no role is needed. */
function roleWords(
  { mock, roleArn: own }: TestStateRequest,
  { roleArn = own }: AwsOptions,
  writer: WordWriter,
): readonly string[] {
  if (roleArn !== undefined && roleArn !== '') return [optionWord('role-arn', roleArn, writer)];
  return mock ? [] : [`--role-arn ${writer.variable('ROLE_ARN', 'role to run with')}`];
}

/** On one line a definition is shorter; what is no JSON stays as it is. */
function compact(definition: string): string {
  try {
    return JSON.stringify(JSON.parse(definition));
  } catch {
    return definition;
  }
}
