import { HASH_ALGORITHMS, type IntrinsicParameter, intrinsicFunctionNamed } from '../spec/intrinsicFunctions';
import type { JsonValue } from '../spec/json';
import type { ExpressionProblem } from './expressionChecks';
import { type IntrinsicArgument, type IntrinsicCall, unescapeText } from './intrinsicSyntax';
import { kindOf } from './kindOf';
import { cachedIntrinsic } from './parsedTexts';

/**
 * Written arguments with which a call of an intrinsic function must fail: values of the wrong kind, as many `{}` as
 * there are no values for, unknown algorithms. None for a text that is no call; what paths and inner calls give is
 * not known before the run.
 */
export function intrinsicArgumentProblems(text: string): readonly ExpressionProblem[] {
  const call = cachedIntrinsic(text);
  return call.ok ? [...problemsOf(call.value, text)] : [];
}

function* problemsOf(call: IntrinsicCall, text: string): Generator<ExpressionProblem> {
  const parameters = intrinsicFunctionNamed(call.name)?.parameters ?? [];
  for (const [index, argument] of call.arguments.entries()) {
    if (argument.kind === 'call') yield* problemsOf(argument, text);
    const parameter = parameters[index] ?? parameters.at(-1);
    const message = parameter && argumentProblem(call.name, parameter, argument);
    if (message) yield { ...placeOf(argument, text), message };
  }
  if (call.name === 'States.Format') yield* formatProblem(call, text);
}

function argumentProblem(name: string, parameter: IntrinsicParameter, argument: IntrinsicArgument): string | undefined {
  const value = writtenValue(argument);
  if (value === undefined) return undefined;
  const kind = kindOf(value);
  if (parameter.kinds && !parameter.kinds.includes(kind)) {
    return `${name} takes ${parameter.kinds.join(' or ')} as ${parameter.name}, but this is ${kind}.`;
  }
  return VALUE_PROBLEMS[`${name} ${parameter.name}`]?.(value);
}

/** What single functions do not take, by function and parameter (intrinsic-functions.html). */
const VALUE_PROBLEMS: Readonly<Record<string, (value: JsonValue) => string | undefined>> = {
  'States.JsonMerge deep': (value) =>
    value === true ? 'States.JsonMerge merges shallowly: this must be false.' : undefined,
  'States.Hash algorithm': (value) =>
    HASH_ALGORITHMS.has(String(value)) ? undefined : `States.Hash knows ${[...HASH_ALGORITHMS.keys()].join(', ')}.`,
  'States.ArrayRange step': (value) => (value === 0 ? 'The step of States.ArrayRange must not be 0.' : undefined),
  'States.ArrayPartition size': (value) =>
    Number(value) < 1 ? 'The size of States.ArrayPartition must be at least 1.' : undefined,
};

function writtenValue(argument: IntrinsicArgument): JsonValue | undefined {
  if (argument.kind === 'string') return unescapeText(argument.raw);
  return argument.kind === 'literal' ? argument.value : undefined;
}

function* formatProblem(call: IntrinsicCall, text: string): Generator<ExpressionProblem> {
  const [template] = call.arguments;
  if (template?.kind !== 'string') return;
  const places = template.raw.replace(/\\./gs, '').split('{}').length - 1;
  const values = call.arguments.length - 1;
  if (places === values) return;
  const message = `States.Format has ${counted(places, 'place')} {} in its text, but ${counted(values, 'value')}.`;
  yield { ...placeOf(template, text), message, about: 'count' };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function placeOf(argument: IntrinsicArgument, text: string): { readonly offset: number; readonly length: number } {
  const { offset } = argument;
  if (argument.kind === 'string') return { offset, length: argument.raw.length + 2 };
  if (argument.kind === 'path') return { offset, length: argument.path.text.length };
  if (argument.kind === 'call') return { offset, length: argument.text.length };
  return { offset, length: /^[^\s,)]*/.exec(text.slice(offset))?.[0].length ?? 1 };
}
