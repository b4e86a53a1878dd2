import { isJsonObject, type JsonValue } from '../spec/json';
import { EvaluationError } from './evaluationError';
import { findParsedPath } from './jsonPath';
import type { Path } from './jsonPathSyntax';
import { cachedPath } from './parsedTexts';
import { parseReferencePath } from './referencePathSyntax';
import type { Scope } from './scope';

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
