import { COMPARISON_OPERATORS, TYPE_TESTS } from '../spec/choiceOperators';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { compare, TYPE_ANSWERS } from './compare';
import { jsonata, leaveJsonata } from './jsonataFlow';
import { applyInputPath, assigned, scopeOf, select } from './jsonPathFlow';
import { type Ending, evaluate, fieldValue, type Life } from './life';
import { runtimeError } from './stateError';
import type { StageData } from './stateRun';

// The Choice state, from https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html.

/** Runs a Choice: the first rule that holds picks the next state, else Default does. Throws when neither is there. */
export function liveChoice(life: Life): Promise<Ending> {
  return life.state.queryLanguage === 'JSONata' ? chooseJsonata(life) : chooseJsonPath(life);
}

async function chooseJsonata(life: Life): Promise<Ending> {
  const rules = rulesOf(life);
  for (const [index, rule] of rules.entries()) {
    const field = `Choices[${index}]/Condition`;
    const holds =
      typeof rule.Condition === 'string' ? await jsonata(life, rule.Condition, field, {}, 'boolean') : rule.Condition;
    if (holds === true) return { ...(await leaveJsonata(life, rule, {}, life.input)), ...nextOf(rule.Next) };
  }
  // The state's own Assign and Output apply on Default only.
  const next = nextOf(fieldValue(life, 'Default'));
  return { ...(await leaveJsonata(life, life.state.definition, {}, life.input)), ...next };
}

async function chooseJsonPath(life: Life): Promise<Ending> {
  const data = await applyInputPath(life);
  const matched = await firstThatHolds(life, data);
  const next = nextOf(matched ? matched.Next : fieldValue(life, 'Default'));
  const output = await select(life, 'OutputPath', data);
  return { output, ...(await assigned(life, matched ? matched.Assign : fieldValue(life, 'Assign'), data)), ...next };
}

async function firstThatHolds(life: Life, data: StageData): Promise<JsonObject | undefined> {
  for (const rule of rulesOf(life)) if (await holds(life, rule, data)) return rule;
  return undefined;
}

function rulesOf(life: Life): readonly JsonObject[] {
  const rules = fieldValue(life, 'Choices');
  return Array.isArray(rules) ? rules.filter(isJsonObject) : [];
}

/** AWS fails like this where its documentation has States.NoChoiceMatched (recorded). */
function nextOf(next: JsonValue | undefined): { readonly nextState: string } {
  if (typeof next === 'string') return { nextState: next };
  throw runtimeError('Failed to transition out of the state. The state does not point to a next state.');
}

async function holds(life: Life, rule: JsonObject, data: StageData): Promise<boolean> {
  if (Array.isArray(rule.And)) return everyHolds(life, rule.And, data);
  if (Array.isArray(rule.Or)) return someHolds(life, rule.Or, data);
  if (isJsonObject(rule.Not)) return !(await holds(life, rule.Not, data));
  return comparisonHolds(life, rule, data);
}

/** Rules are looked at in order and no further than needed, so that IsPresent can guard what follows. */
async function everyHolds(life: Life, rules: readonly JsonValue[], data: StageData): Promise<boolean> {
  for (const rule of rules) if (isJsonObject(rule) && !(await holds(life, rule, data))) return false;
  return true;
}

async function someHolds(life: Life, rules: readonly JsonValue[], data: StageData): Promise<boolean> {
  for (const rule of rules) if (isJsonObject(rule) && (await holds(life, rule, data))) return true;
  return false;
}

async function comparisonHolds(life: Life, rule: JsonObject, data: StageData): Promise<boolean> {
  const path = typeof rule.Variable === 'string' ? rule.Variable : '$';
  const found = await find(life, path, data);
  if (typeof rule.IsPresent === 'boolean') return rule.IsPresent === (found !== undefined);
  if (found === undefined) throw missing(path);
  for (const test of TYPE_TESTS) {
    const wanted = rule[test];
    if (test !== 'IsPresent' && typeof wanted === 'boolean') return wanted === TYPE_ANSWERS[test](found.value);
  }
  const operator = COMPARISON_OPERATORS.find(({ name }) => rule[name] !== undefined);
  if (operator === undefined) return false;
  const operand = rule[operator.name] ?? null;
  const right = operator.path ? await operandAt(life, String(operand), data) : operand;
  return compare(operator.kind, operator.comparison, found.value, right);
}

async function operandAt(life: Life, path: string, data: StageData): Promise<JsonValue> {
  const found = await find(life, path, data);
  if (found === undefined) throw missing(path);
  return found.value;
}

function missing(path: string) {
  return runtimeError(`Invalid path '${path}': The choice state's condition path references an invalid value.`);
}

/** The value of a path; undefined when it leads nowhere. */
async function find(life: Life, path: string, data: StageData): Promise<{ readonly value: JsonValue } | undefined> {
  const found = await evaluate(life, { kind: 'find', text: path, scope: scopeOf(life, data) });
  return Array.isArray(found) && found.length === 1 ? { value: found[0] as JsonValue } : undefined;
}
