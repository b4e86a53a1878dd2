import type { JsonValue } from '../spec/json';
import { EvaluationError } from './evaluationError';
import { type PathAnswer, queryPath } from './jsonPathQuery';
import type { Path } from './jsonPathSyntax';
import { cachedPath } from './parsedTexts';
import type { Scope } from './scope';

/**
 * The value of a path in InputPath, OutputPath, a `...Path` field or a Choice Variable; an array for a path that may
 * lead to many values. Nothing found, or no path at all, is States.Runtime with the sentence that AWS gives (recorded).
 */
export function evaluatePath(text: string, scope: Scope): JsonValue {
  const answer = findPath(text, scope);
  if (!answer.found) throw new EvaluationError('States.Runtime', `Invalid path '${text}' : ${answer.reason}`);
  return answer.value;
}

/** As `evaluatePath`, but nothing found is an answer with its reason; only a text that is no path fails. */
export function findPath(text: string, scope: Scope): PathAnswer {
  const syntax = cachedPath(text);
  if (!syntax.ok) throw new EvaluationError('States.Runtime', `Invalid path '${text}' : ${syntax.problem.message}`);
  return findParsedPath(syntax.value, scope);
}

/** Looks up a path that is already parsed. */
export function findParsedPath(path: Path, scope: Scope): PathAnswer {
  const document = searchedDocument(path, scope);
  if (document === undefined) return { found: false, reason: `No results for path: ${path.text}` };
  return queryPath(path, document);
}

/** The text of what a path is searched in, as sentences about a missing path quote it. */
export function searchedText(path: Path, scope: Scope): string {
  if (path.root.kind === 'input' && scope.inputText !== undefined) return scope.inputText;
  return JSON.stringify(searchedDocument(path, scope) ?? scope.input);
}

/** The value that the root of a path stands for; undefined for a variable that has no value. */
function searchedDocument(path: Path, scope: Scope): JsonValue | undefined {
  const { root } = path;
  if (root.kind === 'context') return scope.context;
  if (root.kind !== 'variable') return scope.input;
  return Object.hasOwn(scope.variables, root.name) ? scope.variables[root.name] : undefined;
}
