import type { Origin } from '../../../shared/executor/stateRun';
import { COMMANDS } from '../commands';
import type { DataName } from './dataText';
import { type Html, html } from './html';
import { colouredJson } from './jsonText';
import type { Action, Say } from './view';

/** Characters of a text that the panel shows; the rest is a click away in an editor. */
export const SHOWN_CHARACTERS = 16_384;

/** A link that runs a command of the allow-list. */
export function commandLink({ text, command, args = [] }: Action, look = 'button'): Html {
  const address = `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
  // VS Code puts the address over a link that has no title.
  return html`<a class="${look}" title="${text}" href="${address}">${text}</a>`;
}

/** How a text of the run is shown: with `name` it opens in an editor, with `tried` expressions can be tried on it. */
export interface BlockLook {
  readonly json: boolean;
  readonly name?: DataName;
  readonly more?: readonly Action[];
  readonly tried?: true;
}

/** A text of the run in fixed width: coloured where it is JSON, cut where it is long, whole in an editor. */
export function dataBlock(say: Say, text: string, look: BlockLook): Html {
  const shown = text.length > SHOWN_CHARACTERS ? wholeCharacters(text.slice(0, SHOWN_CHARACTERS)) : text;
  const cut = shown.length < text.length;
  const links = blockActions(say, look);
  return html`<div class="block">
<pre class="data" tabindex="0">${look.json ? colouredJson(shown) : shown}</pre>
${cut && html`<p class="cut">${say('Only the first {0} of {1} are shown here.', bytes(shown.length), bytes(text.length))}</p>`}
${links.length > 0 && html`<p class="open">${links.map((action) => html`${commandLink(action, 'link')} `)}</p>`}
</div>`;
}

function blockActions(say: Say, { name, more = [], tried }: BlockLook): readonly Action[] {
  if (name === undefined) return more;
  const open = { text: say('Open in an editor'), command: COMMANDS.openData, args: [name] };
  const attempt = { text: say('Try an expression'), command: COMMANDS.tryExpression, args: [name] };
  return [open, ...more, ...(tried ? [attempt] : [])];
}

/** One of the three looks of a request or response; the first one is shown until another is chosen. */
export interface Tab {
  readonly name: string;
  readonly title: string;
  readonly content: Html;
}

/** Panes of which one shows: radio buttons and style sheet, no script. */
export function tabs(id: string, label: string, panes: readonly Tab[]): Html {
  return html`<div class="tabs" role="group" aria-label="${label}">
${panes.map(
  ({ name, title }, index) => html`<input type="radio" name="${id}" id="${id}-${name}" ${CHECKED[index]}>
<label for="${id}-${name}">${title}</label>`,
)}
${panes.map(({ name, content }) => html`<div class="pane" data-pane="${name}">${content}</div>`)}
</div>`;
}

const CHECKED = [html`checked`];

/** Says where a part of a request came from. */
export function originTag(say: Say, origin: Origin): Html {
  return html`<span class="origin ${origin}">${originName(say, origin)}</span>`;
}

/** The name of an origin as a person reads it. */
export function originName(say: Say, origin: Origin): string {
  if (origin === 'definition') return say('definition');
  if (origin === 'connection') return say('connection');
  return origin === 'authorization' ? say('authorization') : say('Step Functions');
}

/** A number of bytes with its unit. */
export function bytes(count: number): string {
  if (count < 1024) return `${count} B`;
  return count < 1024 * 1024 ? `${(count / 1024).toFixed(1)} KiB` : `${(count / 1024 / 1024).toFixed(1)} MiB`;
}

/** A number of milliseconds with its unit. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}

/** As `duration`, but of a phase that may be much shorter than a millisecond. */
export function fineDuration(milliseconds: number): string {
  return milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : duration(milliseconds);
}

/** A cut never leaves half of a character that takes two UTF-16 units. */
function wholeCharacters(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}
