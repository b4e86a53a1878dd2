import { isJsonObject, type JsonValue } from '../spec/json';
import { passesFilter } from './jsonPathFilter';
import { applyPathFunction } from './jsonPathFunctions';
import { libraryQuery, selectValues } from './jsonPathLibrary';
import {
  type FilterValue,
  isDefiniteStep,
  normalizedPath,
  normalizedStep,
  type Path,
  type PathStep,
} from './jsonPathSyntax';

/** What a path found in a value, or why it found nothing, in the words of AWS's path engine. */
export type PathAnswer =
  | { readonly found: true; readonly value: JsonValue }
  | { readonly found: false; readonly reason: string };

/**
 * Follows a path's steps from a value. A definite path finds one value or nothing; any other gives an array of all it
 * found, empty when nothing was there, even where a name in front of the wildcard is missing (recorded on AWS).
 */
export function queryPath(path: Path, document: JsonValue): PathAnswer {
  const last = path.steps.at(-1);
  if (last?.kind === 'function') return queryFunction(path, last, document);
  return path.definite
    ? followDefinite(path.steps, document)
    : { found: true, value: selectMany(path.steps, document, document) };
}

type FunctionStep = Extract<PathStep, { kind: 'function' }>;

function queryFunction(path: Path, step: FunctionStep, document: JsonValue): PathAnswer {
  const steps = stepsBefore(path.steps);
  const parameters = step.parameters.flatMap((parameter) => parameterValue(parameter, document));
  const apply = (value: JsonValue) => applyPathFunction(step.name, value, parameters);
  if (!path.definite) {
    return {
      found: true,
      value: selectMany(steps, document, document)
        .map(apply)
        .filter((value) => value !== undefined),
    };
  }
  const target = steps[0]?.kind === 'descent' ? manyAnswer(steps, document) : followDefinite(steps, document);
  if (!target.found) return target;
  const value = apply(target.value);
  if (value === undefined)
    return missing(`The function ${step.name}() has nothing to work on in path ${normalizedPath(steps)}`);
  return { found: true, value };
}

const shortened = new WeakMap<readonly PathStep[], readonly PathStep[]>();

/** The steps in front of the last one, always the same list for the same steps. */
function stepsBefore(steps: readonly PathStep[]): readonly PathStep[] {
  const known = shortened.get(steps) ?? steps.slice(0, -1);
  shortened.set(steps, known);
  return known;
}

function manyAnswer(steps: readonly PathStep[], document: JsonValue): PathAnswer {
  return { found: true, value: selectMany(steps, document, document) };
}

function parameterValue(parameter: FilterValue, document: JsonValue): readonly JsonValue[] {
  if (parameter.kind === 'literal') return [parameter.value];
  if (parameter.kind === 'pattern') return [];
  const answer = queryPath(parameter.path, document);
  return answer.found ? [answer.value] : [];
}

/** The way of nearly all paths: one name or index after the other. */
function followDefinite(steps: readonly PathStep[], document: JsonValue): PathAnswer {
  let value = document;
  let position = 0;
  for (const step of steps) {
    const next = definiteChild(value, step);
    if (next === undefined) return missing(missingReason(steps, position, value));
    value = next;
    position += 1;
  }
  return { found: true, value };
}

function definiteChild(value: JsonValue, step: PathStep): JsonValue | undefined {
  if (step.kind === 'property')
    return step.names.length === 1 ? member(value, step.names[0]) : mergeMembers(value, step.names);
  if (!Array.isArray(value)) return undefined;
  if (step.kind === 'index') return itemAt(value, step.indexes[0]);
  return step.kind === 'fromEnd' ? value[value.length - step.distance] : undefined;
}

