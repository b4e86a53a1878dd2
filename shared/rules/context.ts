import type { AslDocument } from '../document/document';
import { isSubstituted, type Node, valueAt } from '../document/node';
import type { StateMachine } from '../document/stateMachine';
import type { Span, Surroundings } from '../spec/diagnostic';
import { knownNode } from './knownValues';
import { type Firsts, firstsOf, stateNames } from './names';
import type { Context, StateNames } from './rule';

/** What rules may look at in one validation; names are read once per machine. */
export function contextOf(document: AslDocument, surroundings: Surroundings): Context {
  const starts = document.problems.map(({ span }) => span.start).sort((left, right) => left - right);
  const isCut = (starts.at(-1) ?? -1) >= document.text.trimEnd().length;
  const isBroken = (span: Span) => starts.length > 0 && hasOneIn(starts, span);
  const names = new Map<StateMachine, StateNames>();
  let firsts: Firsts | undefined;
  const known = (node: Node) => knownNode(node, document.text, surroundings.substitutions);
  const language = valueAt(document.root, 'QueryLanguage');
  return {
    document,
    surroundings,
    namesOf: (machine) => {
      const read = names.get(machine) ?? stateNames(machine, { isCut, isBroken, known });
      names.set(machine, read);
      return read;
    },
    known,
    isBroken,
    firstNamed: (name) => {
      firsts ??= firstsOf(document, surroundings);
      return firsts.names.get(name);
    },
    firstLabelled: (label) => {
      firsts ??= firstsOf(document, surroundings);
      return firsts.labels.get(label);
    },
    isLanguageOpen: language !== undefined && isSubstituted(language),
  };
}

/** Tells whether one of the sorted offsets lies in a span or at one of its ends. */
function hasOneIn(offsets: readonly number[], { start, end }: Span): boolean {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (offsets[low] ?? Number.POSITIVE_INFINITY) <= end;
}
