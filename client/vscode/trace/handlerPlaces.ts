import { type AslDocument, lineColumns } from '../../../shared/document/document';
import { type Node, type ObjectNode, valueAt } from '../../../shared/document/node';
import { allStates, isSingleState, singleStateOf, stateMachineOf } from '../../../shared/document/stateMachine';
import type { HandlerPlace } from './view';

/** The Retriers, then the Catchers of a state, as its definition has them; none where there is no such state. */
export function handlerPlaces(document: AslDocument, stateName: string): readonly HandlerPlace[] {
  const placeOf = lineColumns(document.text);
  const state = stateNode(document, stateName);
  return (['Retry', 'Catch'] as const).flatMap((field) => {
    const list = valueAt(state, field);
    return itemsOf(list).map((node, index) => {
      const errors = itemsOf(valueAt(node, 'ErrorEquals')).flatMap((name) =>
        name.kind === 'string' ? name.value : [],
      );
      return { field, index, errors, span: node.span, line: placeOf(node.span.start).line + 1 };
    });
  });
}

/** A definition that is one state has no names to choose from. */
function stateNode(document: AslDocument, stateName: string): ObjectNode | undefined {
  if (isSingleState(document)) return singleStateOf(document)?.node;
  for (const state of allStates(stateMachineOf(document))) if (state.name === stateName) return state.node;
  return undefined;
}

function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'array' ? node.items : [];
}
