import { isJsonata, isSubstituted, type Member, type Node, type ObjectNode } from '../document/node';
import type { QueryLanguage, State, StateMachine } from '../document/stateMachine';
import { CHOICE_RULE_FIELDS, NESTED_RULE_FIELDS } from '../spec/choiceOperators';
import type { Span } from '../spec/diagnostic';
import type { Field, FieldCondition, FieldGroup } from '../spec/field';
import {
  COMMON_STATE_FIELDS,
  fieldsOfType,
  MACHINE_FIELDS,
  STATE_FIELDS,
  STATE_GROUPS,
  STATE_TYPES,
} from '../spec/states';
import { openingOf } from './machineRules';
import type { Context } from './rule';
import { isLanguageOpen } from './stateRules';

/** All that tables say about an object. */
export interface Table {
  readonly fields: ReadonlyMap<string, Field>;
  readonly names: readonly string[];
  /** The fields that must be there and have no rule of their own. */
  readonly required: readonly Field[];
  readonly groups: readonly FieldGroup[];
  readonly conditions: readonly FieldCondition[];
  /** False where any field may be one of it: in a template, and where it is not known what the object is. */
  readonly closed: boolean;
  /** Its fields may be dynamic, as in `RoleArn.$`. */
  readonly isTemplate: boolean;
}

/** An object of a definition that a table describes: a state, a Retrier, a rule of a Choice and so on. */
export interface Part {
  readonly object: ObjectNode;
  readonly table: Table;
  /** Where something that is missing is shown. */
  readonly place: Span;
  /** AWS's form, such as `/States/CallApi/Retry[0]`. */
  readonly location: string;
  /** Undefined where a template tool fills it in. */
  readonly queryLanguage: QueryLanguage | undefined;
  /** The values that rules judge: those of known fields of its language that stand in the text as they will be. */
  readonly values: readonly PartValue[];
  /** The members that the table does not have. */
  readonly unknown: readonly Member[];
}

/** A value of a field. */
export interface PartValue {
  readonly row: Field;
  readonly member: Member;
  readonly value: Node;
}

/** The objects of a state that tables describe, itself first; the machines inside it without their states. */
export function partsOfState(state: State, context: Context): readonly Part[] {
  const parts: Part[] = [];
  const { node, location, key } = state;
  if (node && !isSubstituted(node)) {
    const queryLanguage = isLanguageOpen(state, context) ? undefined : state.queryLanguage;
    const table = STATE_TABLES.get(state.type ?? '') ?? ANY_STATE;
    addPart(parts, { object: node, table, place: key?.span ?? openingOf(node), location, queryLanguage });
  }
  return parts;
}

/** A whole machine without its states. Machines inside states are parts of those: for them there is nothing. */
export function partsOfMachine({ node, location }: StateMachine): readonly Part[] {
  if (location !== '' || isSubstituted(node)) return [];
  const parts: Part[] = [];
  addPart(parts, { object: node, table: MACHINE, place: openingOf(node), location, queryLanguage: undefined });
  return parts;
}

/** AWS's location of an object: that of the whole is a slash. */
export function locationOfPart({ location }: Part): string {
  return location || '/';
}

/** Tells whether a value may be an expression in the language of its part, whatever kind its field takes. */
export function mayBeExpression({ row, value }: Pick<PartValue, 'row' | 'value'>, { queryLanguage }: Part): boolean {
  return queryLanguage !== 'JSONPath' && isJsonata(value) && (row.holds === 'expression' || row.holds === 'template');
}

type Start = Omit<Part, 'values' | 'unknown'>;

function addPart(parts: Part[], start: Start, depth = 0): void {
  const { table, object, location } = start;
  const values: PartValue[] = [];
  const unknown: Member[] = [];
  for (const member of object.members) {
    const row = table.fields.get(member.key.value);
    if (row === undefined) unknown.push(member);
    else if (isJudged(row, member, start)) values.push({ row, member, value: member.value });
  }
  parts.push({ ...start, values, unknown });
  if (depth > DEEPEST) return;
  for (const { row, value } of values) {
    const inner = tableIn(row);
    // A value of the wrong kind is one slip: what should be in it is not looked for.
    if (inner === undefined || !row.kinds.includes(value.kind)) continue;
    const add = (node: Node, end: string) => {
      if (node.kind !== 'object' || isSubstituted(node)) return;
      const at = { object: node, table: inner, place: openingOf(node), location: `${location}/${row.name}${end}` };
      addPart(parts, { ...at, queryLanguage: start.queryLanguage }, depth + 1);
    };
    if (value.kind !== 'array') add(value, '');
    else for (const [index, item] of value.items.entries()) add(item, `[${index}]`);
  }
}

/** Rules of a Choice that are nested deeper are no rules of a person. */
const DEEPEST = 100;

function isJudged(row: Field, member: Member, part: Start): member is Member & { readonly value: Node } {
  if (row.ownRule || member.value === undefined || isSubstituted(member.value)) return false;
  return isOfLanguage(row, part);
}

/** Tells whether a field belongs to the language of a part, or may do so. */
export function isOfLanguage({ queryLanguage: only }: Field, { queryLanguage }: Pick<Part, 'queryLanguage'>): boolean {
  return only === undefined || queryLanguage === undefined || only === queryLanguage;
}

function tableIn(row: Field): Table | undefined {
  if (row.choiceRules) return CHOICE_TABLES[row.choiceRules];
  if (!row.fields) return undefined;
  const known = TABLES.get(row);
  if (known) return known;
  const isTemplate = row.holds === 'template';
  const table = { ...tableOf(row.fields, row.groups, row.conditions), closed: !isTemplate, isTemplate };
  TABLES.set(row, table);
  return table;
}

const TABLES = new WeakMap<Field, Table>();

function tableOf(
  fields: readonly Field[],
  groups: readonly FieldGroup[] = [],
  conditions: readonly FieldCondition[] = [],
): Table {
  const byName = new Map(fields.map((field) => [field.name, field]));
  const required = fields.filter((row) => row.required && !row.ownRule);
  const names = fields.map(({ name }) => name);
  return { fields: byName, names, required, groups, conditions, closed: true, isTemplate: false };
}

const CHOICE_TABLES = {
  top: tableOf(CHOICE_RULE_FIELDS),
  nested: tableOf(NESTED_RULE_FIELDS),
};

const STATE_TABLES: ReadonlyMap<string, Table> = new Map(
  STATE_TYPES.map(({ name }) => [name, tableOf([...COMMON_STATE_FIELDS, ...fieldsOfType(name)], STATE_GROUPS[name])]),
);

/** Nothing is required of a state without a known type. */
const ANY_STATE: Table = {
  ...tableOf(STATE_FIELDS.map(({ required: _, ...field }) => field)),
  closed: false,
};

const MACHINE = tableOf(MACHINE_FIELDS);
