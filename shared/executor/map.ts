import { getAtReferencePath } from '../expressions/referencePath';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { batchesOf } from './itemBatcher';
import { readItems } from './itemReader';
import { jsonata, leaveJsonata } from './jsonataFlow';
import { applyInputPath, leaveJsonPath, scopeOf } from './jsonPathFlow';
import { type Ending, evaluate, fieldValue, type Life, mockedResult, record } from './life';
import { RefusedRequest, runtimeError, StateError } from './stateError';
import type { MapDetails, StageData, StageName } from './stateRun';

// The Map state, mocked, from https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html: its items are read,
// selected and batched for real, its runs are what the mock says.

/** Runs a Map with a mock. Throws RefusedRequest where mock and items do not fit. */
export async function liveMap(life: Life): Promise<Ending> {
  const isJsonata = life.state.queryLanguage === 'JSONata';
  const data = isJsonata ? life.input : await applyInputPath(life);
  const items = await itemsOf(life, data);
  const selected = await selectItems(life, items, data);
  const iterations = await batchItems(life, selected, data);
  life.journal.map = await mapDetails(life, data);
  checkFailures(life, iterations.length);
  const result = mockedResult(life);
  if (Array.isArray(result.value) && result.value.length !== iterations.length) {
    throw new RefusedRequest("Input array does not equal the mocked result array's size");
  }
  // Unlike that of a Task, the result of a Map is not shown (recorded).
  return isJsonata
    ? leaveJsonata(life, life.state.definition, { result: result.value }, result)
    : leaveJsonPath(life, result);
}

async function itemsOf(life: Life, data: StageData): Promise<readonly JsonValue[]> {
  const reader = fieldValue(life, 'ItemReader');
  if (isJsonObject(reader)) return readerItems(life, reader, data);
  if (life.state.queryLanguage === 'JSONata') return jsonataItems(life);
  const path = fieldValue(life, 'ItemsPath');
  const found = typeof path === 'string' && path !== '$' ? getAtReferencePath(path, scopeOf(life, data)) : data.value;
  const items = isJsonObject(found) && isDistributed(life) ? entriesOf(found) : found;
  if (!Array.isArray(items)) throw runtimeError(`Reference path "${shownPath(path)}" must point to array.`);
  recordList(life, 'afterItemsPath', items);
  return items;
}

/** A path into the context is shown with one `$` (recorded). */
function shownPath(path: JsonValue | undefined): string {
  return typeof path === 'string' ? path.replace(/^\$\$/, () => '$') : '$';
}

async function readerItems(life: Life, reader: JsonObject, data: StageData): Promise<readonly JsonValue[]> {
  const text = life.configuration.mapItemReaderData;
  if (text === undefined) {
    throw new RefusedRequest('ItemReader data must be specified when testing a Map state with ItemReader specified.');
  }
  const config = isJsonObject(reader.ReaderConfig) ? reader.ReaderConfig : {};
  const most = await numberField(life, config, 'MaxItems', data);
  const { items, pointed } = readItems(text, config, most);
  if (pointed) recordList(life, 'afterItemsPointer', items);
  return items;
}

async function jsonataItems(life: Life): Promise<readonly JsonValue[]> {
  const template = fieldValue(life, 'Items');
  const value =
    template === undefined
      ? life.input.value
      : await jsonata(life, template, 'Items', {}, typeof template === 'string' ? 'array' : undefined);
  const items = isJsonObject(value) ? entriesOf(value) : value;
  if (Array.isArray(items)) return items;
  throw new StateError('States.QueryEvaluationError', `The Items of a Map must be an array: ${JSON.stringify(value)}`);
}

/** A distributed Map goes over the members of an object as keys and values. */
function entriesOf(value: JsonObject): readonly JsonObject[] {
  return Object.entries(value).map(([Key, Value]) => ({ Key, Value }));
}

function isDistributed(life: Life): boolean {
  const processor = fieldValue(life, 'ItemProcessor');
  const config = isJsonObject(processor) ? processor.ProcessorConfig : undefined;
  return isJsonObject(config) && config.Mode === 'DISTRIBUTED';
}

async function selectItems(life: Life, items: readonly JsonValue[], data: StageData): Promise<readonly JsonValue[]> {
  const template = fieldValue(life, 'ItemSelector') ?? fieldValue(life, 'Parameters');
  if (template === undefined) return items;
  const selected: JsonValue[] = [];
  for (const [Index, Value] of items.entries()) {
    const context = { ...life.context, Map: { Item: { Index, Value } } };
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
  const most = await numberField(life, batcher, 'MaxItemsPerBatch', data);
  const bytes = await numberField(life, batcher, 'MaxInputBytesPerBatch', data);
  const extra = batcher.BatchInput === undefined ? undefined : await batchInput(life, batcher.BatchInput, data);
  const batches = batchesOf(items, most, bytes, extra);
  // AWS shows the items of a batch as texts (recorded).
  const shown = batches.map((batch) => ({ ...batch, Items: batch.Items.map((item) => JSON.stringify(item)) }));
  recordList(life, 'afterItemBatcher', shown);
  return batches as unknown as readonly JsonValue[];
}

function batchInput(life: Life, template: JsonValue, data: StageData): Promise<JsonValue> {
  return life.state.queryLanguage === 'JSONata'
    ? jsonata(life, template, 'ItemBatcher/BatchInput', {})
    : evaluate(life, { kind: 'template', template, scope: scopeOf(life, data), field: 'BatchInput' });
}

/** A list is shown as Java prints one (recorded): a comma and a blank between the items. */
function recordList(life: Life, name: StageName, items: readonly JsonValue[]): void {
  record(life, name, { value: items, text: `[${items.map((item) => JSON.stringify(item)).join(', ')}]` });
}

async function mapDetails(life: Life, data: StageData): Promise<MapDetails> {
  const { definition } = life.state;
  const maxConcurrency = (await numberField(life, definition, 'MaxConcurrency', data)) ?? 0;
  const toleratedFailureCount = await numberField(life, definition, 'ToleratedFailureCount', data);
  const toleratedFailurePercentage = await numberField(life, definition, 'ToleratedFailurePercentage', data);
  return {
    maxConcurrency,
    ...(toleratedFailureCount === undefined ? {} : { toleratedFailureCount }),
    ...(toleratedFailurePercentage === undefined ? {} : { toleratedFailurePercentage }),
  };
}

/** A number, an expression, or a path to a number or a text of one (recorded for paths). */
async function numberField(life: Life, holder: JsonObject, name: string, data: StageData): Promise<number | undefined> {
  const plain = holder[name];
  const path = holder[`${name}Path`];
  if (typeof plain === 'number') return plain;
  if (typeof plain === 'string') return Number(await jsonata(life, plain, name, {}, 'number'));
  if (typeof path !== 'string') return undefined;
  const value = await evaluate(life, { kind: 'path', text: path, scope: scopeOf(life, data) });
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw runtimeError(`The ${name}Path parameter does not reference a number: ${path} == ${JSON.stringify(value)}`);
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
