import { isJsonObject, type JsonValue } from '../spec/json';
import { jsonataOfStep } from './jsonataOfPath';
import { isJsonataString } from './jsonataSyntax';
import type { PathStep } from './jsonPathSyntax';
import { Obstacle } from './obstacle';

/** A value that is to be written in JSONata, as a template where it can be one and else as one expression. */
export type Draft =
  | { readonly kind: 'literal'; readonly value: JsonValue }
  | Way
  | Call
  | DraftObject
  | DraftList
  | Placed;

/** What a path reads, in JSONata. */
export interface Way {
  readonly kind: 'way';
  readonly text: string;
  /** The path as its author knows it, for the sentence about a value that is missing. */
  readonly path: string;
  /** There is always something at its end. */
  readonly certain: boolean;
  /** Names that are always there one step further. */
  readonly members: readonly string[];
  /** What must hold so that JSONata finds nothing where JSONPath finds nothing: it looks into lists by itself. */
  readonly parents: readonly { readonly text: string; readonly type: 'object' | 'array' }[];
}

/** Any other expression. */
export interface Call {
  readonly kind: 'call';
  readonly text: string;
  /** The expression as it must be inside of another one, where nothing instead of a value would not fail. */
  readonly safe: string;
  /** Gives no list and no object. */
  readonly scalar: boolean;
  /** Gives another value each time. */
  readonly changing?: boolean;
}

interface DraftObject {
  readonly kind: 'object';
  readonly members: readonly (readonly [name: string, value: Draft])[];
}

interface DraftList {
  readonly kind: 'list';
  readonly items: readonly Draft[];
}

/** A value put at names below a base, as ResultPath does it. */
export interface Placed {
  readonly kind: 'placed';
  readonly base: Way;
  readonly names: readonly string[];
  readonly value: Draft;
}

/** The beginning of a way, which is always there. */
export function rootWay(text: string, path = '$', members: readonly string[] = []): Way {
  return { kind: 'way', text, path, certain: true, members, parents: [] };
}

/** A draft as the value of a field of a JSONata state. Throws the Obstacle of what cannot be written. */
export function writeTemplate(draft: Draft): JsonValue {
  switch (draft.kind) {
    case 'literal':
      return checkedLiteral(draft.value);
    case 'object':
      return Object.fromEntries(draft.members.map(([name, value]) => [name, writeTemplate(value)]));
    case 'list':
      return draft.items.map(writeTemplate);
    case 'placed':
      return `{% ${writeExpression(draft)} %}`;
    default:
      return `{% ${draft.text} %}`;
  }
}

/** A text that AWS would take for an expression is no literal any more. */
function checkedLiteral(value: JsonValue): JsonValue {
  if (typeof value === 'string' && isJsonataString(value)) {
    throw new Obstacle(`JSONata would evaluate a text that JSONPath takes as it is: ${value}`);
  }
  if (typeof value !== 'object' || value === null) return value;
  const key = Object.keys(value).find((name) => name.endsWith('.$'));
  if (key !== undefined) throw new Obstacle(`In JSONata a key must not look like one that is evaluated: ${key}`);
  Object.values(value).forEach(checkedLiteral);
  return value;
}

/** A draft as a part of an expression: where something is missing it fails, as a path does. Throws the Obstacle of what cannot be written. */
export function writeExpression(draft: Draft): string {
  switch (draft.kind) {
    case 'literal':
      return JSON.stringify(draft.value);
    case 'way':
      return draft.certain ? draft.text : `(${guarded(draft, draft.text)})`;
    case 'call':
      return draft.safe;
    case 'object':
      return `{${draft.members.map(([name, value]) => `${JSON.stringify(name)}: ${writeExpression(value)}`).join(', ')}}`;
    case 'list':
      return `[${draft.items.map(writeItem).join(', ')}]`;
    case 'placed':
      return writePlaced(draft);
  }
}

/** An expression that fails as a path does when there is nothing at the end of a way. */
export function guarded({ text, path }: Way, then: string): string {
  return `$exists(${text}) ? ${then} : $error(${JSON.stringify(`Nothing stands at ${path}`)})`;
}

/** JSONata makes one list of a list in a list, unless that is written with brackets. */
function writeItem(item: Draft): string {
  const isSafe = item.kind === 'call' ? item.scalar : item.kind !== 'way';
  if (!isSafe)
    throw new Obstacle('JSONata flattens lists inside of lists, so this one must not stand in an expression');
  return writeExpression(item);
}

function writePlaced({ base, names, value }: Placed): string {
  const [name = '', ...deeper] = names;
  const inner = deeper.length === 0 ? value : placedAt(wayTo(base, name), deeper, value);
  return `$merge([${base.text}, {${JSON.stringify(name)}: ${writeExpression(inner)}}])`;
}

