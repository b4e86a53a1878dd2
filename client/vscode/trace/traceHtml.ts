import type { Phase } from '../../../shared/executor/effects';
import type { StateRun } from '../../../shared/executor/stateRun';
import { awsHtml } from '../aws/awsHtml';
import { COMMANDS } from '../commands';
import { exchangesHtml } from './exchange';
import { expectationHtml } from './expectation';
import { handlingHtml } from './handling';
import { type Html, html, pageText, styleElement } from './html';
import { prettyJson } from './jsonText';
import { goingOnActions, pathHtml } from './pathHtml';
import { commandLink, dataBlock } from './pieces';
import { maskedRun } from './shownRun';
import { sizesHtml } from './sizes';
import { stagesHtml } from './stages';
import { againAction, inputLine, subjectLine, summaryHtml } from './summary';
import type { MessageView, Page, RunningView, RunView, Say, TraceView } from './view';

/**
 * The trace panel's page: no script, every text of the run escaped, secrets hidden unless the view reveals them.
 * The same view gives the same text. It holds all that it needs: VS Code never shows a page that comes while the one
 * before it is still loading something, when that ends too late.
 */
export function traceHtml(view: TraceView, page: Page): string {
  const style = styleElement(page.style);
  return pageText(html`${DOCTYPE}<html lang="${page.language}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${style.source}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${view.subject.stateName}</title>
${style.element}
</head>
<body>
<main data-view="${view.kind}">${contentOf(view, page)}</main>
</body>
</html>`);
}

const DOCTYPE = html`<!DOCTYPE html>
`;

function contentOf(view: TraceView, page: Page): Html {
  if (view.kind === 'running') return runningHtml(view, page);
  return view.kind === 'message' ? messageHtml(view, page) : runHtml(view, page);
}

function runningHtml(view: RunningView, { say }: Page): Html {
  const { subject, phase } = view;
  return html`<header class="summary running">
<p class="badge" id="status" role="status"><span class="dot" aria-hidden="true"></span><strong>${say('Running…')}</strong></p>
<h1 id="state-name">${subject.stateName}</h1>
<p class="story" id="story">${view.story ?? phaseSentence(phase, say)}</p>
<ul class="figures"><li>${inputLine(subject, say)}</li></ul>
<nav class="actions" aria-label="${say('Actions')}">${commandLink({ text: say('Cancel'), command: COMMANDS.cancel })}</nav>
</header>
${pathHtml(view, say)}`;
}

function phaseSentence(phase: Phase | undefined, say: Say): string {
  switch (phase) {
    case 'connection':
      return say('Looking up the connection.');
    case 'token':
      return say('Asking for an access token.');
    case 'sending':
      return say('Sending the request and waiting for an answer.');
    case 'reading':
      return say('Reading the answer.');
    case 'waiting':
      return say('Waiting before the next attempt.');
    default:
      return say('Working on the data of the state.');
  }
}

function messageHtml(view: MessageView, { say }: Page): Html {
  const { subject, title, message, actions } = view;
  const on = goingOnActions(view, say);
  const all = [...actions, ...(on.length > 0 ? on : [againAction(say)])];
  return html`<header class="summary message">
<p class="badge" id="status" role="status"><strong>${title}</strong></p>
<h1 id="state-name">${subject.stateName}</h1>
<p class="story" id="message">${message}</p>
<ul class="figures"><li>${subjectLine(subject, say)}</li></ul>
<nav class="actions" aria-label="${say('Actions')}">${all.map((action) => commandLink(action))}</nav>
</header>
${pathHtml(view, say)}`;
}

function runHtml(view: RunView, page: Page): Html {
  const { say } = page;
  const run = view.reveal ? view.run : maskedRun(view.run);
  return html`${summaryHtml(view, run, page)}
${awsHtml(view, say)}
${pathHtml(view, say)}
${expectationHtml(view, say)}
${errorHtml(run, say)}
${handlingHtml(view, run, say)}
${run.output && section('output', say('Output'), dataBlock(say, prettyJson(run.output.value), { json: true, name: 'output' }))}
${nextStateHtml(run, say)}
${exchangesHtml(run, say)}
${stagesHtml(run, say)}
${sizesHtml(view.run, say)}
${run.variables && section('variables', say('Variables'), dataBlock(say, prettyJson(run.variables), { json: true, name: 'variables' }))}
${run.notes.length > 0 && view.aws === undefined && section('notes', say('Notes'), html`<ul>${run.notes.map((note) => html`<li>${note}</li>`)}</ul>`)}`;
}

function section(id: string, title: string, content: Html): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}</section>`;
}

function errorHtml({ error, cause }: StateRun, say: Say): Html | undefined {
  if (error === undefined) return undefined;
  const why = cause !== undefined && html`<pre class="cause" id="cause" tabindex="0">${cause}</pre>`;
  return section('error', say('Error'), html`<p class="error-name" id="error-name">${error}</p>${why}`);
}

function nextStateHtml({ nextState }: StateRun, say: Say): Html | undefined {
  return nextState === undefined
    ? undefined
    : section('next-state', say('Next state'), html`<p class="name">${nextState}</p>`);
}
