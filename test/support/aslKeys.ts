import { COMPARISON_OPERATORS, TYPE_TESTS } from '../../shared/spec/choiceOperators';
import { CATCHER_FIELDS, RETRIER_FIELDS } from '../../shared/spec/errorHandling';
import { ERROR_NAMES, STATUS_CODE_ERROR_PREFIX } from '../../shared/spec/errors';
import type { Field } from '../../shared/spec/field';
import { MACHINE_FIELDS, STATE_FIELDS, STATE_TYPES } from '../../shared/spec/states';
import { anyOf } from './grammarRule';

/** What a value is, by the key before it. */
export type ValueKind = 'structure' | 'names' | 'payload' | 'template' | 'target' | 'type' | 'errors';

/** Keys that are coloured alike, and what their values are. */
export interface KeyKind {
  /** Part of the rules' names. */
  readonly name: string;
  /** A regular expression for the key, in the quotes of its format or none; without it any key. */
  readonly key?: string;
  readonly scope: 'keyword.other.field' | 'entity.name.function.state' | 'support.type.property-name';
  readonly value: ValueKind;
}

// Objects whose members are the person's own data.
const PAYLOAD = [
  ...['Arguments', 'Assign', 'BatchInput', 'Credentials', 'ItemSelector', 'Items', 'Output', 'Parameters'],
  ...['Result', 'ResultSelector'],
];

const TARGETS = ['StartAt', 'Next', 'Default'];

const FIELDS = [
  ...[...MACHINE_FIELDS, ...STATE_FIELDS, ...RETRIER_FIELDS, ...CATCHER_FIELDS].flatMap(namesIn),
  ...COMPARISON_OPERATORS.map(({ name }) => name),
  ...TYPE_TESTS,
  ...['And', 'Or', 'Not', 'Variable', 'Condition', 'Iterator', 'CSVHeaders', 'CSVHeaderLocation', 'InputType'],
  ...['BatchInput', 'MaxItemsPath', 'MaxItemsPerBatchPath', 'MaxInputBytesPerBatchPath', 'ReaderConfig'],
];

const PATHS = ['Variable', ...FIELDS.filter((name) => name.endsWith('Path'))];

const TEMPLATE: KeyKind = {
  name: 'template',
  key: String.raw`(?:[^"'\n:{},\[\]]|:(?!\s))*?\.\$`,
  scope: 'support.type.property-name',
  value: 'template',
};

const FIELD = 'keyword.other.field';

/** The keys of each kind of object, the first that fits being the one that counts. */
export const KEYS: Readonly<Record<'structure' | 'names' | 'payload', readonly KeyKind[]>> = {
  structure: [
    { name: 'states', key: 'States', scope: FIELD, value: 'names' },
    { name: 'payload', key: anyOf(PAYLOAD), scope: FIELD, value: 'payload' },
    { name: 'path', key: anyOf(PATHS), scope: FIELD, value: 'template' },
    { name: 'target', key: anyOf(TARGETS), scope: FIELD, value: 'target' },
    { name: 'type', key: 'Type', scope: FIELD, value: 'type' },
    { name: 'errors', key: '(?:ErrorEquals|Error)', scope: FIELD, value: 'errors' },
    { name: 'field', key: anyOf(FIELDS), scope: FIELD, value: 'structure' },
    TEMPLATE,
    { name: 'other', scope: 'support.type.property-name', value: 'structure' },
  ],
  names: [{ name: 'state', scope: 'entity.name.function.state', value: 'structure' }],
  payload: [TEMPLATE, { name: 'data', scope: 'support.type.property-name', value: 'payload' }],
};

/** The types of states. */
export const TYPES = anyOf(STATE_TYPES.map(({ name }) => name));

/** The reserved error names, those of HTTP status codes among them. */
export const ERRORS = `(?:${anyOf(ERROR_NAMES.map(({ name }) => name))}|${STATUS_CODE_ERROR_PREFIX.replaceAll('.', '\\.')}\\d{3})`;

/** What the members of an object with this value kind are. */
export function membersOf(kind: ValueKind): 'structure' | 'names' | 'payload' {
  return kind === 'names' || kind === 'payload' ? kind : 'structure';
}

function namesIn({ name, fields = [] }: Field): readonly string[] {
  return [name, ...fields.flatMap(namesIn)];
}
