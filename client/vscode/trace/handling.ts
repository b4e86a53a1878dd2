import type { ErrorDetails, StateRun } from '../../../shared/executor/stateRun';
import { ALL_ERRORS, TASK_ERRORS } from '../../../shared/spec/errors';
import { COMMANDS } from '../commands';
import { type Html, html } from './html';
import { commandLink } from './pieces';
import type { HandlerPlace, RunView, Say } from './view';

/**
 * Which Retrier and which Catcher took the error and why, each with a link to its lines; undefined where nothing failed
 * or the state has none of them. `run` is the view's run as it may be shown.
 */
export function handlingHtml({ subject, handlers = [] }: RunView, run: StateRun, say: Say): Html | undefined {
  if (run.error === undefined || handlers.length === 0) return undefined;
  const rows = handlers.map((handler) => {
    const name =
      handler.field === 'Retry' ? say('Retrier {0}', handler.index + 1) : say('Catcher {0}', handler.index + 1);
    const text = say('{0}, line {1}', name, handler.line);
    const args = [subject.uri, handler.span.start, handler.span.end];
    const link =
      subject.uri === undefined ? html`${text}` : commandLink({ text, command: COMMANDS.openAt, args }, 'link');
    const verdict = verdictOf(handler, run);
    return html`<li class="handler ${verdict}">${link} <span class="errors">${handler.errors.join(', ')}</span>
<span class="why">${sentenceOf(verdict, handler, run, say)}</span></li>`;
  });
  return html`<section id="handling" aria-labelledby="handling-title"><h2 id="handling-title">${say('Who takes the error')}</h2>
<ol class="handlers">${rows}</ol></section>`;
}

/** `taken`: by this one; `spent`: it takes the error but has no attempt left; `unasked`: another one took it before. */
type Verdict = 'taken' | 'spent' | 'passed' | 'unasked';

function verdictOf({ field, index }: HandlerPlace, { status, errorDetails = {} }: StateRun): Verdict {
  if (field === 'Retry') {
    if (index === errorDetails.retryIndex) return status === 'RETRIABLE' ? 'taken' : 'spent';
    return isBehind(index, errorDetails.retryIndex) ? 'unasked' : 'passed';
  }
  if (status === 'RETRIABLE' || isBehind(index, errorDetails.catchIndex)) return 'unasked';
  return index === errorDetails.catchIndex ? 'taken' : 'passed';
}

function isBehind(index: number, taker: number | undefined): boolean {
  return taker !== undefined && index > taker;
}

function sentenceOf(verdict: Verdict, handler: HandlerPlace, run: StateRun, say: Say): string {
  const error = run.error ?? '';
  if (verdict === 'unasked') return say('is not asked: another one took the error');
  if (verdict === 'passed') {
    return error === 'States.Runtime'
      ? say('does not take it: nothing takes {0}', error)
      : say('does not take it: {0} is not among its errors', error);
  }
  const reason = reasonOf(handler, error, say);
  if (verdict === 'spent') return `${reason}; ${say('it has no attempt left')}`;
  return `${reason}; ${nextOf(handler, run.errorDetails ?? {}, run.nextState, say)}`;
}

function reasonOf({ errors }: HandlerPlace, error: string, say: Say): string {
  if (!errors.includes(error) && errors.includes(ALL_ERRORS))
    return say('takes it, because {0} takes every error', ALL_ERRORS);
  if (!errors.includes(error) && errors.includes(TASK_ERRORS)) {
    return say('takes it, because {0} takes every error but {1}', TASK_ERRORS, 'States.Timeout');
  }
  return say('takes it, because {0} is among its errors', error);
}

function nextOf({ field }: HandlerPlace, details: ErrorDetails, nextState: string | undefined, say: Say): string {
  return field === 'Retry'
    ? say('it would try again after {0} s', details.retryBackoffIntervalSeconds ?? 0)
    : say('it hands over to “{0}”', nextState ?? '');
}
