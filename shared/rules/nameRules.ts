import { isSubstituted, memberNamed, type StringNode } from '../document/node';
import type { State } from '../document/stateMachine';
import type { Fix } from '../spec/diagnostic';
import { LABEL_CHARACTERS, STATE_NAME_CHARACTERS } from '../spec/limits';
import { PAGES } from '../spec/pages';
import { possibleFix, replaceString } from './edits';
import { machineExample } from './example';
import { shortened } from './httpFieldRules';
import { openingOf } from './machineRules';
import type { Context, Rule } from './rule';

const stateName: Rule<State> = {
  name: 'state-name-length',
  severity: 'ERROR',
  code: 'INVALID_STATE_NAME',
  title: 'The name of a state is too long',
  doc: `The name of a state has at most ${STATE_NAME_CHARACTERS} characters. What it does can be told at length in its \`Comment\`.`,
  page: PAGES.quotas,
  example: {
    wrong: machineExample({ [`Wait${'-and-wait'.repeat(9)}`]: { Type: 'Succeed' } }),
    right: machineExample({ [`Wait${'-and-wait'.repeat(8)}`]: { Type: 'Succeed' } }),
  },
  check: function* ({ name, key, location }) {
    if (!key || name.length <= STATE_NAME_CHARACTERS || isSubstituted(key)) return;
    const message = `Invalid State name: ${shortened(name)} exceeds the ${STATE_NAME_CHARACTERS}-character limit allowed by the service`;
    yield { span: key.span, location, message };
  },
};

const label: Rule<State> = {
  name: 'map-label',
  severity: 'ERROR',
  code: 'INVALID_LABEL_NAME',
  title: 'The Label of a Map cannot be part of an ARN',
  doc: `The \`Label\` of a distributed Map becomes part of the ARN of its runs: it has at most ${LABEL_CHARACTERS} characters and no blanks, wildcards, brackets, or any of \`" # % \\ ^ | ~ \` $ & , ; : /\`.`,
  page: PAGES.map,
  example: { wrong: mapExample('My orders'), right: mapExample('my-orders') },
  check: function* (state) {
    const node = labelOf(state);
    if (!node) return;
    const where = { span: node.span, location: `${state.location}/Label` };
    const shown = shortened(node.value);
    if (node.value.length > LABEL_CHARACTERS) {
      const message = `Invalid Label name: ${shown} exceeds the ${LABEL_CHARACTERS}-character limit allowed by the service`;
      yield { ...where, message, fixes: labelled(node) };
    } else if (UNFIT_FOR_LABELS.test(node.value)) {
      yield {
        ...where,
        message: `Invalid Label name: ${shown} contains characters that no label may have`,
        fixes: labelled(node),
      };
    }
  },
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among those that a label must not have.
const UNFIT_FOR_LABELS = /[\s?*<>{}[\]:;,\\|^~$#%&`"/\u0000-\u001f\u007f-\u009f]/;

function labelled(node: StringNode): readonly Fix[] {
  const label = Array.from(node.value, (character) => (UNFIT_FOR_LABELS.test(character) ? '-' : character));
  const text = label.join('').slice(0, LABEL_CHARACTERS);
  return [possibleFix(`Change to ${text}`, replaceString(node, text))];
}

function labelOf({ type, node }: State): StringNode | undefined {
  const value = type === 'Map' ? memberNamed(node, 'Label')?.value : undefined;
  return value?.kind === 'string' && !isSubstituted(value) ? value : undefined;
}

const duplicateName: Rule<State> = {
  name: 'state-name-duplicate',
  severity: 'ERROR',
  code: 'DUPLICATE_STATE_NAME',
  title: 'Two states of a definition have the same name',
  doc: 'The name of a state is unique in the whole definition: a state in a branch or in a processor cannot be called like one around it, or like one in another branch.',
  page: PAGES.stateMachine,
  example: { wrong: nestedExample('Work'), right: nestedExample('Work on one') },
  check: function* ({ name, key, node, machine, location }, { firstNamed }) {
    // The states of the whole come first: among themselves they differ, as keys of one object.
    if (machine?.location === '') return;
    const first = firstNamed(name);
    if (first === undefined || first === location || (key && isSubstituted(key))) return;
    const span = key?.span ?? (node && openingOf(node));
    if (span) yield { span, location, message: `Duplicate State name: ${shortened(name)}` };
  },
};

const duplicateLabel: Rule<State> = {
  name: 'map-label-duplicate',
  severity: 'ERROR',
  code: 'DUPLICATE_LABEL_NAME',
  title: 'Two Maps have the same Label',
  doc: 'The `Label` of a distributed Map names its runs: no two Maps of a definition have the same.',
  page: PAGES.map,
  example: { wrong: mapExample('orders', 'orders'), right: mapExample('orders', 'lines') },
  check: function* (state, { firstLabelled }: Context) {
    const node = labelOf(state);
    const first = node && firstLabelled(node.value);
    if (first === undefined || first === state.location) return;
    const message = `Duplicate Label name: ${shortened(node?.value ?? '')}`;
    yield { span: node?.span ?? { start: 0, end: 0 }, location: `${state.location}/Label`, message };
  },
};

function nestedExample(name: string): string {
  const branch = { StartAt: name, States: { [name]: { Type: 'Succeed' } } };
  return machineExample({ Work: { Type: 'Parallel', Branches: [branch], End: true } });
}

/** Distributed Maps in a row with these labels. */
function mapExample(...labels: readonly string[]): string {
  const states = labels.map((Label, index) => {
    const work = `Work ${index + 1}`;
    const ItemProcessor = {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
      StartAt: work,
      States: { [work]: { Type: 'Succeed' } },
    };
    const onward = index + 1 < labels.length ? { Next: `Map ${index + 2}` } : { End: true };
    return [`Map ${index + 1}`, { Type: 'Map', Label, ItemProcessor, ...onward }];
  });
  return machineExample(Object.fromEntries(states));
}

/** Rules about the names of a state that can be judged alone. */
export const NAME_RULES: readonly Rule<State>[] = [stateName, label];

/** Rules about names that must be unique in the whole definition. */
export const UNIQUE_NAME_RULES: readonly Rule<State>[] = [duplicateName, duplicateLabel];
