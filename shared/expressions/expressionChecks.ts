import { jsonataArgumentCounts, jsonataFunctionNamed } from '../spec/jsonataFunctions';
import { argumentRange } from './argumentCount';
import type { IntrinsicArgument } from './intrinsicSyntax';
import { parseJsonata } from './jsonataSyntax';
import type { Path } from './jsonPathSyntax';
import { cachedIntrinsic, cachedPath } from './parsedTexts';
import type { SyntaxProblem } from './syntaxProblem';

/** Something wrong with a piece of an expression: offset and length in characters of the string that holds it. */
export interface ExpressionProblem extends SyntaxProblem {
  readonly length: number;
}

/** A path inside an expression and where it starts. */
export interface PathUse {
  readonly path: Path;
  readonly offset: number;
}

/** What is wrong with a text that must be a path or a call of an intrinsic function; undefined when it is fine. */
export function checkDynamicText(text: string): SyntaxProblem | undefined {
  const syntax = isPathText(text) ? cachedPath(text) : cachedIntrinsic(text);
  return syntax.ok ? undefined : syntax.problem;
}

/** The paths that a path or a call of an intrinsic function reads; none for a text that is neither. */
export function pathUses(text: string): readonly PathUse[] {
  if (!isPathText(text)) {
    const call = cachedIntrinsic(text);
    return call.ok ? argumentPaths(call.value) : [];
  }
  const path = cachedPath(text);
  return path.ok ? [{ path: path.value, offset: text.length - text.trimStart().length }] : [];
}

function isPathText(text: string): boolean {
  return text.trimStart().startsWith('$');
}

function argumentPaths(argument: IntrinsicArgument): readonly PathUse[] {
  if (argument.kind === 'call') return argument.arguments.flatMap(argumentPaths);
  return argument.kind === 'path' ? [{ path: argument.path, offset: argument.offset }] : [];
}

/**
 * Calls in a JSONata string that must fail when they are reached: of functions that Step Functions does not have, and
 * with more or fewer arguments than the function takes. None for text that does not parse.
 */
export function jsonataCallProblems(text: string): readonly ExpressionProblem[] {
  const syntax = parseJsonata(text);
  if (!syntax.ok) return [];
  return syntax.value.uses.flatMap((use) => {
    const problem = use.kind === 'call' ? callProblem(use.name, use.argumentCount) : undefined;
    return problem === undefined ? [] : [{ offset: use.offset, length: use.length, ...problem }];
  });
}

function callProblem(name: string, count: number): Pick<SyntaxProblem, 'message' | 'about'> | undefined {
  const row = jsonataFunctionNamed(name);
  if (row === undefined) return { message: `Unknown function: $${name}`, about: 'name' };
  if (row.origin === 'removed') {
    return { message: `$${name} does not exist in Step Functions: use $parse.`, about: 'name' };
  }
  const { least, most } = jsonataArgumentCounts(row.signature);
  if (count >= least && count <= most) return undefined;
  return { message: `$${name} takes ${argumentRange(least, most)}, but has ${count}.`, about: 'count' };
}

/** AWS's sentence for a `name.$` whose value is neither a path nor a call of an intrinsic function. */
export function invalidDynamicValue(field: string): string {
  return `The value for the field '${field}' must be a valid JSONPath or a valid intrinsic function call`;
}
