import { isSubstituted, memberNamed, type Node, type ObjectNode, type StringNode } from '../document/node';
import type { StateMachine } from '../document/stateMachine';
import type { Fix, Span } from '../spec/diagnostic';
import { fieldNamed } from '../spec/field';
import { STATE_NAME_CHARACTERS } from '../spec/limits';
import { PAGES } from '../spec/pages';
import { missingFields } from '../spec/sentences';
import { MACHINE_FIELDS } from '../spec/states';
import { insertMember, possibleFix, preferredFix, removeMember, replaceString } from './edits';
import { machineExample } from './example';
import { type Context, type Finding, type Rule, SCHEMA_CODE } from './rule';
import { renameKey } from './suggest';

/** The required fields in the order in which AWS's sentence lists them. */
const REQUIRED = ['States', 'StartAt'] as const;

const requiredFields: Rule<StateMachine> = {
  name: 'machine-required-fields',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A state machine lacks StartAt or States',
  doc: 'A machine names the state that runs first in `StartAt` and holds its states in `States`. Each branch of a Parallel and the processor of a Map is such a machine, with fields of its own.',
  page: PAGES.stateMachine,
  example: {
    wrong: machineExample({ Done: { Type: 'Succeed' } }, { StartAt: undefined }),
    right: machineExample({ Done: { Type: 'Succeed' } }),
  },
  check: function* (machine, context) {
    const { node, location } = machine;
    if (context.isBroken(node.span) || isOpen(node)) return;
    const missing = REQUIRED.filter((name) => memberNamed(node, name) === undefined);
    if (missing.length === 0) return;
    yield {
      span: openingOf(node),
      location: location || '/',
      message: missingFields(missing),
      fixes: insertFields(machine, missing, context),
    };
  },
};

function insertFields(machine: StateMachine, missing: readonly string[], { document }: Context): readonly Fix[] {
  const [first, ...others] = missing;
  const renames = renameKey(machine.node, missing, (name) => fieldNamed(MACHINE_FIELDS, name) !== undefined);
  if (renames.length > 0) return renames;
  if (first === undefined || others.length > 0) return [];
  const value = first === 'States' ? {} : (machine.states[0]?.name ?? '');
  return [preferredFix(`Insert ${first}`, insertMember(document.text, machine.node, first, value))];
}

const stateObject: Rule<StateMachine> = {
  name: 'state-object',
  severity: 'ERROR',
  title: 'A state is not an object',
  doc: 'Every member of `States` is a state: its name, and an object with its fields. A field of the machine, such as `QueryLanguage`, stands beside `States` and not in it.',
  page: PAGES.states,
  example: {
    wrong: machineExample({ Done: { Type: 'Succeed' }, QueryLanguage: 'JSONata' }),
    right: machineExample({ Done: { Type: 'Succeed' } }, { QueryLanguage: 'JSONata' }),
  },
  check: function* ({ node, location }, context) {
    const states = memberNamed(node, 'States');
    if (!states?.value || isSubstituted(states.value)) return;
    if (states.value.kind !== 'object') {
      yield { span: states.value.span, location: `${location}/States`, message: 'States must be an object' };
      return;
    }
    for (const { key, value } of states.value.members) {
      if (!value || !isNoState(key, value)) continue;
      const fixes = moveOut(node, states.value, { key, value, context });
      yield { ...noState(key, `${location}/States/${key.value}`), fixes };
    }
  },
};

/** A field of the machine goes beside States, unless it is there already. */
function moveOut(
  machine: ObjectNode,
  states: ObjectNode,
  { key, value, context }: { readonly key: StringNode; readonly value: Node; readonly context: Context },
): readonly Fix[] {
  const isField = fieldNamed(MACHINE_FIELDS, key.value) && memberNamed(machine, key.value) === undefined;
  const member = states.members.find((one) => one.key === key);
  if (!isField || !member || value.kind === 'object' || value.kind === 'array') return [];
  const insertion = insertMember(context.document.text, machine, key.value, value.value);
  return [preferredFix(`Move ${key.value} beside States`, removeMember(states, member), insertion)];
}

function isNoState(key: StringNode, value: Node): boolean {
  return value.kind !== 'object' && !isSubstituted(value) && !isSubstituted(key);
}

function noState(key: StringNode, location: string): Finding {
  const elsewhere = fieldNamed(MACHINE_FIELDS, key.value) ? ', it belongs beside States' : '';
  return { span: key.span, location, message: `A state must be an object: ${key.value} is none${elsewhere}` };
}

/** The finding about a target that is no state of its machine; undefined when it is one, or cannot be judged. */
export function missingTarget(
  written: Node | undefined,
  { namesOf, known, document }: Context,
  machine: StateMachine,
  location: string,
): Finding | undefined {
  const value = written && known(written);
  if (value?.kind !== 'string' || isSubstituted(value)) return undefined;
  const names = namesOf(machine);
  if (names.open || names.has(value.value)) return undefined;
  const found = { span: value.span, location, message: `Missing 'Next' target: ${value.value}` };
  // A value that stateside.json gives is mended there.
  if (value !== written) return found;
  const near = names.nearest(value.value);
  const changes = near === undefined ? [] : [preferredFix(`Change to ${near}`, replaceString(value, near))];
  return { ...found, fixes: [...changes, ...addState(machine, value.value, document.text)] };
}

/** A state for a target that is not there yet: it does nothing and ends its machine. */
function addState({ node }: StateMachine, name: string, text: string): readonly Fix[] {
  const states = memberNamed(node, 'States')?.value;
  if (states?.kind !== 'object' || name === '' || name.length > STATE_NAME_CHARACTERS) return [];
  const insertion = insertMember(text, states, name, { Type: 'Pass', End: true });
  return [possibleFix(`Add a state ${name}`, insertion)];
}

/** Tells whether an object has a key that a template tool fills in, so that any field may be there. */
export function isOpen(object: ObjectNode): boolean {
  return isSubstituted(object) || object.members.some(({ key }) => isSubstituted(key));
}

/** The brace that opens an object: where something that is missing is shown. */
export function openingOf({ span }: ObjectNode): Span {
  return { start: span.start, end: span.start + 1 };
}

/** Rules about a machine: the whole, a branch, or the processor of a Map. */
export const MACHINE_RULES: readonly Rule<StateMachine>[] = [requiredFields, stateObject];
