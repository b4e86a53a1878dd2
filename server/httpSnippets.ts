import { allStates, httpTaskOf, stateMachineOf } from '../shared/document/stateMachine';
import { STATUS_CODE_ERROR_PREFIX } from '../shared/spec/errors';
import type { Meaning } from './meaning';
import { braces, isJsonataMachine, listOf, retrySnippet } from './snippets';
import type { Subject } from './subject';
import { choice, type KeyDraft } from './suggestion';

// What goes with an HTTP Task, offered where it fits: Retry and Catch in the task itself, a Choice beside it.

/** Retry and Catch for the errors of an HTTP API, in an HTTP Task that has none yet. */
export function handlerMembers(meaning: Meaning, present: ReadonlySet<string>): readonly KeyDraft[] {
  const { state } = meaning;
  if (state === undefined || httpTaskOf(state) === undefined) return [];
  return [retryMember(), catchMember(meaning)].filter(({ name }) => !present.has(name)).map(({ draft }) => draft);
}

function retryMember() {
  const draft = drafted('Retry of an HTTP Task', 'retry-http', 'Tries again when the API is busy.');
  return { name: 'Retry', draft: { ...draft, value: retrySnippet() } };
}

function catchMember(meaning: Meaning) {
  const isJsonata = meaning.state?.queryLanguage === 'JSONata';
  const where = isJsonata ? 'as the input of that state' : 'in the data';
  const docs = `Goes on with another state when the API refuses, with the error ${where}.`;
  const entry = [
    `"ErrorEquals": ["${STATUS_CODE_ERROR_PREFIX}\${1:404}"]`,
    isJsonata ? '"Output": "{% \\$states.errorOutput %\\}"' : '"ResultPath": "\\$.${2:error}"',
    `"Next": "${targets(meaning, 3)}"`,
  ];
  return {
    name: 'Catch',
    draft: { ...drafted('Catch of an HTTP Task', 'catch-http', docs), value: `"Catch": ${listOf(braces(entry))}` },
  };
}

/** A Choice by the status code of an API, in a definition that calls one. */
export function statusChoices(meaning: Meaning, { document }: Subject): readonly KeyDraft[] {
  const states = [...allStates(stateMachineOf(document))];
  if (!states.some((state) => httpTaskOf(state) !== undefined)) return [];
  const isJsonata = isJsonataMachine(document);
  const rule = [
    ...(isJsonata
      ? ['"Condition": "{% \\$states.input.${2:status} = ${3:204} %\\}"']
      : ['"Variable": "\\$.${2:status}"', '"NumericEquals": ${3:204}']),
    `"Next": "${targets(meaning, 4)}"`,
  ];
  const members = ['"Type": "Choice"', `"Choices": ${listOf(braces(rule))}`, `"Default": "${targets(meaning, 5)}"`];
  const docs = 'Picks the next state by the status code that an HTTP Task kept in the data.';
  return [
    { ...drafted('Choice by status code', 'choice-status', docs), value: `"\${1:By status}": ${braces(members)}` },
  ];
}

function drafted(label: string, filter: string, docs: string) {
  return { label, filter: `${filter} ${label}`, kind: 'snippet', detail: 'HTTP Task', docs, key: undefined } as const;
}

/** A place of a snippet to choose a state of the same machine in; an empty place when there is no other state. */
export function targets({ machine, state }: Meaning, number: number): string {
  const names = (machine?.states ?? []).map(({ name }) => name).filter((name) => name !== '' && name !== state?.name);
  return choice([...new Set(names)].slice(0, MOST_TARGETS), number);
}

const MOST_TARGETS = 20;
