import { isJsonata, memberNamed, type Node, type ObjectNode, valueAt } from '../document/node';
import type { State } from '../document/stateMachine';
import { RULE_FORMS } from '../spec/choiceOperators';
import type { Fix } from '../spec/diagnostic';
import { PAGES } from '../spec/pages';
import { choiceExample, choicesOf } from './choiceParts';
import { possibleFix, removeItem } from './edits';
import { isOpen, openingOf } from './machineRules';
import type { Rule } from './rule';

const page = PAGES.choice;

const neverHolds: Rule<State> = {
  name: 'choice-never-taken',
  severity: 'INFO',
  title: 'This rule of a Choice is never taken',
  doc: 'The first rule that holds decides. A rule that asks the same as an earlier one, that stands behind one that always holds, or whose `Condition` is `false`, leads nowhere.',
  page,
  example: {
    wrong: choiceExample({ Variable: '$.a', IsNull: true }, { Variable: '$.a', IsNull: true }),
    right: choiceExample({ Variable: '$.a', IsNull: true }, { Variable: '$.a', IsNull: false }),
  },
  check: function* (state, context) {
    const choices = choicesOf(state, context);
    const seen = new Map<string, number>();
    let always: number | undefined;
    for (const [index, node] of choices.entries()) {
      if (node.kind !== 'object' || isOpen(node)) continue;
      const why = whyNever(node, seen.get(questionOf(node)), always);
      if (why !== undefined) {
        const location = `${state.location}/Choices[${index}]`;
        yield {
          span: formSpan(node),
          location,
          message: `This rule is never taken: ${why}`,
          fixes: without(state, node),
        };
      }
      if (constantOf(node) === true) always ??= index;
      if (!seen.has(questionOf(node))) seen.set(questionOf(node), index);
    }
  },
};

function without({ node }: State, rule: ObjectNode): readonly Fix[] {
  const list = valueAt(node, 'Choices');
  return list?.kind === 'array' ? [possibleFix('Remove this rule', removeItem(list, rule))] : [];
}

function whyNever(node: ObjectNode, same: number | undefined, always: number | undefined): string | undefined {
  if (always !== undefined) return `Choices[${always}] always holds`;
  if (constantOf(node) === false) return 'its Condition is false';
  return same === undefined ? undefined : `Choices[${same}] asks the same`;
}

function constantOf(node: ObjectNode): boolean | undefined {
  const value = valueAt(node, 'Condition');
  if (value?.kind === 'boolean') return value.value === true;
  const word = isJsonata(value) && value?.kind === 'string' ? value.value.slice(2, -2).trim() : undefined;
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
}

function formSpan(node: ObjectNode) {
  const form = RULE_FORMS.map((name) => memberNamed(node, name)).find((member) => member !== undefined);
  return form?.key.span ?? openingOf(node);
}

/** What a rule asks, as a text that is the same for the same question. */
function questionOf(node: ObjectNode): string {
  const asked = node.members.filter(({ key }) => !ANSWERS.has(key.value));
  return asked.length === 0 ? `nothing at ${node.span.start}` : textOf({ ...node, members: asked }, 0);
}

/** What a rule does when it holds. */
const ANSWERS = new Set(['Next', 'Comment', 'Assign', 'Output']);

function textOf(node: Node | undefined, depth: number): string {
  if (node === undefined || depth > DEEPEST) return '';
  if (node.kind === 'object') {
    const members = node.members.map(({ key, value }) => `${JSON.stringify(key.value)}:${textOf(value, depth + 1)}`);
    return `{${members.toSorted().join()}}`;
  }
  if (node.kind === 'array') return `[${node.items.map((item) => textOf(item, depth + 1)).join()}]`;
  return node.kind === 'string' && node.bare ? `bare at ${node.span.start}` : JSON.stringify(node.value);
}

/** Rules that are nested deeper are no rules of a person. */
const DEEPEST = 100;

/** Rules about the order of the rules of a Choice. */
export const CHOICE_ORDER_RULES: readonly Rule<State>[] = [neverHolds];
