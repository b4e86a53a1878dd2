import {
  type ArrayNode,
  isSubstituted,
  type Member,
  memberNamed,
  type Node,
  type ScalarNode,
  type StringNode,
  textAt,
} from '../document/node';
import type { Fix } from '../spec/diagnostic';
import type { Field, FieldCondition, JsonKind } from '../spec/field';
import { missingField, missingFields, noneOf, severalOf } from '../spec/sentences';
import { insertMember, placeholderOf, possibleFix, preferredFix, removeMember, wrapInList } from './edits';
import { isOpen } from './machineRules';
import { isOfLanguage, locationOfPart, mayBeExpression, type Part, type PartValue, type Table } from './parts';
import type { Context, Finding } from './rule';
import { didYouMean, MOST_MEMBERS, renameKey } from './suggest';

// What tables say about an object, compared with what stands there. The sentences are AWS's own.

/** What can be wrong with an object that a table describes. */
export type FieldFault = 'notSupported' | 'required' | 'exclusive' | 'kind' | 'range' | 'value' | 'form' | 'empty';

/** A finding with what it is about. */
export interface Fault extends Finding {
  readonly about: FieldFault;
}

/** All that is wrong with some objects: they are looked at once for all rules. */
export function faultsIn(parts: readonly Part[], context: Context): readonly Fault[] {
  const faults: Fault[] = [];
  for (const part of parts) {
    const add = (about: FieldFault, finding: Finding) => faults.push({ ...finding, about });
    const isWhole = !context.isBroken(part.object.span);
    if (isWhole) addUnsupported(part, add);
    if (isWhole && !isOpen(part.object)) addMissing(part, context, add);
    addCrowded(part, add);
    for (const value of part.values) if (!mayBeExpression(value, part)) addWrongValue(part, value, isWhole, add);
  }
  return faults;
}

type Add = (about: FieldFault, finding: Finding) => void;

/** Fields that the object does not take. */
function addUnsupported(part: Part, add: Add): void {
  const { object, table, unknown } = part;
  for (const member of table.closed ? unknown : []) {
    if (isSubstituted(member.key)) continue;
    const fixes = [...rename(part, member), possibleFix(`Remove ${member.key.value}`, removeMember(object, member))];
    add('notSupported', unsupported(part, member, fixes));
  }
  for (const condition of conditionsThatHold(part)) {
    const member = condition.unsupported === undefined ? undefined : memberNamed(object, condition.unsupported);
    if (!member) continue;
    const fixes = [possibleFix(`Remove ${member.key.value}`, removeMember(object, member))];
    add('notSupported', unsupported(part, member, fixes));
  }
}

function unsupported(part: Part, { key }: Member, fixes: readonly Fix[]): Finding {
  return { span: key.span, location: locationOfPart(part), message: `Field '${key.value}' is not supported`, fixes };
}

function rename(part: Part, { key }: Member): readonly Fix[] {
  if (part.object.members.length > MOST_MEMBERS) return [];
  return didYouMean(
    key,
    part.table.names.filter((name) => isMissing(part, name)),
  );
}

/** Tells whether a field that the object could have is not there. */
function isMissing(part: Part, name: string): boolean {
  const { object, table } = part;
  const row = table.fields.get(name);
  if (row === undefined || !isOfLanguage(row, part) || memberNamed(object, name)) return false;
  return !(table.isTemplate && memberNamed(object, `${name}.$`));
}

const NO_CONDITIONS: readonly FieldCondition[] = [];

function conditionsThatHold({ object, table }: Part): readonly FieldCondition[] {
  if (table.conditions.length === 0) return NO_CONDITIONS;
  return table.conditions.filter(({ field, value }) => textAt(object, field) === value);
}

/** Fields that the object must have, and groups of which one must be there. */
function addMissing(part: Part, context: Context, add: Add): void {
  const { table, object, place } = part;
  const location = locationOfPart(part);
  const missing = table.required.filter((row) => isMissing(part, row.name));
  for (const [message, rows] of sentencesAbout(missing, table)) {
    add('required', { span: place, location, message, fixes: supply(part, rows, context) });
  }
  for (const { required, sentence } of conditionsThatHold(part)) {
    const row = required === undefined ? undefined : table.fields.get(required);
    if (!row || !isMissing(part, row.name)) continue;
    const message = sentence ?? missingFields([row.name]);
    add('required', { span: place, location, message, fixes: supply(part, [row], context) });
  }
  for (const { names, required } of table.groups) {
    if (!required || names.some((name) => memberNamed(object, name))) continue;
    const message = noneOf(names);
    add('exclusive', { span: place, location, message, fixes: supplyOne(part, names, context) });
  }
}

/** AWS speaks of each missing field of a template, and of those of another object in one sentence. */
function sentencesAbout(
  missing: readonly Field[],
  { isTemplate }: Table,
): readonly (readonly [message: string, rows: readonly Field[]])[] {
  if (missing.length === 0) return [];
  if (isTemplate) return missing.map((row) => [missingField(row.name), [row]]);
  return [[missingFields(missing.map(({ name }) => name)), missing]];
}

/** A missing field is often there under a misspelled name; else it is inserted where a value can be told. */
function supply({ object, table }: Part, rows: readonly Field[], { document }: Context): readonly Fix[] {
  const names = rows.map(({ name }) => name);
  const renames = renameKey(object, names, (name) => table.fields.has(name));
  const [row, ...others] = rows;
  if (renames.length > 0 || row === undefined || others.length > 0) return renames;
  const value = placeholderOf(row);
  return value === '' ? [] : [preferredFix(`Insert ${row.name}`, insertMember(document.text, object, row.name, value))];
}

