import type { ArrayNode, Node, StringNode } from '../document/node';
import type { State } from '../document/stateMachine';
import type { Fix } from '../spec/diagnostic';
import {
  ALL_ERRORS,
  codesOfClass,
  ERROR_NAMES,
  meantErrorName,
  STATUS_CODE_ERROR_PREFIX,
  TASK_ERRORS,
  whyNeverRaised,
} from '../spec/errors';
import { PAGES } from '../spec/pages';
import { moveBefore, moveToEnd, possibleFix, preferredFix, removeItem, replaceItem, replaceString } from './edits';
import { machineExample } from './example';
import { type Handler, type HandlerList, handlerLists } from './handlers';
import { type Context, type Finding, type Rule, SCHEMA_CODE } from './rule';

const page = PAGES.errors;
const RESOURCE = 'arn:aws:lambda:us-east-1:123456789012:function:Work';

const allAlone: Rule<State> = {
  name: 'error-all-alone',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'States.ALL does not stand alone at the end',
  doc: '`States.ALL` takes every error but `States.Runtime`. It stands alone in its `ErrorEquals`, in the last Retrier or Catcher: what stood beside or behind it would never be looked at.',
  page,
  example: {
    wrong: retryExample(['States.ALL', 'States.Timeout']),
    right: retryExample(['States.Timeout'], ['States.ALL']),
  },
  check: function* (state, context) {
    for (const lists of handlerLists(state, context)) {
      for (const handler of lists.handlers) {
        const name = handler.names.find(({ value }) => value === ALL_ERRORS);
        if (!name || !handler.errors || isAtEnd(handler, lists)) continue;
        yield {
          span: name.span,
          location: `${handler.location}/ErrorEquals`,
          message: `${ALL_ERRORS} must appear alone and at end of list`,
          fixes: putAtEnd(handler, handler.errors.items, name, lists, context),
        };
      }
    }
  },
};

function isAtEnd({ index, errors }: Handler, { list }: HandlerList): boolean {
  return index === list.items.length - 1 && errors?.items.length === 1;
}

function putAtEnd(
  handler: Handler,
  items: readonly Node[],
  name: StringNode,
  { list, handlers }: HandlerList,
  { document }: Context,
): readonly Fix[] {
  const isLast = handler.index === list.items.length - 1;
  const isOnce = handler.names.filter(({ value }) => value === ALL_ERRORS).length === 1;
  const removal = handler.errors && isOnce ? removeItem(handler.errors, name) : undefined;
  const isAlone = items.length === 1;
  if (isLast && handler.errors) {
    const alone = { span: handler.errors.span, text: JSON.stringify([ALL_ERRORS]) };
    const others = removal ? [possibleFix(`Remove ${ALL_ERRORS}`, removal)] : [];
    return [preferredFix(`Keep ${ALL_ERRORS} alone`, alone), ...others];
  }
  if (!isAlone) return removal ? [preferredFix(`Remove ${ALL_ERRORS}`, removal)] : [];
  const isThereToo = handlers.at(-1)?.names.some(({ value }) => value === ALL_ERRORS);
  if (isThereToo) return [preferredFix('Remove this entry', removeItem(list, handler.node))];
  return [preferredFix('Move it to the end', ...moveToEnd(document.text, list, handler.node))];
}

const neverMatches: Rule<State> = {
  name: 'error-never-matches',
  severity: 'WARNING',
  title: 'No error ever has this name',
  doc: `Error names are compared letter by letter: there are no wildcards but \`States.ALL\` and \`States.TaskFailed\`. Each status code of an API is listed for itself, as in \`${STATUS_CODE_ERROR_PREFIX}429\`; to take any error of an HTTP Task, list \`States.TaskFailed\`.`,
  page,
  example: {
    wrong: retryExample(['States.Http.StatusCode.5XX']),
    right: retryExample(['States.Http.StatusCode.503', 'States.Http.HttpException']),
  },
  check: function* (state, context) {
    for (const { handlers } of handlerLists(state, context)) {
      for (const [index, handler] of handlers.entries()) {
        for (const name of handler.names) {
          const why = whyNeverRaised(name.value);
          if (why === undefined) continue;
          yield {
            span: name.span,
            location: `${handler.location}/ErrorEquals`,
            message: `No error is ever called ${name.value}: ${why}`,
            fixes: listEach(name, handler, handlers.slice(0, index + 1), context.document.text),
          };
        }
      }
    }
  },
};

