import { COMMANDS } from '../commands';
import { type Html, html } from './html';
import { commandLink } from './pieces';
import type { RunView, Say, ShownExpectation } from './view';

/** Whether the test case's expectation held, and each part that did not; undefined where nothing was expected. */
export function expectationHtml({ expectation, subject }: RunView, say: Say): Html | undefined {
  if (expectation === undefined) return undefined;
  const { failed } = expectation;
  const held = failed.length === 0;
  const sentence = held
    ? say('Everything is as the test case expects.')
    : say('Not as the test case expects: {0}', failed.length);
  const compare = { text: say('Compare with the expectation'), command: COMMANDS.compareWithExpectation };
  const update = { text: say('Update the expectation'), command: COMMANDS.keepRun, args: ['update'] };
  const links = subject.caseName === undefined || held ? [compare] : [compare, update];
  return html`<section id="expectation" class="expectation ${held ? 'held' : 'missed'}" aria-labelledby="expectation-title">
<h2 id="expectation-title"><span class="mark" aria-hidden="true">${held ? '✓' : '✗'}</span> ${sentence}</h2>
${!held && html`<ul class="misses">${failed.map((part) => missHtml(part, expectation, say))}</ul>`}
<p class="open">${links.map((action) => html`${commandLink(action, 'link')} `)}</p>
</section>`;
}

function missHtml(
  { message, details, line, offset }: ShownExpectation['failed'][number],
  { uri }: ShownExpectation,
  say: Say,
): Html {
  const place = { text: say('line {0}', line), command: COMMANDS.openAt, args: [uri, offset, offset] };
  return html`<li><span class="miss">${message}</span> ${commandLink(place, 'link')}
${details.map((detail) => html`<code class="detail">${detail}</code>`)}</li>`;
}
