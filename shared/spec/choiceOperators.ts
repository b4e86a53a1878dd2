import type { Field } from './field';
import { PAGES } from './pages';

// The comparisons of a JSONPath Choice rule, from https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html.

/** The kind of value that an operator compares; a value of another kind makes the rule false. */
export type ComparedKind = 'string' | 'number' | 'boolean' | 'timestamp';

/** How two values compare. */
export type Comparison = 'equals' | 'lessThan' | 'greaterThan' | 'lessThanEquals' | 'greaterThanEquals' | 'matches';

/** One operator; with `path` its operand is the path of the value to compare with. */
export interface ComparisonOperator {
  readonly name: string;
  readonly kind: ComparedKind;
  readonly comparison: Comparison;
  readonly path: boolean;
}

/** Operators that look at the Variable alone; their operand is the answer that makes the rule true. */
export const TYPE_TESTS = ['IsNull', 'IsPresent', 'IsNumeric', 'IsString', 'IsBoolean', 'IsTimestamp'] as const;

/** One of the operators that look at the Variable alone. */
export type TypeTest = (typeof TYPE_TESTS)[number];

const ORDERED: readonly (readonly [suffix: string, comparison: Comparison])[] = [
  ['Equals', 'equals'],
  ['LessThan', 'lessThan'],
  ['GreaterThan', 'greaterThan'],
  ['LessThanEquals', 'lessThanEquals'],
  ['GreaterThanEquals', 'greaterThanEquals'],
];

const KINDS: readonly (readonly [prefix: string, kind: ComparedKind])[] = [
  ['String', 'string'],
  ['Numeric', 'number'],
  ['Timestamp', 'timestamp'],
];

/** Every operator that compares with an operand. */
export const COMPARISON_OPERATORS: readonly ComparisonOperator[] = [
  ...KINDS.flatMap(([prefix, kind]) =>
    ORDERED.flatMap(([suffix, comparison]) => [
      { name: `${prefix}${suffix}`, kind, comparison, path: false },
      { name: `${prefix}${suffix}Path`, kind, comparison, path: true },
    ]),
  ),
  { name: 'BooleanEquals', kind: 'boolean', comparison: 'equals', path: false },
  { name: 'BooleanEqualsPath', kind: 'boolean', comparison: 'equals', path: true },
  { name: 'StringMatches', kind: 'string', comparison: 'matches', path: false },
];

/** What a rule of a Choice tests by: exactly one of these, in the order in which AWS lists them. Condition is JSONata's, the others are JSONPath's. */
export const RULE_FORMS = ['And', 'Or', 'Not', 'Variable', 'Condition'] as const;

/** The names of everything that a rule may say about its Variable. */
export const OPERATOR_NAMES: readonly string[] = [...COMPARISON_OPERATORS.map(({ name }) => name), ...TYPE_TESTS];

/** The JSON kind of the operand that an operator takes in the text; undefined when there is no such operator. */
export function operandKind(operator: string): 'string' | 'number' | 'boolean' | undefined {
  if (TYPE_TESTS.some((name) => name === operator)) return 'boolean';
  const row = COMPARISON_OPERATORS.find(({ name }) => name === operator);
  if (row === undefined) return undefined;
  return row.path || row.kind === 'timestamp' ? 'string' : row.kind;
}

/** Tells whether an operand of this operator is a time. */
export function takesTimestamp(operator: string): boolean {
  return COMPARISON_OPERATORS.some(({ name, kind, path }) => name === operator && kind === 'timestamp' && !path);
}

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970 of a timestamp of RFC 3339 with `T` and a zone, on a day that there is; undefined for any other text. */
export function timestampMilliseconds(text: string): number | undefined {
  const time =
    TIMESTAMP.test(text) && isOnCalendar(text.slice(0, 'yyyy-mm-ddThh:mm:ss'.length)) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** The parser takes February 30 for March 1 and 24:00 for the next day. */
function isOnCalendar(moment: string): boolean {
  const time = Date.parse(`${moment}Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(moment);
}

const page = PAGES.choice;

const COMMENT: Field = { name: 'Comment', page, kinds: ['string'], doc: 'A note for people.' };

/** What a rule of a Choice asks in JSONPath, beside rules that are made of others. */
const COMPARISON_FIELDS: readonly Field[] = [
  {
    name: 'Variable',
    page,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    doc: 'The path of the value to compare.',
    snippet: '"$.$1"',
  },
  ...COMPARISON_OPERATORS.map(
    ({ name, path }): Field => ({
      name,
      page,
      kinds: [operandKind(name) ?? 'string'],
      queryLanguage: 'JSONPath',
      ownRule: true,
      doc: path ? 'The path of the value to compare the Variable with.' : 'The value to compare the Variable with.',
    }),
  ),
  ...TYPE_TESTS.map(
    (name): Field => ({
      name,
      page,
      kinds: ['boolean'],
      queryLanguage: 'JSONPath',
      ownRule: true,
      doc: 'The answer of the test that makes the rule true.',
      snippet: 'true',
    }),
  ),
];

/** Rules that are made of others. */
const COMBINING_FIELDS: readonly Field[] = [
  ...(['And', 'Or'] as const).map(
    (name): Field => ({
      name,
      page,
      kinds: ['array'],
      queryLanguage: 'JSONPath',
      filled: true,
      itemKinds: ['object'],
      choiceRules: 'nested',
      doc: name === 'And' ? 'True when all of its rules are.' : 'True when one of its rules is.',
      snippet: '[\n\t$0\n]',
    }),
  ),
  {
    name: 'Not',
    page,
    kinds: ['object'],
    queryLanguage: 'JSONPath',
    choiceRules: 'nested',
    doc: 'True when its rule is not.',
    snippet: '{\n\t$0\n}',
  },
];

/** The fields of a rule inside of And, Or or Not. */
export const NESTED_RULE_FIELDS: readonly Field[] = [...COMPARISON_FIELDS, ...COMBINING_FIELDS, COMMENT];

/** The fields of an entry of Choices. */
export const CHOICE_RULE_FIELDS: readonly Field[] = [
  {
    name: 'Condition',
    page,
    kinds: ['string', 'boolean'],
    queryLanguage: 'JSONata',
    ownRule: true,
    holds: 'expression',
    doc: 'The expression that has to be true.',
    snippet: '"{% $1 %}"',
  },
  ...COMPARISON_FIELDS,
  ...COMBINING_FIELDS,
  {
    name: 'Next',
    page,
    kinds: ['string'],
    required: true,
    doc: 'The state that follows when the rule holds: a name of the same machine.',
  },
  {
    name: 'Assign',
    page: PAGES.variables,
    kinds: ['object', 'string'],
    holds: 'template',
    doc: 'Sets variables when this rule holds.',
    snippet: '{\n\t$0\n}',
  },
  {
    name: 'Output',
    page: PAGES.jsonata,
    kinds: ['object', 'array', 'string', 'number', 'boolean', 'null'],
    queryLanguage: 'JSONata',
    holds: 'template',
    doc: 'What the next state gets when this rule holds.',
    snippet: '{\n\t$0\n}',
  },
  COMMENT,
];
