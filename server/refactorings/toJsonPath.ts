import type { State } from '../../shared/document/stateMachine';
import { isJsonataString, jsonataSource } from '../../shared/expressions/jsonataSyntax';
import { Obstacle } from '../../shared/expressions/obstacle';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/spec/json';
import { jsonataFunctionNamed } from '../../shared/spec/jsonataFunctions';
import { stateField } from '../../shared/spec/states';
import type { Converted, NewField } from './conversion';

// Only what is as simple in JSONPath: literals, ways to a value, and a result that is put at a name of the input.

/** The fields of a JSONata state in JSONPath. Throws the Obstacle of what is not simple enough. */
export function stateInJsonPath({ type }: Pick<State, 'type'>, fields: ReadonlyMap<string, JsonValue>): Converted {
  checkShape(type, fields);
  const provided = new Set<string>();
  const made = new Map<string, readonly NewField[]>();
  const isWork = type === 'Task' || type === 'Map' || type === 'Parallel';
  for (const [name, value] of fields) {
    const changed = FIELDS[name]?.(value, { isWork, provided, name });
    if (changed) made.set(name, changed);
    else if (stateField(name)?.queryLanguage === 'JSONata' || holdsExpression(name, value))
      throw tooMuch(String(value));
  }
  return { fields: made, provided: [...provided] };
}

function checkShape(type: string | undefined, fields: ReadonlyMap<string, JsonValue>): void {
  const output = fields.get('Output');
  const isMade = output !== undefined && !(typeof output === 'string' && isJsonataString(output));
  const readers = READERS.filter((name) => fields.has(name));
  if (type === 'Choice') throw new Obstacle('The conditions of a Choice are not written in JSONPath here');
  if (isMade && (type === 'Wait' || type === 'Succeed')) throw new Obstacle(`A ${type} in JSONPath makes no output`);
  // In JSONPath the Assign of a Pass reads what the Pass makes, and all fields read what InputPath leaves.
  if (isMade && type === 'Pass' && fields.has('Assign')) throw new Obstacle('Assign and Output read the same input');
  if (typeof fields.get('Arguments') === 'string' && readers.length > 0) {
    throw new Obstacle(`${readers[0]} and Arguments read the same input`);
  }
  if (typeof fields.get('Arguments') === 'string' && INTEGRATION.test(String(fields.get('Resource')))) {
    throw new Obstacle('Parameters cannot be one expression');
  }
  const part = PARTS.find((name) => fields.has(name));
  if (part !== undefined) throw new Obstacle(`${part} is not written in JSONPath here`);
}

const READERS = ['Credentials', 'TimeoutSeconds', 'HeartbeatSeconds'];

/** Resources that take their own fields under Parameters. */
const INTEGRATION = /^arn:[^:]+:states:::/;

const PARTS = ['ItemReader', 'ItemBatcher', 'ResultWriter'];

/** The path that reads the same of the input as a JSONata string. Throws the Obstacle of one that is not simple enough. */
export function inputPathOf(text: string): string {
  return pathIn(text, 'input', { isWork: false, provided: new Set(), name: '' });
}

interface At {
  readonly isWork: boolean;
  readonly provided: Set<string>;
  readonly name: string;
}

const FIELDS: Readonly<Record<string, (value: JsonValue, at: At) => readonly NewField[] | undefined>> = {
  Arguments: (value, at) =>
    typeof value === 'string'
      ? [['InputPath', pathIn(value, 'input', at)]]
      : [['Parameters', templateIn(value, 'input', at)]],
  Output: outputInJsonPath,
  Assign: (value, at) => [['Assign', templateIn(value, at.isWork ? 'result' : 'input', at)]],
  Credentials: (value, at) => [['Credentials', templateIn(value, 'input', at)]],
  ItemSelector: (value, at) => [['ItemSelector', templateIn(value, 'input', at)]],
  Items: (value, at) => [['ItemsPath', pathIn(value, 'input', at)]],
  Catch: (value, at) => [['Catch', listOf(value).map((catcher) => catcherInJsonPath(catcher, at))]],
  ...Object.fromEntries(
    ['Seconds', 'TimeoutSeconds', 'HeartbeatSeconds', 'Timestamp', 'Error', 'Cause'].map((name) => [name, pathBeside]),
  ),
};

/** A field that has a twin whose name ends with Path. */
function pathBeside(value: JsonValue, at: At): readonly NewField[] | undefined {
  if (typeof value !== 'string' || !isJsonataString(value)) return undefined;
  const inner = /^\$number\((.*)\)$/.exec(jsonataSource(value).expression)?.[1];
  return [[`${at.name}Path`, pathIn(inner === undefined ? value : `{% ${inner} %}`, 'input', at)]];
}

