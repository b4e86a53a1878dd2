import { editJson, parseJson } from '../document/json';
import { lastValueAt, type Node } from '../document/node';
import { caseIndex } from './casePlaces';
import { readTestCases, type TestCase, type WrittenTestCase } from './testCases';

// Changes of a file of test cases. Comments and layout stay; each gives undefined where the file has no such case, or
// cannot be edited because it is not JSON.

/** Which case of a file: names are only of use together with the state. */
export type CaseName = Pick<TestCase, 'state' | 'name'>;

/** The first case of this state and name; undefined when the file has none. */
export function findCase(text: string, wanted: CaseName): WrittenTestCase | undefined {
  return readTestCases(text).cases.find(({ state, name }) => state === wanted.state && name === wanted.name);
}

/** A name that no case of the state has yet: the one that was wished for, else with a number behind it. */
export function freeCaseName(text: string | undefined, state: string, wish: string): string {
  const taken = new Set(caseNamesOf(text, state));
  if (!taken.has(wish)) return wish;
  for (let number = 2; ; number++) {
    const name = `${wish} ${number}`;
    if (!taken.has(name)) return name;
  }
}

/** The names of the cases of a state; none without a text. */
export function caseNamesOf(text: string | undefined, state: string): readonly string[] {
  if (text === undefined) return [];
  return readTestCases(text)
    .cases.filter((testCase) => testCase.state === state)
    .map(({ name }) => name);
}

/** The text with a member of a case set, or taken away where the value is undefined. */
export function setCaseMember(
  text: string,
  wanted: CaseName,
  member: Exclude<keyof TestCase, 'state'>,
  value: TestCase[typeof member] | undefined,
): string | undefined {
  const at = placeOf(text, wanted);
  return at && editJson(text, ['tests', at.index, member], value);
}

/** The text without a case. */
export function removeCase(text: string, wanted: CaseName): string | undefined {
  const at = placeOf(text, wanted);
  return at && editJson(text, ['tests', at.index], undefined);
}

/** The text with a copy of a case behind it, under another name; what is written in the case is copied letter by letter. */
export function duplicateCase(text: string, wanted: CaseName, name: string): string | undefined {
  const at = placeOf(text, wanted);
  if (at === undefined) return undefined;
  const { span, nameSpan } = at.testCase;
  const copy = `${text.slice(span.start, nameSpan.start)}${JSON.stringify(name)}${text.slice(nameSpan.end, span.end)}`;
  const indent = /\r?\n[ \t]*$/.exec(text.slice(0, span.start))?.[0] ?? ' ';
  return `${text.slice(0, span.end)},${indent}${copy}${text.slice(span.end)}`;
}

interface CasePlace {
  readonly testCase: WrittenTestCase;
  readonly index: number;
}

function placeOf(text: string, wanted: CaseName): CasePlace | undefined {
  const { root, problems } = parseJson(text, { comments: true });
  const testCase = problems.length > 0 ? undefined : findCase(text, wanted);
  const index = testCase === undefined || !isObject(root) ? -1 : caseIndex(root, testCase);
  return testCase === undefined || index < 0 ? undefined : { testCase, index };
}

function isObject(root: Node | undefined): boolean {
  return lastValueAt(root, 'tests')?.kind === 'array';
}
