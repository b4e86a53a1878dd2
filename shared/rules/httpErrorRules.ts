import { memberNamed, type StringNode, valueAt } from '../document/node';
import type { HttpTask } from '../document/stateMachine';
import type { Fix } from '../spec/diagnostic';
import { ALL_ERRORS, TASK_ERRORS } from '../spec/errors';
import { HTTP_REQUEST_MILLISECONDS } from '../spec/limits';
import { PAGES } from '../spec/pages';
import { possibleFix, replaceItem } from './edits';
import { httpTaskExample } from './example';
import { type Handler, handlerLists } from './handlers';
import { isOpen } from './machineRules';
import type { Rule } from './rule';

const TIMEOUT = 'States.Timeout';
const SOCKET = 'States.Http.Socket';
const SECONDS = HTTP_REQUEST_MILLISECONDS / 1000;

const timeoutNotRaised: Rule<HttpTask> = {
  name: 'http-timeout-not-raised',
  severity: 'INFO',
  title: 'An HTTP Task without TimeoutSeconds never raises States.Timeout',
  doc: `An API that does not answer within ${SECONDS} seconds fails the task with \`${SOCKET}\`. \`${TIMEOUT}\` is raised only by a shorter \`TimeoutSeconds\`: set one, or list \`${SOCKET}\` too.`,
  page: PAGES.errors,
  example: {
    wrong: httpTaskExample({}, { Retry: [{ ErrorEquals: [TIMEOUT] }] }),
    right: httpTaskExample({}, { Retry: [{ ErrorEquals: [TIMEOUT] }], TimeoutSeconds: 10 }),
  },
  check: function* ({ state, node }, context) {
    const isTimed = memberNamed(node, 'TimeoutSeconds') ?? memberNamed(node, 'TimeoutSecondsPath');
    if (isTimed || isOpen(node) || context.isBroken(node.span)) return;
    for (const { handlers } of handlerLists(state, context)) {
      if (handlers.some(takesSocket)) continue;
      for (const { names, errors, location } of handlers) {
        for (const name of names.filter(({ value }) => value === TIMEOUT)) {
          yield {
            span: name.span,
            location: `${location}/ErrorEquals`,
            message: `Without TimeoutSeconds, an API that is too slow raises ${SOCKET}, never ${TIMEOUT}`,
            fixes: listSocket(context.document.text, name, errors),
          };
        }
      }
    }
  },
};

function listSocket(text: string, name: StringNode, errors: Handler['errors']): readonly Fix[] {
  if (!errors) return [];
  return [possibleFix(`List ${SOCKET} too`, replaceItem(text, errors, name, [TIMEOUT, SOCKET]))];
}

/** Names that are filled in later may be any. */
function takesSocket({ names, errors, node }: Handler): boolean {
  if (valueAt(node, 'ErrorEquals') !== errors || names.length < (errors?.items.length ?? 1)) return true;
  return names.some(({ value }) => value === SOCKET || value === TASK_ERRORS || value === ALL_ERRORS);
}

/** Rules about the errors of an HTTP Task. */
export const HTTP_ERROR_RULES: readonly Rule<HttpTask>[] = [timeoutNotRaised];
