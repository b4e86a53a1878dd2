import type { AslDocument } from '../document/document';
import type { Node } from '../document/node';
import { allStates, httpTaskOf, singleStateOf, stateMachineOf } from '../document/stateMachine';
import type { Diagnostic } from '../spec/diagnostic';
import { checkTestCases, type ExpressionProblem } from './checkTestCases';
import { readTestCases, type WrittenTestCase } from './testCases';

/** A file of test cases beside its definition, checked so far that its cases can be run. */
export interface TestSuite {
  readonly root: Node | undefined;
  readonly cases: readonly WrittenTestCase[];
  /** Errors that keep the whole file from being used: none of its cases runs then. */
  readonly broken: readonly Diagnostic[];
  /** Errors that keep one case from passing whatever it gives, such as a state that is gone; none for most. */
  problemsOf(testCase: WrittenTestCase): readonly Diagnostic[];
  /** Tells whether a case would call an API. */
  calls(testCase: WrittenTestCase): boolean;
}

/**
 * Reads a file of test cases. Without a definition, or with one that cannot be read, its states are not looked for.
 * `problemsIn` reads an assertion.
 */
export function readTestSuite(
  text: string,
  definition: AslDocument | undefined,
  problemsIn: (assertion: string) => readonly ExpressionProblem[],
): TestSuite {
  const { root, cases, problems } = readTestCases(text);
  const broken = problems.filter(isError);
  const checked = broken.length > 0 ? [] : checkTestCases(text, definition, problemsIn).filter(isError);
  const calling = statesThatCall(definition);
  return {
    root,
    cases,
    broken,
    problemsOf: ({ span }) => checked.filter((found) => span.start <= found.span.start && found.span.end <= span.end),
    calls: ({ state }) => calling(state),
  };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'ERROR';
}

function statesThatCall(document: AslDocument | undefined): (name: string) => boolean {
  if (document === undefined) return () => false;
  const single = singleStateOf(document);
  const states = [...allStates(stateMachineOf(document))];
  if (states.length === 0) return () => single !== undefined && httpTaskOf(single) !== undefined;
  const calling = new Set(states.filter((state) => httpTaskOf(state) !== undefined).map(({ name }) => name));
  return (name) => calling.has(name);
}
