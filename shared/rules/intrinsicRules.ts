import type { StringNode } from '../document/node';
import type { State } from '../document/stateMachine';
import { invalidDynamicValue } from '../expressions/expressionChecks';
import { intrinsicArgumentProblems } from '../expressions/intrinsicChecks';
import { cachedIntrinsic } from '../expressions/parsedTexts';
import type { SyntaxProblem } from '../expressions/syntaxProblem';
import { closest } from '../spec/closest';
import type { Fix } from '../spec/diagnostic';
import { INTRINSIC_FUNCTIONS, INTRINSIC_NESTING } from '../spec/intrinsicFunctions';
import { PAGES } from '../spec/pages';
import { preferredFix } from './edits';
import { passExample } from './expressionExample';
import { judgedTexts } from './judgedTexts';
import { type Context, type Finding, type Rule, SCHEMA_CODE } from './rule';
import { type StateExpression, spanOfPiece, spanOfProblem } from './stateExpressions';

const page = PAGES.intrinsics;
const NAMES = INTRINSIC_FUNCTIONS.map(({ name }) => name);

const syntax: Rule<State> = {
  name: 'intrinsic-syntax',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A call of an intrinsic function is not well written',
  doc: "A call is a name with arguments in parentheses: `States.Format('Order {}', $.id)`. Arguments are texts in single quotes, numbers, `true`, `false`, `null`, paths and other calls. In a text `'`, `{`, `}` and a backslash have a backslash in front.",
  page,
  example: {
    wrong: templateExample("States.Format('Order {}', $.id"),
    right: templateExample("States.Format('Order \\'{}\\'', $.id)"),
  },
  check: (state, context) => problems(state, context, (problem) => problem.about === undefined),
};

const unknownFunction: Rule<State> = {
  name: 'intrinsic-unknown-function',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'There is no intrinsic function of this name',
  doc: `The intrinsic functions are ${NAMES.map((name) => `\`${name}\``).join(', ')}, in exactly this writing.`,
  page,
  example: { wrong: templateExample('States.Uuid()'), right: templateExample('States.UUID()') },
  check: (state, context) => problems(state, context, ({ about }) => about === 'name'),
};

const nesting: Rule<State> = {
  name: 'intrinsic-nesting',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'Intrinsic functions are nested too deeply',
  doc: `A call may stand inside another one, up to ${INTRINSIC_NESTING} levels. Work in steps: a Pass may compute the inner part.`,
  page,
  example: { wrong: templateExample(nested(INTRINSIC_NESTING + 1)), right: templateExample(nested(INTRINSIC_NESTING)) },
  check: (state, context) => problems(state, context, ({ about }) => about === 'nesting'),
};

const argumentCount: Rule<State> = {
  name: 'intrinsic-argument-count',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'An intrinsic function has too many or too few arguments',
  doc: 'Each intrinsic function takes so many arguments as its page says, and `States.Format` one more than there are `{}` in its text.',
  page,
  example: {
    wrong: templateExample('States.ArrayGetItem($.items)'),
    right: templateExample('States.ArrayGetItem($.items, 0)'),
  },
  check: function* (state, context) {
    yield* problems(state, context, ({ about }) => about === 'count');
    yield* argumentFindings(state, context, true);
  },
};

const argumentValue: Rule<State> = {
  name: 'intrinsic-argument',
  severity: 'ERROR',
  title: 'An intrinsic function cannot work with this argument',
  doc: 'The argument is written into the definition, so the call fails whenever it is reached: it has another kind than the function takes, or a value that the function does not know.',
  page,
  example: {
    wrong: templateExample("States.MathAdd($.count, '1')"),
    right: templateExample('States.MathAdd($.count, 1)'),
  },
  check: (state, context) => argumentFindings(state, context, false),
};

function templateExample(text: string): string {
  return passExample({ Parameters: { 'value.$': text } });
}

function nested(levels: number): string {
  return `${'States.Array('.repeat(levels)}$.id${')'.repeat(levels)}`;
}

function* problems(state: State, context: Context, isOwn: (problem: SyntaxProblem) => boolean): Generator<Finding> {
  for (const { node, member, field, fieldLocation } of calls(state, context)) {
    const call = cachedIntrinsic(node.value);
    if (call.ok || !isOwn(call.problem) || member.key.value === field) continue;
    const { problem } = call;
    yield {
      span: spanOfProblem(context.document.text, node, problem),
      location: fieldLocation,
      message: invalidDynamicValue(member.key.value),
      detail: problem.message,
      fixes: problem.about === 'name' ? meantName(context, node, problem) : [],
    };
  }
}

function* argumentFindings(state: State, context: Context, isCount: boolean): Generator<Finding> {
  for (const { node, location } of calls(state, context)) {
    for (const { offset, length, message, about } of intrinsicArgumentProblems(node.value)) {
      if ((about === 'count') !== isCount) continue;
      yield { span: spanOfPiece(context.document.text, node, offset, length), location, message };
    }
  }
}

/** The calls under keys that end in `.$`, and those in ErrorPath and CausePath. */
function* calls(state: State, context: Context): Generator<StateExpression> {
  for (const expression of judgedTexts(state, context, 'JSONPath')) {
    const { node, kind } = expression;
    const isCall = kind === 'intrinsic' || (kind === 'dynamic' && /^\s*States\./.test(node.value));
    if (isCall) yield expression;
  }
}

function meantName(context: Context, node: StringNode, { offset, length = 0 }: SyntaxProblem): readonly Fix[] {
  const word = node.value.slice(offset, offset + length);
  const meant = closest(word, NAMES) ?? NAMES.find((name) => name.toLowerCase() === `states.${word.toLowerCase()}`);
  if (meant === undefined) return [];
  return [
    preferredFix(`Change to ${meant}`, { span: spanOfPiece(context.document.text, node, offset, length), text: meant }),
  ];
}

/** Rules about the calls of intrinsic functions in JSONPath states. */
export const INTRINSIC_RULES: readonly Rule<State>[] = [syntax, unknownFunction, nesting, argumentCount, argumentValue];
