import type { ErrorDetails, StateRun } from '../../../shared/executor/stateRun';
import { COMMANDS } from '../commands';
import { exchangesOf } from './dataText';
import { type Html, html } from './html';
import { goingOnActions } from './pathHtml';
import { bytes, commandLink, duration } from './pieces';
import { LOOKS, statusIcon } from './statusIcon';
import type { Action, Page, RunView, Say, Subject } from './view';

/**
 * The top of the page for a finished run: how it ended in word, shape and colour, its figures, what can be done next.
 * A strip above it says the same, in short, once the summary is scrolled away.
 * `run` is the view's run as it may be shown.
 */
export function summaryHtml(view: RunView, run: StateRun, page: Page): Html {
  const { subject, restored } = view;
  const { say } = page;
  return html`<div class="strip ${LOOKS[run.status]}" aria-hidden="true"><p><strong>${run.status}</strong> ${subject.stateName}</p></div>
<header class="summary ${LOOKS[run.status]}">
<p class="badge" id="status" role="status">${statusIcon(run.status)}<strong>${run.status}</strong></p>
<h1 id="state-name">${subject.stateName}</h1>
<p class="story" id="story">${storyOf(run, say)}</p>
${figures(run, subject, page)}
${restored && html`<p class="aside" id="restored">${restoredSentence(view, say)}</p>`}
${view.outdated && html`<p class="aside" id="outdated">${say('The definition was changed while the state ran: this is how it was before.')}</p>`}
<nav class="actions" aria-label="${say('Actions')}">
${offeredActions(view, say).map((action) => commandLink(action))}
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
function toolActions({ request, run }: RunView, say: Say): readonly Action[] {
  const keep = { text: say('Keep this run as a test'), command: COMMANDS.keepRun };
  const record = { text: say('Record the answer'), command: COMMANDS.recordAnswer };
  return [
    ...(request ? [keep] : []),
    ...(request && isAnswered(run) ? [record] : []),
    ...(request ? [{ text: say('Copy as aws command'), command: COMMANDS.copyAwsCommand }] : []),
    { text: say('Save the trace'), command: COMMANDS.saveData, args: ['trace'] },
    { text: say('Compare with the previous run'), command: COMMANDS.compareWithPrevious },
    { text: say('Earlier runs'), command: COMMANDS.showHistory },
  ];
}

/** Only what a service really answered can be recorded. */
function isAnswered(run: StateRun): boolean {
  return !run.mocked && exchangesOf(run).some(({ purpose, response }) => purpose === 'task' && response !== undefined);
}

/** The line that says which file is meant, and the test case, if one is. */
export function subjectLine({ file, caseName }: Subject, say: Say): Html {
  return html`<span class="file">${file}</span>${caseName !== undefined && html` <span class="case">${say('test case: {0}', caseName)}</span>`}`;
}

/** The line that says where the input of a run comes from. */
export function inputLine(subject: Subject, say: Say): Html {
  const { caseName, from } = subject;
  const source =
    from === undefined ? say('no test case: the input is {0}', '{}') : say('the input is the output of “{0}”', from);
  const isSaid = from === undefined && caseName !== undefined;
  return html`${subjectLine(subject, say)}${!isSaid && html` <span class="case">${source}</span>`}`;
}

/** Runs in AWS what was run here; what was kept does not say what that was. */
function awsActions({ request }: RunView, say: Say): readonly Action[] {
  return request ? [{ text: say('Test in AWS'), command: COMMANDS.testInAws, args: ['shown'] }] : [];
}

/** Runs the same state again. */
export function againAction(say: Say): Action {
  return { text: say('Run again'), command: COMMANDS.runAgain };
}

/** What helps most stands first: what mends the circumstances, then the way on. */
function offeredActions(view: RunView, say: Say): readonly Action[] {
  const others = [
    againAction(say),
    ...awsActions(view, say),
    ...goingOnActions(view, say),
    ...secretActions(view, say),
  ];
  const all = [
    ...view.actions.filter(({ isFirst }) => isFirst),
    ...others,
    ...view.actions.filter(({ isFirst }) => !isFirst),
  ];
  return [...all.filter(({ isFirst }) => isFirst), ...all.filter(({ isFirst }) => !isFirst)];
}

function storyOf({ status, nextState, errorDetails }: StateRun, say: Say): string {
  if (status === 'SUCCEEDED')
    return nextState ? say('The next state is “{0}”.', nextState) : say('The execution ends here.');
  if (status === 'CAUGHT_ERROR') return caughtStory(nextState, errorDetails, say);
  if (status === 'RETRIABLE') return retriableStory(errorDetails, say);
  return errorDetails?.retryIndex === undefined
    ? say('The state failed, and nothing catches the error.')
    : say('The state failed, and retrier {0} has no attempt left.', errorDetails.retryIndex + 1);
}

function caughtStory(nextState: string | undefined, details: ErrorDetails | undefined, say: Say): string {
  return say('The state failed, and catcher {0} hands over to “{1}”.', (details?.catchIndex ?? 0) + 1, nextState ?? '');
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
