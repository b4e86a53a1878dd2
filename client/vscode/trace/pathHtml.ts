import { COMMANDS } from '../commands';
import { type Html, html } from './html';
import { nextNameOf, type Path, retriableRun, type Step } from './path';
import { commandLink, duration } from './pieces';
import { LOOKS, statusIcon } from './statusIcon';
import type { Action, Say, TraceView } from './view';

/** What can be done to go on from the step on display; nothing where nothing follows it, or it was kept from earlier. */
export function goingOnActions(view: TraceView, say: Say): readonly Action[] {
  if (view.path?.running !== undefined) return [];
  const retry = retriableRun(view) ? [{ text: say('Retry now'), command: COMMANDS.retryNow, isFirst: true }] : [];
  const next = nextNameOf(view);
  if (next === undefined) return retry;
  const text = view.kind === 'run' ? say('Continue with “{0}”', next) : say('Try “{0}” now', next);
  return [
    { text, command: COMMANDS.continueNext, isFirst: view.kind === 'run' },
    { text: say('Run on to the end'), command: COMMANDS.runOn },
  ];
}

/** Steps that are listed; those before them are reached by their command. */
export const SHOWN_STEPS = 200;

/** The path taken: its steps, each of which can be shown, and how it ended. Undefined where a state was tested alone. */
export function pathHtml({ path, kind, subject }: TraceView, say: Say): Html | undefined {
  if (path === undefined) return undefined;
  const { steps, current, running, end, edited } = path;
  const first = Math.max(0, Math.min(steps.length - SHOWN_STEPS, current < 0 ? steps.length : current));
  return html`<nav id="path" class="path" aria-labelledby="path-title"><h2 id="path-title">${say('Path taken')} <small>${countSentence(steps.length, say)}</small></h2>
<ol class="steps" tabindex="0" aria-labelledby="path-title">
${first > 0 && html`<li class="step"><span class="figure">${say('{0} earlier states', first)}</span></li>`}
${steps.slice(first).map((step, index) => stepHtml(step, first + index, path, say))}
${running !== undefined && html`<li class="step running"${kind === 'running' && CURRENT}><span class="dot" aria-hidden="true"></span> <span class="step-name">${running}</span> <span class="figure">${say('Running…')}</span></li>`}</ol>
${end !== undefined && html`<p class="aside" id="path-end">${end}</p>`}
${edited && html`<p class="aside" id="path-edited">${say('The definition was changed since this path began: the text at its beginning counts.')}</p>`}
<p class="open">${pathActions(path, kind, subject.uri, say).map((action) => html`${commandLink(action, 'link')} `)}</p>
</nav>`;
}

function pathActions({ steps, running }: Path, kind: TraceView['kind'], uri: string | undefined, say: Say) {
  if (kind === 'running') return [];
  if (running !== undefined) return [{ text: say('Cancel'), command: COMMANDS.cancel }];
  const start = { uri, stateName: steps[0]?.stateName };
  return [
    ...(uri === undefined ? [] : [{ text: say('Run the path again'), command: COMMANDS.runFromHere, args: [start] }]),
    { text: say('Clear marks'), command: COMMANDS.clearMarks },
  ];
}

function countSentence(count: number, say: Say): string {
  return count === 1 ? say('1 state') : say('{0} states', count);
}

const CURRENT = html` aria-current="step"`;

function stepHtml(step: Step, index: number, { current }: Path, say: Say): Html {
  const { stateName, look, milliseconds, nextState, error } = step;
  const show = { text: stateName, command: COMMANDS.showStep, args: [index] };
  const name = step.view ? commandLink(show, 'step-name') : html`<span class="step-name">${stateName}</span>`;
  return html`<li class="step ${LOOKS[look]}"${index === current && CURRENT}>${statusIcon(look)} ${name}
<span class="figure">${statusWord(step, say)}</span> ${error !== undefined && html`<span class="figure">${error}</span>`}
${milliseconds !== undefined && html`<span class="figure">${duration(milliseconds)}</span>`}
${nextState !== undefined && html`<span class="next">→ <span class="unseen">${say('next:')}</span> ${nextState}</span>`}</li>`;
}

function statusWord({ look, mocked, attempts }: Step, say: Say): string {
  const words = [
    look === 'NOT_RUN' ? say('not run') : look,
    mocked && say('mocked'),
    attempts > 1 && say('{0} attempts', attempts),
  ];
  return words.filter((word) => typeof word === 'string').join(' · ');
}
