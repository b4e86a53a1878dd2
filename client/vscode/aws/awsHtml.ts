import type { ValueChange } from '../../../shared/report/valueChanges';
import { COMMANDS } from '../commands';
import { type Html, html } from '../trace/html';
import { commandLink } from '../trace/pieces';
import { changesHtml } from '../trace/stages';
import type { AwsAnswer, RunView, Say } from '../trace/view';
import { awsDifferences, differentSecrets } from './awsComparison';

/** Where a run was tested and how it differs from the one of this machine; undefined for a run of this machine. */
export function awsHtml(view: RunView, say: Say): Html | undefined {
  if (view.aws === undefined) return undefined;
  return html`<section id="aws" aria-labelledby="aws-title"><h2 id="aws-title">${say('Tested in AWS')}</h2>
<p id="aws-place">${placeSentence(view.aws, say)}</p>
${view.run.notes.length > 0 && html`<ul id="aws-notes">${view.run.notes.map((note) => html`<li>${note}</li>`)}</ul>`}
${view.aws.local ? comparisonHtml(view, say) : html`<p class="aside">${say('There is no run on this machine to compare it with.')}</p>`}
</section>`;
}

function placeSentence({ place }: AwsAnswer, say: Say): string {
  const { profile, region, account } = place;
  return [
    profile === '' ? say('default profile') : say('profile {0}', profile),
    region === '' ? say('region of the profile') : say('region {0}', region),
    ...(account === undefined ? [] : [say('account {0}', account)]),
  ].join(' · ');
}

function comparisonHtml(view: RunView, say: Say): Html {
  const { differences = [], expected = [] } = awsDifferences(view) ?? {};
  const secrets = differentSecrets(view);
  const isSame = differences.length === 0 && secrets.length === 0;
  const verdict = isSame
    ? say('The run on this machine came to the same.')
    : say('Differences from the run on this machine: {0}', differences.length + secrets.length);
  return html`<p id="aws-verdict" class="${isSame ? 'same' : 'different'}">${verdict}</p>
${differencesHtml(differences, say)}
${secrets.length > 0 && html`<p id="aws-secrets">${say('Secret values that are not the same here and there: {0}', secrets.join(', '))}</p>`}
${expected.length > 0 && expectedHtml(expected, say)}
<p class="open">${LINKS(say).map((link) => html`${commandLink(link, 'link')} `)}</p>`;
}

const LINKS = (say: Say) => [
  { text: say('Compare both in an editor'), command: COMMANDS.compareWithLocal },
  { text: say('Show the run on this machine'), command: COMMANDS.showLocalRun },
];

function differencesHtml(changes: readonly ValueChange[], say: Say): Html | undefined {
  if (changes.length === 0) return undefined;
  return html`<div id="aws-differences"><p class="aside">${say('Struck out is what this machine has, behind it what AWS has.')}</p>
${changesHtml(changes, say)}</div>`;
}

function expectedHtml(changes: readonly ValueChange[], say: Say): Html {
  return html`<details id="aws-expected"><summary>${say('Expected to differ: {0}', changes.length)} <span class="meaning">(${say('times, identifiers of requests, the region')})</span></summary>
${changesHtml(changes, say)}</details>`;
}
