import path from 'node:path';
import { parseDocument } from '../../shared/document/document';
import { allStates, isSingleState, stateMachineOf } from '../../shared/document/stateMachine';
import type { StateRun } from '../../shared/executor/stateRun';
import type { TestStateRequest } from '../../shared/executor/testStateRequest';
import { PROJECT_FILE } from '../../shared/project/project';
import { closest } from '../../shared/spec/closest';
import { mappedAddress } from '../../shared/spec/endpoints';
import { isJsonObject, type JsonValue } from '../../shared/spec/json';
import type { RunOutcome } from '../runner/protocol';
import type { Given } from './options';
import { exists, type World } from './world';

/**
 * What the person may have meant, as sentences for standard error: the answer itself keeps AWS's words. None where the
 * request was taken, or where nothing better is known.
 */
export async function hintsFor(
  outcome: RunOutcome,
  request: TestStateRequest,
  given: Given,
  endpoints: Readonly<Record<string, string>>,
  world: World,
): Promise<readonly string[]> {
  if (outcome.kind === 'run') return unmappedHint(outcome.run, endpoints);
  if (outcome.kind !== 'refused') return [];
  return [...stateHint(request), ...(await fileHints(given, world))];
}

function stateHint({ definition, stateName }: TestStateRequest): readonly string[] {
  const document = parseDocument(definition);
  if (document.problems.length > 0) return [];
  if (isSingleState(document))
    return stateName === undefined ? [] : ['The definition is one state and has no names: leave --state-name out'];
  const names = [...new Set(Array.from(allStates(stateMachineOf(document)), ({ name }) => name))];
  if (names.length === 0 || (stateName !== undefined && names.includes(stateName))) return [];
  const meant = stateName === undefined ? undefined : closest(stateName, names);
  if (meant !== undefined) return [`Did you mean this state? --state-name ${quoted(meant)}`];
  const shown = names.slice(0, MOST_NAMES).map(quoted).join(', ');
  return [`The definition has these states for --state-name: ${shown}${names.length > MOST_NAMES ? ', …' : ''}`];
}

/** More names than these nobody reads. */
const MOST_NAMES = 50;

function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : JSON.stringify(name);
}

const JSON_OPTIONS = ['input', 'variables', 'context'];

async function fileHints({ values }: Given, world: World): Promise<readonly string[]> {
  const hints = JSON_OPTIONS.map((name) => fileHint(name, values.get(name), world));
  return (await Promise.all(hints)).flatMap((hint) => hint ?? []);
}

/** The hint that an option's value was meant to be read from a file; undefined where it does not look so. */
export async function fileHint(option: string, value: string | undefined, world: World): Promise<string | undefined> {
  if (!value || value.startsWith('file://') || isJson(value)) return undefined;
  const isFile = LIKE_A_FILE.test(value) || (await exists(path.resolve(world.cwd, value)));
  return isFile ? `A file is read where file:// stands before its path: --${option} file://${value}` : undefined;
}

const LIKE_A_FILE = /^[^{}[\]"\s]+\.(json|asl|ya?ml|txt)$/i;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What goes over http:// is refused unless the project allows it. */
function unmappedHint(run: StateRun, endpoints: Readonly<Record<string, string>>): readonly string[] {
  const address = run.isHttpTask && run.error === 'States.Runtime' ? endpointOf(run) : undefined;
  if (address === undefined || mappedAddress(address, endpoints) !== undefined) return [];
  const { origin } = new URL(address);
  const entry = JSON.stringify({ endpoints: { [origin]: origin } });
  return [`An http:// address is called only where ${PROJECT_FILE} says so: ${entry}`];
}

/** The address that was to be called, if it is one of http://. */
function endpointOf({ stages }: StateRun): string | undefined {
  const fields: JsonValue | undefined = stages.findLast(({ name }) => EVALUATED.has(name))?.data.value;
  const address = isJsonObject(fields) ? fields.ApiEndpoint : undefined;
  return typeof address === 'string' && /^http:\/\//i.test(address) && URL.canParse(address) ? address : undefined;
}

const EVALUATED: ReadonlySet<string> = new Set(['afterArguments', 'afterParameters']);