/** A class of status codes becomes those worth naming, without the ones that are taken already; a wildcard any error of a task. */
function listEach(name: StringNode, handler: Handler, before: readonly Handler[], text: string): readonly Fix[] {
  const list = handler.errors;
  const taken = new Set(before.flatMap(({ names }) => names.map(({ value }) => value)));
  const put = (title: string, names: readonly string[]) => {
    const fresh = names.filter((one) => !taken.has(one));
    return fresh.length === 0 || !list ? [] : [preferredFix(title, replaceItem(text, list, name, fresh))];
  };
  const statusClass = name.value.slice(STATUS_CODE_ERROR_PREFIX.length);
  const codes = name.value.startsWith(STATUS_CODE_ERROR_PREFIX) ? codesOfClass(statusClass) : [];
  if (codes.length > 0) {
    const each = codes.map((code) => `${STATUS_CODE_ERROR_PREFIX}${code}`);
    return put(`List the usual codes of ${statusClass.toUpperCase()}`, each);
  }
  const isWildcard = /[*?]/.test(name.value);
  const fixes = isWildcard ? put(`Change to ${TASK_ERRORS}`, [TASK_ERRORS]) : [];
  return fixes.length > 0 ? fixes : removeName(name, handler);
}

function removeName(name: StringNode, { errors }: Handler): readonly Fix[] {
  if (!errors || errors.items.length < 2) return [];
  return [possibleFix(`Remove ${name.value}`, removeItem(errors, name))];
}

const uncatchable: Rule<State> = {
  name: 'error-uncatchable',
  severity: 'WARNING',
  title: 'This error is never retried and never caught',
  doc: '`States.Runtime` says that the execution cannot go on, such as when a path leads nowhere: it always fails, whatever `Retry` and `Catch` list. `States.ALL` does not take it either.',
  page,
  example: { wrong: retryExample(['States.Runtime']), right: retryExample(['States.ParameterPathFailure']) },
  check: function* (state, context) {
    for (const { field, handlers } of handlerLists(state, context)) {
      for (const handler of handlers) {
        for (const name of handler.names.filter(({ value }) => UNCATCHABLE.has(value))) {
          yield {
            span: name.span,
            location: `${handler.location}/ErrorEquals`,
            message: `${field} has no effect on this error: ${name.value}`,
            fixes: removeName(name, handler),
          };
        }
      }
    }
  },
};

const UNCATCHABLE = new Set(ERROR_NAMES.filter((row) => row.uncatchable).map(({ name }) => name));

const alreadyTaken: Rule<State> = {
  name: 'error-already-taken',
  severity: 'WARNING',
  title: 'An earlier entry takes this error already',
  doc: 'The first Retrier that lists an error decides about it, even when its attempts are used up, and the first Catcher that does catches it: the same name further down has no effect.',
  page,
  example: {
    wrong: retryExample(['States.Timeout'], ['Busy', 'States.Timeout']),
    right: retryExample(['States.Timeout'], ['Busy'], ['States.ALL']),
  },
  check: function* (state, context) {
    for (const lists of handlerLists(state, context)) {
      const taken = new Map<string, number>();
      for (const handler of lists.handlers) {
        for (const name of handler.names) {
          // A second States.ALL is the complaint of the rule about where it stands.
          if (taken.has(name.value) && name.value !== ALL_ERRORS) yield takenBefore(name, handler, lists);
        }
        for (const { value } of handler.names) taken.set(value, handler.index);
      }
    }
  },
};

