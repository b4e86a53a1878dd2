import { CONNECTION_FIELDS, HTTP_TASK_RESOURCE_PATTERN } from '../spec/httpTask';
import type { AslDocument } from './document';
import { type Member, memberNamed, type Node, type ObjectNode, type StringNode, textAt, valueAt } from './node';

/** The two languages in which a state reads and shapes its data. */
export type QueryLanguage = 'JSONPath' | 'JSONata';

/** A state machine of a document: the whole, a branch of a Parallel, or the processor of a Map. */
export interface StateMachine {
  readonly node: ObjectNode;
  /** AWS's form: empty for the whole, else such as `/States/Loop/ItemProcessor`. */
  readonly location: string;
  readonly states: readonly State[];
}

/** A state with its name; `node` is undefined while its value is missing or is no object. */
export interface State {
  readonly name: string;
  readonly key: StringNode | undefined;
  readonly node: ObjectNode | undefined;
  /** AWS's form, such as `/States/CallApi`. */
  readonly location: string;
  readonly type: string | undefined;
  readonly queryLanguage: QueryLanguage;
  /** The machine that the state stands in; undefined when the document is a single state. */
  readonly machine: StateMachine | undefined;
  /** The machines inside a Parallel or Map. */
  readonly nested: readonly StateMachine[];
}

/** An HTTP Task: a state whose Resource is `http:invoke`, in any partition and with any suffix. */
export interface HttpTask {
  readonly state: State;
  readonly node: ObjectNode;
  readonly resource: StringNode;
  /** Where its fields stand: under Parameters in JSONPath, under Arguments in JSONata. */
  readonly fieldsName: 'Parameters' | 'Arguments';
  readonly fields: Member | undefined;
}

/** The state machine of a document; undefined when the text holds no object. */
export function stateMachineOf(document: AslDocument): StateMachine | undefined {
  return document.root?.kind === 'object' ? machineView(document.root, '', undefined) : undefined;
}

/** A document that is one state, as TestState takes it; undefined when the text holds no object. */
export function singleStateOf(document: AslDocument): State | undefined {
  const { root } = document;
  return root?.kind === 'object'
    ? stateView('StateName', undefined, root, '/States/StateName', undefined, undefined)
    : undefined;
}

/** Tells whether a document is one state and not a machine: it has a Type and no States. */
export function isSingleState(document: AslDocument): boolean {
  return valueAt(document.root, 'Type') !== undefined && valueAt(document.root, 'States') === undefined;
}

/** All states of a machine, nested ones behind the state that holds them. */
export function* allStates(machine: StateMachine | undefined): Generator<State> {
  for (const state of machine?.states ?? []) {
    yield state;
    for (const nested of state.nested) yield* allStates(nested);
  }
}

/** All machines of a document: the given one first, then nested ones in the order of the text. */
export function* allMachines(machine: StateMachine | undefined): Generator<StateMachine> {
  if (machine === undefined) return;
  yield machine;
  for (const state of machine.states) for (const nested of state.nested) yield* allMachines(nested);
}

/** The HTTP Task that a state is; undefined when it is none. */
export function httpTaskOf(state: State): HttpTask | undefined {
  const resource = valueAt(state.node, 'Resource');
  if (state.node === undefined || resource?.kind !== 'string') return undefined;
  if (!HTTP_TASK_RESOURCE_PATTERN.test(resource.value)) return undefined;
  const fieldsName = state.queryLanguage === 'JSONata' ? 'Arguments' : 'Parameters';
  return { state, node: state.node, resource, fieldsName, fields: memberNamed(state.node, fieldsName) };
}

/** A field of an object written plainly or as `name.$`; undefined when it is neither. */
function fieldOf(node: Node | undefined, name: string): Member | undefined {
  return memberNamed(node, name) ?? memberNamed(node, `${name}.$`);
}

/** The ConnectionArn of an HTTP Task's fields with the field that holds it; undefined when there is none. */
export function connectionArnOf(fields: Node | undefined): Member | undefined {
  for (const name of CONNECTION_FIELDS) {
    const arn = fieldOf(valueAt(fields, name), 'ConnectionArn');
    if (arn) return arn;
  }
  return undefined;
}

function machineView(node: ObjectNode, location: string, inherited: QueryLanguage | undefined): StateMachine {
  const states: State[] = [];
  const machine: StateMachine = { node, location, states };
  const language = languageOf(node, inherited);
  const members = valueAt(node, 'States');
  for (const { key, value } of members?.kind === 'object' ? members.members : []) {
    const object = value?.kind === 'object' ? value : undefined;
    states.push(stateView(key.value, key, object, `${location}/States/${key.value}`, machine, language));
  }
  return machine;
}

function stateView(
  name: string,
  key: StringNode | undefined,
  node: ObjectNode | undefined,
  location: string,
  machine: StateMachine | undefined,
  inherited: QueryLanguage | undefined,
): State {
  const nested: StateMachine[] = [];
  for (const [path, object] of nestedMachineNodes(node)) {
    // A nested state inherits the language of the whole machine, whatever the state that holds it says for itself.
    nested.push(machineView(object, `${location}${path}`, inherited));
  }
  const queryLanguage = languageOf(node, inherited) ?? 'JSONPath';
  return { name, key, node, location, type: textAt(node, 'Type'), queryLanguage, machine, nested };
}

function* nestedMachineNodes(node: ObjectNode | undefined): Generator<readonly [path: string, node: ObjectNode]> {
  for (const field of ['ItemProcessor', 'Iterator']) {
    const value = valueAt(node, field);
    if (value?.kind === 'object') yield [`/${field}`, value];
  }
  const branches = valueAt(node, 'Branches');
  for (const [index, branch] of (branches?.kind === 'array' ? branches.items : []).entries()) {
    if (branch.kind === 'object') yield [`/Branches[${index}]`, branch];
  }
}

/** Anything but exactly JSONPath counts as JSONata, as AWS does it. */
function languageOf(node: ObjectNode | undefined, inherited: QueryLanguage | undefined): QueryLanguage | undefined {
  const text = textAt(node, 'QueryLanguage');
  if (text === undefined) return inherited;
  return text === 'JSONPath' ? 'JSONPath' : 'JSONata';
}