/** A member of an object that the object has itself, so that `constructor` and `__proto__` are names like any other. */
function member(value: JsonValue, name: string | undefined): JsonValue | undefined {
  return name !== undefined && isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function mergeMembers(value: JsonValue, names: readonly string[]): JsonValue | undefined {
  if (!isJsonObject(value)) return undefined;
  return Object.fromEntries(names.flatMap((name) => namedMember(value, name)));
}

function namedMember(value: JsonValue, name: string): [string, JsonValue][] {
  const found = member(value, name);
  return found === undefined ? [] : [[name, found]];
}

function itemAt(items: readonly JsonValue[], index: number | undefined): JsonValue | undefined {
  return index === undefined ? undefined : items.at(index);
}

function missing(reason: string): PathAnswer {
  return { found: false, reason };
}

function missingReason(steps: readonly PathStep[], position: number, value: JsonValue): string {
  const step = steps[position];
  const reached = normalizedPath(steps.slice(0, position));
  if (step === undefined) return `No results for path: ${normalizedPath(steps)}`;
  if (step.kind === 'property') return missingProperty(steps, position, value);
  if (value === null) return `The path ${reached} is null`;
  if (Array.isArray(value)) return `No results for path: ${normalizedPath(steps)}`;
  return `Filter: ${normalizedStep(step)} can only be applied to arrays. Current context is: ${JSON.stringify(value)}`;
}

function missingProperty(steps: readonly PathStep[], position: number, value: JsonValue): string {
  const upTo = steps.slice(0, position + 1);
  if (!isJsonObject(value)) {
    return `Property ${normalizedPath(upTo.slice(-1), '')} not found in path ${normalizedPath(upTo.slice(0, -1))}`;
  }
  const isLast = position === steps.length - 1;
  return isLast ? `No results for path: ${normalizedPath(steps)}` : `Missing property in path ${normalizedPath(upTo)}`;
}

/** All values that the steps lead to; the document is what `$` in a filter means. */
function selectMany(steps: readonly PathStep[], value: JsonValue, document: JsonValue): readonly JsonValue[] {
  let values: readonly JsonValue[] = [value];
  for (const move of movesOf(steps)) {
    const [only] = values;
    if (only === undefined) return values;
    values = values.length === 1 ? move(only, document) : values.flatMap((each) => move(each, document));
  }
  return values;
}

/** What one or several steps find in a value. */
type Move = (value: JsonValue, document: JsonValue) => readonly JsonValue[];

const knownMoves = new WeakMap<readonly PathStep[], readonly Move[]>();

function movesOf(steps: readonly PathStep[]): readonly Move[] {
  const known = knownMoves.get(steps);
  if (known !== undefined) return known;
  const moves = planMoves(steps);
  knownMoves.set(steps, moves);
  return moves;
}

function planMoves(steps: readonly PathStep[]): readonly Move[] {
  const [step] = steps;
  if (step === undefined) return [];
  if (step.kind !== 'descent') return [stepMove(step), ...planMoves(steps.slice(1))];
  const { query, covered } = libraryQuery(steps);
  return [libraryMove(query, steps[covered - 1], steps[covered]), ...planMoves(steps.slice(covered))];
}

function stepMove(step: PathStep): Move {
  if (!isDefiniteStep(step)) return (value, document) => children(value, step, document);
  return (value) => {
    const child = definiteChild(value, step);
    return child === undefined ? [] : [child];
  };
}

/** Behind `..` a filter tests each object on its way once, not the items of each array as well. */
function libraryMove(query: string, last: PathStep | undefined, next: PathStep | undefined): Move {
  if (last?.kind !== 'descent' || next?.kind !== 'filter') return (value) => selectValues(query, value);
  return (value) => selectValues(query, value).filter((found) => isJsonObject(found));
}

function children(value: JsonValue, step: PathStep, document: JsonValue): readonly JsonValue[] {
  if (step.kind === 'property') return members(value, step.names);
  if (step.kind === 'filter') return filtered(value, (item) => passesFilter(step.test, item, document, queryPath));
  if (step.kind === 'wildcard') return allChildren(value);
  if (!Array.isArray(value)) return [];
  if (step.kind === 'slice') return value.slice(step.from ?? 0, step.to ?? value.length);
  if (step.kind === 'index')
    return step.indexes.map((index) => itemAt(value, index)).filter((item) => item !== undefined);
  return [];
}

function allChildren(value: JsonValue): readonly JsonValue[] {
  if (Array.isArray(value)) return value;
  return isJsonObject(value) ? Object.values(value) : [];
}

function members(value: JsonValue, names: readonly string[]): readonly JsonValue[] {
  return names.map((name) => member(value, name)).filter((found) => found !== undefined);
}

/** A filter on an object tests the object itself, as the engine that AWS uses does; on an array it tests the items. */
function filtered(value: JsonValue, passes: (item: JsonValue) => boolean): readonly JsonValue[] {
  if (Array.isArray(value)) return value.filter(passes);
  return isJsonObject(value) && passes(value) ? [value] : [];
}
