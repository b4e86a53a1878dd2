import { timestampMilliseconds } from './choiceOperators';
import { MAP_FIELDS, PARALLEL_FIELDS, START_AT, STATES } from './containers';
import { CATCHER_FIELDS, RETRIER_FIELDS } from './errorHandling';
import type { EnumValue, Field, FieldGroup, JsonKind } from './field';
import { HTTP_TASK_RESOURCE } from './httpTask';
import { PAGES } from './pages';

// Machines and the eight state types, from https://docs.aws.amazon.com/step-functions/latest/dg/workflow-states.html
// and https://states-language.net. Which type takes which field was measured on AWS, see STATE_FIELD_NAMES.

/** The name of a state type, as a state's Type has it. */
export type StateTypeName = 'Task' | 'Wait' | 'Pass' | 'Succeed' | 'Fail' | 'Choice' | 'Parallel' | 'Map';

/** A state type with what it does and the page that describes it. */
export interface StateType {
  readonly name: StateTypeName;
  readonly doc: string;
  readonly page: string;
}

const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';

/** The state types in the order in which AWS's validation sentence lists them. */
export const STATE_TYPES: readonly StateType[] = [
  {
    name: 'Task',
    page: PAGES.task,
    doc: 'Does one unit of work: calls an HTTPS API, a Lambda function or an AWS API.',
  },
  { name: 'Wait', page: `${GUIDE}/state-wait.html`, doc: 'Waits for some seconds or until a time.' },
  { name: 'Pass', page: `${GUIDE}/state-pass.html`, doc: 'Hands its input on, reshaped or replaced, without work.' },
  { name: 'Succeed', page: `${GUIDE}/state-succeed.html`, doc: 'Ends the machine, or the branch, with success.' },
  { name: 'Fail', page: `${GUIDE}/state-fail.html`, doc: 'Ends the machine with an error name and a cause.' },
  { name: 'Choice', page: `${GUIDE}/state-choice.html`, doc: 'Picks the next state by rules about the data.' },
  {
    name: 'Parallel',
    page: `${GUIDE}/state-parallel.html`,
    doc: 'Runs several branches at once; the result lists their outputs.',
  },
  { name: 'Map', page: `${GUIDE}/state-map.html`, doc: 'Runs one machine for each item of a list.' },
];

/** The two languages in which a state reads and shapes its data. */
export const QUERY_LANGUAGES: readonly EnumValue[] = [
  { value: 'JSONPath', doc: 'The default: paths such as `$.id`, intrinsic functions, and fields that end in `.$`.' },
  { value: 'JSONata', doc: 'Expressions between `{%` and `%}` in Arguments, Output, Assign and Condition.' },
];

const ANY: readonly JsonKind[] = ['object', 'array', 'string', 'number', 'boolean', 'null'];
const PATH: readonly JsonKind[] = ['string', 'null'];

const STRUCTURE_FIELDS: readonly Field[] = [
  {
    name: 'Type',
    page: PAGES.states,
    kinds: ['string'],
    ownRule: true,
    required: true,
    values: STATE_TYPES.map(({ name, doc }) => ({ value: name, doc })),
    doc: 'What kind of state this is.',
  },
  {
    name: 'Comment',
    page: PAGES.states,
    kinds: ['string'],
    doc: 'A note for people; Step Functions does not read it.',
  },
  {
    name: 'QueryLanguage',
    page: PAGES.jsonata,
    kinds: ['string'],
    values: QUERY_LANGUAGES,
    doc: 'The language of this state, in place of that of the machine. A JSONata machine cannot have JSONPath states.',
  },
  {
    name: 'Next',
    page: PAGES.states,
    kinds: ['string'],
    doc: 'The state that follows: a name of the same machine, capitals included. A state has either Next or End.',
  },
  {
    name: 'End',
    page: PAGES.states,
    kinds: ['boolean'],
    doc: 'True where the machine, or its branch, ends with this state.',
    snippet: 'true',
  },
];

