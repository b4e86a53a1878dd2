import { writeTemplate } from '../../shared/expressions/jsonataDraft';
import { draftOfPath, draftOfTemplate } from '../../shared/expressions/jsonataOfTemplate';
import { Obstacle } from '../../shared/expressions/obstacle';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/spec/json';
import {
  type Conversion,
  checkUse,
  convertNumberPath,
  type Fields,
  isInput,
  type NewField,
  type NewFields,
} from './conversion';

/** Puts what a Map goes over, and what it makes of it, in JSONata. */
export function mapInJsonata(conversion: Conversion): void {
  const { fields, scope, put } = conversion;
  convertItems(conversion);
  if (fields.has('Parameters') && fields.has('ItemSelector'))
    throw new Obstacle('There are Parameters and an ItemSelector');
  for (const name of ['ItemSelector', 'Parameters']) {
    const template = fields.get(name);
    if (template !== undefined) put(name, ['ItemSelector', writeTemplate(draftOfTemplate(template, scope))]);
  }
  for (const name of COUNTS) convertNumberPath(conversion, name);
  convertPart(conversion, 'ItemReader', { ReaderConfig: {} });
  convertPart(conversion, 'ItemBatcher', {});
  convertPart(conversion, 'ResultWriter', {});
}

const COUNTS = ['MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage'];

function convertItems({ fields, scope, put }: Conversion): void {
  const path = fields.get('ItemsPath');
  const draft = typeof path === 'string' ? draftOfPath(path, scope) : scope.data;
  if (path !== undefined) put('ItemsPath');
  checkUse(scope, draft);
  if (fields.has('ItemReader') || isInput(draft)) return;
  if (isDistributed(fields.get('ItemProcessor'))) {
    throw new Obstacle('The items of a distributed Map may be the members of an object, which Items does not take');
  }
  if (draft.kind !== 'way') throw new Obstacle('The items of the Map are no list of the input');
  put(path === undefined ? 'InputPath' : 'ItemsPath', ['Items', writeTemplate(draft)]);
}

function isDistributed(processor: JsonValue | undefined): boolean {
  const config = isJsonObject(processor) ? processor.ProcessorConfig : undefined;
  return isJsonObject(config) && config.Mode === 'DISTRIBUTED';
}

/** Objects inside of which fields change as in the state itself. */
interface Inside {
  readonly [name: string]: Inside;
}

function convertPart({ fields, scope, put }: Fields, name: string, inside: Inside): void {
  const part = fields.get(name);
  if (part === undefined) return;
  const converted = partInJsonata(part, inside, scope);
  if (JSON.stringify(converted) !== JSON.stringify(part)) put(name, [name, converted]);
}

function partInJsonata(part: JsonValue, inside: Inside, scope: Conversion['scope']): JsonValue {
  if (!isJsonObject(part)) return part;
  const fields = new Map(Object.entries(part));
  const made = new Map<string, readonly NewField[]>();
  const nested = { fields, scope, put: (name: string, ...values: readonly NewField[]) => made.set(name, values) };
  for (const [name, deeper] of Object.entries(inside)) convertPart(nested, name, deeper);
  for (const name of fields.keys()) if (name.endsWith('Path')) convertNumberPath(nested, name.slice(0, -'Path'.length));
  for (const [name, written] of [
    ['Parameters', 'Arguments'],
    ['BatchInput', 'BatchInput'],
  ] as const) {
    const template = fields.get(name);
    if (template !== undefined) nested.put(name, [written, writeTemplate(draftOfTemplate(template, scope))]);
  }
  return changedObject(part, made);
}

function changedObject(object: JsonObject, made: NewFields): JsonObject {
  return Object.fromEntries(Object.entries(object).flatMap(([name, value]) => made.get(name) ?? [[name, value]]));
}
