import type { PathRoot, PathStep } from './jsonPathSyntax';
import { cachedPath } from './parsedTexts';

/**
 * A JSONata string that reads what a path reads: `$.a.b` becomes `{% $states.input.a.b %}`, `$$` is
 * `$states.context`. Undefined for a path with steps that may lead to many values, and for a text that is no path.
 */
export function jsonataOfPath(text: string): string | undefined {
  const path = cachedPath(text);
  if (!path.ok) return undefined;
  const steps = path.value.steps.map(jsonataOfStep);
  if (steps.includes(undefined)) return undefined;
  return `{% ${jsonataOfRoot(path.value.root)}${steps.join('')} %}`;
}

/** Where a path starts, in JSONata. */
export function jsonataOfRoot(root: PathRoot): string {
  if (root.kind === 'variable') return `$${root.name}`;
  return root.kind === 'context' ? '$states.context' : '$states.input';
}

/** A step that leads to one value at most, as it stands behind a path of JSONata; undefined for any other step. */
export function jsonataOfStep(step: PathStep): string | undefined {
  if (step.kind === 'fromEnd') return step.distance > 0 ? `[-${step.distance}]` : undefined;
  if (step.kind === 'index' && step.indexes.length === 1) return `[${step.indexes[0]}]`;
  if (step.kind !== 'property' || step.names.length !== 1) return undefined;
  const [name = ''] = step.names;
  if (name === '' || name.includes('`')) return undefined;
  return /^[A-Za-z_]\w*$/.test(name) && !WORDS.has(name) ? `.${name}` : `.\`${name}\``;
}

/** Words that mean something else in JSONata. */
const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);