const DATA_FIELDS: readonly Field[] = [
  {
    name: 'InputPath',
    page: PAGES.inputOutput,
    kinds: PATH,
    queryLanguage: 'JSONPath',
    holds: 'path',
    doc: 'The part of the input that the state sees; `$`, the default, is all of it, null an empty object.',
    snippet: '"$$$0"',
  },
  {
    name: 'Parameters',
    page: PAGES.inputOutput,
    kinds: ANY,
    queryLanguage: 'JSONPath',
    holds: 'template',
    doc: 'What the state works with: literal values, and under keys ending in `.$` paths or intrinsic functions.',
    snippet: '{\n\t$0\n}',
  },
  {
    name: 'Arguments',
    page: PAGES.jsonata,
    kinds: ['object', 'string'],
    queryLanguage: 'JSONata',
    holds: 'template',
    doc: 'What the task is called with: literal values and `{% ... %}` expressions, or one expression giving an object.',
    snippet: '{\n\t$0\n}',
  },
  {
    name: 'Result',
    page: `${GUIDE}/state-pass.html`,
    kinds: ANY,
    queryLanguage: 'JSONPath',
    doc: 'The fixed result of a Pass. Keys that end in `.$` are plain data here.',
    snippet: '{\n\t$0\n}',
  },
  {
    name: 'ResultSelector',
    page: PAGES.inputOutput,
    kinds: ['object'],
    queryLanguage: 'JSONPath',
    holds: 'template',
    doc: 'Builds a new result from the raw one, before ResultPath places it.',
    snippet: '{\n\t"${1:body}.$": "$.${2:ResponseBody}"\n}',
  },
  {
    name: 'ResultPath',
    page: PAGES.inputOutput,
    kinds: PATH,
    queryLanguage: 'JSONPath',
    holds: 'referencePath',
    doc: 'Where the result goes into the input: `$`, the default, replaces it, null throws the result away.',
    snippet: '"$.${1:result}"',
  },
  {
    name: 'OutputPath',
    page: PAGES.inputOutput,
    kinds: PATH,
    queryLanguage: 'JSONPath',
    holds: 'path',
    doc: 'The part of the data that becomes the output; null gives an empty object.',
    snippet: '"$$$0"',
  },
  {
    name: 'Output',
    page: PAGES.jsonata,
    kinds: ANY,
    queryLanguage: 'JSONata',
    holds: 'template',
    doc: 'The output, with `{% ... %}` expressions; without it the result, or else the input, goes on.',
    snippet: '{\n\t$0\n}',
  },
  {
    name: 'Assign',
    page: PAGES.variables,
    kinds: ['object', 'string'],
    holds: 'template',
    doc: 'Sets variables, name to value. Later states read them; this state still sees the old values.',
    snippet: '{\n\t$0\n}',
  },
];

const CREDENTIALS_FIELDS: readonly Field[] = [
  {
    name: 'RoleArn',
    page: PAGES.task,
    kinds: ['string'],
    required: true,
    dynamic: true,
    doc: 'The ARN of the role, or an expression that gives it. That role trusts the one of the state machine.',
    snippet: '"$1"',
  },
];

const TASK_FIELDS: readonly Field[] = [
  {
    name: 'Resource',
    page: PAGES.task,
    kinds: ['string'],
    pattern: { fits: (text) => text.startsWith('arn:'), sentence: 'Value is not a valid resource ARN' },
    required: true,
    doc: 'The ARN of what does the work. It is constant in both query languages.',
    snippet: `"\${1:${HTTP_TASK_RESOURCE}}"`,
  },
  {
    name: 'Credentials',
    page: PAGES.task,
    kinds: ['object', 'string'],
    holds: 'template',
    fields: CREDENTIALS_FIELDS,
    doc: 'The role that the task takes on for the call, often one of another account.',
    snippet: '{\n\t"RoleArn": "$1"\n}',
  },
  {
    name: 'TimeoutSeconds',
    page: PAGES.task,
    kinds: ['number'],
    integer: true,
    minimum: 1,
    maximum: 99_999_999,
    holds: 'expression',
    doc: 'Seconds after which the state fails with States.Timeout. An HTTP request itself never lasts longer than 60.',
    snippet: '${1:30}',
  },
  {
    name: 'TimeoutSecondsPath',
    page: PAGES.task,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    holds: 'referencePath',
    doc: 'The path of TimeoutSeconds in the input.',
  },
  {
    name: 'HeartbeatSeconds',
    page: PAGES.task,
    kinds: ['number'],
    integer: true,
    minimum: 1,
    maximum: 99_999_999,
    holds: 'expression',
    doc: 'Seconds that may pass between two heartbeats of the work; less than TimeoutSeconds.',
    snippet: '${1:10}',
  },
  {
    name: 'HeartbeatSecondsPath',
    page: PAGES.task,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    holds: 'referencePath',
    doc: 'The path of HeartbeatSeconds in the input.',
  },
  {
    name: 'Retry',
    page: PAGES.errors,
    kinds: ['array'],
    itemKinds: ['object'],
    fields: RETRIER_FIELDS,
    doc: 'Retriers: the first one that names the error decides whether and when the state is tried again.',
    snippet: '[\n\t{\n\t\t"ErrorEquals": ["${1:States.TaskFailed}"]\n\t}\n]',
  },
  {
    name: 'Catch',
    page: PAGES.errors,
    kinds: ['array'],
    itemKinds: ['object'],
    fields: CATCHER_FIELDS,
    doc: 'Catchers: once no retry is left, the first one that names the error says which state goes on.',
    snippet: '[\n\t{\n\t\t"ErrorEquals": ["${1:States.ALL}"],\n\t\t"Next": "$2"\n\t}\n]',
  },
];

