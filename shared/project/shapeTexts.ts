import type { Node, StringNode } from '../document/node';
import type { Shape, ShapeField, TextShape } from '../spec/shape';

/** A text of one of our files with the row that says what it is. */
export interface ShapedText {
  readonly node: StringNode;
  readonly shape: TextShape;
}

/** The shapes that a value may have: those of an `either`, or the shape itself. */
export function alternatives(shape: Shape): readonly Shape[] {
  return shape.kind === 'either' ? shape.shapes.flatMap(alternatives) : [shape];
}

/** The row of a member; undefined when the shapes have none of this name. */
export function fieldIn(shapes: readonly Shape[], name: string): ShapeField | undefined {
  for (const shape of shapes) {
    const found = shape.kind === 'object' ? shape.fields.find((field) => field.name === name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The shapes of what is inside a value under a key or an index; empty where the table knows nothing of it. */
export function shapesInside(shapes: readonly Shape[], segment: string | number): readonly Shape[] {
  const field = typeof segment === 'string' ? fieldIn(shapes, segment) : undefined;
  if (field) return alternatives(field.shape);
  return shapes.flatMap((shape) => {
    if (typeof segment === 'number') return shape.kind === 'list' ? alternatives(shape.items) : [];
    return shape.kind === 'map' ? alternatives(shape.values) : [];
  });
}

/** Every text of a value that its shape has a row for, keys of maps too, in the order of the text. */
export function* shapedTexts(node: Node | undefined, shapes: readonly Shape[]): Generator<ShapedText> {
  // Below data of the author's own there is nothing to find.
  if (shapes.length === 0) return;
  if (node?.kind === 'string') {
    const shape = shapes.find((candidate) => candidate.kind === 'text');
    if (shape) yield { node, shape };
  }
  if (node?.kind === 'array') {
    for (const item of node.items) yield* shapedTexts(item, shapesInside(shapes, 0));
  }
  if (node?.kind !== 'object') return;
  const map = shapes.find((candidate) => candidate.kind === 'map');
  for (const { key, value } of node.members) {
    if (map) yield { node: key, shape: map.keys };
    yield* shapedTexts(value, shapesInside(shapes, key.value));
  }
}
