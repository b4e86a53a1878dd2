import path from 'node:path';
import { lineColumns, parseDocument } from '../../shared/document/document';
import { type HttpCall, httpCallsOf } from '../../shared/document/httpCalls';
import { surroundingsOf } from '../../shared/project/project';
import { executionPolicy, testingPolicy } from '../../shared/report/iamPolicy';
import { substitute } from '../../shared/spec/substitution';
import { type Command, helpText } from './command';
import { type Given, HELP_OPTION, type Option, readOptions } from './options';
import { chooseProject, PROJECT_OPTIONS, projectChoice } from './projectOptions';
import { readTextFile, type World } from './world';
import { WrongUse } from './wrongUse';

const KINDS = { execution: executionPolicy, testing: testingPolicy } as const;

const OPTIONS: readonly Option[] = [
  {
    name: 'for',
    value: 'WHOM',
    values: Object.keys(KINDS),
    doc: 'execution (default): the role of the state machine. testing: the person who tests its states in AWS.',
  },
  {
    name: 'state-machine-arn',
    value: 'ARN',
    doc: 'The state machine; without it the policy is for any of the account.',
  },
  { name: 'role-arn', value: 'ARN', doc: 'With --for testing, the role to test with; without it any of the account.' },
  { name: 'reveal-secrets', doc: 'With --for testing, allow to see what connections add to a request.' },
  ...PROJECT_OPTIONS,
  HELP_OPTION,
];

/** `stateside iam-policy`: 0 when a policy was printed, 1 when there is no HTTP Task, 2 for wrong use. */
export const IAM_POLICY: Command = {
  name: 'iam-policy',
  summary: 'Print the IAM policy that the HTTP Tasks of a definition need.',
  help: () =>
    helpText(
      'stateside iam-policy FILE [options]',
      'Prints the least that the role of a state machine needs for its HTTP Tasks: their methods and endpoints, their connections, and the secrets of those. Standard error tells what makes it wider than need be.',
      OPTIONS,
      [
        'Ends with 0 when a policy was printed, with 1 when the definition has no HTTP Task, and with 2 when it was called wrongly.',
      ],
    ),
  run: async (args, world) => {
    const given = readOptions(args, OPTIONS, 'iam-policy');
    checkKind(given);
    const [file, ...more] = given.rest;
    if (file === undefined) throw new WrongUse('There is nothing to read: name a definition');
    if (more[0] !== undefined) throw new WrongUse(`This argument is not expected: ${more[0]}`);
    const calls = await callsOf(file, given, world);
    if (calls.length === 0) {
      world.err(`There is no HTTP Task, so that no policy is needed for one: ${file}\n`);
      return 1;
    }
    const { policy, warnings } = policyFor(calls, given);
    world.out(`${JSON.stringify(policy, undefined, 2)}\n`);
    for (const warning of warnings) world.err(`Warning: ${warning}\n`);
    return 0;
  },
};

/** The options that only one kind of policy heeds: given with the other, they would be lost in silence. */
const KIND_OF_OPTION: Readonly<Record<string, keyof typeof KINDS>> = {
  'state-machine-arn': 'execution',
  'role-arn': 'testing',
  'reveal-secrets': 'testing',
};

function checkKind({ values, switches }: Given): void {
  const chosen = values.get('for') ?? 'execution';
  for (const [option, kind] of Object.entries(KIND_OF_OPTION)) {
    const isGiven = values.has(option) || switches.has(option);
    if (isGiven && kind !== chosen) throw new WrongUse(`This option goes with --for ${kind} only: --${option}`);
  }
}

/** An ARN as it was given, or a placeholder of a template for one; undefined when there is none. */
function arnFrom(option: string, { values }: Given): string | undefined {
  const arn = values.get(option);
  if (arn === undefined || /^(arn:[^:]+:[^:]+:|\$\{)/.test(arn)) return arn;
  throw new WrongUse(`This option takes an ARN (arn:aws:...): --${option} ${arn}`);
}

async function callsOf(file: string, { values }: Given, world: World): Promise<readonly HttpCall[]> {
  const written = await readTextFile(world.cwd, file);
  const choice = projectChoice(values);
  const loaded = await chooseProject(choice, path.dirname(path.resolve(world.cwd, file)), world);
  const { substitutions } = surroundingsOf(loaded?.project, { profile: choice.profile });
  const text = substitute(written, substitutions);
  const document = parseDocument(text, /\.ya?ml$/i.test(file) ? 'yaml' : 'json');
  const [problem] = document.problems;
  if (problem === undefined) return httpCallsOf(document);
  const { line, character } = lineColumns(text)(problem.span.start);
  throw new WrongUse(`The definition cannot be read: ${file}:${line + 1}:${character + 1}: ${problem.message}`);
}

function policyFor(calls: readonly HttpCall[], given: Given) {
  const { values, switches } = given;
  const stateMachineArn = arnFrom('state-machine-arn', given);
  const roleArn = arnFrom('role-arn', given);
  const make = values.get('for') === 'testing' ? KINDS.testing : KINDS.execution;
  return make(calls, {
    ...(stateMachineArn === undefined ? {} : { stateMachineArn }),
    ...(roleArn === undefined ? {} : { roleArn }),
    revealSecrets: switches.has('reveal-secrets'),
  });
}
