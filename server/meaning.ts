import type { AslDocument } from '../shared/document/document';
import { locate, type Place } from '../shared/document/locate';
import { type Node, textAt } from '../shared/document/node';
import {
  httpTaskOf,
  isSingleState,
  type State,
  type StateMachine,
  singleStateOf,
  stateMachineOf,
} from '../shared/document/stateMachine';
import { CHOICE_RULE_FIELDS, NESTED_RULE_FIELDS } from '../shared/spec/choiceOperators';
import { BRANCH_FIELDS, PROCESSOR_FIELDS } from '../shared/spec/containers';
import { type ExpressionHolder, type Field, type FieldGroup, fieldNamed } from '../shared/spec/field';
import { HTTP_TASK_FIELDS } from '../shared/spec/httpTask';
import {
  fieldsOfState,
  MACHINE_FIELDS,
  NEXT_OR_END,
  STATE_GROUPS,
  STATE_TYPES,
  stateField,
} from '../shared/spec/states';
import { requestFieldsOf } from './integrationFields';

/** What the keys of an object are: rows of a table, names of states, names of headers, or data of the author's own. */
export type Keys =
  | {
      readonly kind: 'fields';
      readonly of: 'machine' | 'state' | 'part';
      readonly fields: readonly Field[];
      /** Of which the object has one at most. */
      readonly groups: readonly FieldGroup[];
      readonly templated: boolean;
    }
  | { readonly kind: 'states' }
  | { readonly kind: 'headers'; readonly templated: boolean }
  | { readonly kind: 'data'; readonly templated: boolean };

/** What the tables say about a place of a definition. */
export interface Meaning {
  readonly place: Place;
  /** What the keys of the innermost object are. */
  readonly keys: Keys;
  /** The row of the member that the place is in, or of the list whose item it is in; undefined when no table has it. */
  readonly field: Field | undefined;
  /** The member's key ends with `.$`: its value is a path or an intrinsic function. */
  readonly isDynamic: boolean;
  /** How the value at the place holds expressions; undefined where none may stand. */
  readonly holds: ExpressionHolder | undefined;
  /** The innermost machine and state around the place. */
  readonly machine: StateMachine | undefined;
  readonly state: State | undefined;
}

/** Says what an offset of a definition means. Where no table knows, keys are data and the field is undefined. */
export function meaningAt(document: AslDocument, offset: number): Meaning {
  return meaningOf(document, locate(document, offset));
}

/** Says what a place of a definition means. */
export function meaningOf(document: AslDocument, place: Place): Meaning {
  let step = firstStep(document);
  let keys = step.keys;
  for (const [index, segment] of place.path.entries()) {
    if (typeof segment === 'string') keys = step.keys;
    step = nextStep(step, segment, place.chain[index + 1], place.chain[index]);
  }
  const isBetweenMembers = place.role === 'key' && place.member === undefined;
  const key = place.path.findLast((segment) => typeof segment === 'string') ?? '';
  return {
    place,
    keys: isBetweenMembers ? step.keys : keys,
    field: isBetweenMembers ? undefined : step.field,
    isDynamic: !isBetweenMembers && templatedOf(keys) && key.endsWith('.$'),
    holds: isBetweenMembers ? undefined : step.holds,
    machine: step.machine,
    state: step.state,
  };
}

/** What is known about a value on the way down to the place. */
interface Step {
  readonly keys: Keys;
  readonly field: Field | undefined;
  readonly holds: ExpressionHolder | undefined;
  readonly machine: StateMachine | undefined;
  readonly state: State | undefined;
}

function firstStep(document: AslDocument): Step {
  if (!isSingleState(document)) return machineStep(stateMachineOf(document));
  const state = singleStateOf(document);
  return { keys: keysOfState(state), field: undefined, holds: undefined, machine: undefined, state };
}

function machineStep(machine: StateMachine | undefined): Step {
  const fields = MACHINES.find(({ location }) => location.test(machine?.location ?? ''))?.fields ?? MACHINE_FIELDS;
  return {
    keys: { kind: 'fields', of: 'machine', fields, groups: [], templated: false },
    field: undefined,
    holds: undefined,
    machine,
    state: undefined,
  };
}

