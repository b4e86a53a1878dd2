import type { TestStateRequest } from '../executor/testStateRequest';

/** With whom, where and how a state is tested in AWS; an empty text leaves it to the configuration of the command. */
export interface AwsCallOptions {
  readonly profile: string;
  readonly region: string;
  /** ARN of the role to run with. */
  readonly roleArn: string;
  /** AWS shows what the connection adds; it refuses to do so beside a mock. */
  readonly reveal: boolean;
}

/** A call of the `aws` command: its arguments, and what stands in the file that they name. */
export interface AwsCall {
  readonly args: readonly string[];
  readonly file: string;
  /** JSON in ASCII: the command reads files in the encoding of its surroundings, whatever that is. */
  readonly text: string;
  readonly reveals: boolean;
}

/** AWS ends a test after five minutes: the command waits a little longer for its answer. */
export const AWS_READ_SECONDS = 310;

const FILE = 'request.json';

/**
 * A request as a call of `aws stepfunctions test-state`, to be run in the folder of its file, from
 * https://docs.aws.amazon.com/cli/latest/reference/stepfunctions/test-state.html. Nothing of the request is among the
 * arguments, which every process of a machine may read. A context object without a mock is left out, because the API
 * refuses it.
 */
export function awsCall(request: TestStateRequest, { profile, region, roleArn, reveal }: AwsCallOptions): AwsCall {
  const { definition, stateName, input, variables, mock, context, stateConfiguration } = request;
  const role = roleArn === '' ? request.roleArn : roleArn;
  const members = {
    definition,
    stateName,
    roleArn: role,
    input,
    variables,
    mock,
    context: mock && context,
    stateConfiguration,
  };
  const reveals = reveal && mock === undefined;
  const args = [
    'stepfunctions',
    'test-state',
    '--cli-input-json',
    `file://${FILE}`,
    '--inspection-level',
    'TRACE',
    ...(reveals ? ['--reveal-secrets'] : []),
    ...['--output', 'json', '--color', 'off', '--cli-read-timeout', String(AWS_READ_SECONDS)],
    // Behind an equals sign, a value that begins with a dash is no option.
    ...(profile === '' ? [] : [`--profile=${profile}`]),
    ...(region === '' ? [] : [`--region=${region}`]),
  ];
  return { args, file: FILE, text: ascii(JSON.stringify(members)), reveals };
}

/** What the environment of the command says beside the person's own: nothing that waits for somebody at a terminal. */
export const AWS_ENVIRONMENT = {
  AWS_PAGER: '',
  AWS_CLI_AUTO_PROMPT: 'off',
  AWS_CLI_FILE_ENCODING: 'UTF-8',
  AWS_CLI_OUTPUT_ENCODING: 'UTF-8',
  PYTHONIOENCODING: 'UTF-8',
} as const;

function ascii(json: string): string {
  return json.replace(/[^\0-~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