const WAIT_PAGE = `${GUIDE}/state-wait.html`;
const CHOICE_PAGE = `${GUIDE}/state-choice.html`;
const FAIL_PAGE = `${GUIDE}/state-fail.html`;

function isTimestamp(text: string): boolean {
  return timestampMilliseconds(text) !== undefined;
}

const SMALL_STATE_FIELDS: readonly Field[] = [
  {
    name: 'Seconds',
    page: WAIT_PAGE,
    kinds: ['number'],
    integer: true,
    minimum: 0,
    maximum: 99_999_999,
    holds: 'expression',
    doc: 'How many seconds to wait.',
    snippet: '${1:10}',
  },
  {
    name: 'SecondsPath',
    page: WAIT_PAGE,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    holds: 'referencePath',
    doc: 'The path of the seconds to wait.',
  },
  {
    name: 'Timestamp',
    page: WAIT_PAGE,
    kinds: ['string'],
    pattern: { fits: isTimestamp, sentence: 'String does not match RFC3339 timestamp' },
    holds: 'expression',
    doc: 'The time to wait for, such as `2030-01-31T12:00:00Z`.',
    snippet: '"${1:2030-01-31T12:00:00Z}"',
  },
  {
    name: 'TimestampPath',
    page: WAIT_PAGE,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    holds: 'referencePath',
    doc: 'The path of the time to wait for.',
  },
  {
    name: 'Choices',
    page: CHOICE_PAGE,
    kinds: ['array'],
    filled: true,
    itemKinds: ['object'],
    choiceRules: 'top',
    required: true,
    doc: 'The rules, tried in order; the first that holds picks the next state.',
    snippet: '[\n\t$0\n]',
  },
  {
    name: 'Default',
    page: CHOICE_PAGE,
    kinds: ['string'],
    doc: 'The state that follows when no rule holds; without it the state fails with States.NoChoiceMatched.',
  },
  {
    name: 'Error',
    page: FAIL_PAGE,
    kinds: ['string'],
    holds: 'expression',
    doc: 'The error name with which the machine fails.',
  },
  {
    name: 'ErrorPath',
    page: FAIL_PAGE,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    holds: 'dynamic',
    doc: 'A path or intrinsic function that gives the error name.',
  },
  { name: 'Cause', page: FAIL_PAGE, kinds: ['string'], holds: 'expression', doc: 'What went wrong, for people.' },
  {
    name: 'CausePath',
    page: FAIL_PAGE,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    holds: 'dynamic',
    doc: 'A path or intrinsic function that gives the cause.',
  },
];

/** Every field that some state type takes, each once. */
export const STATE_FIELDS: readonly Field[] = [
  ...STRUCTURE_FIELDS,
  ...DATA_FIELDS,
  ...TASK_FIELDS,
  ...SMALL_STATE_FIELDS,
  ...PARALLEL_FIELDS,
  ...MAP_FIELDS,
];

const ROWS: ReadonlyMap<string, Field> = new Map(STATE_FIELDS.map((field) => [field.name, field]));

/** The row of a state's field; undefined when no state type has such a field. */
export function stateField(name: string): Field | undefined {
  return ROWS.get(name);
}

/** Tells whether some state type has a field of this name. */
export function isStateField(name: string): boolean {
  return ROWS.has(name);
}

const COMMON_NAMES = ['Type', 'Comment', 'QueryLanguage'];
const WORK_NAMES = ['InputPath', 'OutputPath', 'ResultPath', 'Parameters', 'Output', 'Assign', 'Next', 'End'];
const ERROR_NAMES = ['ResultSelector', 'Retry', 'Catch'];