function outputInJsonPath(value: JsonValue, at: At): readonly NewField[] {
  const own = at.isWork ? 'result' : 'input';
  const place = placeIn(value, own, at);
  if (place !== undefined) return place;
  if (at.isWork) return [['ResultSelector', templateIn(objectOf(value), 'result', at)]];
  return [['Parameters', templateIn(objectOf(value), 'input', at)]];
}

/** An output that is one expression: the result, the input, a part of them, or one put into the other. */
function placeIn(value: JsonValue, own: Member, at: At): readonly NewField[] | undefined {
  if (typeof value !== 'string' || !isJsonataString(value)) return undefined;
  const { expression } = jsonataSource(value);
  if (own !== 'input' && expression === '$states.input') return [['ResultPath', null]];
  const name = new RegExp(`^\\$merge\\(\\[\\$states\\.input, \\{"([A-Za-z_]\\w*)": \\$states\\.${own}\\}\\]\\)$`).exec(
    expression,
  )?.[1];
  if (name !== undefined && own !== 'input') return [['ResultPath', `$.${name}`]];
  const path = pathIn(value, own, at);
  return path === '$' ? [] : [['OutputPath', path]];
}

function catcherInJsonPath(catcher: JsonValue, at: At): JsonValue {
  const members = Object.entries(objectOf(catcher)).flatMap(([name, value]): readonly NewField[] => {
    if (name === 'Assign') return [[name, templateIn(value, 'errorOutput', at)]];
    if (name !== 'Output') return [[name, value]];
    const place = placeIn(value, 'errorOutput', at);
    if (place === undefined || place.some(([own]) => own === 'OutputPath')) throw tooMuch(JSON.stringify(value));
    return place;
  });
  return Object.fromEntries(members);
}

type Member = 'input' | 'result' | 'errorOutput';

/** A template with `name.$` for what was an expression. */
function templateIn(value: JsonValue, own: Member, at: At): JsonValue {
  if (typeof value === 'string' && isJsonataString(value)) throw tooMuch(value);
  if (Array.isArray(value)) return value.map((item: JsonValue) => templateIn(item, own, at));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => memberIn(name, inner, own, at)));
}

function memberIn(name: string, value: JsonValue, own: Member, at: At): NewField {
  if (name.endsWith('.$')) throw new Obstacle(`JSONPath would evaluate a key that JSONata takes as it is: ${name}`);
  if (typeof value !== 'string' || !isJsonataString(value)) return [name, templateIn(value, own, at)];
  const isUuid = jsonataSource(value).expression === '$uuid()';
  return [`${name}.$`, isUuid ? 'States.UUID()' : pathIn(value, own, at)];
}

const STEP = /\.([A-Za-z_]\w*)|\.`([^`'\\]+)`|\[(-?\d+)\]/y;

/** The path of an expression that is nothing but a way to a value. */
function pathIn(value: JsonValue, own: Member, { provided }: At): string {
  const { expression } = jsonataSource(typeof value === 'string' && isJsonataString(value) ? value : '');
  const start = /^\$(?:states\.(input|result|errorOutput|context)\b|(?!states\b)[A-Za-z]\w*)/.exec(expression);
  const isFunction = start !== null && jsonataFunctionNamed(start[0].slice(1)) !== undefined;
  if (start === null || isFunction || (start[1] !== undefined && start[1] !== own && start[1] !== 'context')) {
    throw tooMuch(typeof value === 'string' ? value : JSON.stringify(value));
  }
  let path = start[1] === undefined ? start[0] : start[1] === 'context' ? '$$' : '$';
  let count = 0;
  for (STEP.lastIndex = start[0].length; STEP.lastIndex < expression.length; count++) {
    const step = STEP.exec(expression);
    if (step === null) throw tooMuch(expression);
    path += step[1] ? `.${step[1]}` : step[2] ? `['${step[2]}']` : `[${step[3]}]`;
  }
  // JSONata looks for a name in every item of a list, and for an item in what is no list.
  if (count > 1 || path.includes('[')) provided.add('a name is looked up in an object and an item in a list');
  return path;
}

function tooMuch(expression: string): Obstacle {
  return new Obstacle(`This is not simple enough for JSONPath: ${expression}`);
}

function holdsExpression(name: string, value: JsonValue): boolean {
  return name !== 'Comment' && JSON.stringify(value).includes('{%');
}

function listOf(value: JsonValue): readonly JsonValue[] {
  if (!Array.isArray(value)) throw new Obstacle('Catch is no list');
  return value;
}

function objectOf(value: JsonValue): JsonObject {
  if (isJsonObject(value)) return value;
  throw tooMuch(JSON.stringify(value));
}
