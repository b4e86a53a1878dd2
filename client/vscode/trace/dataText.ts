import type { Exchange, StateRun } from '../../../shared/executor/stateRun';
import { requestText, responseText } from '../../../shared/report/rawHttp';
import { traceText } from '../../../shared/report/traceText';
import { prettyIfJson, prettyJson } from './jsonText';

/** Names one text of a run: `http` is a call as it went over the wire. Exchanges are counted over all attempts, from 0. */
export type DataName =
  | 'output'
  | 'variables'
  | 'trace'
  | `stage/${number}`
  | `request/${number}`
  | `response/${number}`
  | `http/${number}`;

/** All HTTP calls of a run in the order in which they were made. */
export function exchangesOf(run: StateRun): readonly Exchange[] {
  return run.attempts.flatMap(({ exchanges }) => exchanges);
}

/** What must not be shown was masked before in the whole run. */
export const AS_IT_IS = { mask: (text: string) => text, reveal: true };

/** The names of all texts that a run has, the data of its stages first. */
export function dataNames(run: StateRun): readonly DataName[] {
  const calls = exchangesOf(run);
  const names: readonly DataName[] = [
    ...run.stages.map((_, index) => `stage/${index}` as const),
    'output',
    'variables',
    ...calls.flatMap((_, index) => [`request/${index}`, `response/${index}`, `http/${index}`] as const),
    'trace',
  ];
  return names.filter((name) => dataText(run, name) !== undefined);
}

/** The whole of a text, over several lines where it is JSON; undefined when the run has none of that name. */
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
    case 'http':
      return httpText(exchangesOf(run)[at]);
    case 'trace':
      return traceText(run, { reveal: true, color: false, width: UNCUT });
    default:
      return undefined;
  }
}

/** Columns of a text whose lines are not cut. */
const UNCUT = 1_000_000;

function httpText(exchange: Exchange | undefined): string | undefined {
  if (exchange === undefined) return undefined;
  const { request, response } = exchange;
  const answer = response ? [responseText(response, AS_IT_IS)] : [];
  return [requestText(request, AS_IT_IS), ...answer].join('\n\n');
}

/** What a body or stage of a run is called in the title of an editor. */
export function dataTitle({ stateName, stages }: Pick<StateRun, 'stateName' | 'stages'>, name: string): string {
  const [kind = '', index = '0'] = name.split('/');
  if (kind === 'stage') return `${stateName} ${stages[Number(index)]?.name ?? kind}`;
  const what = kind === 'request' || kind === 'response' ? `${kind} body` : kind === 'http' ? 'HTTP' : kind;
  return index === '0' ? `${stateName} ${what}` : `${stateName} ${what} ${Number(index) + 1}`;
}

function pretty(text: string | undefined): string | undefined {
  return text === undefined ? undefined : prettyIfJson(text).text;
}
