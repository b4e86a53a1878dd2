import type { JsonValue } from '../spec/json';

/** What a template is made of: values that stay as they are, and holes for what is evaluated, numbered in their order. */
export type Shape =
  | { readonly kind: 'constant'; readonly value: JsonValue }
  | { readonly kind: 'hole'; readonly index: number }
  | { readonly kind: 'array'; readonly items: readonly Shape[] }
  | { readonly kind: 'object'; readonly names: readonly string[]; readonly members: readonly Shape[] };

/** A template taken apart once: its shape, and for each hole what is to be evaluated for it. */
export interface Plan<Hole> {
  readonly shape: Shape;
  readonly holes: readonly Hole[];
}

/** Remembers the plan of each template, which is never changed in place, for as long as the template itself is kept. */
export function rememberedPlans<Hole>(plan: (template: JsonValue) => Plan<Hole>) {
  const known = new WeakMap<object, Plan<Hole>>();
  return (template: JsonValue): Plan<Hole> => {
    if (typeof template !== 'object' || template === null) return plan(template);
    const old = known.get(template);
    if (old !== undefined) return old;
    const fresh = plan(template);
    known.set(template, fresh);
    return fresh;
  };
}

/** The shape of an array, or of an object with these names in their order; `source` itself where nothing in it has a hole. */
export function shapeOf(source: JsonValue, members: readonly Shape[], names?: readonly string[]): Shape {
  if (members.every(({ kind }) => kind === 'constant')) return { kind: 'constant', value: source };
  return names === undefined ? { kind: 'array', items: members } : { kind: 'object', names, members };
}

/** The value of a shape when its holes have these values; parts without holes are shared, not copied. */
export function fill(shape: Shape, values: readonly JsonValue[]): JsonValue {
  switch (shape.kind) {
    case 'constant':
      return shape.value;
    case 'hole':
      return values[shape.index] ?? null;
    case 'array':
      return shape.items.map((item) => fill(item, values));
    case 'object':
      return fillMembers(shape.names, shape.members, values);
  }
}

/** The last of two members of one name counts, at the place of the first. */
function fillMembers(names: readonly string[], members: readonly Shape[], values: readonly JsonValue[]): JsonValue {
  return Object.fromEntries(
    members.map((member, position): [string, JsonValue] => [names[position] ?? '', fill(member, values)]),
  );
}