/** Which fields a state type takes beside the common ones, as measured on AWS. */
export const STATE_FIELD_NAMES: Readonly<Record<StateTypeName, readonly string[]>> = {
  Task: [
    'Resource',
    'Arguments',
    'Credentials',
    ...TASK_FIELDS.map(({ name }) => name).filter(isTimer),
    ...WORK_NAMES,
    ...ERROR_NAMES,
  ],
  Wait: [
    'Seconds',
    'SecondsPath',
    'Timestamp',
    'TimestampPath',
    'InputPath',
    'OutputPath',
    'Output',
    'Assign',
    'Next',
    'End',
  ],
  Pass: ['Result', ...WORK_NAMES],
  Succeed: ['InputPath', 'OutputPath', 'Output'],
  Fail: ['Error', 'ErrorPath', 'Cause', 'CausePath'],
  Choice: ['Choices', 'Default', 'InputPath', 'OutputPath', 'Output', 'Assign'],
  Parallel: [...PARALLEL_FIELDS.map(({ name }) => name), 'Arguments', ...WORK_NAMES, ...ERROR_NAMES],
  Map: [...MAP_FIELDS.map(({ name }) => name), ...WORK_NAMES, ...ERROR_NAMES],
};

/** A state whose type takes these has exactly one of them. */
export const NEXT_OR_END: FieldGroup = { names: ['Next', 'End'], required: true };

const TIMER_GROUPS: readonly FieldGroup[] = [
  { names: ['TimeoutSeconds', 'TimeoutSecondsPath'] },
  { names: ['HeartbeatSeconds', 'HeartbeatSecondsPath'] },
];

/** Fields of which a state of a type has one, beside NEXT_OR_END; names in the order of AWS's sentences. */
export const STATE_GROUPS: Readonly<Record<StateTypeName, readonly FieldGroup[]>> = {
  Task: TIMER_GROUPS,
  Wait: [{ names: ['SecondsPath', 'Seconds', 'TimestampPath', 'Timestamp'], required: true }],
  Pass: [],
  Succeed: [],
  Fail: [{ names: ['Error', 'ErrorPath'] }, { names: ['Cause', 'CausePath'] }],
  Choice: [],
  Parallel: [],
  Map: [
    { names: ['ItemProcessor', 'Iterator'], required: true },
    { names: ['MaxConcurrency', 'MaxConcurrencyPath'] },
    { names: ['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'] },
    { names: ['ToleratedFailureCount', 'ToleratedFailureCountPath'] },
  ],
};

function isTimer(name: string): boolean {
  return name.startsWith('Timeout') || name.startsWith('Heartbeat');
}

/** The fields that every state type takes. */
export const COMMON_STATE_FIELDS: readonly Field[] = rowsOf(COMMON_NAMES);

/**
 * The fields of a state type in a query language, the common ones first.
 * Without a type, or with an unknown one, the common ones alone.
 */
export function fieldsOfState(type: string | undefined, queryLanguage: 'JSONPath' | 'JSONata'): readonly Field[] {
  const known = STATE_TYPES.find(({ name }) => name === type)?.name;
  const own = known ? fieldsOfType(known) : [];
  return [...COMMON_STATE_FIELDS, ...own].filter((row) => (row.queryLanguage ?? queryLanguage) === queryLanguage);
}

/** The fields that a state type takes beside the common ones, of both query languages. */
export function fieldsOfType(type: StateTypeName): readonly Field[] {
  return rowsOf(STATE_FIELD_NAMES[type]);
}

function rowsOf(names: readonly string[]): readonly Field[] {
  return names.flatMap((name) => ROWS.get(name) ?? []);
}

const MACHINE = PAGES.stateMachine;

/** The fields of a whole state machine. */
export const MACHINE_FIELDS: readonly Field[] = [
  { name: 'Comment', page: MACHINE, kinds: ['string'], doc: 'A note for people.' },
  {
    name: 'QueryLanguage',
    page: PAGES.jsonata,
    kinds: ['string'],
    values: QUERY_LANGUAGES,
    doc: 'The language of all states, nested ones included; JSONPath when it is not said.',
  },
  START_AT,
  STATES,
  {
    name: 'Version',
    page: MACHINE,
    kinds: ['string'],
    values: [{ value: '1.0', doc: 'The only one.' }],
    doc: 'The version of the language.',
  },
  {
    name: 'TimeoutSeconds',
    page: MACHINE,
    kinds: ['number'],
    integer: true,
    minimum: 0,
    maximum: 99_999_999,
    doc: 'Seconds after which the whole execution fails with States.Timeout.',
    snippet: '${1:3600}',
  },
];
