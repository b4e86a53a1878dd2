import type { AslDocument } from '../../../shared/document/document';
import type { WrittenTestCase } from '../../../shared/project/testCases';
import { readTestSuite, type TestSuite } from '../../../shared/project/testSuite';
import type { Span } from '../../../shared/spec/diagnostic';

/** Why something cannot be run, and where that stands in the file of test cases. */
export interface TreeProblem {
  readonly message: string;
  readonly span: Span;
}

/** A case of the tree; `key` tells it from all others of its state, also from those of the same name. */
export interface CaseLeaf {
  readonly key: string;
  readonly testCase: WrittenTestCase;
  readonly problem: TreeProblem | undefined;
}

/** A state with its cases. */
export interface StateBranch {
  readonly name: string;
  readonly leaves: readonly CaseLeaf[];
}

/** A file of test cases as a tree: states in the order of their first case; none when the file is broken. */
export interface CaseTree {
  readonly suite: TestSuite;
  readonly problem: TreeProblem | undefined;
  readonly branches: readonly StateBranch[];
}

/** The tree of a file of test cases beside a definition; without the definition its states are not looked for. */
export function caseTree(text: string, definition: AslDocument | undefined): CaseTree {
  // What is wrong in an assertion is told when it is evaluated.
  const suite = readTestSuite(text, definition, () => []);
  const [problem] = suite.broken;
  const branches = new Map<string, CaseLeaf[]>();
  const seen = new Map<string, number>();
  for (const testCase of problem ? [] : suite.cases) {
    const { state, name } = testCase;
    const place = JSON.stringify([state, name]);
    const count = (seen.get(place) ?? 0) + 1;
    seen.set(place, count);
    const leaf = { key: JSON.stringify([name, count]), testCase, problem: suite.problemsOf(testCase)[0] };
    branches.set(state, [...(branches.get(state) ?? []), leaf]);
  }
  return { suite, problem, branches: [...branches].map(([name, leaves]) => ({ name, leaves })) };
}

/** A case of a tree by its state and key; undefined when the tree has none any more. */
export function leafOf({ branches }: CaseTree, state: string, key: string): CaseLeaf | undefined {
  return branches.find(({ name }) => name === state)?.leaves.find((leaf) => leaf.key === key);
}
