import { isSubstituted, type Member, memberNamed, type Node, type ObjectNode } from '../document/node';
import { httpTaskOf, type State } from '../document/stateMachine';
import type { Fix } from '../spec/diagnostic';
import { type Field, fieldNamed } from '../spec/field';
import { PAGES } from '../spec/pages';
import { isStateField, STATE_FIELD_NAMES, STATE_TYPES, stateField } from '../spec/states';
import { insertMember, preferredFix, replaceString } from './edits';
import { GOOD_FIELDS, httpTaskExample, httpTaskState, machineExample } from './example';
import { isOpen, openingOf } from './machineRules';
import { type Context, type Rule, SCHEMA_CODE } from './rule';
import { didYouMean, renameKey } from './suggest';

const TYPE_NAMES = STATE_TYPES.map(({ name }) => name);

const stateType: Rule<State> = {
  name: 'state-type',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A state has no Type, or an unknown one',
  doc: '`Type` says what a state does. It is one of eight words, capitals included.',
  page: PAGES.states,
  example: {
    wrong: machineExample({ Done: { Type: 'Success' } }),
    right: machineExample({ Done: { Type: 'Succeed' } }),
  },
  check: function* (state, context) {
    const { node } = state;
    if (!node || isSubstituted(node)) return;
    const type = memberNamed(node, 'Type');
    if (type ? isKnownType(type) : context.isBroken(node.span) || isOpen(node)) return;
    yield {
      span: type?.value?.span ?? state.key?.span ?? openingOf(node),
      location: `${state.location}/Type`,
      message: `The field 'Type' should have one of these values: [${TYPE_NAMES.join(', ')}]`,
      fixes: type?.value?.kind === 'string' ? didYouMean(type.value, TYPE_NAMES) : insertType(node, context),
    };
  },
};

function isKnownType({ value }: Member): boolean {
  if (value === undefined || isSubstituted(value)) return true;
  return value.kind === 'string' && TYPE_NAMES.some((name) => name === value.value);
}

/** The other fields often leave only one type. */
function insertType(node: ObjectNode, { document }: Context): readonly Fix[] {
  const renames = renameKey(node, ['Type'], isStateField);
  if (renames.length > 0) return renames;
  const names = node.members
    .map(({ key }) => key.value)
    .filter((name) => name !== 'Comment' && name !== 'QueryLanguage');
  if (names.length === 0 || names.includes('Type')) return [];
  const fitting = TYPE_NAMES.filter((type) => names.every((name) => STATE_FIELD_NAMES[type].includes(name)));
  const [only, ...others] = fitting;
  if (only === undefined || others.length > 0) return [];
  return [preferredFix(`Insert Type ${only}`, insertMember(document.text, node, 'Type', only))];
}

const queryLanguageField: Rule<State> = {
  name: 'field-query-language',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A field belongs to the other query language',
  doc: 'A JSONPath state shapes its data with `InputPath`, `Parameters`, `ResultSelector`, `ResultPath` and `OutputPath`, a JSONata state with `Arguments` and `Output`. An HTTP Task has its fields under `Parameters` in JSONPath and under `Arguments` in JSONata. The language is that of the machine unless the state has a `QueryLanguage` of its own; without any it is JSONPath.',
  page: PAGES.jsonata,
  example: {
    wrong: machineExample({ CallApi: httpTaskState({ Parameters: GOOD_FIELDS }) }, { QueryLanguage: 'JSONata' }),
    right: machineExample({ CallApi: httpTaskState({ Arguments: GOOD_FIELDS }) }, { QueryLanguage: 'JSONata' }),
  },
  check: function* (state, context) {
    const { node, queryLanguage } = state;
    if (!node || isSubstituted(node) || isLanguageOpen(state, context)) return;
    const found: OtherField[] = [];
    findOtherFields(found, node, rowsOf(state), state);
    for (const { member, only, location } of found) {
      yield {
        span: member.key.span,
        location,
        message: `The QueryLanguage is set to '${queryLanguage}', but field '${member.key.value}' is only supported for the '${only}' QueryLanguage`,
        fixes: renameForLanguage(state, member),
      };
    }
  },
};

/** A field that the type of a state does not take is the complaint of another rule. */
function rowsOf({ type }: State): (name: string) => Field | undefined {
  const known = STATE_TYPES.find(({ name }) => name === type)?.name;
  if (known === undefined) return stateField;
  return (name) => (STATE_FIELD_NAMES[known].includes(name) ? stateField(name) : undefined);
}

interface OtherField {
  readonly member: Member;
  readonly only: string;
  /** Where the object stands that holds the field. */
  readonly location: string;
}

