import type { State } from '../../shared/document/stateMachine';
import {
  type Draft,
  isChanging,
  mayFail,
  placedAt,
  rootWay,
  type Way,
  writeTemplate,
} from '../../shared/expressions/jsonataDraft';
import {
  type DraftScope,
  draftOfDynamic,
  draftOfPath,
  draftOfTemplate,
} from '../../shared/expressions/jsonataOfTemplate';
import { isJsonataString } from '../../shared/expressions/jsonataSyntax';
import { Obstacle } from '../../shared/expressions/obstacle';
import { cachedPath } from '../../shared/expressions/parsedTexts';
import { parseReferencePath } from '../../shared/expressions/referencePathSyntax';
import { HTTP_TASK_RESOURCE_PATTERN } from '../../shared/spec/httpTask';
import { isJsonObject, type JsonValue } from '../../shared/spec/json';
import { stateField } from '../../shared/spec/states';
import { choicesInJsonata } from './choicesToJsonata';
import {
  type Conversion,
  type Converted,
  checkUse,
  convertNumberPath,
  INPUT,
  isInput,
  type NewField,
  type NewFields,
  wayAt,
} from './conversion';
import { mapInJsonata } from './mapToJsonata';
import { markedName } from './placeholders';

// The data flow of a JSONPath state said in JSONata, from
// https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html.

/**
 * The fields of a JSONPath state in JSONata, such that it does the same wherever it succeeds, and fails where a path
 * leads nowhere. Throws the Obstacle where that cannot be.
 */
export function stateInJsonata({ type }: Pick<State, 'type'>, fields: ReadonlyMap<string, JsonValue>): Converted {
  const provided = new Set<string>();
  const made = new Map<string, readonly NewField[]>();
  const data = dataAt(fields.get('InputPath'), { data: INPUT, provided }, 'InputPath');
  const conversion: Conversion = {
    type,
    fields,
    scope: { data, provided },
    put: (field, ...values) => made.set(field, values),
    add: (field, value) => made.set(field, [...(made.get(field) ?? []), value]),
  };
  const convert = TYPES[type ?? ''];
  if (convert === undefined) throw new Obstacle('The state has no Type that is known');
  if (fields.has('InputPath')) conversion.put('InputPath');
  convert(conversion);
  checkRest(conversion, made);
  return { fields: made, provided: [...provided] };
}

const TYPES: Readonly<Record<string, (conversion: Conversion) => void>> = {
  Task: convertTask,
  Pass: convertPass,
  Choice: (conversion) => choicesInJsonata(conversion, outputPathOf(conversion)),
  Wait: convertWait,
  Succeed: (conversion) => leave(conversion, conversion.scope.data, conversion.scope.data, INPUT),
  Fail: convertFail,
  Parallel: (conversion) => {
    convertArguments(conversion, 'Parameters');
    leaveWork(conversion, rootWay('$states.result'));
  },
  Map: (conversion) => {
    mapInJsonata(conversion);
    leaveWork(conversion, rootWay('$states.result'));
  },
};

function convertTask(conversion: Conversion): void {
  const { fields } = conversion;
  convertArguments(conversion, 'Parameters');
  convertTemplate(conversion, 'Credentials');
  convertNumberPath(conversion, 'TimeoutSeconds');
  convertNumberPath(conversion, 'HeartbeatSeconds');
  const isHttp = HTTP_TASK_RESOURCE_PATTERN.test(String(fields.get('Resource')));
  leaveWork(conversion, rootWay('$states.result', '$', isHttp ? ['Headers', 'StatusCode', 'StatusText'] : []));
}

/** Arguments is an object or one expression; without Parameters the data goes in as it is. */
function convertArguments({ fields, scope, put }: Conversion, name: string): void {
  const template = fields.get(name);
  const draft = template === undefined ? scope.data : draftOfTemplate(template, scope);
  checkUse(scope, draft);
  const value = isInput(draft) && template === undefined ? undefined : writeTemplate(draft);
  if (value !== undefined && !isJsonObject(value) && !(typeof value === 'string' && isJsonataString(value))) {
    throw new Obstacle('Arguments can only be an object or an expression');
  }
  if (value !== undefined) put(template === undefined ? 'InputPath' : name, ['Arguments', value]);
}

/** A template under a name that both languages have. */
function convertTemplate({ fields, scope, put }: Conversion, name: string, data: Draft = scope.data): void {
  const template = fields.get(name);
  if (template !== undefined) put(name, [name, writeTemplate(draftOfTemplate(template, { ...scope, data }))]);
}

function convertPass(conversion: Conversion): void {
  const { fields, scope, put } = conversion;
  const literal = fields.get('Result') ?? null;
  const name = markedName(literal);
  // A Result of null is none.
  if (name !== undefined) scope.provided.add(`${name} is not null`);
  const template = fields.get('Parameters');
  for (const name of ['Result', 'Parameters']) if (fields.has(name)) put(name);
  const given: Draft = template === undefined ? scope.data : draftOfTemplate(template, scope);
  const result: Draft = literal === null ? given : { kind: 'literal', value: literal };
  if (literal === null) checkUse(scope, given);
  leave(conversion, result, result, INPUT, 'ResultPath');
}

function convertWait(conversion: Conversion): void {
  const { fields, scope, put } = conversion;
  convertNumberPath(conversion, 'Seconds');
  const path = fields.get('TimestampPath');
  if (path !== undefined) put('TimestampPath', ['Timestamp', `{% ${wayAt(path, scope).text} %}`]);
  leave(conversion, scope.data, scope.data, INPUT);
}

