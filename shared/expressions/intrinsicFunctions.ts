import { type IntrinsicParameter, intrinsicFunctionNamed } from '../spec/intrinsicFunctions';
import type { JsonValue } from '../spec/json';
import { EvaluationError } from './evaluationError';
import { INTRINSIC_BODIES } from './intrinsicBodies';
import { formatText } from './intrinsicFormat';
import { IntrinsicProblem } from './intrinsicProblem';
import { type IntrinsicArgument, type IntrinsicCall, unescapeText } from './intrinsicSyntax';
import { findParsedPath, searchedText } from './jsonPath';
import { kindOf } from './kindOf';
import type { Effects, Scope } from './scope';

/**
 * The value of a call of an intrinsic function. A call that fails is States.Runtime, as TestState reports it, with a
 * cause that quotes the call.
 */
export function evaluateIntrinsic(call: IntrinsicCall, scope: Scope, effects: Effects): JsonValue {
  const values = call.arguments.map((argument) => argumentValue(argument, call, scope, effects));
  try {
    checkKinds(call.name, values);
    if (call.name === 'States.Format') return formatText(formatTemplate(call, values), values.slice(1));
    const body = INTRINSIC_BODIES[call.name];
    if (body === undefined) throw new IntrinsicProblem(`Unknown intrinsic function: ${call.name}`);
    return body(values, effects);
  } catch (caught) {
    if (!(caught instanceof IntrinsicProblem)) throw caught;
    throw failure(call, caught.message);
  }
}

/** A template keeps its escapes, for `\{` is no place for a value. One that a path read is taken as it came. */
function formatTemplate(call: IntrinsicCall, values: readonly JsonValue[]): string {
  const [template] = call.arguments;
  return template?.kind === 'string' ? template.raw : String(values[0]);
}

function failure(call: IntrinsicCall, message: string): EvaluationError {
  return new EvaluationError('States.Runtime', `The function '${call.text}' had the following error: ${message}`);
}

function argumentValue(argument: IntrinsicArgument, call: IntrinsicCall, scope: Scope, effects: Effects): JsonValue {
  if (argument.kind === 'call') return evaluateIntrinsic(argument, scope, effects);
  if (argument.kind === 'string') return unescapeText(argument.raw);
  if (argument.kind === 'literal') return argument.value;
  const answer = findParsedPath(argument.path, scope);
  if (answer.found) return answer.value;
  const { text } = argument.path;
  const searched = searchedText(argument.path, scope);
  throw failure(call, `The JsonPath argument for the field '${text}' could not be found in the input '${searched}'`);
}

function checkKinds(name: string, values: readonly JsonValue[]): void {
  const parameters = intrinsicFunctionNamed(name)?.parameters ?? [];
  for (const [index, value] of values.entries()) {
    const parameter = parameters[index] ?? parameters.at(-1);
    if (parameter !== undefined) checkKind(parameter, value, index);
  }
}

function checkKind(parameter: IntrinsicParameter, value: JsonValue, index: number): void {
  const kind = kindOf(value);
  if (parameter.kinds === undefined || parameter.kinds.includes(kind)) return;
  const wanted = parameter.kinds.join(' or ');
  throw new IntrinsicProblem(
    `Argument ${index + 1} (${parameter.name}) must be of type ${wanted}, but is of type ${kind}.`,
  );
}
