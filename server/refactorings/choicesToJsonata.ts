import { type Draft, writeTemplate } from '../../shared/expressions/jsonataDraft';
import { conditionOf } from '../../shared/expressions/jsonataOfChoice';
import { draftOfTemplate } from '../../shared/expressions/jsonataOfTemplate';
import { Obstacle } from '../../shared/expressions/obstacle';
import { RULE_FORMS } from '../../shared/spec/choiceOperators';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/spec/json';
import { type Conversion, isInput, type NewField } from './conversion';

/** Puts the rules of a Choice in JSONata, each with the output of the state: in JSONata that of the state is for its Default alone. */
export function choicesInJsonata({ fields, scope, put }: Conversion, output: Draft): void {
  const choices = fields.get('Choices');
  if (!Array.isArray(choices)) throw new Obstacle('There is no list of Choices');
  const leaving: readonly NewField[] = isInput(output) ? [] : [['Output', writeTemplate(output)]];
  const assigned = (assign: JsonValue): JsonValue => writeTemplate(draftOfTemplate(assign, scope));
  const known: string[] = [];
  const rules = choices.map((rule: JsonValue) => {
    if (!isJsonObject(rule)) throw new Obstacle('A rule is no object');
    if (rule.Condition !== undefined || rule.Output !== undefined) throw new Obstacle('A rule has fields of JSONata');
    const { text, ifFalse } = conditionOf(rule, scope, known);
    known.push(...ifFalse);
    return Object.fromEntries([['Condition', `{% ${text} %}`], ...restOf(rule, assigned), ...leaving]);
  });
  put('Choices', ['Choices', rules]);
  const assign = fields.get('Assign');
  if (assign !== undefined) put('Assign', ['Assign', assigned(assign)]);
  if (fields.has('OutputPath')) put('OutputPath', ...leaving);
  else if (leaving.length > 0) put('InputPath', ...leaving);
}

function restOf(rule: JsonObject, assigned: (assign: JsonValue) => JsonValue): readonly NewField[] {
  const rest = Object.entries(rule).filter(([name]) => KEPT.has(name));
  const others = Object.keys(rule).filter((name) => !KEPT.has(name) && !isTest(name));
  if (others.length > 0) throw new Obstacle(`A rule has a field that is not known: ${others[0]}`);
  return rest.map(([name, value]) => [name, name === 'Assign' ? assigned(value) : value]);
}

const KEPT: ReadonlySet<string> = new Set(['Next', 'Assign', 'Comment']);

const FORMS: ReadonlySet<string> = new Set(RULE_FORMS);

function isTest(name: string): boolean {
  return FORMS.has(name) || /^(?:String|Numeric|Timestamp|Boolean|Is)[A-Z]\w+$/.test(name);
}
