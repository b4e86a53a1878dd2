import { type Node, type ObjectNode, valueAt } from '../document/node';
import type { State } from '../document/stateMachine';
import type { JsonValue } from '../spec/json';
import { machineExample } from './example';
import { isOpen } from './machineRules';
import type { Context } from './rule';

/** A rule of a Choice, or one inside And, Or or Not of another. */
interface ChoiceRule {
  readonly node: ObjectNode;
  /** AWS's form, such as `/States/Pick/Choices[0]/And[1]`. */
  readonly location: string;
}

/** The entries of a Choice; an empty list for any other state, and where they cannot be read. */
export function choicesOf(state: State, { isBroken }: Context): readonly Node[] {
  const choices = state.type === 'Choice' ? valueAt(state.node, 'Choices') : undefined;
  return choices?.kind === 'array' && !isBroken(choices.span) ? choices.items : [];
}

/** All rules of a Choice that can be judged, those inside others behind them. */
export function* rulesOf(state: State, context: Context): Generator<ChoiceRule> {
  for (const [index, node] of choicesOf(state, context).entries()) {
    yield* rulesFrom(node, `${state.location}/Choices[${index}]`, 0);
  }
}

function* rulesFrom(node: Node | undefined, location: string, depth: number): Generator<ChoiceRule> {
  if (node?.kind !== 'object' || isOpen(node) || depth > DEEPEST) return;
  yield { node, location };
  yield* rulesFrom(valueAt(node, 'Not'), `${location}/Not`, depth + 1);
  for (const name of ['And', 'Or']) {
    const list = valueAt(node, name);
    if (list?.kind !== 'array') continue;
    for (const [index, item] of list.items.entries())
      yield* rulesFrom(item, `${location}/${name}[${index}]`, depth + 1);
  }
}

type Members = Readonly<Record<string, JsonValue>>;

/** A machine with a Choice of these rules, in JSONPath. */
export function choiceExample(...rules: readonly Members[]): string {
  return machineExample({ Pick: choiceState(rules), Done: { Type: 'Succeed' } });
}

/** A machine with a Choice of one rule with this Condition, in JSONata. */
export function conditionExample(Condition: string): string {
  return machineExample(
    { Pick: choiceState([{ Condition }]), Done: { Type: 'Succeed' } },
    { QueryLanguage: 'JSONata' },
  );
}

function choiceState(rules: readonly Members[]): JsonValue {
  return { Type: 'Choice', Choices: rules.map((rule) => ({ ...rule, Next: 'Done' })), Default: 'Done' };
}

/** Rules that are nested deeper are no rules of a person. */
const DEEPEST = 100;
