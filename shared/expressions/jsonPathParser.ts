import { parseFilterTest, parseFilterValue } from './jsonPathFilterParser';
import { isPathFunction, PATH_FUNCTION_NAMES } from './jsonPathFunctions';
import { type FilterValue, isDefiniteStep, type Path, type PathRoot, type PathStep } from './jsonPathSyntax';
import {
  accept,
  type Cursor,
  expect,
  fail,
  found,
  match,
  type Parsed,
  parsed,
  peek,
  skipBlanks,
  take,
} from './syntaxProblem';

/** What ends a name behind a dot: in a filter also the operators, which may follow without a blank. */
const NAME = /[^\s.[\]()'",]+/y;
const NAME_IN_FILTER = /[^\s.[\]()'",<>=!~&|]+/y;
const VARIABLE_NAME = /[\p{ID_Start}][\p{ID_Continue}]*/uy;
const INTEGER = /-?\d+/y;

/**
 * Parses a whole text as a path (docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html):
 * `$`, `$$` or `$name`, followed by steps. Gives the path, or the first problem with its offset.
 */
export function parsePath(text: string): Parsed<Path> {
  return parsed(() => {
    const cursor: Cursor = { text, offset: 0 };
    skipBlanks(cursor);
    const path = parsePathAt(cursor);
    skipBlanks(cursor);
    if (cursor.offset < text.length) fail(cursor.offset, leftoverMessage(cursor));
    return path;
  });
}

function leftoverMessage(cursor: Cursor): string {
  if (/\s/.test(cursor.text.charAt(cursor.offset - 1))) {
    return "A name with blanks is written in brackets and quotes, as in ['my name'].";
  }
  return `Expected "." or "[" ${found(cursor)}.`;
}

/** Parses the path that starts under the cursor and steps over it. For parsers of languages that contain paths. */
export function parsePathAt(cursor: Cursor, inFilter = false): Path {
  const start = cursor.offset;
  const root = parseRoot(cursor, inFilter);
  const steps = parseSteps(cursor, inFilter);
  return { text: cursor.text.slice(start, cursor.offset), root, steps, definite: isDefinitePath(steps) };
}

/** A function gives one value, except behind steps that lead to many: there it is applied to each of them. */
function isDefinitePath(steps: readonly PathStep[]): boolean {
  if (steps.at(-1)?.kind !== 'function')
    return steps.every((step, index) => isDefiniteStep(step) || isMerge(steps, index));
  return steps[0]?.kind === 'descent' || steps.slice(0, -1).every(isDefiniteStep);
}

/** `['a','b']` at the end of a path gives one object with both members. */
function isMerge(steps: readonly PathStep[], index: number): boolean {
  return index === steps.length - 1 && steps[index]?.kind === 'property';
}

function parseRoot(cursor: Cursor, inFilter: boolean): PathRoot {
  if (inFilter && accept(cursor, '@')) return { kind: 'item' };
  if (!accept(cursor, '$')) fail(cursor.offset, 'A path starts with "$".');
  if (accept(cursor, '$')) return { kind: 'context' };
  const name = take(cursor, VARIABLE_NAME);
  return name === '' ? { kind: 'input' } : { kind: 'variable', name };
}

function parseSteps(cursor: Cursor, inFilter: boolean): PathStep[] {
  const steps: PathStep[] = [];
  for (;;) {
    if (peek(cursor) === '[') steps.push(parseBracket(cursor));
    else if (peek(cursor) === '.') parseDot(cursor, inFilter, steps);
    else return steps;
    if (steps.at(-1)?.kind === 'function') return steps;
  }
}

function parseDot(cursor: Cursor, inFilter: boolean, steps: PathStep[]): void {
  const start = cursor.offset;
  if (accept(cursor, '..')) steps.push({ kind: 'descent' });
  else expect(cursor, '.');
  if (accept(cursor, '*')) steps.push({ kind: 'wildcard' });
  else if (peek(cursor) === '[') steps.push(parseBracket(cursor));
  else steps.push(parseNameOrFunction(cursor, inFilter, start));
}

function parseNameOrFunction(cursor: Cursor, inFilter: boolean, dot: number): PathStep {
  const start = cursor.offset;
  const name = take(cursor, inFilter ? NAME_IN_FILTER : NAME);
  if (name === '' && cursor.offset === cursor.text.length) fail(dot, 'A path must not end with a dot.');
  if (name === '') fail(start, `Expected a name ${found(cursor)}.`);
  if (!accept(cursor, '(')) return { kind: 'property', names: [name] };
  if (!isPathFunction(name)) fail(start, `Unknown function "${name}": paths have ${PATH_FUNCTION_NAMES.join(', ')}.`);
  return { kind: 'function', name, parameters: parseParameters(cursor) };
}

function parseParameters(cursor: Cursor): FilterValue[] {
  const parameters: FilterValue[] = [];
  skipBlanks(cursor);
  if (accept(cursor, ')')) return parameters;
  do parameters.push(parseFilterValue(cursor, parsePathAt));
  while (accept(cursor, ','));
  expect(cursor, ')');
  return parameters;
}

function parseBracket(cursor: Cursor): PathStep {
  expect(cursor, '[');
  skipBlanks(cursor);
  const step = parseInBrackets(cursor);
  skipBlanks(cursor);
  expect(cursor, ']');
  return step;
}

function parseInBrackets(cursor: Cursor): PathStep {
  if (accept(cursor, '*')) return { kind: 'wildcard' };
  if (accept(cursor, '?')) return { kind: 'filter', test: parseFilter(cursor) };
  if (accept(cursor, '(')) return parseScript(cursor);
  if (peek(cursor) === "'" || peek(cursor) === '"') return { kind: 'property', names: parseList(cursor, parseQuoted) };
  if (match(cursor, /-?\d*\s*:/y) !== '') return parseSlice(cursor);
  return { kind: 'index', indexes: parseList(cursor, parseInteger) };
}

function parseFilter(cursor: Cursor): ReturnType<typeof parseFilterTest> {
  skipBlanks(cursor);
  expect(cursor, '(');
  const test = parseFilterTest(cursor, parsePathAt);
  expect(cursor, ')');
  return test;
}

/** The one script that state machines use: the length of the array less a number. */
function parseScript(cursor: Cursor): PathStep {
  const script = /\s*@\.length(?:\(\))?\s*-\s*(\d+)\s*\)/y;
  script.lastIndex = cursor.offset;
  const matched = script.exec(cursor.text);
  if (matched === null) fail(cursor.offset, 'The only script that a path may hold is (@.length-1), with any number.');
  cursor.offset = script.lastIndex;
  return { kind: 'fromEnd', distance: Number(matched[1]) };
}

function parseSlice(cursor: Cursor): PathStep {
  const from = take(cursor, INTEGER);
  skipBlanks(cursor);
  expect(cursor, ':');
  skipBlanks(cursor);
  const to = take(cursor, INTEGER);
  return { kind: 'slice', from: from === '' ? undefined : Number(from), to: to === '' ? undefined : Number(to) };
}

function parseList<Item>(cursor: Cursor, parseItem: (cursor: Cursor) => Item): Item[] {
  const items: Item[] = [];
  do {
    skipBlanks(cursor);
    items.push(parseItem(cursor));
    skipBlanks(cursor);
  } while (accept(cursor, ','));
  return items;
}

function parseInteger(cursor: Cursor): number {
  const digits = take(cursor, INTEGER);
  if (digits === '') fail(cursor.offset, `Expected a quoted name, an index, "*" or "?" ${found(cursor)}.`);
  return Number(digits);
}

/** A backslash takes the next character as it is. */
function parseQuoted(cursor: Cursor): string {
  const start = cursor.offset;
  const quoted = take(cursor, /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/sy);
  if (quoted === '') fail(start, 'This quote is never closed.');
  return quoted.slice(1, -1).replace(/\\(.)/gs, '$1');
}
