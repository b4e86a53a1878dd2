import type { StateRun } from '../executor/stateRun';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import type { ExpectedPath } from './expectation';
import { type Masker, masker } from './mask';
import { pathText } from './testReport';

/** What a service really answered, as the mock of a test case, with the places at which a secret was masked. */
export interface Recording {
  readonly mock: JsonObject;
  readonly masked: readonly string[];
}

/** The longest cause that a mock may have. */
const CAUSE_CHARACTERS = 32_768;

/**
 * The mock that gives again what the API answered in a run: its result, or the error that came of its answer. Secrets of
 * the run are masked wherever they turn up. Undefined when no answer came, or nothing was sent.
 */
export function recordingOf(run: StateRun): Recording | undefined {
  const call = run.attempts.at(-1)?.exchanges.findLast(({ purpose }) => purpose === 'task');
  if (run.mocked || call?.response === undefined) return undefined;
  const result = run.stages.find(({ name }) => name === 'result')?.data.value;
  const mock: JsonObject = result === undefined ? { errorOutput: errorOutput(run) } : { result };
  const masked: string[] = [];
  const note = (path: ExpectedPath): void => void masked.push(pathText(path));
  return { mock: withoutSecrets(mock, ['mock'], masker(run, false), note) as JsonObject, masked };
}

function errorOutput({ error, cause }: StateRun): JsonObject {
  const known = error ?? 'States.TaskFailed';
  return cause === undefined ? { error: known } : { error: known, cause: cause.slice(0, CAUSE_CHARACTERS) };
}

function withoutSecrets(
  value: JsonValue,
  path: ExpectedPath,
  mask: Masker,
  note: (path: ExpectedPath) => void,
): JsonValue {
  const masked = (text: string, at: ExpectedPath): string => {
    const shown = mask(text);
    if (shown !== text) note(at);
    return shown;
  };
  if (typeof value === 'string') return masked(value, path);
  if (Array.isArray(value)) {
    return value.map((item: JsonValue, index) => withoutSecrets(item, [...path, index], mask, note));
  }
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => {
    const shown = masked(name, path);
    return [shown, withoutSecrets(member, [...path, shown], mask, note)] as const;
  });
  return Object.fromEntries(members);
}
