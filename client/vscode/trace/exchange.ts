import type {
  Exchange,
  HttpRequest,
  HttpResponse,
  RequestPart,
  StateRun,
  Timings,
} from '../../../shared/executor/stateRun';
import { requestText, responseText } from '../../../shared/report/rawHttp';
import { STATUS_CODES } from '../../../shared/spec/errors';
import { COMMANDS } from '../commands';
import { AS_IT_IS } from './dataText';
import { type Html, html } from './html';
import { prettyIfJson, prettyJson } from './jsonText';
import { bytes, commandLink, dataBlock, duration, fineDuration, originName, originTag, tabs } from './pieces';
import type { Say } from './view';

/** The calls of a run: each attempt with its request and response. Nothing when nothing was sent. */
export function exchangesHtml(run: StateRun, say: Say): Html {
  let at = 0;
  const several = run.attempts.length > 1;
  return html`${run.attempts.map(
    (attempt, index) => html`
${several && html`<h2 class="attempt">${say('Attempt {0}', index + 1)}</h2>`}
${attempt.exchanges.map((exchange) => exchangeHtml(exchange, at++, say))}
${several && attempt.error && html`<p class="attempt-error"><strong>${attempt.error}</strong> ${attempt.cause}</p>`}
${attempt.waitMilliseconds !== undefined && html`<p class="wait">${waitSentence(attempt.waitMilliseconds, attempt.waitSkipped === true, say)}</p>`}`,
  )}`;
}

function waitSentence(milliseconds: number, isSkipped: boolean, say: Say): string {
  return isSkipped
    ? say('The wait of {0} before the next attempt was skipped.', duration(milliseconds))
    : say('Waited {0} before the next attempt.', duration(milliseconds));
}

function exchangeHtml({ purpose, request, response, timings }: Exchange, at: number, say: Say): Html {
  const isToken = purpose === 'token';
  return html`
<section class="request" id="request-${at}" aria-labelledby="request-${at}-title">
<h2 id="request-${at}-title">${isToken ? say('Token request') : say('Request')}</h2>
${requestHtml(request, at, say)}
${copyLinks(at, say)}
</section>
<section class="response" id="response-${at}" aria-labelledby="response-${at}-title">
<h2 id="response-${at}-title">${isToken ? say('Token response') : say('Response')}
${timings.total > 0 && html`<small>${duration(timings.total)}</small>`}</h2>
${timingsHtml(timings, say)}
${response ? responseHtml(response, at, say) : html`<p class="none">${say('No response came back.')}</p>`}
</section>`;
}

/** What can be done with a call beside looking at it. */
function copyLinks(at: number, say: Say): Html {
  const actions = [
    { text: say('Copy as cURL'), command: COMMANDS.copyCurl, args: [at] },
    { text: say('Copy as raw HTTP'), command: COMMANDS.copyRawHttp, args: [at] },
    { text: say('Save request and response'), command: COMMANDS.saveData, args: [`http/${at}`] },
  ];
  return html`<p class="open">${actions.map((action) => html`${commandLink(action, 'link')} `)}</p>`;
}

/** Which phase took how long, and whether the connection was there already. Nothing where none is known. */
function timingsHtml({ lookup, connect, tls, firstByte, reused }: Timings, say: Say): Html {
  const phases = [
    reused && say('connection reused'),
    lookup !== undefined && say('name lookup {0}', fineDuration(lookup)),
    connect !== undefined && say('connect {0}', fineDuration(connect)),
    tls !== undefined && say('TLS {0}', fineDuration(tls)),
    firstByte !== undefined && say('first byte after {0}', fineDuration(firstByte)),
  ].filter((phase) => typeof phase === 'string');
  return phases.length === 0 ? html`` : html`<p class="aside timings">${phases.join(' · ')}</p>`;
}

function requestHtml(request: HttpRequest, at: number, say: Say): Html {
  const title = say('View of the request');
  return html`<p class="request-line"><strong>${request.method}</strong> <span class="url">${request.url}</span></p>
${request.sentTo !== undefined && html`<p class="sent-to">${say('Sent to {0}: an endpoint of stateside.json says so. The request itself is the one for the address above.', request.sentTo)}</p>`}
${tabs(`request-${at}`, title, [
  { name: 'pretty', title: say('Pretty'), content: prettyRequest(request, at, say) },
  { name: 'raw', title: say('Raw'), content: dataBlock(say, requestText(request, AS_IT_IS), { json: false }) },
  { name: 'headers', title: say('Headers'), content: partsTable(say('Headers'), request.headers, say) },
])}`;
}

