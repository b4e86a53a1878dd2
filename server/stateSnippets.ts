import type { QueryLanguage } from '../shared/document/stateMachine';
import { STATE_TYPES, type StateTypeName } from '../shared/spec/states';
import { targets } from './httpSnippets';
import type { Meaning } from './meaning';
import { braces, languagesOf, listOf } from './snippets';
import type { Subject } from './subject';
import type { Draft, KeyDraft, ValueDraft } from './suggestion';

// Whole states of every type, in the query language that the states of the machine are in.

/** A state of each type as a member of States. */
export function wholeStates(meaning: Meaning, subject: Subject): readonly KeyDraft[] {
  return WHOLE_STATES.map((row) => {
    const value = `"\${1:${row.name}}": ${braces(membersOf(row, meaning, subject))}`;
    return { ...described(row), key: undefined, value };
  });
}

/** A state of each type as the value of a state's name. */
export function wholeStateValues(meaning: Meaning, subject: Subject): readonly ValueDraft[] {
  return WHOLE_STATES.map((row) => ({ ...described(row), json: braces(membersOf(row, meaning, subject)) }));
}

interface WholeState {
  readonly type: StateTypeName;
  readonly label: string;
  /** What the state is called until the person says so. */
  readonly name: string;
  /** The members behind Type, as a snippet whose places are numbered from 2 on. */
  readonly members: (language: QueryLanguage, meaning: Meaning) => readonly string[];
}

const LAST = '"End": true';

const WHOLE_STATES: readonly WholeState[] = [
  { type: 'Task', label: 'Lambda Task', name: 'Call function', members: lambdaMembers },
  { type: 'Pass', label: 'Pass state', name: 'Reshape', members: () => [LAST] },
  { type: 'Choice', label: 'Choice state', name: 'Which way', members: choiceMembers },
  { type: 'Wait', label: 'Wait state', name: 'Wait', members: () => ['"Seconds": ${2:60}', LAST] },
  { type: 'Map', label: 'Map state', name: 'For each', members: mapMembers },
  {
    type: 'Parallel',
    label: 'Parallel state',
    name: 'At once',
    members: () => [`"Branches": ${listOf(braces(innerMachine(2)))}`, LAST],
  },
  { type: 'Succeed', label: 'Succeed state', name: 'Done', members: () => [] },
  {
    type: 'Fail',
    label: 'Fail state',
    name: 'Failed',
    members: () => ['"Error": "${2:Error}"', '"Cause": "${3:What went wrong}"'],
  },
];

function described({ type, label }: WholeState): Draft {
  const docs = STATE_TYPES.find(({ name }) => name === type)?.doc ?? '';
  return { label, kind: 'snippet', detail: `a ${type} state`, docs };
}

function membersOf({ type, members }: WholeState, meaning: Meaning, subject: Subject): readonly string[] {
  const [language = 'JSONPath'] = languagesOf(meaning, subject);
  return [`"Type": "${type}"`, ...members(language, meaning)];
}

function lambdaMembers(language: QueryLanguage): readonly string[] {
  const isJsonata = language === 'JSONata';
  return [
    '"Resource": "arn:aws:states:::lambda:invoke"',
    `"${isJsonata ? 'Arguments' : 'Parameters'}": ${braces([
      '"FunctionName": "${2:function}"',
      isJsonata ? '"Payload": "{% \\$states.input %\\}"' : '"Payload.\\$": "\\$"',
    ])}`,
    isJsonata ? '"Output": "{% \\$states.result.Payload %\\}"' : '"OutputPath": "\\$.Payload"',
    LAST,
  ];
}

function choiceMembers(language: QueryLanguage, meaning: Meaning): readonly string[] {
  const condition =
    language === 'JSONata'
      ? ['"Condition": "{% \\$states.input.${2:field} = ${3:true} %\\}"']
      : ['"Variable": "\\$.${2:field}"', '"BooleanEquals": ${3:true}'];
  const rule = braces([...condition, `"Next": "${targets(meaning, 4)}"`]);
  return [`"Choices": ${listOf(rule)}`, `"Default": "${targets(meaning, 5)}"`];
}

function mapMembers(language: QueryLanguage): readonly string[] {
  const items =
    language === 'JSONata' ? '"Items": "{% \\$states.input.${2:items} %\\}"' : '"ItemsPath": "\\$.${2:items}"';
  const processor = ['"ProcessorConfig": {"Mode": "INLINE"}', ...innerMachine(3)];
  return [items, `"ItemProcessor": ${braces(processor)}`, LAST];
}

function innerMachine(number: number): readonly string[] {
  const name = `\${${number}:First}`;
  return [`"StartAt": "${name}"`, `"States": ${braces([`"${name}": {"Type": "Pass", "End": true}`])}`];
}
