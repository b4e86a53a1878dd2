import type { StageData, StateRun } from '../../../shared/executor/stateRun';
import type { JsonValue } from '../../../shared/spec/json';
import { PAYLOAD_BYTES } from '../../../shared/spec/limits';
import { exchangesOf } from './dataText';
import { type Html, html } from './html';
import { bytes } from './pieces';
import type { Say } from './view';

/** From this share of the limit on, a size is near it. */
const NEAR = 0.8;

/** The sizes of what went in, over the wire and out, and how near each is to the limit of a payload. */
export function sizesHtml(run: StateRun, say: Say): Html | undefined {
  const rows = sizesOf(run, say);
  if (rows.length === 0) return undefined;
  return html`<section id="sizes" aria-labelledby="sizes-title"><h2 id="sizes-title">${say('Sizes')} <small>${say('of at most {0}', bytes(PAYLOAD_BYTES))}</small></h2>
<table class="sizes"><tbody>${rows.map(([name, size]) => sizeRow(name, size, say))}</tbody></table></section>`;
}

function sizeRow(name: string, size: number, say: Say): Html {
  const share = size / PAYLOAD_BYTES;
  const look = share > 1 ? 'over' : share >= NEAR ? 'near' : 'far';
  const word = { over: say('over the limit'), near: say('near the limit'), far: '' }[look];
  const percent = share > 0 && share < 0.01 ? '<1 %' : `${Math.floor(share * 100)} %`;
  return html`<tr class="${look}"><th scope="row" class="size-cell">${name}</th><td class="size-cell size-bytes">${bytes(size)}</td>
<td class="size-cell"><meter min="0" max="${PAYLOAD_BYTES}" value="${Math.min(size, PAYLOAD_BYTES)}" aria-label="${name}">${percent}</meter></td>
<td class="size-cell">${percent} <strong>${word}</strong></td></tr>`;
}

function sizesOf(run: StateRun, say: Say): readonly (readonly [name: string, bytes: number])[] {
  const last = exchangesOf(run).findLast(({ purpose }) => purpose === 'task');
  const input = run.stages.find(({ name }) => name === 'input')?.data;
  const sizes: readonly (readonly [string, number | undefined])[] = [
    [say('Input'), input && dataBytes(input)],
    [say('Request body'), last?.request.body && Buffer.byteLength(last.request.body.text)],
    [say('Response body'), last?.response?.bodyBytes],
    [say('Output'), run.output && dataBytes(run.output)],
    [say('Variables'), run.variables && jsonBytes(run.variables)],
  ];
  return sizes.flatMap(([name, size]) => (size === undefined ? [] : [[name, size] as const]));
}

function dataBytes({ value, text }: StageData): number | undefined {
  return text === undefined ? jsonBytes(value) : Buffer.byteLength(text);
}

/** Undefined for a value that is nested too deeply to be written. */
function jsonBytes(value: JsonValue): number | undefined {
  try {
    return Buffer.byteLength(JSON.stringify(value));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
