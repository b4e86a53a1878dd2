import { type ArrayNode, isSubstituted, type ObjectNode, type StringNode, valueAt } from '../document/node';
import type { State } from '../document/stateMachine';
import { STATE_FIELD_NAMES, STATE_TYPES } from '../spec/states';
import type { Context } from './rule';

/** An entry of Retry or Catch. */
export interface Handler {
  readonly node: ObjectNode;
  readonly index: number;
  /** AWS's form, such as `/States/CallApi/Retry[0]`. */
  readonly location: string;
  /** Its ErrorEquals; undefined while that is missing, no list, or filled in by a template tool. */
  readonly errors: ArrayNode | undefined;
  /** The names in ErrorEquals that stand in the text as they will be. */
  readonly names: readonly StringNode[];
}

/** The entries of a Retry or Catch in order. */
export interface HandlerList {
  readonly field: 'Retry' | 'Catch';
  readonly list: ArrayNode;
  readonly handlers: readonly Handler[];
}

/** The Retry and Catch of a state whose type has them; those that are no readable list are left out. */
export function handlerLists(state: State, context: Context): readonly HandlerList[] {
  const known = REMEMBERED.get(state);
  if (known) return known;
  const lists = TYPES.has(state.type ?? '') ? FIELDS.flatMap((field) => listOf(state, field, context)) : [];
  REMEMBERED.set(state, lists);
  return lists;
}

/** Several rules ask for them, and a state is made anew for each text. */
const REMEMBERED = new WeakMap<State, readonly HandlerList[]>();

const FIELDS = ['Retry', 'Catch'] as const;

function listOf(state: State, field: (typeof FIELDS)[number], { isBroken }: Context): readonly HandlerList[] {
  const list = valueAt(state.node, field);
  if (list?.kind !== 'array' || isBroken(list.span)) return [];
  const handlers = list.items.flatMap((node, index) => handlerOf(node, index, `${state.location}/${field}`));
  return [{ field, list, handlers }];
}

const TYPES = new Set<string>(
  STATE_TYPES.map(({ name }) => name).filter((type) => STATE_FIELD_NAMES[type].includes('Retry')),
);

function handlerOf(node: ArrayNode['items'][number], index: number, list: string): readonly Handler[] {
  if (node.kind !== 'object' || isSubstituted(node)) return [];
  const value = valueAt(node, 'ErrorEquals');
  const errors = value?.kind === 'array' ? value : undefined;
  const names = (errors?.items ?? []).filter((item) => item.kind === 'string').filter((name) => !isSubstituted(name));
  return [{ node, index, location: `${list}[${index}]`, errors, names }];
}
