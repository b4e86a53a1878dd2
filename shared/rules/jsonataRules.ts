import type { State } from '../document/stateMachine';
import { jsonataCallProblems } from '../expressions/expressionChecks';
import { isJsonataString, parseJsonata } from '../expressions/jsonataSyntax';
import type { JsonataUse } from '../expressions/jsonataUses';
import { closest } from '../spec/closest';
import { STATES_FIELDS } from '../spec/contextObject';
import type { Fix, Span } from '../spec/diagnostic';
import { JSONATA_FUNCTIONS } from '../spec/jsonataFunctions';
import { PAGES } from '../spec/pages';
import { possibleFix, preferredFix } from './edits';
import { jsonataExample } from './expressionExample';
import { judgedTexts } from './judgedTexts';
import type { Context, Finding, Rule } from './rule';
import { type StateExpression, spanOfPiece, spanOfProblem } from './stateExpressions';

const page = PAGES.jsonata;

const syntax: Rule<State> = {
  name: 'jsonata-syntax',
  severity: 'ERROR',
  code: 'INVALID_JSONATA_EXPRESSION',
  title: 'A JSONata expression cannot be read',
  doc: 'What stands between `{%` and `%}` is not JSONata. The finding marks the place at which reading it failed; what is wrong often stands just before.',
  page,
  example: {
    wrong: expressionExample('$states.input.items[0'),
    right: expressionExample('$states.input.items[0]'),
  },
  check: function* (state, context) {
    for (const { node, location } of expressions(state, context)) {
      const parsed = parseJsonata(node.value);
      if (parsed.ok) continue;
      const { problem } = parsed;
      yield { span: spanOfProblem(context.document.text, node, problem), location, message: problem.message };
    }
  },
};

const UNSUPPORTED = 'UNSUPPORTED_JSONATA_EXPRESSION';

const unsupportedReference: Rule<State> = {
  name: 'jsonata-unsupported-reference',
  severity: 'ERROR',
  code: UNSUPPORTED,
  title: 'An expression reads what Step Functions does not have',
  doc: 'Expressions of Step Functions have no input of their own: `$`, `$$` and bare names at the top level read nothing. The input of the state is `$states.input`, a variable is `$name`, and a fixed text stands in quotes. Inside a predicate or behind a dot bare names are fine: `$states.input.items[price > 5].name`.',
  page,
  example: {
    wrong: expressionExample('phone'),
    right: expressionExample('$states.input.people[age > 20].phone'),
  },
  check: function* (state, context) {
    for (const { node, location, use } of uses(state, context)) {
      if (use.kind !== 'topLevelName' && use.kind !== 'root') continue;
      const span = spanOfPiece(context.document.text, node, use.offset, use.length);
      yield {
        span,
        location,
        message:
          use.kind === 'root'
            ? "Reference to '$$' is not supported."
            : `Reference to '${use.name}' at the top level is not supported.`,
        fixes: fromInput(use, span),
      };
    }
  },
};

function fromInput({ kind, name, length }: JsonataUse, span: Span): readonly Fix[] {
  if (kind === 'root' || name === '$') return [possibleFix('Change to $states.input', { span, text: '$states.input' })];
  const isPlain = length === name.length;
  if (!isPlain || name === 'States') return [];
  const text = `$states.input.${name}`;
  return [possibleFix(`Change to ${text}`, { span, text })];
}

const statesField: Rule<State> = {
  name: 'jsonata-states-field',
  severity: 'ERROR',
  code: UNSUPPORTED,
  title: '$states has no such member here',
  doc: `\`$states\` has ${STATES_FIELDS.map(({ name }) => `\`${name}\``).join(', ')}. \`result\` exists in \`Output\` and \`Assign\` of a Task, Parallel or Map, and \`errorOutput\` in those of a Catcher.`,
  page,
  example: {
    wrong: expressionExample('$states.errorOutput.Error'),
    right: expressionExample('$states.context.State.Name'),
  },
  check: function* (state, context) {
    for (const { node, location, statesFields, use } of uses(state, context)) {
      if (use.kind !== 'statesField' || statesFields.includes(use.name)) continue;
      const span = spanOfPiece(context.document.text, node, use.offset, use.length);
      const meant = closest(use.name, statesFields, 2);
      yield {
        span,
        location,
        message: `Field '$states.${use.name}' does not exist.`,
        fixes: meant === undefined ? [] : [preferredFix(`Change to ${meant}`, { span, text: meant })],
      };
    }
  },
};

const FUNCTION_NAMES = JSONATA_FUNCTIONS.filter(({ origin }) => origin !== 'removed').map(({ name }) => name);

const unknownFunction: Rule<State> = {
  name: 'jsonata-unknown-function',
  severity: 'ERROR',
  title: 'An expression calls a function that does not exist',
  doc: 'Functions are those of JSONata 2.0.6 but `$eval`, those that Step Functions adds (`$partition`, `$range`, `$hash`, `$random`, `$uuid`, `$parse`), and those that the expression defines itself. Variables of the workflow hold data and cannot be called.',
  page,
  example: {
    wrong: expressionExample('$upperCase($states.input.name)'),
    right: expressionExample('$uppercase($states.input.name)'),
  },
  check: (state, context) => callFindings(state, context, 'name'),
};

const argumentCount: Rule<State> = {
  name: 'jsonata-argument-count',
  severity: 'ERROR',
  title: 'A function of JSONata has too many or too few arguments',
  doc: 'A call with more or fewer arguments than the function takes fails with `States.QueryEvaluationError` when it is reached.',
  page,
  example: {
    wrong: expressionExample('$partition($states.input.items)'),
    right: expressionExample('$partition($states.input.items, 10)'),
  },
  check: (state, context) => callFindings(state, context, 'count'),
};

function expressionExample(expression: string): string {
  return jsonataExample({ Output: { value: `{% ${expression} %}` } });
}

function* callFindings(state: State, context: Context, about: 'name' | 'count'): Generator<Finding> {
  for (const { node, location } of expressions(state, context)) {
    for (const problem of jsonataCallProblems(node.value)) {
      if (problem.about !== about) continue;
      const span = spanOfPiece(context.document.text, node, problem.offset, problem.length);
      const word = node.value.slice(problem.offset + 1, problem.offset + problem.length);
      yield { span, location, message: problem.message, fixes: about === 'name' ? meantFunction(word, span) : [] };
    }
  }
}

function meantFunction(word: string, span: Span): readonly Fix[] {
  const meant = word === 'eval' ? 'parse' : closest(word, FUNCTION_NAMES);
  return meant === undefined ? [] : [preferredFix(`Change to $${meant}`, { span, text: `$${meant}` })];
}

function* uses(
  state: State,
  context: Context,
): Generator<Pick<StateExpression, 'node' | 'location' | 'statesFields'> & { readonly use: JsonataUse }> {
  for (const { node, location, statesFields } of expressions(state, context)) {
    const parsed = parseJsonata(node.value);
    if (parsed.ok) for (const use of parsed.value.uses) yield { node, location, statesFields, use };
  }
}

/** The expressions of a JSONata state that are closed and stand there as they will be. */
function* expressions(state: State, context: Context): Generator<StateExpression> {
  for (const expression of judgedTexts(state, context, 'JSONata')) {
    const { kind, node } = expression;
    if (kind === 'jsonata' && isJsonataString(node.value)) yield expression;
  }
}

/** Rules about the expressions of JSONata states. */
export const JSONATA_RULES: readonly Rule<State>[] = [
  syntax,
  unsupportedReference,
  statesField,
  unknownFunction,
  argumentCount,
];
