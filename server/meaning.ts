import type { AslDocument } from '../shared/document/document';
import { locate, type Place } from '../shared/document/locate';
import type { Node } from '../shared/document/node';
import {
  httpTaskOf,
  isSingleState,
  type State,
  type StateMachine,
  singleStateOf,
  stateMachineOf,
} from '../shared/document/stateMachine';
import { type Field, fieldNamed } from '../shared/spec/field';
import { HTTP_TASK_FIELDS } from '../shared/spec/httpTask';
import {
  BRANCH_FIELDS,
  fieldsOfState,
  MACHINE_FIELDS,
  PROCESSOR_FIELDS,
  STATE_FIELDS,
  stateField,
} from '../shared/spec/states';

/** What the keys of an object are: rows of a table, names of states, names of headers, or data of the author's own. */
export type Keys =
  | {
      readonly kind: 'fields';
      readonly of: 'machine' | 'state' | 'part';
      readonly fields: readonly Field[];
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
  /** The innermost machine and state around the place. */
  readonly machine: StateMachine | undefined;
  readonly state: State | undefined;
}

/** Says what an offset of a definition means. Where no table knows, keys are data and the field is undefined. */
export function meaningAt(document: AslDocument, offset: number): Meaning {
  const place = locate(document, offset);
  let step = firstStep(document);
  let keys = step.keys;
  for (const [index, segment] of place.path.entries()) {
    if (typeof segment === 'string') keys = step.keys;
    step = nextStep(step, segment, place.chain[index + 1]);
  }
  const isBetweenMembers = place.role === 'key' && place.member === undefined;
  const key = place.path.findLast((segment) => typeof segment === 'string') ?? '';
  return {
    place,
    keys: isBetweenMembers ? step.keys : keys,
    field: isBetweenMembers ? undefined : step.field,
    isDynamic: !isBetweenMembers && templatedOf(keys) && key.endsWith('.$'),
    machine: step.machine,
    state: step.state,
  };
}

/** What is known about a value on the way down to the place. */
interface Step {
  readonly keys: Keys;
  readonly field: Field | undefined;
  readonly machine: StateMachine | undefined;
  readonly state: State | undefined;
}

function firstStep(document: AslDocument): Step {
  if (!isSingleState(document)) return machineStep(stateMachineOf(document));
  const state = singleStateOf(document);
  return { keys: keysOfState(state), field: undefined, machine: undefined, state };
}

function machineStep(machine: StateMachine | undefined): Step {
  const fields = MACHINES.find(({ location }) => location.test(machine?.location ?? ''))?.fields ?? MACHINE_FIELDS;
  return {
    keys: { kind: 'fields', of: 'machine', fields, templated: false },
    field: undefined,
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
  return { kind: 'fields', of: 'state', fields, templated: false };
}

function nextStep(step: Step, segment: string | number, value: Node | undefined): Step {
  const nested = value && step.state?.nested.find(({ node }) => node === value);
  if (nested) return { ...machineStep(nested), field: typeof segment === 'string' ? stateField(segment) : step.field };
  if (typeof segment === 'number') return step;
  const { keys } = step;
  if (keys.kind === 'states') {
    const state = step.machine?.states.find(({ node, name }) => (value ? node === value : name === segment));
    return { ...step, state, field: undefined, keys: keysOfState(state) };
  }
  if (keys.kind !== 'fields') return { ...step, field: undefined, keys: { kind: 'data', templated: keys.templated } };
  const field = rowOf(keys, segment);
  return { ...step, field, keys: keysIn(field, keys, step.state) };
}

/** The row of a key, which may end with `.$` where the table allows it; a state's field may be one of another type. */
function rowOf(keys: Keys & { readonly kind: 'fields' }, key: string): Field | undefined {
  const exact = fieldNamed(keys.fields, key) ?? (keys.of === 'state' ? stateField(key) : undefined);
  if (exact || !keys.templated || !key.endsWith('.$')) return exact;
  const row = fieldNamed(keys.fields, key.slice(0, -2));
  return row?.dynamic ? row : undefined;
}

function keysIn(field: Field | undefined, around: Keys & { readonly kind: 'fields' }, state: State | undefined): Keys {
  const isPath = state?.queryLanguage !== 'JSONata';
  const templated = around.templated || (around.of === 'state' && isPath && TEMPLATES.has(field?.name ?? ''));
  const special = around.of === 'part' ? undefined : INSIDE[field?.name ?? ''];
  if (field === HEADERS) return { kind: 'headers', templated };
  if (special) return special(state, templated);
  return field?.fields ? { kind: 'fields', of: 'part', fields: field.fields, templated } : { kind: 'data', templated };
}

/** Fields of a state that are templates in JSONPath: a key ending in `.$` takes its value from a path or function. */
const TEMPLATES: ReadonlySet<string> = new Set([
  'Parameters',
  'ResultSelector',
  'ItemSelector',
  'Assign',
  'Credentials',
]);

const HEADERS = fieldNamed(HTTP_TASK_FIELDS, 'Headers');

const CHOICE_RULE_FIELDS = STATE_FIELDS.filter(({ name }) => name === 'Next' || name === 'Comment');

const inHttpTask = (state: State | undefined, templated: boolean): Keys =>
  state && httpTaskOf(state)
    ? { kind: 'fields', of: 'part', fields: HTTP_TASK_FIELDS, templated }
    : { kind: 'data', templated };

/** What fields of machines and states hold beyond what their rows tell. */
const INSIDE: Readonly<Record<string, (state: State | undefined, templated: boolean) => Keys>> = {
  States: () => ({ kind: 'states' }),
  Choices: () => ({ kind: 'fields', of: 'part', fields: CHOICE_RULE_FIELDS, templated: false }),
  Parameters: inHttpTask,
  Arguments: inHttpTask,
};

function templatedOf(keys: Keys): boolean {
  return keys.kind !== 'states' && keys.templated;
}
