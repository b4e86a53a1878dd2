import type { AslDocument } from '../shared/document/document';
import { textAt } from '../shared/document/node';
import type { QueryLanguage } from '../shared/document/stateMachine';
import { HTTP_TASK_RESOURCE, METHODS } from '../shared/spec/httpTask';
import { connectionNames } from './connectionNames';
import type { Meaning } from './meaning';
import type { Subject } from './subject';
import { choice, type KeyDraft, type ValueDraft } from './suggestion';

/** A whole HTTP Task as a member of States, in each query language that the machine allows. */
export function httpTaskStates(meaning: Meaning, subject: Subject): readonly KeyDraft[] {
  return languagesOf(meaning, subject).map((language) => ({
    ...described(language),
    key: undefined,
    value: `"\${1:Call API}": ${braces(membersOf(language, meaning, subject))}`,
  }));
}

/** The members of an HTTP Task, for a state that holds none yet which says what it is. */
export function httpTaskMembers(meaning: Meaning, subject: Subject, present: ReadonlySet<string>): readonly KeyDraft[] {
  return [...present].some((name) => !FIT_ANY_STATE.has(name)) ? [] : wholeMembers(meaning, subject);
}

const FIT_ANY_STATE = new Set(['Comment', 'QueryLanguage']);

function wholeMembers(meaning: Meaning, subject: Subject): readonly KeyDraft[] {
  return languagesOf(meaning, subject).map((language) => ({
    ...described(language),
    key: undefined,
    value: membersOf(language, meaning, subject).join(',\n'),
  }));
}

/** A whole HTTP Task as the value of a state's name. */
export function httpTaskValues(meaning: Meaning, subject: Subject): readonly ValueDraft[] {
  return languagesOf(meaning, subject).map((language) => ({
    ...described(language),
    json: braces(membersOf(language, meaning, subject)),
  }));
}

/** Whole machines with one HTTP Task, for an empty file. */
export function machineValues(subject: Subject): readonly ValueDraft[] {
  return LANGUAGES.map((language) => ({
    label: `State machine with an HTTP Task (${language})`,
    filter: `http-machine State machine with an HTTP Task (${language})`,
    kind: 'snippet',
    detail: 'a whole definition',
    docs: `A state machine in ${language} whose only state calls an HTTPS API.`,
    json: machine(language, subject),
  }));
}

const LANGUAGES: readonly QueryLanguage[] = ['JSONPath', 'JSONata'];

function machine(language: QueryLanguage, subject: Subject): string {
  const state = `"\${1:Call API}": ${braces(taskMembers(language, subject))}`;
  const members = ['"StartAt": "${1:Call API}"', `"States": ${braces([state])}`];
  return braces(language === 'JSONata' ? [QUERY_LANGUAGE, ...members] : members);
}

function described(language: QueryLanguage) {
  return {
    label: `HTTP Task (${language})`,
    filter: `http-task HTTP Task (${language})`,
    kind: 'snippet',
    detail: 'a state that calls an HTTPS API',
    docs: `A Task with \`${HTTP_TASK_RESOURCE}\`, a connection, and a Retry for an API that is busy, in ${language}.`,
  } as const;
}

/**
 * The query languages that a state may be in, the one it is in without a word of its own first: a JSONata machine or
 * state takes nothing else, a state of a JSONPath machine may still say JSONata for itself.
 */
export function languagesOf({ state }: Meaning, { document }: Subject): readonly QueryLanguage[] {
  const isJsonata = state?.queryLanguage === 'JSONata' || isJsonataMachine(document);
  return isJsonata ? ['JSONata'] : LANGUAGES;
}

/** Tells whether the states of a definition are in JSONata where they do not say otherwise. */
export function isJsonataMachine({ root }: AslDocument): boolean {
  return (textAt(root, 'QueryLanguage') ?? 'JSONPath') !== 'JSONPath';
}

function membersOf(language: QueryLanguage, { state }: Meaning, subject: Subject): readonly string[] {
  const saysSo = state?.queryLanguage === 'JSONata' || isJsonataMachine(subject.document);
  const members = taskMembers(language, subject);
  return language === 'JSONata' && !saysSo ? [QUERY_LANGUAGE, ...members] : members;
}

const QUERY_LANGUAGE = '"QueryLanguage": "JSONata"';

function taskMembers(language: QueryLanguage, subject: Subject): readonly string[] {
  const arns = connectionNames(subject).map(({ arn }) => arn);
  const arn = arns.length > 0 ? choice(arns, 4) : CONNECTION_ARN;
  return [
    '"Type": "Task"',
    `"Resource": "${HTTP_TASK_RESOURCE}"`,
    `"${language === 'JSONata' ? 'Arguments' : 'Parameters'}": ${braces([
      '"ApiEndpoint": "https://${2:api.example.com}"',
      `"Method": "${choice(
        METHODS.map(({ value }) => value),
        3,
      )}"`,
      `"Authentication": ${braces([`"ConnectionArn": "${arn}"`])}`,
    ])}`,
    retrySnippet(),
    '"End": true',
  ];
}

/** A Retry for an API that is busy, as a member of a state. */
export function retrySnippet(): string {
  return `"Retry": ${listOf(
    braces([
      '"ErrorEquals": ["States.Http.StatusCode.429", "States.Http.StatusCode.503", "States.Http.Socket"]',
      '"BackoffRate": 2',
      '"MaxAttempts": 3',
      '"JitterStrategy": "FULL"',
    ]),
  )}`;
}

/** A list of a snippet with one item. */
export function listOf(item: string): string {
  return `[\n${indented(item)}\n]`;
}

const CONNECTION_ARN =
  '${4:arn:aws:events:us-east-1:123456789012:connection/Name/00000000-0000-0000-0000-000000000000}';

/** Members as a JSON object of a snippet, each on a line of its own. */
export function braces(members: readonly string[]): string {
  return `{\n${indented(members.join(',\n'))}\n}`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '\t');
}
