import type { AslDocument } from '../document/document';
import { lastValueAt, type Node, type StringNode, textAt } from '../document/node';
import { allStates, isSingleState, type State, stateMachineOf } from '../document/stateMachine';
import { offsetInText } from '../document/stringPlaces';
import { closest } from '../spec/closest';
import type { Diagnostic, Fix, Span } from '../spec/diagnostic';
import { checkMock, containerIn } from './checkCaseMock';
import { type At, finding, replacing } from './readShape';
import { shapedTexts } from './shapeTexts';
import { TEST_CASES_SHAPE } from './testCaseShape';
import { readTestCases } from './testCases';

/** A slip inside an expression: an index of its text, and how many characters are wrong where that is known. */
export interface ExpressionProblem {
  readonly offset: number;
  readonly length?: number;
  readonly message: string;
}

/**
 * Everything that is wrong in a *.asl.test.json, in the order of the text. What needs the definition is left out where
 * there is none or where it cannot be read; `problemsIn` reads an assertion.
 */
export function checkTestCases(
  text: string,
  definition: AslDocument | undefined,
  problemsIn: (assertion: string) => readonly ExpressionProblem[],
): readonly Diagnostic[] {
  const { root, problems } = readTestCases(text);
  const found = [...problems];
  const at: At = { rule: 'test-case-shape', family: 'test-case', path: [], report: (problem) => found.push(problem) };
  const states = definition && statesOf(definition);
  for (const { node, shape } of shapedTexts(root, [TEST_CASES_SHAPE])) {
    if (shape.names === 'state' && states) checkState(node, states, at);
    if (shape.expression) checkAssertion(text, node, problemsIn, at);
  }
  const tests = lastValueAt(root, 'tests');
  for (const testCase of tests?.kind === 'array' ? tests.items : []) {
    checkJsonTexts(testCase, at);
    const state = states?.get(textAt(testCase, 'state') ?? '');
    if (state) checkMock(testCase, state, at);
  }
  return found.toSorted((left, right) => left.span.start - right.span.start);
}

/** The states of a definition by name; undefined where not all can be known, or where the state has no name. */
function statesOf(definition: AslDocument): ReadonlyMap<string, State> | undefined {
  if (isSingleState(definition) || definition.problems.length > 0) return undefined;
  const states = new Map<string, State>();
  for (const state of allStates(stateMachineOf(definition))) {
    if (state.name.includes('${')) return undefined;
    if (!states.has(state.name)) states.set(state.name, state);
  }
  return states.size > 0 ? states : undefined;
}

function checkState(node: StringNode, states: ReadonlyMap<string, State>, at: At): void {
  if (node.value === '' || states.has(node.value)) return;
  const meant = closest(node.value, [...states.keys()]);
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  const fix = meant === undefined ? undefined : replacing(node.span, meant);
  const message = `The definition has no such state${hint}: ${node.value}`;
  at.report(finding('test-case-state', node.span, message, 'ERROR', fix));
}

function checkAssertion(
  text: string,
  node: StringNode,
  problemsIn: (assertion: string) => readonly ExpressionProblem[],
  at: At,
): void {
  for (const problem of problemsIn(node.value)) {
    const message = `This assertion cannot be evaluated: ${problem.message}`;
    at.report(finding('test-case-assert', spanIn(text, node, problem), message));
  }
}

function spanIn(text: string, node: StringNode, { offset, length }: ExpressionProblem): Span {
  const last = node.value.length - 1;
  if (last < 0) return node.span;
  const start = Math.min(offset, last);
  const word = /^\w+/.exec(node.value.slice(start))?.[0].length ?? 1;
  return { start: offsetInText(text, node, start), end: offsetInText(text, node, start + (length || word)) };
}

/** Places of a case where TestState takes a JSON text, and a case plain JSON. */
const PLAIN: readonly (readonly string[])[] = [['input'], ['mock', 'result']];

function checkJsonTexts(testCase: Node, at: At): void {
  for (const path of PLAIN) {
    const node = path.reduce<Node | undefined>(lastValueAt, testCase);
    const json = node && containerIn(node);
    if (node === undefined || json === undefined) continue;
    const fix: Fix = {
      title: 'Write it as plain JSON',
      edits: [{ span: node.span, text: json }],
      preferred: true,
    };
    const message = `This is a text that holds JSON, and goes in as a text; plain JSON can stand here: ${path.join('.')}`;
    at.report(finding('test-case-json-text', node.span, message, 'WARNING', fix));
  }
}
