import { editJson, parseJson } from '../document/json';
import { valueAt } from '../document/node';
import type { Connection } from '../spec/connection';
import type { TestCase } from './testCases';

/**
 * The text of a file of test cases with one more case at its end; a new file when there is no text. Comments and layout
 * stay. Undefined when the text cannot be edited because it is no object, or not JSON.
 */
export function addTestCase(text: string | undefined, testCase: TestCase): string | undefined {
  if (isBlank(text)) return `${JSON.stringify({ version: 1, tests: [testCase] }, null, 2)}\n`;
  if (!isEditable(text)) return undefined;
  const tests = valueAt(parseJson(text, { comments: true }).root, 'tests');
  return tests?.kind === 'array'
    ? editJson(text, ['tests', tests.items.length], testCase, { insert: true })
    : editJson(text, ['tests'], [testCase]);
}

/**
 * The text of a project file with a connection put under a name, in the place of one that is there already; a new file
 * when there is no text. Undefined when the text cannot be edited because it is no object, or not JSON.
 */
export function addConnection(text: string | undefined, name: string, connection: Connection): string | undefined {
  if (isBlank(text)) return `${JSON.stringify({ version: 1, connections: { [name]: connection } }, null, 2)}\n`;
  if (!isEditable(text)) return undefined;
  const connections = valueAt(parseJson(text, { comments: true }).root, 'connections');
  return connections === undefined || connections.kind === 'object'
    ? editJson(text, ['connections', name], connection)
    : editJson(text, ['connections'], { [name]: connection });
}

function isBlank(text: string | undefined): text is undefined {
  return text === undefined || text.trim() === '';
}

function isEditable(text: string): boolean {
  const { root, problems } = parseJson(text, { comments: true });
  return root?.kind === 'object' && problems.length === 0;
}
