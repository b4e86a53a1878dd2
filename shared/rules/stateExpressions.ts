import { isSubstituted, type Member, type Node, type ObjectNode, type StringNode } from '../document/node';
import type { State } from '../document/stateMachine';
import { indexInValue, offsetInText } from '../document/stringPlaces';
import type { SyntaxProblem } from '../expressions/syntaxProblem';
import { COMPARISON_OPERATORS } from '../spec/choiceOperators';
import { statesFieldsAt } from '../spec/contextObject';
import type { Span } from '../spec/diagnostic';
import type { ExpressionHolder, Field } from '../spec/field';
import { stateField } from '../spec/states';

/**
 * What a text of a state is. `jsonata` starts with `{%` in a JSONata state, closed or not. In a JSONPath state, `path`
 * and `referencePath` start with a dollar sign or stand where nothing else may; `intrinsic` is a call of an intrinsic
 * function; `dynamic` stands where a path or a call must stand and is neither yet. `text` is taken as it is.
 */
export type ExpressionKind = 'jsonata' | 'path' | 'referencePath' | 'intrinsic' | 'dynamic' | 'text';

/** A text of a state in a field that holds expressions, with what it is. Its own machines inside are left out. */
export interface StateExpression {
  readonly kind: ExpressionKind;
  readonly node: StringNode;
  /** How the field holds expressions; of `text` too, so that completion knows what may be written. */
  readonly holds: ExpressionHolder;
  /** The innermost member whose value, or an item of whose value, the text is. */
  readonly member: Member;
  /** The object that the member stands in. */
  readonly object: ObjectNode;
  /** False for an item of a list. */
  readonly isValue: boolean;
  /** The field that holds it, such as `Output`, or `Assign` of a Catcher. */
  readonly field: string;
  /** AWS's location of that field, such as `/States/CallApi/Output`. */
  readonly fieldLocation: string;
  /** AWS's location of the text itself, such as `/States/CallApi/Output/id`. */
  readonly location: string;
  /** What `$states` has here in JSONata: `input` and `context`, and `result` or `errorOutput` where they exist. */
  readonly statesFields: readonly string[];
}

/** A member whose key ends in `.$` in a template of a JSONPath state, whatever its value is. */
export interface DynamicMember {
  readonly member: Member;
  readonly object: ObjectNode;
  /** AWS's location of the field that holds the template. */
  readonly fieldLocation: string;
  /** The member assigns a variable. */
  readonly isVariable: boolean;
}

/** All texts of a state in fields that hold expressions, and the members that are dynamic by their key. */
export interface StateExpressions {
  readonly texts: readonly StateExpression[];
  readonly dynamic: readonly DynamicMember[];
}

/**
 * Lists the texts of a state that are, or could be, expressions, in the order of the text. It is made once for each
 * node of a state; the spans of its nodes are those of the document's latest text.
 */
export function stateExpressions(state: State): StateExpressions {
  const { node } = state;
  if (node === undefined) return NOTHING;
  const known = remembered.get(node);
  if (known && known.location === state.location && known.queryLanguage === state.queryLanguage) return known.found;
  const found = collect(state, node);
  remembered.set(node, { location: state.location, queryLanguage: state.queryLanguage, found });
  return found;
}

/** The text of a state that an offset touches, with what it is; undefined where no expression can stand. */
export function expressionAt(state: State, offset: number): StateExpression | undefined {
  return stateExpressions(state).texts.find(({ node: { span } }) => span.start <= offset && offset <= span.end);
}

/**
 * The place of what is wrong in a text's value: the piece where its length is known, else the word there, the last
 * character where the text ends too early, and the whole string where it is empty.
 */
