import type { Exchange, StageData, StateRun } from '../executor/stateRun';
import { isNestedWithin } from '../spec/json';
import { masker } from './mask';
import { durationText, oneLine } from './plainText';
import { requestUrl, type Showing } from './rawHttp';
import { dataText } from './toTestStateOutput';

/** Characters of a value that one line shows. */
const SHOWN = 160;

/** What happened in a run, a line for each thing: calls with their answers, stages in short, the end. Secrets are masked. */
export function shortTrace(run: StateRun): readonly string[] {
  const showing: Showing = { mask: masker(run, false), reveal: false };
  const { mask } = showing;
  const how = run.mocked ? ', mocked: nothing was sent' : '';
  const why = [run.error, run.cause].filter((text) => text !== undefined && text !== '').join(': ');
  return [
    `${mask(run.stateName)}: ${run.status} (${durationText(run.durationMilliseconds)}${how})`,
    ...run.attempts.flatMap(({ exchanges }) => exchanges.flatMap((exchange) => callLines(exchange, showing))),
    ...run.stages.map(({ name, data }) => `  ${name}: ${mask(written(data))}`),
    ...(run.output === undefined ? [] : [`  output: ${mask(written(run.output))}`]),
    ...(why === '' ? [] : [`  error: ${mask(why)}`]),
    ...(run.nextState === undefined ? [] : [`  next state: ${mask(run.nextState)}`]),
    ...run.notes.map((note) => `  note: ${mask(note)}`),
  ].map(shortened);
}

function written(data: StageData): string {
  return data.text ?? (isNestedWithin(data.value, DEEPEST) ? dataText(data) : '…');
}

/** What is nested deeper could not be written. */
const DEEPEST = 500;

function callLines({ purpose, request, response, timings }: Exchange, showing: Showing): readonly string[] {
  const { mask } = showing;
  const what = purpose === 'token' ? 'token request' : 'request';
  const where = request.sentTo === undefined ? '' : ` (sent to ${mask(request.sentTo)})`;
  const answer =
    response === undefined
      ? []
      : [
          `  response: ${`${response.statusCode} ${mask(response.statusMessage)}`.trim()} (${durationText(timings.total)})`,
        ];
  return [`  ${what}: ${mask(request.method)} ${requestUrl(request, showing)}${where}`, ...answer];
}

/** The indent says what belongs together; no other blank or sign may break a line. */
function shortened(line: string): string {
  const indent = line.startsWith('  ') ? '  ' : '';
  const text = oneLine(line);
  const shown = Array.from(text.slice(0, 2 * SHOWN));
  return indent + (shown.length > SHOWN ? `${shown.slice(0, SHOWN).join('')}…` : text);
}
