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
