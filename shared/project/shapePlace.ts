import type { AslDocument } from '../document/document';
import { locate, type Place } from '../document/locate';
import { lastValueAt, type Node, textAt } from '../document/node';
import type { Shape, ShapeField } from '../spec/shape';
import { alternatives, fieldIn, shapesInside } from './shapeTexts';

/** What the table of a file's shape says about a place of it. */
export interface ShapePlace {
  readonly place: Place;
  /** What the innermost object around the place may be: it says what keys may stand there. */
  readonly around: readonly Shape[];
  /** What the value at the place may be, of an item where an item would stand; empty for data of the author's own. */
  readonly shapes: readonly Shape[];
  /** The row of the member that the place is in, or of the list or map around it; undefined when there is none. */
  readonly field: ShapeField | undefined;
  /** What the fields around say that decide which others belong there, by their names. */
  readonly chosen: Readonly<Record<string, string>>;
  /** Texts here may refer to secrets and environment variables. */
  readonly references: boolean;
  /** The keys down to the place; a parameter is called by its Key. */
  readonly path: readonly string[];
}

/** Says what an offset of one of our files means. Where the table knows nothing, shapes are missing. */
export function shapePlaceAt(document: AslDocument, root: Shape, offset: number): ShapePlace {
  const place = locate(document, offset);
  let [around, shapes, field]: [readonly Shape[], readonly Shape[], ShapeField | undefined] = [
    [],
    alternatives(root),
    undefined,
  ];
  let references = false;
  let chosen: Readonly<Record<string, string>> = {};
  for (const [index, segment] of place.path.entries()) {
    chosen = { ...chosen, ...choiceIn(place.chain[index], shapes) };
    if (typeof segment === 'string') around = shapes;
    const row = typeof segment === 'string' ? fieldIn(shapes, segment) : undefined;
    shapes = shapesInside(shapes, segment);
    field = row ?? (shapes.length > 0 ? field : undefined);
    references = row?.references ?? references;
  }
  const isBetweenMembers = place.role === 'key' && place.member === undefined;
  const isBetweenItems = place.role === 'value' && place.chain.at(-1)?.kind === 'array';
  return {
    place,
    around: isBetweenMembers ? shapes : around,
    shapes: isBetweenItems ? shapesInside(shapes, 0) : shapes,
    field,
    chosen: { ...chosen, ...choiceIn(place.chain[place.path.length], shapes) },
    references,
    path: namesOf(place),
  };
}

/** The value of the field that decides what an object is, under each of its spellings; empty while there is none. */
function choiceIn(node: Node | undefined, shapes: readonly Shape[]): Readonly<Record<string, string>> {
  for (const shape of shapes) {
    if (shape.kind !== 'object' || shape.variant === undefined) continue;
    const { variant, fields } = shape;
    const spellings = fields.filter(({ name, sameAs }) => name === variant || sameAs === variant);
    const value = spellings.map(({ name }) => textAt(node, name)).find((text) => text !== undefined);
    if (value !== undefined) return { [variant]: value };
  }
  return {};
}

function namesOf({ path, chain }: Place): readonly string[] {
  return path.map((segment, index) =>
    typeof segment === 'string' ? segment : (keyOf(chain[index + 1]) ?? String(segment + 1)),
  );
}

function keyOf(item: Node | undefined): string | undefined {
  const key = lastValueAt(item, 'Key');
  return key?.kind === 'string' && key.value !== '' ? key.value : undefined;
}
