import { editJson, parseJson } from '../document/json';
import { memberNamed, type Node, valueAt } from '../document/node';
import type { Connection } from '../spec/connection';
import type { JsonObject } from '../spec/json';
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
export function addConnection(
  text: string | undefined,
  name: string,
  connection: Connection | JsonObject,
): string | undefined {
  if (isBlank(text)) return `${JSON.stringify({ version: 1, connections: { [name]: connection } }, null, 2)}\n`;
  if (!isEditable(text)) return undefined;
  const connections = valueAt(parseJson(text, { comments: true }).root, 'connections');
  return connections === undefined || connections.kind === 'object'
    ? editJson(text, ['connections', name], connection)
    : editJson(text, ['connections'], { [name]: connection });
}

/**
 * The text of a project file without a connection, in itself and in its profiles; comments and layout of the rest stay.
 * Undefined when the text cannot be edited, or has no connection of this name.
 */
export function removeConnection(text: string, name: string): string | undefined {
  const paths = isEditable(text) ? connectionPaths(text, name) : [];
  return paths.length === 0 ? undefined : paths.reduce((edited, path) => editJson(edited, path, undefined), text);
}

/**
 * The text of a project file with another name for a connection, in itself and in its profiles; all else stays as it is
 * written. Undefined when the text cannot be edited, or has no connection of this name.
 */
export function renameConnection(text: string, name: string, to: string): string | undefined {
  if (!isEditable(text)) return undefined;
  const { root } = parseJson(text, { comments: true });
  const keys = connectionPaths(text, name).flatMap((path) => {
    const holder = path.slice(0, -1).reduce<Node | undefined>((node, key) => valueAt(node, key), root);
    return memberNamed(holder, name)?.key.span ?? [];
  });
  const lastFirst = keys.toSorted((left, right) => right.start - left.start);
  return keys.length === 0
    ? undefined
    : lastFirst.reduce(
        (edited, { start, end }) => edited.slice(0, start) + JSON.stringify(to) + edited.slice(end),
        text,
      );
}

/** Where a connection stands: in the file itself, and in each profile that overrides it. */
function connectionPaths(text: string, name: string): readonly (readonly string[])[] {
  const { root } = parseJson(text, { comments: true });
  const profiles = valueAt(root, 'profiles');
  const names = profiles?.kind === 'object' ? profiles.members.map(({ key }) => key.value) : [];
  const homes = [['connections'], ...[...new Set(names)].map((profile) => ['profiles', profile, 'connections'])];
  return homes
    .filter((path) =>
      memberNamed(
        path.reduce<Node | undefined>((node, key) => valueAt(node, key), root),
        name,
      ),
    )
    .map((path) => [...path, name]);
}

function isBlank(text: string | undefined): text is undefined {
  return text === undefined || text.trim() === '';
}

function isEditable(text: string): boolean {
  const { root, problems } = parseJson(text, { comments: true });
  return root?.kind === 'object' && problems.length === 0;
}
