import { type Node, type ObjectNode, textAt, valueAt } from '../document/node';
import type { Status } from '../executor/stateRun';
import type { Mock } from '../executor/testStateRequest';
import type { Diagnostic, Span } from '../spec/diagnostic';
import type { ExpectedRun } from '../spec/expectation';
import type { JsonObject, JsonValue } from '../spec/json';
import { readFile } from './readFile';
import { type At, finding, readShape, reportMissingVersion } from './readShape';
import { TEST_CASE_SHAPE, TEST_CASES_SHAPE } from './testCaseShape';

/** A test case: which state, with what, and what must come of it. What TestState takes as JSON text is plain JSON here. */
export interface TestCase {
  readonly name: string;
  readonly state: string;
  readonly input?: JsonValue;
  readonly variables?: JsonObject;
  readonly context?: JsonObject;
  readonly mock?: {
    readonly result?: JsonValue;
    readonly errorOutput?: { readonly error?: string; readonly cause?: string };
    readonly fieldValidationMode?: NonNullable<Mock['fieldValidationMode']>;
  };
  readonly stateConfiguration?: {
    readonly retrierRetryCount?: number;
    readonly errorCausedByState?: string;
    readonly mapIterationFailureCount?: number;
    readonly mapItemReaderData?: JsonValue;
  };
  readonly expect?: Expectation;
}

/** What a run must come to, and the JSONata that must hold of it. */
export interface Expectation extends ExpectedRun {
  readonly status?: Status;
  readonly assert?: string | readonly string[];
}

/** A test case with where it stands in its file, as a whole and its name. */
export interface WrittenTestCase extends TestCase {
  readonly span: Span;
  readonly nameSpan: Span;
}

/** Reads a *.asl.test.json. Never throws: cases without a usable name and state are left out, and all is reported. */
export function readTestCases(text: string): {
  readonly root: Node | undefined;
  readonly cases: readonly WrittenTestCase[];
  readonly problems: readonly Diagnostic[];
} {
  const { root, problems: syntax } = readFile(text, 'test-case');
  const problems = [...syntax];
  if (root === undefined) return { root, cases: [], problems };
  const at: At = { rule: 'test-case-shape', family: 'test-case', path: [], report: (found) => problems.push(found) };
  readShape(root, TEST_CASES_SHAPE, at);
  if (root.kind === 'object') reportMissingVersion(root, at);
  const list = valueAt(root, 'tests');
  const cases = list?.kind === 'array' ? list.items.flatMap((item) => caseFrom(item)) : [];
  reportRepeatedNames(cases, at);
  return { root, cases, problems: problems.toSorted((left, right) => left.span.start - right.span.start) };
}

/** The file of a definition's test cases: `NAME.asl.test.json` beside `NAME.asl.json`, `.asl`, `.asl.yaml` or `.asl.yml`. */
export function sidecarPath(definitionPath: string): string {
  return `${definitionPath.replace(/\.asl(\.json|\.ya?ml)?$|\.json$|\.ya?ml$/i, '')}.asl.test.json`;
}

/** The places where the definition of a file of test cases may be; an empty list when the path is no such file's. */
export function definitionPathsOf(sidecar: string): readonly string[] {
  const match = /^(.*)\.asl\.test\.json$/is.exec(sidecar);
  return match ? ['.asl.json', '.asl', '.asl.yaml', '.asl.yml'].map((ending) => `${match[1]}${ending}`) : [];
}

/** Tells whether a path is that of a file of test cases. */
export function isSidecarPath(file: string): boolean {
  return definitionPathsOf(file).length > 0;
}

/** Read again on its own: what does not fit was reported before, and is left out. */
function caseFrom(node: Node): readonly WrittenTestCase[] {
  const name = valueAt(node, 'name');
  const state = textAt(node, 'state');
  if (node.kind !== 'object' || name?.kind !== 'string' || !name.value || !state) return [];
  return [{ ...plainCase(node), name: name.value, state, span: node.span, nameSpan: name.span }];
}

function plainCase(node: ObjectNode): Partial<TestCase> {
  const silent: At = { rule: '', family: '', path: [], report: () => undefined };
  return readShape(node, TEST_CASE_SHAPE, silent) as Partial<TestCase>;
}

function reportRepeatedNames(cases: readonly WrittenTestCase[], at: At): void {
  const seen = new Set<string>();
  for (const { name, state, nameSpan } of cases) {
    const key = JSON.stringify([state, name]);
    const message = `Another test case of this state has the same name: ${name}`;
    if (seen.has(key)) at.report(finding('test-case-name', nameSpan, message, 'WARNING'));
    seen.add(key);
  }
}