function prettyRequest(request: HttpRequest, at: number, say: Say): Html {
  const { body } = request;
  return html`
${partsTable(say('Query'), request.query, say)}
${partsTable(say('Headers'), request.headers, say)}
${
  body &&
  html`${partsTable(say('Body'), body.members, say)}
${body.members.length === 0 && html`<h3>${say('Body')}</h3>`}
${dataBlock(say, prettyJson(body.value), { json: true, name: `request/${at}` })}
${body.encoding === 'URL_ENCODED' && html`<p class="aside">${say('It went out as form data: see Raw.')}</p>`}`
}`;
}

function partsTable(title: string, parts: readonly RequestPart[], say: Say): Html {
  if (parts.length === 0) return html``;
  return html`<table class="parts"><caption>${title}</caption>
<colgroup><col class="name-column"><col><col class="from-column"></colgroup>
<thead class="unseen"><tr><th scope="col">${say('Name')}</th><th scope="col">${say('Value')}</th><th scope="col">${say('From')}</th></tr></thead>
<tbody>${parts.map((part) => partRow(part, say))}</tbody></table>`;
}

function partRow({ name, value, origin, secret, overriddenBy }: RequestPart, say: Say): Html {
  const looks = `${overriddenBy ? 'overridden' : 'sent'}${secret ? ' secret' : ''}`;
  const shown = overriddenBy ? html`<del>${value}</del>` : html`${value}`;
  return html`<tr class="${looks}"><th scope="row">${overriddenBy ? html`<del>${name}</del>` : name}</th>
<td class="value">${shown}</td>
<td class="from">${originTag(say, origin)}${overriddenBy && html`<span class="why">${say('overridden by {0}', originName(say, overriddenBy))}</span>`}</td></tr>`;
}

function responseHtml(response: HttpResponse, at: number, say: Say): Html {
  const { statusCode, statusMessage, headers, bodyBytes, truncated } = response;
  const isGood = statusCode >= 200 && statusCode < 300;
  return html`<p class="status-line ${isGood ? 'good' : 'bad'}"><strong>${statusCode}</strong> ${statusMessage}
<span class="size">${bytes(bodyBytes)}</span> <span class="meaning">${!isGood && meaningOf(statusCode)}</span></p>
${truncated && html`<p class="aside">${say('Reading stopped at the size limit: this is only the beginning of the answer.')}</p>`}
${tabs(`response-${at}`, say('View of the response'), [
  { name: 'pretty', title: say('Pretty'), content: prettyResponse(response, at, say) },
  { name: 'raw', title: say('Raw'), content: dataBlock(say, responseText(response, AS_IT_IS), { json: false }) },
  { name: 'headers', title: say('Headers'), content: headerTable(headers, say) },
])}`;
}

function meaningOf(statusCode: number): string | undefined {
  return STATUS_CODES.find(({ code }) => code === statusCode)?.doc;
}

function prettyResponse({ body, bodyBytes }: HttpResponse, at: number, say: Say): Html {
  if (body === undefined && bodyBytes > 0) {
    return html`<p class="none">${say('The body is no text: {0} of binary data.', bytes(bodyBytes))}</p>`;
  }
  if (!body) return html`<p class="none">${say('The response has no body.')}</p>`;
  const { text, isJson } = prettyIfJson(body);
  return dataBlock(say, text, { json: isJson, name: `response/${at}` });
}

function headerTable(headers: HttpResponse['headers'], say: Say): Html {
  if (headers.length === 0) return html`<p class="none">${say('The response has no headers.')}</p>`;
  return html`<table class="parts"><caption class="unseen">${say('Headers')}</caption>
<colgroup><col class="name-column"><col></colgroup>
<tbody>${headers.map(([name, value]) => html`<tr><th scope="row">${name}</th><td class="value">${value}</td></tr>`)}</tbody></table>`;
}
