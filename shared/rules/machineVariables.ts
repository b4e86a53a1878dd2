import { isSubstituted, type ObjectNode, textAt, valueAt } from '../document/node';
import type { State, StateMachine } from '../document/stateMachine';
import type { StateNames } from './rule';
import { readAssign, variableAssignments } from './stateVariables';

/** Which variables the states of a machine may find. */
export interface MachineVariables {
  /** The names that states of the machine assign, whatever leads where. */
  readonly names: ReadonlySet<string>;
  /** Tells whether a variable may have a value when a state is entered; true where that cannot be known. */
  readonly mayHave: (state: State, name: string) => boolean;
}

/** Tells whether a variable may have a value around a machine. */
export type Outside = (name: string) => boolean;

/**
 * Follows the transitions of a machine and gives what each state may find. An Assign counts on the way that it is made
 * for: that of a state on Next or Default, that of a Catcher or choice rule on its own Next.
 */
export function machineVariables(machine: StateMachine, known: StateNames, outside: Outside): MachineVariables {
  const leads = machine.states.map(leadsOf);
  const names = new Set<string>();
  for (const state of machine.states) for (const { name } of variableAssignments(state).list) names.add(name);
  const isOpen = known.open || leads.includes('anywhere') || machine.states.some(hasOpenName);
  let flow: Flow | 'unknown' | undefined;
  const mayHave = (state: State, name: string) => {
    if (isOpen || outside(name)) return true;
    if (!names.has(name)) return !isEntered(state);
    flow ??= flowOf(machine, leads, [...names]) ?? 'unknown';
    return flow === 'unknown' || flow.mayHave(state, name);
  };
  // A state that nothing leads to is the complaint of another rule.
  const isEntered = (state: State) => {
    flow ??= flowOf(machine, leads, [...names]) ?? 'unknown';
    return flow === 'unknown' || flow.isEntered(state);
  };
  return { names, mayHave };
}

/** The ways through a machine are followed by the names as they are written. */
function hasOpenName({ key }: State): boolean {
  return key !== undefined && isSubstituted(key);
}

/** What the machines inside a state may find around them: nothing in a distributed Map. */
export function outsideOf(state: State, inside: StateMachine, around: MachineVariables): Outside {
  const mode = valueAt(valueAt(inside.node, 'ProcessorConfig'), 'Mode');
  if (mode && isSubstituted(mode)) return () => true;
  return isDistributed(inside) ? () => false : (name) => around.mayHave(state, name);
}

/** Tells whether a machine is the processor of a distributed Map, whose runs are executions of their own. */
export function isDistributed(inside: StateMachine): boolean {
  return textAt(valueAt(inside.node, 'ProcessorConfig'), 'Mode') === 'DISTRIBUTED';
}

/** A target of a state with the names that are assigned on the way there. */
interface Lead {
  readonly target: string;
  readonly names: readonly string[];
}

/** Where a state leads; `anywhere` when a template tool fills in a target, the state, or names that it assigns. */
type Leads = readonly Lead[] | 'anywhere';

const remembered = new WeakMap<ObjectNode, Leads>();

function leadsOf({ node }: State): Leads {
  if (node === undefined) return 'anywhere';
  const known = remembered.get(node) ?? readLeads(node);
  remembered.set(node, known);
  return known;
}

function readLeads(node: ObjectNode): Leads {
  const lists = ['Catch', 'Choices'].map((name) => valueAt(node, name));
  const items = lists.flatMap((list) => (list?.kind === 'array' ? list.items : []));
  if ([node, ...lists, ...items].some((value) => value !== undefined && isSubstituted(value))) return 'anywhere';
  const leads: Lead[] = [];
  for (const owner of [node, ...items]) {
    if (owner.kind !== 'object') continue;
    const { list, open } = readAssign(owner, '');
    if (open) return 'anywhere';
    for (const field of ['Next', 'Default']) {
      const target = valueAt(owner, field);
      if (target?.kind !== 'string') continue;
      if (isSubstituted(target)) return 'anywhere';
      leads.push({ target: target.value, names: list.map(({ name }) => name) });
    }
  }
  return leads;
}

