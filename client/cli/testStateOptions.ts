import path from 'node:path';
import type { InspectionLevel, TestStateRequest } from '../../shared/executor/testStateRequest';
import { type Given, HELP_OPTION, type Option } from './options';
import { PROJECT_OPTIONS } from './projectOptions';
import { readMock, readRequest, readStateConfiguration } from './requestShape';
import { exists, readTextFile, type World } from './world';
import { WrongUse } from './wrongUse';

const LEVELS: readonly InspectionLevel[] = ['INFO', 'DEBUG', 'TRACE'];

/** The options of `aws stepfunctions test-state`, and those of our own. */
export const TEST_STATE_OPTIONS: readonly Option[] = [
  {
    name: 'definition',
    value: 'TEXT',
    doc: 'The definition: its text, file://PATH, or a path. One state, or a state machine together with --state-name.',
  },
  { name: 'state-name', value: 'NAME', doc: 'The state to test, of a definition that is a state machine.' },
  { name: 'input', value: 'JSON', doc: 'The input of the state. Default {}.' },
  {
    name: 'inspection-level',
    value: 'LEVEL',
    values: LEVELS,
    doc: 'How much is shown: INFO (default), DEBUG or TRACE.',
  },
  { name: 'reveal-secrets', doc: 'With TRACE, show what the connection added to the request.' },
  { name: 'no-reveal-secrets', doc: 'Do not show it, which is the default.' },
  { name: 'mock', value: 'JSON', doc: 'A result or an error in the place of calling the service; nothing is sent.' },
  { name: 'context', value: 'JSON', doc: 'The context object; needs --mock.' },
  { name: 'variables', value: 'JSON', doc: 'Workflow variables.' },
  { name: 'state-configuration', value: 'JSON', doc: 'Circumstances of the run, such as {"retrierRetryCount": 1}.' },
  { name: 'role-arn', value: 'ARN', doc: 'Accepted; no role is needed here.' },
  { name: 'region', value: 'REGION', doc: 'The region, where the ConnectionArn names none.' },
  { name: 'profile', value: 'NAME', doc: 'Accepted and not used: it is a profile of aws.' },
  { name: 'output', value: 'FORMAT', values: ['json'], doc: 'How the answer is printed: json.' },
  { name: 'no-cli-pager', doc: 'Accepted; there is no pager.' },
  { name: 'cli-input-json', value: 'JSON', doc: 'The whole request as JSON; other options win over it.' },
  ...PROJECT_OPTIONS,
  {
    name: 'retry',
    doc: 'Really try again where a Retrier says so, with its waits; the tries are told on standard error. TestState never does.',
  },
  { name: 'skip-waits', doc: 'With --retry, do not wait between the tries.' },
  { name: 'fail', doc: 'End with 1 when the status is FAILED.' },
  {
    name: 'jsonl',
    doc: 'Answer many requests from standard input, one a line: {"id": ID, "request": {TestState request}}, with {"id", "response"} or {"id", "error"}, in any order.',
  },
  HELP_OPTION,
];

/** A request with the folder in which the search for its project begins. */
export interface LocatedRequest {
  readonly request: TestStateRequest;
  readonly folder: string;
}

/** Makes the request that the options describe. Throws WrongUse when something in them cannot be read. */
export async function requestFrom(given: Given, world: World): Promise<LocatedRequest> {
  const read = (name: string) => textOf(given, name, world);
  const json = await read('cli-input-json');
  const base = json === undefined ? {} : readRequest(json, 'cli-input-json');
  const { definition = base.definition, folder } = await definitionFrom(given, world);
  if (definition === undefined) throw new WrongUse('The definition is missing: give it with --definition');
  const [mock, configuration] = [await read('mock'), await read('state-configuration')];
  const texts = {
    stateName: given.values.get('state-name'),
    roleArn: given.values.get('role-arn'),
    inspectionLevel: LEVELS.find((level) => level === given.values.get('inspection-level')),
    revealSecrets: revealFrom(given),
    input: await read('input'),
    variables: await read('variables'),
    context: await read('context'),
    mock: mock === undefined ? undefined : readMock(mock, 'mock'),
    stateConfiguration:
      configuration === undefined ? undefined : readStateConfiguration(configuration, 'state-configuration'),
  };
  return { request: { ...base, ...present(texts), definition }, folder };
}

function revealFrom({ switches }: Given): boolean | undefined {
  if (switches.has('reveal-secrets')) return true;
  return switches.has('no-reveal-secrets') ? false : undefined;
}

/** A value as `aws` takes it: a text, or the text of a file behind `file://`. */
async function textOf(given: Given, name: string, world: World): Promise<string | undefined> {
  const value = given.values.get(name);
  return value?.startsWith(FILE) ? readTextFile(world.cwd, value.slice(FILE.length)) : value;
}

const FILE = 'file://';

async function definitionFrom(
  given: Given,
  world: World,
): Promise<{ readonly definition?: string; readonly folder: string }> {
  const value = given.values.get('definition');
  if (value === undefined) return { folder: world.cwd };
  const isText =
    !value.startsWith(FILE) && (/^\s*[{["]/.test(value) || !(await exists(path.resolve(world.cwd, value))));
  if (isText) return { definition: definitionText(value), folder: world.cwd };
  const file = value.startsWith(FILE) ? value.slice(FILE.length) : value;
  return {
    definition: await readTextFile(world.cwd, file),
    folder: path.dirname(path.resolve(world.cwd, file)),
  };
}

/** A word that looks like a path was meant as one: the API's complaint about its JSON would not help. */
function definitionText(value: string): string {
  if (/^[^{}"\s]+\.(json|asl|ya?ml)$/i.test(value)) throw new WrongUse(`There is no such file: ${value}`);
  return value;
}

type Present<Members> = { [Name in keyof Members]?: Exclude<Members[Name], undefined> };

function present<Members extends object>(members: Members): Present<Members> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<Members>;
}
