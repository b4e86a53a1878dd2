import type { Stage, StageName, StateRun } from '../../../shared/executor/stateRun';
import { pathText, type ValueChange, valueChanges } from '../../../shared/report/valueChanges';
import type { JsonValue } from '../../../shared/spec/json';
import { COMMANDS } from '../commands';
import type { DataName } from './dataText';
import { type Html, html } from './html';
import { prettyJson } from './jsonText';
import { dataBlock } from './pieces';
import type { Say } from './view';

/** Changes that are listed; the rest is seen where two stages are compared in an editor. */
export const SHOWN_CHANGES = 20;

/** Characters of a value that a change shows. */
const SHOWN_VALUE = 160;

/** The data after each stage, with what changed since the one that it was made from; undefined when there is none. */
export function stagesHtml(run: StateRun, say: Say): Html | undefined {
  if (run.stages.length === 0) return undefined;
  const stages = run.stages.map((stage, index) => stageHtml(stage, index, run.stages, say));
  return html`<section id="data" aria-labelledby="data-title"><h2 id="data-title">${say('Data, stage by stage')}</h2>
${stages}</section>`;
}

function stageHtml({ name, data }: Stage, index: number, stages: readonly Stage[], say: Say): Html {
  const dataName: DataName = `stage/${index}`;
  const from = sourceOf(index, stages);
  const before = stages[from];
  const changes = before && valueChanges(before.data.value, data.value);
  const compare = {
    text: say('Compare in an editor'),
    command: COMMANDS.compareData,
    args: [`stage/${from}`, dataName],
  };
  const more = changes && changes.length > 0 ? [compare] : [];
  return html`<details id="stage-${name}"><summary><span class="stage">${name}</span> <span class="meaning">${stageSentence(name, say)}</span>
${before && changes && html`<span class="change-count">${countSentence(changes, before.name, say)}</span>`}</summary>
${changes && changesHtml(changes, say)}
${dataBlock(say, prettyJson(data.value), { json: true, name: dataName, more, tried: true })}</details>`;
}

/**
 * The stage that another one was made from: the one before it. What came back was made from nothing in the state, and
 * ResultPath puts it into the input.
 */
function sourceOf(index: number, stages: readonly Stage[]): number {
  const name = stages[index]?.name;
  if (name === 'result') return -1;
  return name === 'afterResultPath' ? stages.findIndex((stage) => stage.name === 'input') : index - 1;
}

function countSentence(changes: readonly ValueChange[], from: StageName, say: Say): string {
  if (changes.length === 0) return say('the same as {0}', from);
  const count = (kind: ValueChange['kind']) => changes.filter((change) => change.kind === kind).length;
  const counts = [
    count('added') > 0 && say('{0} added', count('added')),
    count('removed') > 0 && say('{0} removed', count('removed')),
    count('changed') > 0 && say('{0} changed', count('changed')),
  ].filter((text) => typeof text === 'string');
  return say('since {0}: {1}', from, counts.join(', '));
}

/** A list of changes, the first ones of a long one; undefined for none. */
export function changesHtml(changes: readonly ValueChange[], say: Say): Html | undefined {
  if (changes.length === 0) return undefined;
  const left = changes.length - SHOWN_CHANGES;
  return html`<ul class="changes" aria-label="${say('Changes')}">
${changes.slice(0, SHOWN_CHANGES).map((change) => changeHtml(change, say))}
${left > 0 && html`<li class="left">${say('and {0} more', left)}</li>`}
</ul>`;
}

function changeHtml(change: ValueChange, say: Say): Html {
  const path = html`<code class="path">${pathText(change.path)}</code>`;
  if (change.kind === 'added') {
    return html`<li class="added"><span class="mark">+ <span class="unseen">${say('added')}</span></span> ${path} <ins>${shortValue(change.after)}</ins></li>`;
  }
  if (change.kind === 'removed') {
    return html`<li class="removed"><span class="mark">− <span class="unseen">${say('removed')}</span></span> ${path} <del>${shortValue(change.before)}</del></li>`;
  }
  return html`<li class="changed"><span class="mark">~ <span class="unseen">${say('changed')}</span></span> ${path} <del>${shortValue(change.before)}</del> <ins>${shortValue(change.after)}</ins></li>`;
}

/** A value on one line; its beginning where it is long, an ellipsis where it is too deep to be written. */
function shortValue(value: JsonValue): string {
  try {
    const characters = Array.from(JSON.stringify(value).slice(0, 2 * SHOWN_VALUE + 1));
    return characters.length > SHOWN_VALUE ? `${characters.slice(0, SHOWN_VALUE).join('')}…` : characters.join('');
  } catch (error) {
    if (error instanceof RangeError) return '…';
    throw error;
  }
}

function stageSentence(name: StageName, say: Say): string {
  const sentences: Readonly<Record<StageName, string>> = {
    input: say('what the state was given'),
    afterInputPath: say('what InputPath took from it'),
    afterParameters: say('what Parameters made of it'),
    afterArguments: say('what Arguments made of it'),
    afterItemsPath: say('the items to work on'),
    afterItemsPointer: say('the items that the reader pointed at'),
    afterItemSelector: say('what ItemSelector made of the items'),
    afterItemBatcher: say('the items in batches'),
    result: say('what came back'),
    afterResultSelector: say('what ResultSelector made of it'),
    afterResultPath: say('the input with the result put in at ResultPath'),
  };
  return sentences[name];
}