function convertFail({ fields, scope, put }: Conversion): void {
  for (const name of ['Error', 'Cause']) {
    const text = fields.get(`${name}Path`);
    // These two read the input as it came, whatever InputPath says.
    if (typeof text === 'string') {
      put(`${name}Path`, [name, writeTemplate(draftOfDynamic(text, { ...scope, data: INPUT }))]);
    }
  }
}

/** What follows the work of a Task, Parallel or Map: ResultSelector, ResultPath, OutputPath, and its Catchers. */
function leaveWork(conversion: Conversion, result: Way): void {
  const { fields, scope, put } = conversion;
  const selector = fields.get('ResultSelector');
  const selected = selector === undefined ? result : draftOfTemplate(selector, { ...scope, data: result });
  if (selector !== undefined) put('ResultSelector');
  leave(conversion, result, selected, result, 'ResultPath');
  const catchers = fields.get('Catch');
  if (!Array.isArray(catchers)) return;
  const converted = catchers.map((catcher: JsonValue) => catcherInJsonata(catcher, scope));
  if (JSON.stringify(converted) !== JSON.stringify(catchers)) put('Catch', ['Catch', converted]);
}

/**
 * Assign sees the raw result, Output the selected one behind ResultPath and OutputPath. `fallback` is what goes on
 * without Output.
 */
function leave(conversion: Conversion, result: Draft, selected: Draft, fallback: Way, resultPath?: string): void {
  const { fields, scope, put, add } = conversion;
  const anchor = ANCHORS.find((name) => fields.has(name) && !(name === 'Parameters' && conversion.type !== 'Pass'));
  if (fields.has('Assign') && isChanging(result)) throw new Obstacle('Assign and the output need the same new value');
  convertTemplate(conversion, 'Assign', result);
  for (const name of ['ResultPath', 'OutputPath']) if (fields.has(name)) put(name);
  const placed = resultPath === undefined ? selected : place(fields.get(resultPath), selected);
  const output = dataAt(fields.get('OutputPath'), { ...scope, data: placed }, 'OutputPath');
  if (output.kind === 'way' && output.text === fallback.text) return;
  if (anchor !== undefined) add(anchor, ['Output', writeTemplate(output)]);
}

/** Where Output may stand: in the place of one of the fields that it stands for. */
const ANCHORS = ['Result', 'Parameters', 'ResultSelector', 'ResultPath', 'OutputPath', 'InputPath'];

function place(path: JsonValue | undefined, value: Draft): Draft {
  if (path === undefined || path === '$') return value;
  if (path === null) {
    if (mayFail(value)) throw new Obstacle('A result is made that ResultPath throws away');
    return INPUT;
  }
  const parsed = parseReferencePath(String(path));
  const names = parsed.ok ? parsed.value.places.filter((step) => typeof step === 'string') : [];
  if (!parsed.ok || parsed.value.root.kind !== 'input' || names.length < parsed.value.places.length) {
    throw new Obstacle(`JSONata cannot put a value there: ${String(path)}`);
  }
  return placedAt(INPUT, names, value);
}

/** What InputPath or OutputPath leaves of the data. */
function dataAt(path: JsonValue | undefined, scope: DraftScope, field: string): Draft {
  if (path === undefined || path === '$') return scope.data;
  if (path !== null && typeof path !== 'string') throw new Obstacle(`${field} is no path`);
  if (leavesOut(scope.data, path)) throw new Obstacle(`${field} leaves out what was made before`);
  return path === null ? { kind: 'literal', value: {} } : draftOfPath(path, scope);
}

/** Tells whether something that may fail is made and then not used. */
function leavesOut(data: Draft, path: string | null): boolean {
  const parsed = path === null ? undefined : cachedPath(path);
  const step = parsed?.ok && parsed.value.root.kind === 'input' ? parsed.value.steps[0] : undefined;
  if (step === undefined) return mayFail(data);
  const isThere = (name: string | undefined) => step.kind === 'property' && step.names[0] === name;
  if (data.kind === 'object') return data.members.some(([name, value]) => mayFail(value) && !isThere(name));
  return data.kind === 'placed' && mayFail(data.value) && !isThere(data.names[0]);
}

function outputPathOf({ fields, scope }: Conversion): Draft {
  return dataAt(fields.get('OutputPath'), scope, 'OutputPath');
}

const ERROR_OUTPUT = rootWay('$states.errorOutput', '$', ['Error', 'Cause']);

function catcherInJsonata(catcher: JsonValue, scope: DraftScope): JsonValue {
  if (!isJsonObject(catcher)) throw new Obstacle('A Catcher is no object');
  const output = place(catcher.ResultPath, ERROR_OUTPUT);
  const isDefault = output.kind === 'way' && output.text === ERROR_OUTPUT.text;
  const members = Object.entries(catcher).flatMap(([name, value]): readonly NewField[] => {
    if (name === 'Assign') return [[name, writeTemplate(draftOfTemplate(value, { ...scope, data: ERROR_OUTPUT }))]];
    if (name === 'Output') throw new Obstacle('A Catcher has an Output already');
    if (name !== 'ResultPath') return [[name, value]];
    return isDefault ? [] : [['Output', writeTemplate(output)]];
  });
  return Object.fromEntries(members);
}

/** No field may be left that JSONata does not have, or reads in another way. */
function checkRest({ fields }: Conversion, made: NewFields): void {
  for (const [name, value] of fields) {
    if (made.has(name)) continue;
    const row = stateField(name);
    if (row?.queryLanguage === 'JSONata') throw new Obstacle(`The state has a field of JSONata: ${name}`);
    if (row?.queryLanguage === 'JSONPath') throw new Obstacle(`JSONata has no such field: ${name}`);
    if (row?.holds !== undefined && typeof value === 'string' && isJsonataString(value)) {
      throw new Obstacle(`JSONata would evaluate a text that JSONPath takes as it is: ${value}`);
    }
  }
}
