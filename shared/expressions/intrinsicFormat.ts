import type { JsonValue } from '../spec/json';
import { IntrinsicProblem } from './intrinsicProblem';
import { javaText } from './javaText';

/**
 * Puts values into the `{}` of a template whose escapes (`\{`, `\}`, `\'`, `\\`) are still there. A number of values
 * other than that of the `{}`, or a brace that stands alone, is a problem.
 */
export function formatText(template: string, values: readonly JsonValue[]): string {
  let used = 0;
  const text = template.replace(/\\[{}'\\]|\{\}|[{}]/g, (piece) => {
    if (piece.startsWith('\\')) return piece.slice(1);
    if (piece !== '{}') throw new IntrinsicProblem(`A brace that is not part of {} needs a backslash: ${piece}`);
    const value = values[used];
    used += 1;
    return value === undefined ? '' : javaText(value);
  });
  if (used === values.length) return text;
  throw new IntrinsicProblem(`The template has ${used} {}, but ${values.length} values are given.`);
}
