import { isJsonObject, type JsonValue } from '../spec/json';
import { batchesOf } from './itemBatcher';
import { jsonata, leaveJsonata } from './jsonataFlow';
import { applyInputPath, leaveJsonPath, scopeOf } from './jsonPathFlow';
import { type Ending, evaluate, fieldValue, type Life, mockedResult } from './life';
import { contextItem, evaluateIn, type MapItems, mapItems, recordList } from './mapItems';
import { type NumberField, numberField } from './numberField';
import { RefusedRequest, StateError } from './stateError';
import type { MapDetails, StageData } from './stateRun';

// The Map state, mocked, from https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html: its items are read,
// selected and batched for real, its runs are what the mock says.

const COUNT = { within: '', least: 0, most: Number.MAX_SAFE_INTEGER, whole: true } as const;
const MAX_CONCURRENCY: NumberField = { ...COUNT, name: 'MaxConcurrency' };
const TOLERATED_COUNT: NumberField = { ...COUNT, name: 'ToleratedFailureCount' };
const TOLERATED_PERCENTAGE: NumberField = { ...COUNT, name: 'ToleratedFailurePercentage', most: 100, whole: false };
const ITEMS_PER_BATCH: NumberField = { ...COUNT, name: 'MaxItemsPerBatch', within: 'ItemBatcher/', least: 1 };
const BYTES_PER_BATCH: NumberField = { ...COUNT, name: 'MaxInputBytesPerBatch', within: 'ItemBatcher/', least: 1 };

/** Runs a Map with a mock. Throws RefusedRequest where mock and items do not fit. */
export async function liveMap(life: Life): Promise<Ending> {
  const isJsonata = life.state.queryLanguage === 'JSONata';
  const data = isJsonata ? life.input : await applyInputPath(life);
  const items = await mapItems(life, data);
  const selected = await selectItems(life, items, data);
  const iterations = await batchItems(life, selected, data);
  life.journal.map = await mapDetails(life, data);
  checkFailures(life, iterations.length);
  await evaluateIn(life, 'ResultWriter', data);
  const result = mockedResult(life);
  if (Array.isArray(result.value) && result.value.length !== iterations.length) {
    throw new RefusedRequest("Input array does not equal the mocked result array's size");
  }
  // Unlike that of a Task, the result of a Map is not shown (recorded).
  return isJsonata
    ? leaveJsonata(life, life.state.definition, { result: result.value }, result)
    : leaveJsonPath(life, result);
}

async function selectItems(life: Life, { items, ...about }: MapItems, data: StageData): Promise<readonly JsonValue[]> {
  const template = fieldValue(life, 'ItemSelector') ?? fieldValue(life, 'Parameters');
  if (template === undefined) return items;
  const selected: JsonValue[] = [];
  for (const [index, item] of items.entries()) {
    const context = { ...life.context, Map: { Item: contextItem(index, item, about) } };
    const scope = { ...scopeOf(life, data), context };
    selected.push(
      life.state.queryLanguage === 'JSONata'
        ? await jsonata({ ...life, context }, template, 'ItemSelector', {})
        : await evaluate(life, { kind: 'template', template, scope, field: 'ItemSelector' }),
    );
  }
  recordList(life, 'afterItemSelector', selected);
  return selected;
}

async function batchItems(life: Life, items: readonly JsonValue[], data: StageData): Promise<readonly JsonValue[]> {
  const batcher = fieldValue(life, 'ItemBatcher');
  if (!isJsonObject(batcher)) return items;
  const most = await numberField(life, batcher, ITEMS_PER_BATCH, data);
  const bytes = await numberField(life, batcher, BYTES_PER_BATCH, data);
  const extra = batcher.BatchInput === undefined ? undefined : await batchInput(life, batcher.BatchInput, data);
  const batches = batchesOf(items, most, bytes, extra);
  // AWS shows the items of a batch as texts (recorded).
  const shown = batches.map((batch) => ({ ...batch, Items: batch.Items.map((item) => JSON.stringify(item)) }));
  recordList(life, 'afterItemBatcher', shown);
  return batches;
}

function batchInput(life: Life, template: JsonValue, data: StageData): Promise<JsonValue> {
  return life.state.queryLanguage === 'JSONata'
    ? jsonata(life, template, 'ItemBatcher/BatchInput', {})
    : evaluate(life, { kind: 'template', template, scope: scopeOf(life, data), field: 'BatchInput' });
}

async function mapDetails(life: Life, data: StageData): Promise<MapDetails> {
  const { definition } = life.state;
  const maxConcurrency = (await numberField(life, definition, MAX_CONCURRENCY, data)) ?? 0;
  const toleratedFailureCount = await numberField(life, definition, TOLERATED_COUNT, data);
  const toleratedFailurePercentage = await numberField(life, definition, TOLERATED_PERCENTAGE, data);
  return {
    maxConcurrency,
    ...(toleratedFailureCount === undefined ? {} : { toleratedFailureCount }),
    ...(toleratedFailurePercentage === undefined ? {} : { toleratedFailurePercentage }),
  };
}

/** Without any tolerance field every failure is tolerated in a test (recorded). */
function checkFailures(life: Life, iterations: number): void {
  const failures = life.configuration.mapIterationFailureCount ?? 0;
  if (failures > iterations) {
    throw new RefusedRequest('Map iteration failure count must be less than or equal to the number of Map iterations');
  }
  const { toleratedFailureCount: count, toleratedFailurePercentage: percentage } = life.journal.map ?? {};
  const isOver =
    (count !== undefined && failures > count) ||
    (percentage !== undefined && (failures / iterations) * 100 > percentage);
  if (failures > 0 && isOver) {
    throw new StateError(
      'States.ExceedToleratedFailureThreshold',
      'The specified tolerated failure threshold was exceeded',
    );
  }
}