/** A way from one state to another by their numbers, with the numbers of the names that are assigned on it. */
interface Way {
  readonly to: number;
  readonly names: readonly number[];
}

/** What is known once the ways through a machine were followed. */
interface Flow {
  readonly isEntered: (state: State) => boolean;
  /** True for a state that is not entered. */
  readonly mayHave: (state: State, name: string) => boolean;
}

/** Bits that are kept for all states together; of a machine with more nothing is said. */
const MOST_BITS = 16_000_000;

function flowOf(machine: StateMachine, leads: readonly Leads[], names: readonly string[]): Flow | undefined {
  const words = Math.ceil(names.length / 32);
  if (words * 32 * machine.states.length > MOST_BITS) return undefined;
  const numbers = new Map(names.map((name, index) => [name, index]));
  const places = new Map(machine.states.map(({ name }, index) => [name, index]));
  const ways = leads.map((list) => (list === 'anywhere' ? [] : list.flatMap((lead) => wayOf(lead, places, numbers))));
  const start = places.get(textAt(machine.node, 'StartAt') ?? '');
  const order = start === undefined ? [] : fromStart(ways, start);
  const bits = spread(ways, order, words);
  if (bits === undefined) return undefined;
  const entered = new Set(order);
  const isEntered = ({ name }: State) => entered.has(places.get(name) ?? -1);
  const mayHave = (state: State, name: string) => {
    const number = numbers.get(name);
    if (number === undefined || !isEntered(state)) return !isEntered(state);
    return ((bits[(places.get(state.name) ?? 0) * words + (number >> 5)] ?? 0) & (1 << (number & 31))) !== 0;
  };
  return { isEntered, mayHave };
}

function wayOf(
  { target, names }: Lead,
  places: ReadonlyMap<string, number>,
  numbers: ReadonlyMap<string, number>,
): readonly Way[] {
  const to = places.get(target);
  return to === undefined ? [] : [{ to, names: names.flatMap((name) => numbers.get(name) ?? []) }];
}

/** The states that are entered, each behind those that lead to it where no way leads back. */
function fromStart(ways: readonly (readonly Way[])[], start: number): readonly number[] {
  const left: number[] = [];
  const entered = new Set([start]);
  const open = [{ place: start, next: 0 }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const way = ways[top.place]?.[top.next++];
    if (way === undefined) {
      left.push(top.place);
      open.pop();
    } else if (!entered.has(way.to)) {
      entered.add(way.to);
      open.push({ place: way.to, next: 0 });
    }
  }
  return left.reverse();
}

/** Loops within loops make more rounds than one; nobody writes so many as these. */
const MOST_ROUNDS = 20;

/** Hands the names on along the ways until nothing changes any more; undefined when that takes too long. */
function spread(ways: readonly (readonly Way[])[], order: readonly number[], words: number): Uint32Array | undefined {
  const bits = new Uint32Array(ways.length * words);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let changed = false;
    for (const from of order) {
      for (const way of ways[from] ?? []) changed = handOn(bits, words, from, way) || changed;
    }
    if (!changed) return bits;
  }
  return undefined;
}

/** Adds what a state has, and what is assigned on the way, to what the next state has; tells whether that is more. */
function handOn(bits: Uint32Array, words: number, from: number, { to, names }: Way): boolean {
  const source = from * words;
  const target = to * words;
  let changed = 0;
  for (let word = 0; word < words; word++) changed |= addBits(bits, target + word, bits[source + word] ?? 0);
  for (const number of names) changed |= addBits(bits, target + (number >> 5), 1 << (number & 31));
  return changed !== 0;
}

function addBits(bits: Uint32Array, index: number, more: number): number {
  const old = bits[index] ?? 0;
  bits[index] = old | more;
  return old ^ (bits[index] ?? 0);
}
