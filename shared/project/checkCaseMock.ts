import { isSubstituted, lastValueAt, memberNamed, type Node, type ObjectNode, textAt, valueAt } from '../document/node';
import { httpTaskOf, type State } from '../document/stateMachine';
import type { Span } from '../spec/diagnostic';
import { MOCK_RESULTS, type ResultMember } from '../spec/mockResults';
import { type At, finding } from './readShape';

// What TestState says of a mock that does not fit its state, in its own words, and what cannot run without one.

const RULE = 'test-case-mock';

/** Reports a mock that its state cannot take, and a state that cannot run here without one. */
export function checkMock(testCase: Node, state: State, at: At): void {
  const mock = memberNamed(testCase, 'mock');
  const { type } = state;
  if (mock === undefined) checkNeed(testCase, state, at);
  else if (type !== undefined && Object.hasOwn(RESULTS, type)) checkParts(mock.value, state, RESULTS[type], at);
  else if (type !== undefined) {
    const message = `State type '${type}' is not supported when a mock is specified`;
    at.report(finding(RULE, mock.key.span, message));
  }
}

/** Only HTTP Tasks and states without a service run on this machine. */
function checkNeed(testCase: Node, state: State, at: At): void {
  const name = valueAt(testCase, 'state');
  const resource = valueAt(state.node, 'Resource');
  if (state.type === undefined || !Object.hasOwn(RESULTS, state.type) || name === undefined) return;
  if (state.type === 'Task' && (httpTaskOf(state) || resource === undefined || isSubstituted(resource))) return;
  const what = state.type === 'Task' ? 'what this Task calls' : `a ${state.type} as a whole`;
  const message = `Only AWS can run ${what}: give the case a mock to test the state here`;
  at.report(finding(RULE, name.span, message, 'WARNING'));
}

type CheckResult = (result: Node, state: State, mock: Node) => readonly [span: Span, message: string] | undefined;

function checkParts(mock: Node | undefined, state: State, check: CheckResult | undefined, at: At): void {
  const output = lastValueAt(mock, 'errorOutput');
  if (output?.kind === 'object' && !textAt(output, 'error')) {
    at.report(finding(RULE, output.span, 'An error was not specified in the mocked error output.'));
  }
  const result = lastValueAt(mock, 'result');
  // A text that holds JSON is reported as such.
  if (mock === undefined || result === undefined || containerIn(result)) return;
  const wrong = check?.(result, state, mock);
  if (wrong) at.report(finding(RULE, ...wrong));
}

/** The object or list that a text holds, as JSON; undefined for any other value, and where it nests too deeply. */
export function containerIn(node: Node): string | undefined {
  if (node.kind !== 'string' || !/^\s*[{[]/.test(node.value)) return undefined;
  try {
    const value: unknown = JSON.parse(node.value);
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** What the result of each type of state that can be mocked must be. */
const RESULTS: Readonly<Record<string, CheckResult>> = {
  Task: (result, state, mock) => {
    if (result.kind !== 'object') return [result.span, 'Mocked result must be a valid JSON object.'];
    const resource = textAt(state.node, 'Resource')?.replace(/^arn:[^:]+:states:::/, '');
    const row = MOCK_RESULTS.find((known) => known.resource === resource);
    const mode = textAt(mock, 'fieldValidationMode') ?? 'STRICT';
    const found = row && mode !== 'NONE' ? memberProblem(result, row.members, mode === 'STRICT') : undefined;
    return found && [found[0], `Mock result schema validation error: ${found[1]}`];
  },
  Map: (result, { node }) => {
    const wanted = valueAt(node, 'ResultWriter') === undefined ? 'array' : 'object';
    if (result.kind === wanted) return undefined;
    return [result.span, `Mocked result must be ${wanted === 'array' ? 'an array' : 'a JSON object'}.`];
  },
  Parallel: (result, { node }) => {
    if (result.kind !== 'array') return [result.span, 'Mocked result must be an array.'];
    const branches = valueAt(node, 'Branches');
    if (branches?.kind !== 'array' || branches.items.length === result.items.length) return undefined;
    return [result.span, 'Mocked result must contain the same number of items as number of Parallel branches.'];
  },
};

function memberProblem(
  result: ObjectNode,
  members: readonly ResultMember[],
  strict: boolean,
): readonly [Span, string] | undefined {
  for (const member of members) {
    const value = lastValueAt(result, member.name);
    if (value === undefined && member.required && strict) {
      const opening = { start: result.span.start, end: result.span.start + 1 };
      return [opening, `Required field '${member.name}' is missing`];
    }
    const wrong = value && valueProblem(value, member, strict);
    if (wrong) return wrong;
  }
  return undefined;
}

function valueProblem(value: Node, member: ResultMember, strict: boolean): readonly [Span, string] | undefined {
  const { name, kind, values, minimumLength = 0, members } = member;
  const article = kind === 'object' || kind === 'array' ? 'an' : 'a';
  if (kind !== 'any' && value.kind !== kind) return [value.span, `Field '${name}' must be ${article} ${kind}`];
  const text = value.kind === 'string' ? value.value : undefined;
  if (text !== undefined && values && !values.includes(text)) {
    return [value.span, `Field '${name}' is not an expected value`];
  }
  if (text !== undefined && text.length < minimumLength) {
    return [value.span, `Field '${name}' is smaller than the minimum length`];
  }
  for (const item of members && value.kind === 'array' ? value.items : []) {
    const found =
      item.kind === 'object'
        ? memberProblem(item, members ?? [], strict)
        : ([item.span, `Field '${name}' must be an array of objects`] as const);
    if (found) return found;
  }
  return undefined;
}
