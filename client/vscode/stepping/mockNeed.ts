import { type Node, valueAt } from '../../../shared/document/node';
import { httpTaskOf, type State } from '../../../shared/document/stateMachine';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/spec/json';
import { mockResultOf } from '../../../shared/spec/mockResults';

/** Why a state runs here only with a mock: what it calls, by its ARN, or what it is. */
export type MockNeed = { readonly kind: 'service'; readonly resource: string } | { readonly kind: 'map' | 'parallel' };

/** Says why a state runs here only with a mock; undefined when it needs none. */
export function mockNeedOf(state: State): MockNeed | undefined {
  if (state.type === 'Map') return { kind: 'map' };
  if (state.type === 'Parallel') return { kind: 'parallel' };
  if (state.type !== 'Task' || httpTaskOf(state) !== undefined) return undefined;
  const resource = valueAt(state.node, 'Resource');
  return { kind: 'service', resource: resource?.kind === 'string' ? resource.value : '' };
}

/**
 * A result to begin a mock with, of the shape that TestState wants for a state: `{}` where nothing is known. A Map gets
 * a result for each item, as far as they can be found in the input without evaluating anything.
 */
export function mockSkeleton(state: State, input: JsonValue): JsonValue {
  const need = mockNeedOf(state);
  if (need?.kind === 'service') return mockResultOf(need.resource)?.example ?? {};
  if (need?.kind === 'parallel') {
    const branches = valueAt(state.node, 'Branches');
    return itemsOf(branches).map(() => ({}));
  }
  if (need?.kind === 'map' && valueAt(state.node, 'ResultWriter') === undefined)
    return mapItems(state, input).map(() => ({}));
  return {};
}

function mapItems(state: State, input: JsonValue): readonly JsonValue[] {
  const paths = ['InputPath', 'ItemsPath'].map((field) => valueAt(state.node, field));
  const items = paths.reduce<JsonValue | undefined>((value, path) => value && plainlyAt(value, path), input);
  return Array.isArray(items) ? items : [];
}

/** What a path of plain names leads to; undefined for every other path. */
function plainlyAt(value: JsonValue, path: Node | undefined): JsonValue | undefined {
  if (path?.kind !== 'string' || path.value === '$') return value;
  if (!/^\$(\.\w+)+$/.test(path.value)) return undefined;
  return path.value
    .split('.')
    .slice(1)
    .reduce<JsonValue | undefined>((found, name) => memberOf(found, name), value);
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return value !== undefined && isJsonObject(value) && Object.hasOwn(value, name)
    ? (value as JsonObject)[name]
    : undefined;
}

function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'array' ? node.items : [];
}
