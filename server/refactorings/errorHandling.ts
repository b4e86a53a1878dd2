import type { AslDocument } from '../../shared/document/document';
import { memberNamed, type ObjectNode, textAt, valueAt } from '../../shared/document/node';
import type { HttpTask, State } from '../../shared/document/stateMachine';
import { type Edit, fixesIn, insertMember, possibleFix } from '../../shared/rules/edits';
import { fixedTextAt } from '../../shared/rules/httpTask';
import type { Fix } from '../../shared/spec/diagnostic';
import { ALL_ERRORS, STATUS_CODE_ERROR_PREFIX } from '../../shared/spec/errors';
import type { JsonObject } from '../../shared/spec/json';
import { STATE_NAME_CHARACTERS } from '../../shared/spec/limits';
import type { Refactoring } from './refactoring';
import { shownName } from './stateFields';

/** A Retry for an API that is busy, and a Catch that leads to a state that fails, for an HTTP Task that has none. */
export function addErrorHandling(document: AslDocument, task: HttpTask): readonly Refactoring[] {
  const { state, node } = task;
  const retry = memberNamed(node, 'Retry') ? [] : [addRetry(document, task)];
  return memberNamed(node, 'Catch') ? retry : [...retry, ...addCatch(document, state, node)];
}

/** Statuses of an API that is busy or away for a moment, from the example of https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html. */
const BUSY = [429, 502, 503, 504];

/** Methods that may be sent again when nobody knows whether the first one arrived, from https://www.rfc-editor.org/rfc/rfc9110#name-idempotent-methods. */
const REPEATABLE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

function addRetry(document: AslDocument, { state, node, fields }: HttpTask): Refactoring {
  const isRepeatable = REPEATABLE.has(fixedTextAt(fields?.value, 'Method') ?? '');
  const statuses = BUSY.map((code) => `${STATUS_CODE_ERROR_PREFIX}${code}`);
  const retrier = {
    ErrorEquals: isRepeatable ? [...statuses, 'States.Http.Socket'] : statuses,
    IntervalSeconds: 1,
    BackoffRate: 2,
    MaxAttempts: 3,
    JitterStrategy: 'FULL',
  };
  const what = `${BUSY.join(', ')}${isRepeatable ? ' and connections that fail' : ''}`;
  const edits = [insertMember(document.text, node, 'Retry', [retrier])];
  return rewrite(document, `Retry ${shownName(state)} on ${what}`, node, edits);
}

/** Fail states to choose from beside a new one. */
const MOST_OFFERED = 3;

function addCatch(document: AslDocument, state: State, node: ObjectNode): readonly Refactoring[] {
  const { machine } = state;
  const states = valueAt(machine?.node, 'States');
  if (machine === undefined || states?.kind !== 'object') return [];
  const name = newName(`Handle ${state.name} failure`, machine.states);
  const caught = (next: string): Edit =>
    insertMember(document.text, node, 'Catch', [{ ErrorEquals: [ALL_ERRORS], Next: next }]);
  const isJsonata = textAt(document.root, 'QueryLanguage') === 'JSONata';
  const added = insertMember(document.text, states, name, failState(isJsonata));
  const existing = machine.states.filter(({ type, name: other }) => type === 'Fail' && other !== state.name);
  return [
    rewrite(document, `Catch all errors of ${shownName(state)} in a new Fail state`, node, [caught(name), added]),
    ...existing
      .slice(0, MOST_OFFERED)
      .map(({ name: next }) =>
        rewrite(document, `Catch all errors of ${shownName(state)} in "${next}"`, node, [caught(next)]),
      ),
  ];
}

/** Fails with the error that was caught: a Catcher hands on its Error and Cause. */
function failState(isJsonata: boolean): JsonObject {
  return isJsonata
    ? { Type: 'Fail', Error: '{% $states.input.Error %}', Cause: '{% $states.input.Cause %}' }
    : { Type: 'Fail', ErrorPath: '$.Error', CausePath: '$.Cause' };
}

function newName(wanted: string, states: readonly State[]): string {
  const short = wanted.length > STATE_NAME_CHARACTERS ? 'Handle failure' : wanted;
  const taken = new Set(states.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? short : `${short.slice(0, STATE_NAME_CHARACTERS - 4)} ${number}`;
    if (!taken.has(name)) return name;
  }
}

function rewrite(document: AslDocument, title: string, node: ObjectNode, edits: readonly Edit[]): Refactoring {
  const made: Fix['edits'] =
    fixesIn(document, { span: node.span, fixes: [possibleFix(title, ...edits)] })[0]?.edits ?? [];
  return { title, kind: 'rewrite', edits: made };
}