function wayTo(base: Way, name: string): Way {
  const way = follow(base, [{ kind: 'property', names: [name] }], base.path);
  if (way.kind !== 'way') throw new Obstacle(`There is no way to this name in JSONata: ${name}`);
  return way;
}

/** Puts a draft at names below a base; without names it replaces the base. Throws the Obstacle of too many names. */
export function placedAt(base: Way, names: readonly string[], value: Draft): Draft {
  checkLength(names);
  return names.length === 0 ? value : { kind: 'placed', base, names, value };
}

/** What steps of a path find in a draft; `path` is the whole path. Throws the Obstacle where that cannot be said. */
export function follow(draft: Draft, steps: readonly PathStep[], path: string): Draft {
  checkLength(steps);
  const [step, ...deeper] = steps;
  if (step === undefined) return draft.kind === 'way' ? { ...draft, path } : draft;
  return follow(childOf(draft, step, path), deeper, path);
}

/** Each step is written once for each step behind it. */
function checkLength({ length }: readonly unknown[]): void {
  if (length > MOST_STEPS) throw new Obstacle(`A path of so many steps is not converted: ${length}`);
}

const MOST_STEPS = 100;

function childOf(draft: Draft, step: PathStep, path: string): Draft {
  const name = step.kind === 'property' && step.names.length === 1 ? step.names[0] : undefined;
  if (draft.kind === 'way') return wayBehind(draft, step, name, path);
  if (draft.kind === 'placed' && name !== undefined) return memberOfPlaced(draft, name, path);
  const index = step.kind === 'index' && step.indexes.length === 1 ? step.indexes[0] : undefined;
  const found = name === undefined ? itemOf(draft, index) : memberOf(draft, name);
  if (found === undefined) throw new Obstacle(`It cannot be said what this path finds: ${path}`);
  return found;
}

function wayBehind(way: Way, step: PathStep, name: string | undefined, path: string): Way {
  const written = jsonataOfStep(step);
  if (written === undefined) throw new Obstacle(`JSONata has no path that finds exactly the same: ${path}`);
  const isObvious = way.parents.length === 0 && way.certain && name !== undefined;
  const parent = { text: way.text, type: name === undefined ? 'array' : 'object' } as const;
  return {
    kind: 'way',
    text: way.text + written,
    path,
    certain: way.certain && name !== undefined && way.members.some((member) => member === name),
    members: membersBelow(way.members, name),
    parents: isObvious ? [] : [...way.parents, parent],
  };
}

/** Members are written with dots: `Execution` and `Execution.Id`. */
function membersBelow(members: readonly string[], name: string | undefined): readonly string[] {
  const start = `${name}.`;
  return members.filter((member) => member.startsWith(start)).map((member) => member.slice(start.length));
}

function memberOfPlaced({ base, names, value }: Placed, name: string, path: string): Draft {
  const [first, ...deeper] = names;
  if (first === name) return placedAt(wayTo(base, name), deeper, value);
  if (deeper.length > 0) throw new Obstacle(`It cannot be said what this path finds: ${path}`);
  return follow(base, [{ kind: 'property', names: [name] }], path);
}

function memberOf(draft: Draft, name: string): Draft | undefined {
  if (draft.kind === 'object') return draft.members.find(([own]) => own === name)?.[1];
  if (draft.kind !== 'literal' || !isJsonObject(draft.value) || !Object.hasOwn(draft.value, name)) return undefined;
  return { kind: 'literal', value: draft.value[name] ?? null };
}

function itemOf(draft: Draft, index: number | undefined): Draft | undefined {
  if (index === undefined || index < 0) return undefined;
  if (draft.kind === 'list') return draft.items[index];
  const items = draft.kind === 'literal' && Array.isArray(draft.value) ? (draft.value as readonly JsonValue[]) : [];
  const item = items[index];
  return item === undefined ? undefined : { kind: 'literal', value: item };
}

/** Tells whether evaluating a draft may fail, so that leaving it out is not the same. */
export function mayFail(draft: Draft): boolean {
  if (draft.kind === 'way') return !draft.certain;
  if (draft.kind === 'object') return draft.members.some(([, value]) => mayFail(value));
  if (draft.kind === 'list') return draft.items.some(mayFail);
  return draft.kind !== 'literal';
}

/** Tells whether a draft gives another value each time, so that it must not be written twice. */
export function isChanging(draft: Draft): boolean {
  if (draft.kind === 'object') return draft.members.some(([, value]) => isChanging(value));
  if (draft.kind === 'list') return draft.items.some(isChanging);
  return draft.kind === 'placed' ? isChanging(draft.value) : draft.kind === 'call' && draft.changing === true;
}
