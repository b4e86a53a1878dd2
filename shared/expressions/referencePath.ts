import { isJsonObject, type JsonValue } from '../spec/json';
import { EvaluationError } from './evaluationError';
import { cachedPath, findParsedPath } from './jsonPath';
import type { Path, PathRoot, PathStep } from './jsonPathSyntax';
import type { Scope } from './scope';
import type { Parsed, SyntaxProblem } from './syntaxProblem';

/** A path that names exactly one place: names and indexes only. */
export interface ReferencePath {
  readonly text: string;
  readonly root: PathRoot;
  readonly places: readonly (string | number)[];
}

/**
 * Parses a reference path (states-language.net, Reference Paths): a path without `@ , : ? *`, `..` and functions.
 * Gives the path, or the first problem with its offset.
 */
export function parseReferencePath(text: string): Parsed<ReferencePath> {
  if (!text.trimStart().startsWith('$')) return problem(0, "Reference path didn't start with '$'");
  const path = cachedPath(text);
  if (!path.ok) return path;
  const places = path.value.steps.map(placeOf);
  const known = places.filter((place) => place !== undefined);
  if (known.length < places.length)
    return problem(0, 'A reference path holds names and indexes only, so that it names one place.');
  return { ok: true, value: { text: path.value.text, root: path.value.root, places: known } };
}

function placeOf(step: PathStep): string | number | undefined {
  if (step.kind === 'property' && step.names.length === 1) return step.names[0];
  const index = step.kind === 'index' && step.indexes.length === 1 ? step.indexes[0] : undefined;
  return index !== undefined && index >= 0 ? index : undefined;
}

function problem(offset: number, message: string): { readonly ok: false; readonly problem: SyntaxProblem } {
  return { ok: false, problem: { offset, message } };
}

/**
 * The value at a path of which AWS demands that it leads somewhere (a Map's ItemsPath); nothing there is
 * States.ReferencePathConflict with the sentence seen on AWS. A path that leads to many gives an array as ever.
 */
export function getAtReferencePath(text: string, scope: Scope): JsonValue {
  const path = cachedPath(text);
  if (!path.ok) throw new EvaluationError('States.Runtime', `Invalid path '${text}' : ${path.problem.message}`);
  const answer = findParsedPath(path.value, scope);
  if (answer.found) return answer.value;
  throw conflict(lastName(path.value), scope.input);
}

function lastName(path: Path): string {
  const step = path.steps.at(-1);
  return step?.kind === 'property' ? step.names.join() : path.text;
}

/**
 * Puts a value at a reference path of an input, as ResultPath does, and gives the new input; the old one stays as it
 * is. Objects that are missing on the way are made; an index may stand for an item or the place behind the last one.
 * A way through anything else is States.ReferencePathConflict; a text that is no reference path is States.Runtime.
 */
export function setAtReferencePath(input: JsonValue, text: string, value: JsonValue): JsonValue {
  const path = parseReferencePath(text);
  if (!path.ok) throw new EvaluationError('States.Runtime', `Invalid path '${text}' : ${path.problem.message}`);
  return put(input, path.value.places, value, input);
}

function put(
  target: JsonValue | undefined,
  places: readonly (string | number)[],
  value: JsonValue,
  input: JsonValue,
): JsonValue {
  const [place, ...deeper] = places;
  if (place === undefined) return value;
  if (typeof place === 'number') return putItem(target ?? [], place, deeper, value, input);
  if (target !== undefined && !isJsonObject(target)) throw conflict(place, input);
  const old = target !== undefined && Object.hasOwn(target, place) ? target[place] : undefined;
  return { ...target, [place]: put(old, deeper, value, input) };
}

function putItem(
  target: JsonValue,
  index: number,
  deeper: readonly (string | number)[],
  value: JsonValue,
  input: JsonValue,
): JsonValue {
  if (!Array.isArray(target) || index > target.length) throw conflict(String(index), input);
  const items = [...target];
  items[index] = put(target[index], deeper, value, input);
  return items;
}

function conflict(step: string, input: JsonValue): EvaluationError {
  return new EvaluationError(
    'States.ReferencePathConflict',
    `Unable to apply step "${step}" to input ${JSON.stringify(input)}`,
  );
}