const MACHINES: readonly { readonly location: RegExp; readonly fields: readonly Field[] }[] = [
  { location: /\/(?:ItemProcessor|Iterator)$/, fields: PROCESSOR_FIELDS },
  { location: /\/Branches\[\d+\]$/, fields: BRANCH_FIELDS },
];

function keysOfState(state: State | undefined): Keys {
  const fields = fieldsOfState(state?.type, state?.queryLanguage ?? 'JSONPath');
  const type = STATE_TYPES.find(({ name }) => name === state?.type)?.name;
  const groups = [NEXT_OR_END, ...(type ? STATE_GROUPS[type] : [])];
  return { kind: 'fields', of: 'state', fields, groups, templated: false };
}

function nextStep(step: Step, segment: string | number, value: Node | undefined, around: Node | undefined): Step {
  const nested = value && step.state?.nested.find(({ node }) => node === value);
  if (nested) return { ...machineStep(nested), field: typeof segment === 'string' ? stateField(segment) : step.field };
  if (typeof segment === 'number') return step;
  const { keys } = step;
  if (keys.kind === 'states') {
    const state = step.machine?.states.find(({ node, name }) => (value ? node === value : name === segment));
    return { ...step, state, field: undefined, keys: keysOfState(state) };
  }
  const inside = step.holds === 'template' ? step.holds : undefined;
  if (keys.kind !== 'fields') {
    return { ...step, field: undefined, holds: inside, keys: { kind: 'data', templated: keys.templated } };
  }
  const field = rowOf(keys, segment);
  return { ...step, field, holds: field?.holds ?? inside, keys: keysIn(field, keys, step.state, around) };
}

/** The row of a key, which may end with `.$` where the table allows it; a state's field may be one of another type. */
function rowOf(keys: Keys & { readonly kind: 'fields' }, key: string): Field | undefined {
  const exact = fieldNamed(keys.fields, key) ?? (keys.of === 'state' ? stateField(key) : undefined);
  if (exact || !keys.templated || !key.endsWith('.$')) return exact;
  const row = fieldNamed(keys.fields, key.slice(0, -2));
  return row?.dynamic ? row : undefined;
}

function keysIn(
  field: Field | undefined,
  around: Keys & { readonly kind: 'fields' },
  state: State | undefined,
  object: Node | undefined,
): Keys {
  const isTemplate = state !== undefined && state.queryLanguage !== 'JSONata' && field?.holds === 'template';
  const templated = around.templated || isTemplate;
  if (field?.name === 'States' && around.of === 'machine') return { kind: 'states' };
  if (field === HEADERS) return { kind: 'headers', templated };
  const isRequest = around.of === 'state' && (field?.name === 'Parameters' || field?.name === 'Arguments');
  const fields = isRequest ? requestFields(state) : partFields(field, object);
  if (fields === undefined) return { kind: 'data', templated };
  return { kind: 'fields', of: 'part', fields, groups: field?.groups ?? [], templated };
}

const HEADERS = fieldNamed(HTTP_TASK_FIELDS, 'Headers');

/** What a task is called with: the fields of HTTP Tasks, and those that an integration requires. */
function requestFields(state: State | undefined): readonly Field[] | undefined {
  if (state && httpTaskOf(state)) return HTTP_TASK_FIELDS;
  return requestFieldsOf(textAt(state?.node, 'Resource'));
}

function partFields(field: Field | undefined, object: Node | undefined): readonly Field[] | undefined {
  if (field?.fieldsByAction) return fieldsOfAction(field.fieldsByAction, textAt(object, 'Resource'));
  if (field?.choiceRules === 'top') return CHOICE_RULE_FIELDS;
  return field?.choiceRules === 'nested' ? NESTED_RULE_FIELDS : field?.fields;
}

/** Without a Resource that the table knows, the fields of any action may be meant. */
function fieldsOfAction(
  fields: Readonly<Record<string, readonly Field[]>>,
  resource: string | undefined,
): readonly Field[] {
  const action = resource?.split(':').at(-1) ?? '';
  if (Object.hasOwn(fields, action)) return fields[action] ?? [];
  const all = Object.values(fields).flat();
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

function templatedOf(keys: Keys): boolean {
  return keys.kind !== 'states' && keys.templated;
}
