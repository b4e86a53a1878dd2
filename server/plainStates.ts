import { type AslDocument, touches } from '../shared/document/document';
import type { Node, StringNode } from '../shared/document/node';
import { allStates, type State, stateMachineOf } from '../shared/document/stateMachine';
import { shapedTexts } from '../shared/project/shapeTexts';
import { TEST_CASES_SHAPE } from '../shared/project/testCaseShape';
import type { PlainSubject } from './plainFile';
import type { Subject } from './subject';
import { type Named, namedAt } from './symbol';

// Names of states in files of test cases: their definition stands in another file.

/** The name of a state at an offset of a file of test cases; undefined when none stands there. */
export function stateNameAt({ kind, document }: PlainSubject, offset: number): StringNode | undefined {
  if (kind !== 'testCases') return undefined;
  return [...namedStates(document.root)].find(({ span }) => touches(span, offset));
}

/** The places of a file of test cases that name a state. */
export function usesOfState(root: Node | undefined, name: string): readonly StringNode[] {
  return [...namedStates(root)].filter(({ value }) => value === name);
}

/** The state that test cases mean by a name, the first one of it, with all places of the name in its definition; undefined when there is none. */
export function stateMeant(
  definition: Subject,
  name: string,
): { readonly key: StringNode; readonly named: Named } | undefined {
  const { key } = firstState(definition.document, name) ?? {};
  const named = key && namedAt(definition, key.span.start);
  return named && { key, named };
}

/** Tells whether test cases mean this state by its name: of several with one name they mean the first. */
export function isMeantByCases(document: AslDocument, { kind, name, occurrences }: Named): boolean {
  const key = kind === 'state' ? firstState(document, name)?.key : undefined;
  return key !== undefined && occurrences.some(({ node }) => node === key);
}

function firstState(document: AslDocument, name: string): State | undefined {
  for (const state of allStates(stateMachineOf(document))) if (state.name === name) return state;
  return undefined;
}

function* namedStates(root: Node | undefined): Generator<StringNode> {
  for (const { node, shape } of shapedTexts(root, [TEST_CASES_SHAPE])) if (shape.names === 'state') yield node;
}
