import { memberNamed, type Node } from '../shared/document/node';
import {
  httpTaskOf,
  type State,
  type StateMachine,
  singleStateOf,
  stateMachineOf,
} from '../shared/document/stateMachine';
import type { Span } from '../shared/spec/diagnostic';
import { summaryOfState } from './describe';
import type { Subject } from './subject';

/** An entry of the outline; `span` is all of it, `nameSpan` what is shown when it is chosen. */
export interface OutlineItem {
  readonly name: string;
  /** What is shown beside the name, such as a state's type. */
  readonly detail: string;
  readonly kind: 'machine' | 'state' | 'httpTask';
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly OutlineItem[];
}

/** The states of a definition in the order of the text, machines inside of them below; empty when there are none. */
export function outlineOf({ document }: Subject): readonly OutlineItem[] {
  const machine = stateMachineOf(document);
  if (machine && machine.states.length > 0) return machine.states.flatMap(itemOfState);
  const single = singleStateOf(document);
  return single?.type === undefined ? [] : itemOfState(single);
}

function itemOfState(state: State): readonly OutlineItem[] {
  const { key, node, name, nested } = state;
  const own: Node | undefined = key ?? node;
  if (own === undefined || name === '') return [];
  return [
    {
      name,
      detail: summaryOfState(state),
      kind: httpTaskOf(state) ? 'httpTask' : 'state',
      span: { start: own.span.start, end: (node ?? own).span.end },
      nameSpan: own.span,
      // A Map has one machine, so its states stand right below it; the branches of a Parallel are kept apart.
      children: memberNamed(node, 'Branches')
        ? nested.flatMap(itemOfBranch)
        : nested.flatMap(({ states }) => states.flatMap(itemOfState)),
    },
  ];
}

function itemOfBranch({ node, states }: StateMachine, index: number): readonly OutlineItem[] {
  const { span } = node;
  const nameSpan = { start: span.start, end: span.start };
  const children = states.flatMap(itemOfState);
  return [{ name: `Branch ${index + 1}`, detail: '', kind: 'machine', span, nameSpan, children }];
}
