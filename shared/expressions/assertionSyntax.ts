import { jsonataCallProblems } from './expressionChecks';
import { parseJsonata, unsupportedReferences } from './jsonataSyntax';
import type { SyntaxProblem } from './syntaxProblem';

/** What `$states` has in an assertion of a test case. */
export const ASSERTION_FIELDS: readonly string[] = ['input', 'result', 'output', 'errorOutput', 'context'];

/** What is wrong with an assertion, a JSONata expression with or without its delimiters; empty when nothing is. */
export function assertionProblems(text: string): readonly SyntaxProblem[] {
  const syntax = parseJsonata(text);
  if (!syntax.ok) return [syntax.problem];
  return [...unsupportedReferences(text, ASSERTION_FIELDS), ...jsonataCallProblems(text)];
}
