import type { Exchange, StateRun } from '../../../shared/executor/stateRun';
import { prettyIfJson, prettyJson } from './jsonText';

/** Names one body or stage of a run: exchanges are counted over all attempts, from 0. */
export type DataName = 'output' | 'variables' | `stage/${number}` | `request/${number}` | `response/${number}`;

/** All HTTP calls of a run in the order in which they were made. */
export function exchangesOf(run: StateRun): readonly Exchange[] {
  return run.attempts.flatMap(({ exchanges }) => exchanges);
}

/** The whole of a body or stage, over several lines where it is JSON; undefined when the run has none of that name. */
export function dataText(run: StateRun, name: string): string | undefined {
  const [kind, index] = name.split('/');
  const at = Number(index ?? 0);
  switch (kind) {
    case 'output':
      return run.output && prettyJson(run.output.value);
    case 'variables':
      return run.variables && prettyJson(run.variables);
    case 'stage': {
      const stage = run.stages[at];
      return stage && prettyJson(stage.data.value);
    }
    case 'request':
      return pretty(exchangesOf(run)[at]?.request.body?.text);
    case 'response':
      return pretty(exchangesOf(run)[at]?.response?.body);
    default:
      return undefined;
  }
}

/** What a body or stage of a run is called in the title of an editor. */
export function dataTitle({ stateName, stages }: Pick<StateRun, 'stateName' | 'stages'>, name: string): string {
  const [kind = '', index = '0'] = name.split('/');
  if (kind === 'stage') return `${stateName} ${stages[Number(index)]?.name ?? kind}`;
  const what = kind === 'request' || kind === 'response' ? `${kind} body` : kind;
  return index === '0' ? `${stateName} ${what}` : `${stateName} ${what} ${Number(index) + 1}`;
}

function pretty(text: string | undefined): string | undefined {
  return text === undefined ? undefined : prettyIfJson(text).text;
}
