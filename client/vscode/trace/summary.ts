import type { ErrorDetails, StateRun, Status } from '../../../shared/executor/stateRun';
import { COMMANDS } from '../commands';
import { exchangesOf } from './dataText';
import { type Html, html } from './html';
import { bytes, commandLink, duration } from './pieces';
import type { Action, Page, RunView, Say, Subject } from './view';

/**
 * The top of the page for a finished run: how it ended in word, shape and colour, its figures, what can be done next.
 * A strip above it says the same, in short, once the summary is scrolled away.
 * `run` is the view's run as it may be shown.
 */
export function summaryHtml(view: RunView, run: StateRun, page: Page): Html {
  const { subject, actions, restored } = view;
  const { say } = page;
  return html`<div class="strip ${LOOKS[run.status]}" aria-hidden="true"><p><strong>${run.status}</strong> ${subject.stateName}</p></div>
<header class="summary ${LOOKS[run.status]}">
<p class="badge" id="status" role="status">${icon(run.status)}<strong>${run.status}</strong></p>
<h1 id="state-name">${subject.stateName}</h1>
<p class="story" id="story">${storyOf(run, say)}</p>
${figures(run, subject, page)}
${restored && html`<p class="aside" id="restored">${restoredSentence(view, say)}</p>`}
<nav class="actions" aria-label="${say('Actions')}">
${ordered([againAction(say), ...secretActions(view, say), ...actions]).map((action) => commandLink(action))}
</nav>
<nav class="tools" aria-label="${say('Copy, save and compare')}">
${toolActions(view, say).map((action) => commandLink(action, 'link'))}
</nav>
</header>`;
}

function restoredSentence({ earlier }: RunView, say: Say): string {
  return earlier
    ? say('This is an earlier run, kept without its secrets.')
    : say('This is the last run before the window was reloaded, kept without its secrets.');
}

/** What was run is not kept: it could hold secrets. */
function toolActions({ request }: RunView, say: Say): readonly Action[] {
  return [
    ...(request ? [{ text: say('Copy as aws command'), command: COMMANDS.copyAwsCommand }] : []),
    { text: say('Save the trace'), command: COMMANDS.saveData, args: ['trace'] },
    { text: say('Compare with the previous run'), command: COMMANDS.compareWithPrevious },
    { text: say('Earlier runs'), command: COMMANDS.showHistory },
  ];
}

/** The line that says which file is meant, and the test case, if one is. */
export function subjectLine({ file, caseName }: Subject, say: Say): Html {
  return html`<span class="file">${file}</span>${caseName !== undefined && html` <span class="case">${say('test case: {0}', caseName)}</span>`}`;
}

/** The line that says where the input of a run comes from. */
export function inputLine(subject: Subject, say: Say): Html {
  const nothing = html` <span class="case">${say('no test case: the input is {0}', '{}')}</span>`;
  return html`${subjectLine(subject, say)}${subject.caseName === undefined && nothing}`;
}

/** Runs the same state again. */
export function againAction(say: Say): Action {
  return { text: say('Run again'), command: COMMANDS.runAgain };
}

function ordered(actions: readonly Action[]): readonly Action[] {
  return [...actions.filter(({ isFirst }) => isFirst), ...actions.filter(({ isFirst }) => !isFirst)];
}

const LOOKS: Readonly<Record<Status, string>> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  RETRIABLE: 'retriable',
  CAUGHT_ERROR: 'caught',
};

/** Each status has a shape of its own: a circle, an octagon, a turning arrow, a triangle. */
const SHAPES: Readonly<Record<Status, Html>> = {
  SUCCEEDED: html`<circle cx="8" cy="8" r="7"/><path class="mark" d="M4.5 8.3l2.4 2.4 4.6-5"/>`,
  FAILED: html`<path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z"/><path class="mark" d="M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4"/>`,
  RETRIABLE: html`<path class="line" d="M13.5 8a5.5 5.5 0 1 1-1.8-4.1"/><path d="M9.6 5.2h4.9V.6z"/>`,
  CAUGHT_ERROR: html`<path d="M8 1l7.5 14H.5z"/><path class="mark" d="M8 6v4.2M8 12v1.2"/>`,
};

function icon(status: Status): Html {
  return html`<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">${SHAPES[status]}</svg>`;
}

function storyOf({ status, nextState, errorDetails }: StateRun, say: Say): string {
  if (status === 'SUCCEEDED')
    return nextState ? say('The next state is {0}.', nextState) : say('The execution ends here.');
  if (status === 'CAUGHT_ERROR') return caughtStory(nextState, errorDetails, say);
  if (status === 'RETRIABLE') return retriableStory(errorDetails, say);
  return errorDetails?.retryIndex === undefined
    ? say('The state failed, and nothing catches the error.')
    : say('The state failed, and retrier {0} has no attempt left.', errorDetails.retryIndex + 1);
}

function caughtStory(nextState: string | undefined, details: ErrorDetails | undefined, say: Say): string {
  return say('The state failed, and catcher {0} hands over to {1}.', (details?.catchIndex ?? 0) + 1, nextState ?? '');
}

function retriableStory(details: ErrorDetails | undefined, say: Say): string {
  return say(
    'The state failed, and retrier {0} would try again after {1} s.',
    (details?.retryIndex ?? 0) + 1,
    details?.retryBackoffIntervalSeconds ?? 0,
  );
}

function figures(run: StateRun, subject: Subject, { say, time }: Page): Html {
  const response = exchangesOf(run).findLast(({ purpose }) => purpose === 'task')?.response;
  return html`<ul class="figures">
<li>${inputLine(subject, say)}</li>
<li><time datetime="${run.startedAt}">${time(run.startedAt)}</time></li>
<li id="duration">${duration(run.durationMilliseconds)}</li>
${response && html`<li id="response-size">${say('response {0}', bytes(response.bodyBytes))}</li>`}
${run.mocked && html`<li id="mocked">${say('mocked: nothing was sent')}</li>`}
</ul>`;
}

function secretActions({ run, reveal, restored }: RunView, say: Say): readonly Action[] {
  if (restored || !hasSecrets(run)) return [];
  return reveal
    ? [{ text: say('Hide secrets'), command: COMMANDS.hideSecrets }]
    : [{ text: say('Reveal secrets'), command: COMMANDS.revealSecrets }];
}

function hasSecrets(run: StateRun): boolean {
  return (
    run.secrets.length > 0 ||
    exchangesOf(run).some(({ request: { headers, query, body } }) =>
      [...headers, ...query, ...(body?.members ?? [])].some(({ secret }) => secret),
    )
  );
}
