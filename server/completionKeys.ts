import type { Member, ObjectNode } from '../shared/document/node';
import { OPERATOR_NAMES, RULE_FORMS } from '../shared/spec/choiceOperators';
import type { Field } from '../shared/spec/field';
import { COMMON_HEADERS } from '../shared/spec/headers';
import { CONNECTION_FIELDS } from '../shared/spec/httpTask';
import { choicesOf, valueSnippet } from './completionValues';
import { describeField, describeHeader, detailOfField } from './describe';
import { handlerMembers, statusChoices } from './httpSnippets';
import type { Keys, Meaning } from './meaning';
import { httpTaskMembers, httpTaskStates } from './snippets';
import { wholeStates } from './stateSnippets';
import type { Subject } from './subject';
import { choice, type KeyDraft } from './suggestion';

/** The keys worth offering at a place, the required ones first; those that stand there already are left out. */
export function keysAt(meaning: Meaning, subject: Subject): readonly KeyDraft[] {
  const { keys, place } = meaning;
  const present = presentKeys(place.object, place.member);
  if (keys.kind === 'states') return stateKeys(meaning, subject);
  if (keys.kind === 'headers') return headerKeys(present);
  if (keys.kind === 'data') return [];
  const fields = fieldKeys(keys, present, meaning, subject);
  if (keys.of !== 'state') return fields;
  return [...httpTaskMembers(meaning, subject, present), ...fields, ...handlerMembers(meaning, present)];
}

function stateKeys(meaning: Meaning, subject: Subject): readonly KeyDraft[] {
  const ofHttp = [...httpTaskStates(meaning, subject), ...statusChoices(meaning, subject)];
  return [...ofHttp, ...wholeStates(meaning, subject)];
}

/** Keys of an object but the one that is being typed. */
function presentKeys(object: ObjectNode | undefined, typed: Member | undefined): ReadonlySet<string> {
  const others = object?.members.filter((member) => member !== typed) ?? [];
  return new Set(others.map(({ key }) => key.value));
}

/** Fields of which any object has one at most, beside the groups of its table. */
const EITHER: readonly (readonly string[])[] = [CONNECTION_FIELDS, RULE_FORMS, OPERATOR_NAMES];

function fieldKeys(
  { fields, groups, templated }: Keys & { readonly kind: 'fields' },
  present: ReadonlySet<string>,
  meaning: Meaning,
  subject: Subject,
): readonly KeyDraft[] {
  const either = [...EITHER, ...groups.map(({ names }) => names)];
  const has = (name: string) => present.has(name) || (templated && present.has(`${name}.$`));
  const isOpen = ({ name }: Field) => !(either.find((names) => names.includes(name)) ?? [name]).some(has);
  const language = meaning.state?.queryLanguage;
  const isKnown = ({ queryLanguage }: Field) => !queryLanguage || !language || queryLanguage === language;
  const open = fields.filter((field) => isKnown(field) && isOpen(field));
  const sorted = [...open.filter(({ required }) => required), ...open.filter(({ required }) => !required)];
  const plain = sorted.map((field) => fieldKey(field, meaning, subject));
  return templated ? [...plain, ...sorted.filter(({ dynamic }) => dynamic).map(dynamicKey)] : plain;
}

function fieldKey(field: Field, meaning: Meaning, subject: Subject): KeyDraft {
  const choices = choicesOf(field, meaning, subject);
  return {
    label: field.name,
    kind: 'field',
    detail: detailOfField(field),
    docs: describeField(field),
    key: field.name,
    value: choices.length > 0 ? `"${choice(choices)}"` : valueSnippet(field),
  };
}

function dynamicKey(field: Field): KeyDraft {
  return {
    label: `${field.name}.$`,
    kind: 'field',
    detail: detailOfField(field, { dynamic: true }),
    docs: describeField(field, { dynamic: true }),
    key: `${field.name}.$`,
    value: `"\\$.\${1:path}"`,
  };
}

function headerKeys(present: ReadonlySet<string>): readonly KeyDraft[] {
  const names = new Set(Array.from(present, (name) => name.toLowerCase()));
  return COMMON_HEADERS.filter(({ name }) => !names.has(name.toLowerCase())).map(({ name, values }) => ({
    label: name,
    kind: 'header',
    detail: 'header',
    docs: describeHeader(name),
    key: name,
    value: `"${choice(values)}"`,
  }));
}
