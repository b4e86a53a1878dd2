import {
  COMPARISON_OPERATORS,
  type Comparison,
  type ComparisonOperator,
  TYPE_TESTS,
  type TypeTest,
} from '../spec/choiceOperators';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { guarded, type Way } from './jsonataDraft';
import { type DraftScope, draftOfPath } from './jsonataOfTemplate';
import { Obstacle } from './obstacle';

/** A condition in JSONata; the ways that surely lead to something once it was found true, or false. */
export interface Condition {
  readonly text: string;
  readonly form: 'one' | 'and' | 'or' | 'guard';
  readonly ifTrue: readonly string[];
  readonly ifFalse: readonly string[];
}

/**
 * The test of a JSONPath Choice rule as an expression of JSONata that gives true or false; `known` are the ways that
 * surely lead to something. A way that leads nowhere fails as in JSONPath. Throws the Obstacle of what JSONata cannot say.
 */
export function conditionOf(rule: JsonObject, scope: DraftScope, known: readonly string[]): Condition {
  if (Array.isArray(rule.And)) return combined('and', rule.And, scope, known);
  if (Array.isArray(rule.Or)) return combined('or', rule.Or, scope, known);
  if (isJsonObject(rule.Not)) {
    const { text, ifTrue, ifFalse } = conditionOf(rule.Not, scope, known);
    return { text: `$not(${text})`, form: 'one', ifTrue: ifFalse, ifFalse: ifTrue };
  }
  return comparison(rule, scope, known);
}

function combined(
  form: 'and' | 'or',
  rules: readonly JsonValue[],
  scope: DraftScope,
  known: readonly string[],
): Condition {
  const passed: string[] = [];
  const texts: string[] = [];
  for (const rule of rules) {
    if (!isJsonObject(rule)) throw new Obstacle('A rule is no object');
    const condition = conditionOf(rule, scope, [...known, ...passed]);
    passed.push(...(form === 'and' ? condition.ifTrue : condition.ifFalse));
    texts.push(condition.form === 'one' || condition.form === form ? condition.text : `(${condition.text})`);
  }
  if (texts.length === 0) throw new Obstacle('There is no rule to test');
  return {
    text: texts.join(` ${form} `),
    form,
    ...(form === 'and' ? { ifTrue: passed, ifFalse: [] } : { ifTrue: [], ifFalse: passed }),
  };
}

function comparison(rule: JsonObject, scope: DraftScope, known: readonly string[]): Condition {
  const way = wayOf(rule.Variable, scope);
  if (typeof rule.IsPresent === 'boolean') return presence(way, rule.IsPresent);
  const type = TYPE_TESTS.find((name) => typeof rule[name] === 'boolean');
  if (type !== undefined) return needing([way], typeTest(way, type, rule[type] === true), known);
  const operator = COMPARISON_OPERATORS.find(({ name }) => rule[name] !== undefined);
  if (operator === undefined) throw new Obstacle('A rule compares nothing');
  const operand = rule[operator.name] ?? null;
  if (!operator.path) return needing([way], compared(way, operator, operand), known);
  const other = wayOf(operand, scope);
  return needing([way, other], comparedWays(way, operator, other), known);
}

function wayOf(path: JsonValue | undefined, scope: DraftScope): Way {
  const draft = draftOfPath(typeof path === 'string' ? path : '$', scope);
  if (draft.kind !== 'way') throw new Obstacle(`This path leads to nothing of the input: ${String(path)}`);
  return draft;
}

function presence({ text, certain, parents }: Way, wanted: boolean): Condition {
  if (certain) return { text: String(wanted), form: 'one', ifTrue: [], ifFalse: [] };
  const tests = [...parents.map((parent) => `$type(${parent.text}) = "${parent.type}"`), `$exists(${text})`].join(
    ' and ',
  );
  if (!wanted) return { text: `$not(${tests})`, form: 'one', ifTrue: [], ifFalse: [text] };
  return { text: tests, form: parents.length > 0 ? 'and' : 'one', ifTrue: [text], ifFalse: [] };
}

type Test = Pick<Condition, 'text' | 'form'>;

/** A comparison is as good as false where nothing stands, but JSONPath fails there. */
function needing(ways: readonly Way[], test: Test, known: readonly string[]): Condition {
  const unknown = ways.filter(({ certain, text }) => !certain && !known.includes(text));
  const then = unknown.reduceRight(({ text }, way): Test => ({ text: guarded(way, text), form: 'guard' }), test);
  const found = unknown.map(({ text }) => text);
  return { ...then, ifTrue: found, ifFalse: found };
}

function typeTest({ text }: Way, test: TypeTest, wanted: boolean): Test {
  const type = TYPES[test];
  if (type === undefined) throw new Obstacle(`JSONata has no test that does exactly what ${test} does`);
  const left = type === 'null' ? text : `$type(${text})`;
  return { text: `${left} ${wanted ? '=' : '!='} ${type === 'null' ? type : `"${type}"`}`, form: 'one' };
}

const TYPES: Partial<Record<TypeTest, string>> = {
  IsNull: 'null',
  IsNumeric: 'number',
  IsString: 'string',
  IsBoolean: 'boolean',
};

function compared({ text }: Way, { name, kind, comparison }: ComparisonOperator, operand: JsonValue): Test {
  if (kind === 'timestamp') throw noSuch(name);
  if (comparison === 'matches') return matching(text, operand);
  // A value of another kind makes the rule false, never true.
  if (typeof operand !== kind) return { text: 'false', form: 'one' };
  const test = `${text} ${SIGNS[comparison]} ${JSON.stringify(operand)}`;
  if (comparison === 'equals') return { text: test, form: 'one' };
  if (kind === 'boolean') throw noSuch(name);
  return { text: `${ofKind(text, kind)} and ${test}`, form: 'and' };
}

function comparedWays({ text }: Way, { name, kind, comparison }: ComparisonOperator, other: Way): Test {
  if (kind === 'timestamp' || comparison === 'matches') throw noSuch(name);
  const test = `${text} ${SIGNS[comparison]} ${other.text}`;
  const kinds = comparison === 'equals' ? [ofKind(text, kind)] : [ofKind(text, kind), ofKind(other.text, kind)];
  return { text: [...kinds, test].join(' and '), form: 'and' };
}

function noSuch(operator: string): Obstacle {
  return new Obstacle(`JSONata has no comparison that does exactly what ${operator} does`);
}

function ofKind(text: string, kind: string): string {
  return `$type(${text}) = "${kind}"`;
}

const SIGNS: Readonly<Record<Exclude<Comparison, 'matches'>, string>> = {
  equals: '=',
  lessThan: '<',
  greaterThan: '>',
  lessThanEquals: '<=',
  greaterThanEquals: '>=',
};

/** `*` stands for any run of characters, `\*` for a star. */
function matching(text: string, pattern: JsonValue): Test {
  if (typeof pattern !== 'string') return { text: 'false', form: 'one' };
  const pieces = pattern.match(/\\[*\\]|[\s\S]/g) ?? [];
  const source = pieces.map((piece) =>
    piece === '*' ? '[\\s\\S]*' : escaped(piece.length > 1 ? piece.slice(1) : piece),
  );
  return { text: `${ofKind(text, 'string')} and $contains(${text}, /^${source.join('')}$/)`, form: 'and' };
}

function escaped(character: string): string {
  if (/[\w ]/.test(character)) return character;
  const isPlain = character >= ' ' && character <= '~';
  return isPlain ? `\\${character}` : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
