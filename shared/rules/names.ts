import type { AslDocument } from '../document/document';
import { isSubstituted, type Node, type ObjectNode, textAt, valueAt } from '../document/node';
import { allMachines, type State, type StateMachine, singleStateOf, stateMachineOf } from '../document/stateMachine';
import { closest } from '../spec/closest';
import type { Span, Surroundings } from '../spec/diagnostic';
import type { StateNames } from './rule';

/**
 * Reads the names of a machine's states; suggestions stay cheap for thousands of missing targets.
 * `isCut` says that the text ends too early, so that states may be missing from its end; `isBroken`, that a span holds
 * what is not JSON: between two states that may be the name of another one. `known` fills known placeholders in.
 */
export function stateNames(machine: StateMachine, { isCut, isBroken, known }: Reading): StateNames {
  const list = machine.states.map((state) => knownName(state, known));
  const set = new Set(list);
  let index: ReadonlyMap<string, string> | undefined;
  return {
    list,
    has: (name) => set.has(name),
    open: isCut || isOpen(machine, isBroken, known),
    nearest: (name) => {
      if (list.length <= FEW)
        return closest(
          name,
          list.filter(({ length }) => length <= LONGEST_NAME),
        );
      index ??= indexOf(list.slice(0, MANY));
      return variants(name)
        .map((variant) => index?.get(variant))
        .find((found) => found !== undefined);
    },
  };
}

interface Reading {
  readonly isCut: boolean;
  readonly isBroken: (span: Span) => boolean;
  readonly known: (node: Node) => Node;
}

function knownName({ name, key }: State, known: Reading['known']): string {
  const node = key && known(key);
  return node?.kind === 'string' ? node.value : name;
}

function isOpen({ node, states }: StateMachine, isBroken: Reading['isBroken'], known: Reading['known']): boolean {
  const value = valueAt(node, 'States');
  if (value?.kind !== 'object' || isSubstituted(value)) return true;
  if (isBroken(value.span) && gapsBetween(value).some(isBroken)) return true;
  return states.some(({ key }) => key !== undefined && isSubstituted(known(key)));
}

/** Where the keys of an object stand: around its values. */
function gapsBetween({ span, members }: ObjectNode): readonly Span[] {
  const values = members.flatMap(({ value }) => value?.span ?? []);
  const starts = [span.start, ...values.map(({ end }) => end)];
  return starts.map((start, index) => ({ start, end: values[index]?.start ?? span.end }));
}

/** So many names are compared one by one; of more, only those one letter away are found, through an index. */
const FEW = 60;

/** Names beyond these are not suggested. */
const MANY = 10_000;

function indexOf(names: readonly string[]): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  for (const name of names) {
    for (const variant of variants(name)) if (!index.has(variant)) index.set(variant, name);
  }
  return index;
}

/** A word and what is left of it without one of its letters: two words with a variant in common are near. */
function variants(word: string): readonly string[] {
  const lower = word.toLowerCase().slice(0, LONGEST_NAME);
  return [lower, ...Array.from(lower, (_, at) => lower.slice(0, at) + lower.slice(at + 1))];
}

const LONGEST_NAME = 100;

/** Where names that are unique in a definition stand first, by AWS's locations. */
export interface Firsts {
  readonly names: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
}

/** Reads the names of all states of a definition and the labels of its Maps; those of the outer machine come first. */
export function firstsOf(document: AslDocument, { scope }: Surroundings): Firsts {
  const names = new Map<string, string>();
  const labels = new Map<string, string>();
  const outer = scope === 'singleState' ? (singleStateOf(document)?.nested ?? []) : [stateMachineOf(document)];
  for (const machine of outer.flatMap((one) => [...allMachines(one)])) {
    for (const { name, node, type, location } of machine.states) {
      if (!names.has(name)) names.set(name, location);
      const label = type === 'Map' ? textAt(node, 'Label') : undefined;
      if (label !== undefined && !labels.has(label)) labels.set(label, location);
    }
  }
  return { names, labels };
}
