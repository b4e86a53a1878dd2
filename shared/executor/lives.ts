import { liveChoice } from './choice';
import { callApi, isHttpTask } from './httpTask';
import { applyArguments, jsonata, leaveJsonata } from './jsonataFlow';
import {
  applyInputPath,
  applyOutputPath,
  applyParameters,
  effectiveInput,
  leaveJsonPath,
  scopeOf,
} from './jsonPathFlow';
import { type Ending, evaluate, fieldValue, type Life, mockedResult, record } from './life';
import { liveMap } from './map';
import { liveParallel } from './parallel';
import { runtimeError, StateError } from './stateError';
import type { StageData } from './stateRun';
import { taskTimeout } from './taskTimeout';
import { liveWait } from './wait';

// What each type of state does with its data, from https://docs.aws.amazon.com/step-functions/latest/dg/workflow-states.html.

/** Runs a state once. Throws the StateError of what fails. */
export type LiveState = (life: Life) => Promise<Ending>;

/** The types of state that can be run here; a row for each. */
export const LIVES: Readonly<Record<string, LiveState>> = {
  Task: liveTask,
  Pass: livePass,
  Choice: liveChoice,
  Wait: async (life) => withNext(life, await liveWait(life)),
  Succeed: liveSucceed,
  Fail: liveFail,
  Map: async (life) => withNext(life, await liveMap(life)),
  Parallel: async (life) => withNext(life, await liveParallel(life)),
};

async function liveTask(life: Life): Promise<Ending> {
  const data = isJsonata(life) ? await applyArguments(life) : await applyParameters(life, await applyInputPath(life));
  await evaluateCredentials(life);
  const result = record(life, 'result', await taskResult(life, data));
  return withNext(
    life,
    isJsonata(life)
      ? await leaveJsonata(life, life.state.definition, { result: result.value }, result)
      : await leaveJsonPath(life, result),
  );
}

/** Nobody uses the role of Credentials here, but an expression or path that fails in it fails the state. */
async function evaluateCredentials(life: Life): Promise<void> {
  const template = fieldValue(life, 'Credentials');
  if (template === undefined) return;
  if (isJsonata(life)) await jsonata(life, template, 'Credentials', {});
  else
    await evaluate(life, {
      kind: 'template',
      template,
      scope: scopeOf(life, effectiveInput(life)),
      field: 'Credentials',
    });
}

/** Only HTTP Tasks reach the network; every other task needs its mock, which was asked for before the run. */
async function taskResult(life: Life, data: StageData): Promise<StageData> {
  if (isHttpTask(life.state.definition)) return callApi(life, data);
  await taskTimeout(life);
  return mockedResult(life);
}

/** With Result, a JSONPath Pass ignores Parameters and shows neither afterInputPath nor afterParameters. */
async function livePass(life: Life): Promise<Ending> {
  if (isJsonata(life)) return withNext(life, await leaveJsonata(life, life.state.definition, {}, life.input));
  const literal = fieldValue(life, 'Result');
  const hasResult = literal !== undefined && literal !== null;
  const result = hasResult
    ? record(life, 'result', { value: literal })
    : await applyParameters(life, await applyInputPath(life));
  return withNext(life, await leaveJsonPath(life, result));
}

async function liveSucceed(life: Life): Promise<Ending> {
  if (isJsonata(life)) return withNext(life, await leaveJsonata(life, life.state.definition, {}, life.input));
  const data = await applyInputPath(life);
  return withNext(life, await applyOutputPath(life, data, data));
}

async function liveFail(life: Life): Promise<Ending> {
  if (!isJsonata(life)) await applyInputPath(life);
  const error = await failText(life, 'Error');
  const cause = await failText(life, 'Cause');
  throw new StateError(error ?? '', cause);
}

/** Error and Cause as text: plain, an expression, or a path or intrinsic function in ErrorPath and CausePath. */
async function failText(life: Life, name: 'Error' | 'Cause'): Promise<string | undefined> {
  const path = fieldValue(life, `${name}Path`);
  const plain = fieldValue(life, name);
  if (typeof path === 'string') return failTextAt(life, `${name}Path`, path);
  const value = isJsonata(life) && typeof plain === 'string' ? await jsonata(life, plain, name, {}, 'string') : plain;
  return typeof value === 'string' ? value : undefined;
}

async function failTextAt(life: Life, field: string, path: string): Promise<string> {
  const value = await evaluate(life, { kind: 'dynamic', text: path, scope: scopeOf(life, life.input), field });
  if (typeof value === 'string') return value;
  throw runtimeError(`The ${field} parameter does not reference a string: ${path} == ${JSON.stringify(value)}`);
}

function withNext(life: Life, ending: Ending): Ending {
  const next = fieldValue(life, 'Next');
  return typeof next === 'string' ? { ...ending, nextState: next } : ending;
}

function isJsonata(life: Life): boolean {
  return life.state.queryLanguage === 'JSONata';
}