export function spanOfProblem(text: string, node: StringNode, { offset, length }: SyntaxProblem): Span {
  if (node.value === '') return node.span;
  if (length) return spanOfPiece(text, node, offset, length);
  if (offset >= node.value.length) return spanOfPiece(text, node, node.value.length - 1, 1);
  const word = /^[^\s.[\]()'",]+/.exec(node.value.slice(offset))?.[0] ?? '';
  return spanOfPiece(text, node, offset, Math.max(1, word.length));
}

/** The place in the document's text of a piece of a text's value, from an index on and so many units long. */
export function spanOfPiece(text: string, node: StringNode, index: number, length: number): Span {
  return { start: offsetInText(text, node, index), end: offsetInText(text, node, index + length) };
}

/** The index in a text's value that an offset of the document's text stands for. */
export function indexAt(text: string, { node }: StateExpression, offset: number): number {
  return indexInValue(text, node, offset);
}

const NOTHING: StateExpressions = { texts: [], dynamic: [] };

const remembered = new WeakMap<
  ObjectNode,
  { readonly location: string; readonly queryLanguage: string; readonly found: StateExpressions }
>();

interface Walk {
  readonly isJsonata: boolean;
  readonly type: string | undefined;
  readonly texts: StateExpression[];
  readonly dynamic: DynamicMember[];
}

/** Where a value stands while a state is walked over. */
interface Spot {
  readonly member: Member;
  readonly object: ObjectNode;
  readonly isValue: boolean;
  readonly holds: ExpressionHolder;
  readonly field: string;
  readonly fieldLocation: string;
  readonly location: string;
  readonly statesFields: readonly string[];
}

function collect(state: State, node: ObjectNode): StateExpressions {
  const walk: Walk = { isJsonata: state.queryLanguage === 'JSONata', type: state.type, texts: [], dynamic: [] };
  for (const member of node.members) {
    const row = stateField(member.key.value);
    if (row?.name === 'Choices') walkChoices(walk, member, state.location);
    else if (row) walkField(walk, { row, member, object: node, location: state.location, inCatcher: false });
  }
  return walk;
}

interface FieldSpot {
  readonly row: Field;
  readonly member: Member;
  readonly object: ObjectNode;
  readonly location: string;
  readonly inCatcher: boolean;
}

function walkField(walk: Walk, { row, member, object, location, inCatcher }: FieldSpot): void {
  const isOther = row.queryLanguage !== undefined && (row.queryLanguage === 'JSONata') !== walk.isJsonata;
  if (member.value === undefined || isOther) return;
  const own = `${location}/${row.name}`;
  if (row.holds === undefined) {
    const catches = inCatcher || row.name === 'Catch';
    if (row.fields) walkFields(walk, row.fields, member.value, own, catches);
    return;
  }
  const statesFields = walk.isJsonata ? statesFieldsAt(walk.type, row.name, inCatcher) : [];
  const spot = { member, object, isValue: true, holds: row.holds, field: row.name, location: own, statesFields };
  walkValue(walk, member.value, { ...spot, fieldLocation: own });
}

function walkFields(walk: Walk, rows: readonly Field[], node: Node, location: string, inCatcher: boolean): void {
  if (node.kind === 'array') {
    for (const [index, item] of node.items.entries()) walkFields(walk, rows, item, `${location}[${index}]`, inCatcher);
  }
  if (node.kind !== 'object') return;
  for (const member of node.members) {
    const row = rows.find(({ name }) => name === member.key.value);
    if (row) walkField(walk, { row, member, object: node, location, inCatcher });
  }
}

const RULE_FIELDS: ReadonlyMap<string, ExpressionHolder> = new Map<string, ExpressionHolder>([
  ['Variable', 'path'],
  ['Condition', 'expression'],
  ['Assign', 'template'],
  ['Output', 'template'],
  ...COMPARISON_OPERATORS.map(({ name, path }) => [name, path ? 'path' : 'expression'] as const),
]);

/** Which of them only one language has. */
const JSONPATH_ONLY: ReadonlySet<string> = new Set(['Variable', ...COMPARISON_OPERATORS.map(({ name }) => name)]);
const JSONATA_ONLY: ReadonlySet<string> = new Set(['Condition', 'Output']);

function walkChoices(walk: Walk, { value }: Member, location: string): void {
  if (value?.kind !== 'array') return;
  for (const [index, rule] of value.items.entries()) walkRule(walk, rule, `${location}/Choices[${index}]`, 0);
}

function walkRule(walk: Walk, rule: Node, location: string, depth: number): void {
  if (rule.kind !== 'object' || depth > DEEPEST_RULE) return;
  for (const member of rule.members) {
    const name = member.key.value;
    const { value } = member;
    const holds = RULE_FIELDS.get(name);
    if (holds && value && !(walk.isJsonata ? JSONPATH_ONLY : JSONATA_ONLY).has(name)) {
      const own = `${location}/${name}`;
      const statesFields = walk.isJsonata ? statesFieldsAt(walk.type, name, false) : [];
      const spot = { member, object: rule, isValue: true, holds, field: name, statesFields };
      walkValue(walk, value, { ...spot, location: own, fieldLocation: own });
    }
    if (name === 'Not' && value) walkRule(walk, value, `${location}/Not`, depth + 1);
    if ((name !== 'And' && name !== 'Or') || value?.kind !== 'array') continue;
    for (const [index, item] of value.items.entries()) walkRule(walk, item, `${location}/${name}[${index}]`, depth + 1);
  }
}

/** Rules that are nested deeper are no rules of a person. */
const DEEPEST_RULE = 100;

function walkValue(walk: Walk, value: Node, spot: Spot, depth = 0): void {
  if (isSubstituted(value)) {
    if (value.kind === 'string' && walk.isJsonata && !value.bare) addText(walk, value, spot);
    return;
  }
  if (value.kind === 'string') addText(walk, value, spot);
  if (spot.holds !== 'template' || depth > DEEPEST_VALUE) return;
  if (value.kind === 'array') {
    for (const [index, item] of value.items.entries()) {
      walkValue(walk, item, { ...spot, isValue: false, location: `${spot.location}[${index}]` }, depth + 1);
    }
  }
  if (value.kind !== 'object') return;
  for (const member of value.members) walkMember(walk, member, value, spot, depth);
}

const DEEPEST_VALUE = 500;

function walkMember(walk: Walk, member: Member, object: ObjectNode, spot: Spot, depth: number): void {
  const name = member.key.value;
  const isDynamic = name.endsWith('.$');
  if (isDynamic) {
    const { fieldLocation } = spot;
    walk.dynamic.push({ member, object, fieldLocation, isVariable: spot.field === 'Assign' && depth === 0 });
  }
  if (member.value === undefined) return;
  const inside: Spot = { ...spot, member, object, isValue: true, location: `${spot.location}/${name}` };
  if (!isDynamic || walk.isJsonata) walkValue(walk, member.value, inside, depth + 1);
  else if (member.value.kind === 'string' && !isSubstituted(member.value)) {
    addText(walk, member.value, { ...inside, holds: 'dynamic' });
  }
}

function addText(walk: Walk, node: StringNode, spot: Spot): void {
  walk.texts.push({ ...spot, node, kind: walk.isJsonata ? jsonataKind(node.value) : jsonPathKind(node.value, spot) });
}

function jsonataKind(text: string): ExpressionKind {
  return text.startsWith('{%') ? 'jsonata' : 'text';
}

function jsonPathKind(text: string, { holds }: Spot): ExpressionKind {
  if (holds === 'path' || holds === 'referencePath') return holds;
  if (holds !== 'dynamic') return 'text';
  if (/^\s*\$/.test(text)) return 'path';
  return /^\s*[A-Za-z][\w.]*\s*\(/.test(text) ? 'intrinsic' : 'dynamic';
}