/** The fields of the language that a state does not have, those of its Catchers and other entries included. */
function findOtherFields(
  found: OtherField[],
  node: Node,
  rowOf: (name: string) => Field | undefined,
  { queryLanguage, location }: Pick<State, 'queryLanguage' | 'location'>,
): void {
  for (const [index, item] of (node.kind === 'array' ? node.items : []).entries()) {
    findOtherFields(found, item, rowOf, { queryLanguage, location: `${location}[${index}]` });
  }
  for (const member of node.kind === 'object' ? node.members : []) {
    const row = rowOf(member.key.value);
    if (row?.queryLanguage && row.queryLanguage !== queryLanguage) {
      found.push({ member, only: row.queryLanguage, location });
    } else if (row?.name === 'Choices') found.push(...formsOfOtherLanguage(member.value, { queryLanguage, location }));
    else if (row?.fields && member.value && !isSubstituted(member.value)) {
      const inner = { queryLanguage, location: `${location}/${row.name}` };
      findOtherFields(found, member.value, (name) => fieldNamed(row.fields, name), inner);
    }
  }
}

/** Tells whether a template tool fills in the query language of a state. */
export function isLanguageOpen({ node, machine }: State, context: Context): boolean {
  if (context.isLanguageOpen) return true;
  return saysOpenLanguage(node) || saysOpenLanguage(machine?.node);
}

function saysOpenLanguage(object: ObjectNode | undefined): boolean {
  const value = memberNamed(object, 'QueryLanguage')?.value;
  return value !== undefined && isSubstituted(value);
}

/** Only what an HTTP Task is called with has the same shape in both languages. */
function renameForLanguage(state: State, { key }: Member): readonly Fix[] {
  const name = httpTaskOf(state)?.fieldsName;
  if (name === undefined || memberNamed(state.node, name)) return [];
  if (key.value !== 'Parameters' && key.value !== 'Arguments') return [];
  return [preferredFix(`Rename to ${name}`, replaceString(key, name))];
}

/** What a rule of a Choice tests by or gives in one language only. */
const RULE_LANGUAGES: ReadonlyMap<string, string> = new Map([
  ...['And', 'Or', 'Not', 'Variable'].map((name) => [name, 'JSONPath'] as const),
  ...['Condition', 'Output'].map((name) => [name, 'JSONata'] as const),
]);

function* formsOfOtherLanguage(
  choices: Node | undefined,
  { queryLanguage, location }: Pick<State, 'queryLanguage' | 'location'>,
): Generator<OtherField> {
  for (const [index, rule] of (choices?.kind === 'array' ? choices.items : []).entries()) {
    if (rule.kind !== 'object' || isSubstituted(rule)) continue;
    for (const member of rule.members) {
      const only = RULE_LANGUAGES.get(member.key.value);
      if (only && only !== queryLanguage) yield { member, only, location: `${location}/Choices[${index}]` };
    }
  }
}

const HTTP_ARN = /^(arn:(?:[^:$]+|\$\{[^}]*\}):states:::)https?(?::|$)/i;

const httpResource: Rule<State> = {
  name: 'http-resource-pattern',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'The resource of an HTTP Task is not http:invoke',
  doc: 'An HTTP Task waits for the answer and goes on: its resource is `arn:aws:states:::http:invoke`, without `.sync` and `.waitForTaskToken`, in small letters. To wait for something that the API does later, poll it with a Wait state.',
  page: PAGES.httpTask,
  example: {
    wrong: httpTaskExample({}, { Resource: 'arn:aws:states:::http:invoke.sync' }),
    right: httpTaskExample({}, { Resource: 'arn:aws-us-gov:states:::http:invoke' }),
  },
  check: function* ({ node, location }) {
    const resource = memberNamed(node, 'Resource')?.value;
    if (resource?.kind !== 'string' || resource.bare) return;
    const prefix = HTTP_ARN.exec(resource.value)?.[1];
    if (prefix === undefined || resource.value === `${prefix}http:invoke`) return;
    if (isSubstituted({ ...resource, value: resource.value.slice(prefix.length) })) return;
    yield {
      span: resource.span,
      location: `${location}/Resource`,
      message: `The resource provided ${resource.value} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
      fixes: [preferredFix(`Change to ${prefix}http:invoke`, replaceString(resource, `${prefix}http:invoke`))],
    };
  },
};

/** Rules about one state of any type, whatever stands around it. */
export const STATE_RULES: readonly Rule<State>[] = [stateType, queryLanguageField, httpResource];
