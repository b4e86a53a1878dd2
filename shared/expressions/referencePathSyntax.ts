import type { PathRoot, PathStep } from './jsonPathSyntax';
import { cachedPath } from './parsedTexts';
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
