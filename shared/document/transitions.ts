import { type Node, valueAt } from './node';
import type { State } from './stateMachine';

/** A value that names the state to go on with; `path` is the end of AWS's location, such as `/Choices[0]/Next`. */
export interface Transition {
  readonly path: string;
  readonly value: Node;
}

/** Where a state may lead: its own Next and Default, and those of its Catchers and choice rules. */
export function* transitionsOf({ node }: State): Generator<Transition> {
  for (const field of ['Next', 'Default']) {
    const value = valueAt(node, field);
    if (value) yield { path: `/${field}`, value };
  }
  for (const field of ['Catch', 'Choices']) {
    const list = valueAt(node, field);
    for (const [index, item] of (list?.kind === 'array' ? list.items : []).entries()) {
      const value = valueAt(item, 'Next');
      if (value) yield { path: `/${field}[${index}]/Next`, value };
    }
  }
}
