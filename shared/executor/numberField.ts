import type { JsonObject, JsonValue } from '../spec/json';
import { jsonata } from './jsonataFlow';
import { scopeOf } from './jsonPathFlow';
import { evaluate, type Life } from './life';
import { runtimeError, StateError } from './stateError';
import type { StageData } from './stateRun';

/** A field that holds a number, or under its name with `Path` the path to one. */
export interface NumberField {
  readonly name: string;
  /** The objects of the state around it, as causes name them: `ItemReader/ReaderConfig/`. Empty for the state itself. */
  readonly within: string;
  readonly least: number;
  readonly most: number;
  /** Fractions are not allowed. */
  readonly whole: boolean;
}

/**
 * The number of a field: a literal one as it is, else what its expression or path gives; undefined when it is not there.
 * A path may lead to the text of a number (recorded). Throws States.Runtime in JSONPath and States.QueryEvaluationError
 * in JSONata for anything that is no number of the field's range.
 */
export async function numberField(
  life: Life,
  holder: JsonObject,
  field: NumberField,
  data: StageData,
): Promise<number | undefined> {
  const plain = holder[field.name];
  const path = holder[`${field.name}Path`];
  if (typeof plain === 'number') return plain;
  if (typeof plain === 'string') return expressionNumber(life, plain, field);
  if (typeof path !== 'string') return undefined;
  const value = await evaluate(life, { kind: 'path', text: path, scope: scopeOf(life, data) });
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (fits(number, field)) return number;
  throw runtimeError(
    `The ${field.name}Path parameter does not reference ${wanted(field)}: ${path} == ${JSON.stringify(value)}`,
  );
}

async function expressionNumber(life: Life, text: string, field: NumberField): Promise<number> {
  const isJsonata = life.state.queryLanguage === 'JSONata';
  const value = isJsonata ? await jsonata(life, text, `${field.within}${field.name}`, {}, 'number') : text;
  if (fits(value, field)) return value;
  const cause = `The ${field.name} must be ${wanted(field)}: ${JSON.stringify(value)}`;
  throw isJsonata ? new StateError('States.QueryEvaluationError', cause) : runtimeError(cause);
}

function fits(value: JsonValue, { least, most, whole }: NumberField): value is number {
  return typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value));
}

function wanted({ least, most, whole }: NumberField): string {
  return `a ${whole ? 'whole ' : ''}number ${most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`}`;
}