function supplyOne(part: Part, names: readonly string[], context: Context): readonly Fix[] {
  const own = names.filter((name) => isMissing(part, name));
  const renames = renameKey(part.object, own, (name) => part.table.fields.has(name));
  const row = part.table.names.find((name) => own.includes(name));
  const field = row === undefined ? undefined : part.table.fields.get(row);
  return renames.length > 0 || field === undefined ? renames : supply(part, [field], context);
}

/** Groups of which more than one field is there. */
function addCrowded(part: Part, add: Add): void {
  for (const { names } of part.table.groups) {
    const own = part.values.filter(({ row }) => names.includes(row.name)).map(({ member }) => member);
    const [, second] = own;
    if (!second) continue;
    const message = severalOf(names);
    const choices = own.length === 2 ? own : [];
    const fixes = choices.map((one) => possibleFix(`Remove ${one.key.value}`, removeMember(part.object, one)));
    add('exclusive', { span: second.key.span, location: locationOfPart(part), message, fixes });
  }
}

function addWrongValue(part: Part, { row, value }: PartValue, isWhole: boolean, add: Add): void {
  const location = () => `${part.location}/${row.name}`;
  // A list without its bracket reads as what stands in it: kinds are judged where nothing is broken.
  if (!isOfKind(value, row)) {
    if (!isWhole) return;
    const finding = wrongKind(value, expectationOf(row), row.kinds, location());
    const isItem = row.kinds.includes('array') && row.itemKinds?.includes(value.kind);
    add('kind', isItem ? { ...finding, fixes: [preferredFix('Put it into a list', ...wrapInList(value))] } : finding);
    return;
  }
  if (value.kind === 'array') addWrongItems(row, value, { location, isWhole, add });
  else if (value.kind === 'number') addOutOfRange(row, value, location, add);
  else if (value.kind === 'string') addWrongText(row, value, location, add);
}

/** What null means in place of a missing value is not known. */
function isOfKind(node: Node, { kinds, required, integer }: Field): boolean {
  if (node.kind === 'null' && !required) return true;
  return kinds.includes(node.kind) && !(integer && node.kind === 'number' && !Number.isInteger(node.value));
}

function expectationOf({ kinds, integer, expected }: Field): string {
  if (expected) return expected;
  if (kinds.length === 1 && kinds[0] === 'number') return integer ? 'Integer' : 'Number';
  return listed(kinds);
}

function listed(kinds: readonly JsonKind[]): string {
  return `[${kinds
    .filter((kind) => kind !== 'null')
    .map((kind) => kind.toUpperCase())
    .join(', ')}]`;
}

function wrongKind(node: Node, expected: string, kinds: readonly JsonKind[], location: string): Finding {
  const written = kinds.map((kind) => writtenAs(node, kind)).find((text) => text !== undefined);
  const fixes = written === undefined ? [] : [preferredFix(`Change to ${written}`, { span: node.span, text: written })];
  return { span: node.span, location, message: `Expected value of type ${expected}`, fixes };
}

/** The same value as another kind writes it; undefined where that has none. */
function writtenAs(node: Node, kind: JsonKind): string | undefined {
  if (kind === 'string' && node.kind === 'number') return JSON.stringify(String(node.value));
  if (node.kind !== 'string') return undefined;
  const isNumber = kind === 'number' && /^(?:0|[1-9]\d{0,14})$/.test(node.value);
  const isAnswer = kind === 'boolean' && /^(?:true|false)$/.test(node.value);
  return isNumber || isAnswer ? node.value : undefined;
}

interface Around {
  readonly location: () => string;
  readonly isWhole: boolean;
  readonly add: Add;
}

function addWrongItems({ filled, itemKinds }: Field, list: ArrayNode, { location, isWhole, add }: Around): void {
  if (filled && list.items.length === 0) {
    add('empty', { span: list.span, location: location(), message: 'Value cannot be empty' });
  }
  if (itemKinds === undefined || !isWhole) return;
  for (const [index, item] of list.items.entries()) {
    if (itemKinds.includes(item.kind) || isSubstituted(item)) continue;
    add('kind', wrongKind(item, listed(itemKinds), itemKinds, `${location()}[${index}]`));
  }
}

function addOutOfRange({ minimum, maximum }: Field, node: ScalarNode, location: () => string, add: Add): void {
  const number = Number(node.value);
  const isLow = minimum !== undefined && number < minimum;
  const limit = isLow ? minimum : maximum;
  if (limit === undefined || (!isLow && number <= limit)) return;
  const message = `${isLow ? 'Minimum' : 'Maximum'} value is ${limit}`;
  const fixes = [possibleFix(`Change to ${limit}`, { span: node.span, text: String(limit) })];
  add('range', { span: node.span, location: location(), message, fixes });
}

function addWrongText({ values, pattern }: Field, node: StringNode, location: () => string, add: Add): void {
  if (pattern && !pattern.fits(node.value)) {
    add('form', { span: node.span, location: location(), message: pattern.sentence });
  }
  if (values === undefined || values.some(({ value }) => value === node.value)) return;
  const names = values.map(({ value }) => value);
  const message = `Value should be one of the following: [${names.join(', ')}]`;
  add('value', { span: node.span, location: location(), message, fixes: didYouMean(node, names) });
}
