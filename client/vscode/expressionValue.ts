import type { TestCase } from '../../shared/project/testCases';
import type { JsonObject, JsonValue } from '../../shared/spec/json';
import type { Evaluation, EvaluationResult } from '../runner/protocol';

/** What the language server answers to `stateside/expressionAt`: an expression, or the piece of one at a position. */
export interface ExpressionAt {
  readonly kind: 'path' | 'intrinsic' | 'jsonata';
  readonly text: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly stateName: string;
  readonly field: string;
  /** What `$` stands for in JSONPath. */
  readonly source: 'input' | 'effectiveInput' | 'result' | 'error' | 'other';
  /** The InputPath of the state, null included, where it has one. */
  readonly inputPath?: string | null;
}

/** Evaluates one expression; undefined when no answer came. */
export type Evaluate = (evaluation: Evaluation) => Promise<EvaluationResult | undefined>;

/**
 * The value of an expression on a test case, evaluated by the runner. Undefined where the test case does not say what
 * the expression reads, such as the result of a task that it gives no mock for.
 */
export async function expressionValue(
  expression: ExpressionAt,
  testCase: TestCase,
  evaluate: Evaluate,
): Promise<EvaluationResult | undefined> {
  const data = dataOf(expression, testCase);
  if (expression.kind === 'jsonata') {
    const evaluation = jsonataEvaluation(expression, data);
    return evaluation && evaluate(evaluation);
  }
  const input = await inputFor(expression, data, evaluate);
  if (input === undefined || !input.ok) return input;
  return evaluate(pathEvaluation(expression, { ...data, input: input.value }));
}

/** What a test case says about the data of a state. */
interface CaseData {
  readonly input: JsonValue;
  readonly context: JsonObject;
  readonly variables: JsonObject;
  readonly result: JsonValue | undefined;
  readonly error: JsonValue | undefined;
}

function dataOf({ stateName }: ExpressionAt, { input = {}, context, variables = {}, mock }: TestCase): CaseData {
  const error = mock?.errorOutput;
  return {
    input,
    context: context ?? sampleContext(stateName, input),
    variables,
    result: mock?.result,
    error: error && { Error: error.error ?? '', Cause: error.cause ?? '' },
  };
}

const ARN = 'arn:aws:states:us-east-1:123456789012';

/** A context object in the form of AWS's, for test cases that give none. */
export function sampleContext(stateName: string, input: JsonValue): JsonObject {
  const time = '2030-01-31T12:00:00.000Z';
  return {
    Execution: {
      Id: `${ARN}:execution:Example:example`,
      Input: input,
      Name: 'example',
      RoleArn: null,
      StartTime: time,
    },
    StateMachine: { Id: `${ARN}:stateMachine:Example`, Name: 'Example' },
    State: { Name: stateName, EnteredTime: time, RetryCount: 0 },
  };
}

function jsonataEvaluation({ text, field }: ExpressionAt, data: CaseData): Evaluation | undefined {
  const { input, context, result, error, variables } = data;
  const isUnknown = (name: string, value: JsonValue | undefined) =>
    value === undefined && text.includes(`$states.${name}`);
  if (isUnknown('result', result) || isUnknown('errorOutput', error)) return undefined;
  const states = {
    input,
    context,
    ...(result === undefined ? {} : { result }),
    ...(error === undefined ? {} : { errorOutput: error }),
  };
  return { kind: 'jsonata', value: text, field, bindings: { states, variables } };
}

/** What `$` is in JSONPath; an InputPath is evaluated first. */
async function inputFor(
  { source, inputPath, text }: ExpressionAt,
  { input, result, error, context, variables }: CaseData,
  evaluate: Evaluate,
): Promise<EvaluationResult | undefined> {
  if (source === 'effectiveInput' && inputPath === null) return { ok: true, value: {} };
  if (source === 'effectiveInput' && typeof inputPath === 'string' && inputPath !== '$') {
    return evaluate({ kind: 'path', text: inputPath, scope: { input, context, variables } });
  }
  const isOwn = /^\s*\$[$\w]/.test(text);
  const values = { input, effectiveInput: input, result, error, other: undefined };
  const value = values[source] ?? (isOwn ? input : undefined);
  return value === undefined ? undefined : { ok: true, value };
}

function pathEvaluation({ kind, text, field }: ExpressionAt, { input, context, variables }: CaseData): Evaluation {
  const scope = { input, context, variables };
  return kind === 'path' ? { kind, text, scope } : { kind: 'dynamic', text, scope, field };
}

/** A value as JSON on several lines, cut where it is long. */
export function shownValue(value: JsonValue): string {
  const lines = JSON.stringify(value, null, 2).split('\n');
  const kept = lines
    .slice(0, MOST_LINES)
    .map((line) => (line.length > MOST_COLUMNS ? `${line.slice(0, MOST_COLUMNS)}...` : line));
  return lines.length > MOST_LINES ? [...kept, '...'].join('\n') : kept.join('\n');
}

const MOST_LINES = 25;
const MOST_COLUMNS = 200;
