import path from 'node:path';
import type { Format } from '../../shared/document/document';
import type { InspectionLevel, TestStateRequest } from '../../shared/executor/testStateRequest';
import { fileHint } from './hints';
import { type Given, HELP_OPTION, type Option } from './options';
import { PROJECT_OPTIONS } from './projectOptions';
import { readMock, readRequest, readStateConfiguration } from './readRequest';
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
  {
    name: 'mock',
    value: 'JSON',
    doc: 'A result or an error in the place of calling the service; nothing is sent. The short way of aws will do: errorOutput={error=NAME}.',
  },
  { name: 'context', value: 'JSON', doc: 'The context object; needs --mock.' },
  { name: 'variables', value: 'JSON', doc: 'Workflow variables.' },
  {
    name: 'state-configuration',
    value: 'JSON',
    doc: 'Circumstances of the run, such as {"retrierRetryCount": 1} or retrierRetryCount=1.',
  },
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
  /** The notation of the request's definition. */
  readonly format: Format;
}

/** Makes the request that the options describe. Throws WrongUse when something in them cannot be read. */
export async function requestFrom(given: Given, world: World): Promise<LocatedRequest> {
  const read = (name: string) => textOf(given, name, world);
  const base = (await structureOf('cli-input-json', readRequest, given, world)) ?? {};
  const { definition = base.definition, folder, format } = await definitionFrom(given, world);
  if (definition === undefined) throw new WrongUse('The definition is missing: give it with --definition');
  const texts = {
    stateName: nameOf('state-name', given),
    roleArn: nameOf('role-arn', given),
    inspectionLevel: LEVELS.find((level) => level === given.values.get('inspection-level')),
    revealSecrets: revealFrom(given),
    input: await read('input'),
    variables: await read('variables'),
    context: await read('context'),
    mock: await structureOf('mock', readMock, given, world),
    stateConfiguration: await structureOf('state-configuration', readStateConfiguration, given, world),
  };
  return { request: { ...base, ...present(texts), definition }, folder, format };
}

function revealFrom({ switches }: Given): boolean | undefined {
  if (switches.has('reveal-secrets')) return true;
  return switches.has('no-reveal-secrets') ? false : undefined;
}

/** A value that may not be empty. */
function nameOf(option: string, { values }: Given): string | undefined {
  const value = values.get(option);
  if (value === '') throw new WrongUse(`The value of this option is empty: --${option}`);
  return value;
}

/** A value that is read as JSON here, not by the API. */
async function structureOf<Value>(
  name: string,
  read: (text: string, option: string) => Value,
  given: Given,
  world: World,
): Promise<Value | undefined> {
  const hint = await fileHint(name, given.values.get(name), world);
  if (hint !== undefined) throw new WrongUse(`The value of --${name} is no JSON. ${hint}`);
  const text = await textOf(given, name, world);
  return text === undefined ? undefined : read(text, name);
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
): Promise<{ readonly definition?: string; readonly folder: string; readonly format: Format }> {
  const value = given.values.get('definition');
  if (!value) return { folder: world.cwd, format: 'json' };
  const isText =
    !value.startsWith(FILE) && (/^\s*[{["]/.test(value) || !(await exists(path.resolve(world.cwd, value))));
  if (isText) return { definition: definitionText(value), folder: world.cwd, format: 'json' };
  const file = value.startsWith(FILE) ? value.slice(FILE.length) : value;
  return {
    definition: await readTextFile(world.cwd, file),
    folder: path.dirname(path.resolve(world.cwd, file)),
    format: /\.ya?ml$/i.test(file) ? 'yaml' : 'json',
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
