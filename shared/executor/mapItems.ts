import { getAtReferencePath } from '../expressions/referencePath';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { readItems } from './itemReader';
import { jsonata } from './jsonataFlow';
import { scopeOf } from './jsonPathFlow';
import { evaluate, fieldValue, type Life, record } from './life';
import { type NumberField, numberField } from './numberField';
import { RefusedRequest, runtimeError, StateError } from './stateError';
import type { StageData, StageName } from './stateRun';

// What a Map goes over, from https://docs.aws.amazon.com/step-functions/latest/dg/input-output-fields-dist-map.html.

/** The items of a Map. */
export interface MapItems {
  readonly items: readonly JsonValue[];
  /** They are the members of an object, each as its Key and Value. */
  readonly keyed: boolean;
  /** Where a distributed Map has them from, as the context object says it; an inline one does not say. */
  readonly source?: string;
}

/** Reads the items of a Map and writes their stages down. Throws RefusedRequest where an ItemReader lacks its data. */
export async function mapItems(life: Life, data: StageData): Promise<MapItems> {
  const reader = fieldValue(life, 'ItemReader');
  if (isJsonObject(reader)) return readerItems(life, reader, data);
  const found = await stateItems(life, data);
  const { items } = found;
  if (life.state.queryLanguage === 'JSONPath') recordList(life, 'afterItemsPath', items);
  return isDistributed(life) ? { ...found, source: 'STATE_DATA' } : found;
}

/**
 * The `Map.Item` of the context object for one item, from
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html.
 */
export function contextItem(index: number, item: JsonValue, { keyed, source }: Omit<MapItems, 'items'>): JsonObject {
  const { Key, Value } = keyed && isJsonObject(item) ? item : { Key: undefined, Value: item };
  return {
    Index: index,
    ...(Key === undefined ? {} : { Key }),
    Value: Value ?? null,
    ...(source === undefined ? {} : { Source: source }),
  };
}

/** Evaluates the Parameters or Arguments of an ItemReader or ResultWriter; an empty object when there are none. */
export async function evaluateIn(life: Life, name: 'ItemReader' | 'ResultWriter', data: StageData): Promise<JsonValue> {
  const holder = fieldValue(life, name);
  const { Parameters, Arguments } = isJsonObject(holder) ? holder : {};
  if (life.state.queryLanguage === 'JSONata')
    return Arguments === undefined ? {} : jsonata(life, Arguments, `${name}/Arguments`, {});
  return Parameters === undefined
    ? {}
    : evaluate(life, { kind: 'template', template: Parameters, scope: scopeOf(life, data), field: 'Parameters' });
}

/** Writes a list down as Java prints one (recorded): a comma and a blank between the items. */
export function recordList(life: Life, name: StageName, items: readonly JsonValue[]): void {
  record(life, name, { value: items, text: `[${items.map((item) => JSON.stringify(item)).join(', ')}]` });
}

const MAX_ITEMS: NumberField = {
  name: 'MaxItems',
  within: 'ItemReader/ReaderConfig/',
  least: 0,
  most: Number.MAX_SAFE_INTEGER,
  whole: true,
};

async function readerItems(life: Life, reader: JsonObject, data: StageData): Promise<MapItems> {
  const text = life.configuration.mapItemReaderData;
  if (text === undefined) {
    throw new RefusedRequest('ItemReader data must be specified when testing a Map state with ItemReader specified.');
  }
  const place = await evaluateIn(life, 'ItemReader', data);
  const config = isJsonObject(reader.ReaderConfig) ? reader.ReaderConfig : {};
  const most = await numberField(life, config, MAX_ITEMS, data);
  const { items, keyed, pointed } = readItems(text, config, most);
  if (pointed) recordList(life, 'afterItemsPointer', items);
  return { items, keyed, source: sourceOf(place) };
}

function sourceOf(place: JsonValue): string {
  const { Bucket, Key } = isJsonObject(place) ? place : {};
  return `S3://${[Bucket, Key].filter((part) => typeof part === 'string').join('/')}`;
}

async function stateItems(life: Life, data: StageData): Promise<MapItems> {
  if (life.state.queryLanguage === 'JSONata') return jsonataItems(life);
  const path = fieldValue(life, 'ItemsPath');
  const found = typeof path === 'string' && path !== '$' ? getAtReferencePath(path, scopeOf(life, data)) : data.value;
  if (Array.isArray(found)) return { items: found, keyed: false };
  if (isJsonObject(found) && isDistributed(life)) return { items: entriesOf(found), keyed: true };
  throw runtimeError(`Reference path "${shownPath(path)}" must point to array.`);
}

/** A path into the context is shown with one `$` (recorded). */
function shownPath(path: JsonValue | undefined): string {
  return typeof path === 'string' ? path.replace(/^\$\$/, () => '$') : '$';
}

async function jsonataItems(life: Life): Promise<MapItems> {
  const template = fieldValue(life, 'Items');
  const value =
    template === undefined
      ? life.input.value
      : await jsonata(life, template, 'Items', {}, typeof template === 'string' ? 'array' : undefined);
  if (Array.isArray(value)) return { items: value, keyed: false };
  if (isJsonObject(value)) return { items: entriesOf(value), keyed: true };
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