function takenBefore(name: StringNode, handler: Handler, { field, list }: HandlerList): Finding {
  const entry = field === 'Retry' ? 'Retrier' : 'Catcher';
  const isOnly = handler.errors?.items.length === 1;
  const fixes = isOnly
    ? [possibleFix(`Remove this ${entry}`, removeItem(list, handler.node))]
    : removeName(name, handler);
  const message = `An earlier ${entry} takes this error already: ${name.value}`;
  return { span: name.span, location: `${handler.location}/ErrorEquals`, message, fixes };
}

const behindTaskFailed: Rule<State> = {
  name: 'error-behind-task-failed',
  severity: 'INFO',
  title: 'States.TaskFailed in front of it takes this error',
  doc: '`States.TaskFailed` takes any error of a task but `States.Timeout`, those of an HTTP answer and of a connection too. An entry for one of them has to stand in front of it.',
  page,
  example: {
    wrong: retryExample(['States.TaskFailed'], ['States.Http.StatusCode.429']),
    right: retryExample(['States.Http.StatusCode.429'], ['States.TaskFailed']),
  },
  check: function* (state, context) {
    if (state.type !== 'Task') return;
    for (const { handlers, list } of handlerLists(state, context)) {
      const at = handlers.findIndex(({ names }) => names.some(({ value }) => value === TASK_ERRORS));
      const first = handlers[at];
      for (const handler of first ? handlers.slice(at + 1) : []) {
        for (const { value, span } of handler.names.filter((name) => isErrorOfTask(name.value))) {
          const message = `${TASK_ERRORS} in front of it takes this error: ${value}`;
          const fixes = first ? moveInFront(context, list, handler, first) : [];
          yield { span, location: `${handler.location}/ErrorEquals`, message, fixes };
        }
      }
    }
  },
};

/** An entry that takes any error itself would do in front what the other one does there. */
function moveInFront({ document }: Context, list: ArrayNode, handler: Handler, first: Handler): readonly Fix[] {
  if (handler.names.some(({ value }) => value === TASK_ERRORS || value === ALL_ERRORS)) return [];
  const moves = moveBefore(document, list, handler.node, first.node);
  return moves.length > 0 ? [possibleFix(`Move it in front of ${TASK_ERRORS}`, ...moves)] : [];
}

/** Errors of the service that a task calls; which of the others count as its own is not documented. */
function isErrorOfTask(name: string): boolean {
  return whyNeverRaised(name) === undefined && (name.startsWith('States.Http.') || !name.startsWith('States.'));
}

const misspelled: Rule<State> = {
  name: 'error-name-misspelled',
  severity: 'INFO',
  title: 'An error name that is nearly one of Step Functions',
  doc: 'Any name may stand in `ErrorEquals`, as tasks have errors of their own. One that differs from a name of Step Functions by a letter or two is allowed, but never matches what was most likely meant.',
  page,
  example: { wrong: retryExample(['State.ALL']), right: retryExample(['States.ALL']) },
  check: function* (state, context) {
    for (const { handlers } of handlerLists(state, context)) {
      for (const { names, location } of handlers) {
        for (const name of names) {
          const meant = meantErrorName(name.value);
          if (meant === undefined) continue;
          const message = `This is no error of Step Functions: ${name.value}; did you mean ${meant}?`;
          const fixes = [preferredFix(`Change to ${meant}`, replaceString(name, meant))];
          yield { span: name.span, location: `${location}/ErrorEquals`, message, fixes };
        }
      }
    }
  },
};

/** A task with a Retry whose entries list these errors. */
function retryExample(...lists: readonly (readonly string[])[]): string {
  const Retry = lists.map((ErrorEquals) => ({ ErrorEquals }));
  return machineExample({ Work: { Type: 'Task', Resource: RESOURCE, Retry, End: true } });
}

/** Rules about the errors that Retry and Catch list. */
export const ERROR_RULES: readonly Rule<State>[] = [
  allAlone,
  neverMatches,
  uncatchable,
  alreadyTaken,
  behindTaskFailed,
  misspelled,
];
