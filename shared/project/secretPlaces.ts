import { parseJson } from '../document/json';
import { lastValueAt, type Node } from '../document/node';
import type { Connection } from '../spec/connection';
import { CONNECTION_SHAPE } from '../spec/connectionShape';
import type { Shape } from '../spec/shape';
import { hasReference, referencesOf, type SecretRef } from './reference';

/** A value of a connection that is a secret or refers to one. */
export interface SecretPlace {
  /** The field, or the parameter by its Key. */
  readonly label: string;
  readonly refs: readonly SecretRef[];
  /** The secret itself stands there. */
  readonly isLiteral: boolean;
}

/** The secrets of a connection in the order in which they are written; empty when it needs none. */
export function secretPlaces(connection: Connection): readonly SecretPlace[] {
  const { root } = parseJson(JSON.stringify(connection));
  return root ? [...placesIn(root, CONNECTION_SHAPE)] : [];
}

function* placesIn(node: Node, shape: Shape): Generator<SecretPlace> {
  if (node.kind === 'array' && shape.kind === 'list') for (const item of node.items) yield* placesIn(item, shape.items);
  if (node.kind !== 'object' || shape.kind !== 'object') return;
  const key = lastValueAt(node, 'Key');
  for (const { key: name, value } of node.members) {
    const field = shape.fields.find((row) => row.name === name.value);
    if (field === undefined || value === undefined) continue;
    if (value.kind !== 'string') {
      yield* placesIn(value, field.shape);
      continue;
    }
    const flag = field.secretWith === undefined ? undefined : lastValueAt(node, field.secretWith);
    const isSecret = field.secret === true || (flag?.kind === 'boolean' && flag.value === true);
    const refs = referencesOf(value.value);
    const isLiteral = isSecret && value.value !== '' && !hasReference(value.value);
    const label = field.secretWith !== undefined && key?.kind === 'string' ? key.value : field.name;
    if (isLiteral || refs.length > 0) yield { label, refs, isLiteral };
  }
}
