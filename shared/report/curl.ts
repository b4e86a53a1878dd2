import type { HttpRequest, RequestPart } from '../executor/stateRun';
import { partValue } from './mask';
import { requestBody, requestUrl, type Showing } from './rawHttp';
import { type ShellCommand, type WordWriter, wordWriter } from './shellWords';

/**
 * A request as a `curl` command for bash that sends the same: to where it was really sent, with the Host of the
 * definition. Masked values are shell variables; in an address or a form body they stand for percent-encoded text.
 */
export function curlCommand(request: HttpRequest, showing: Showing): ShellCommand {
  const writer = wordWriter(showing.reveal);
  const body = requestBody(request, showing);
  const url = addressOf(request, showing);
  const words = [
    `curl ${[...methodWords(request, body, writer), ...urlWords(url)].join(' ')} ${writer.word(url, 'address')}`,
    ...headerWords(request, showing, body, writer),
    ...bodyWords(body, writer),
  ];
  const text = `${pipedBody(body, writer)}${words.join(' \\\n  ')}`;
  return { text, variables: writer.variables };
}

/** Where the request went; the query is that of the definition's address. */
function addressOf(request: HttpRequest, showing: Showing): string {
  const url = requestUrl(request, showing);
  if (request.sentTo === undefined) return url;
  const at = url.indexOf('?');
  return `${showing.mask(request.sentTo)}${at < 0 ? '' : url.slice(at)}`;
}

/** A HEAD without a body needs curl's own word for it: it would wait for the body of the answer. */
function methodWords({ method }: HttpRequest, body: string, writer: WordWriter): readonly string[] {
  if (method === 'HEAD' && body === '') return ['--head'];
  return ['--request', writer.word(method)];
}

/** Curl must neither expand brackets in an address nor tidy its path. */
function urlWords(url: string): readonly string[] {
  return [
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...(/\/\.\.?(\/|$|\?)/.test(url) ? ['--path-as-is'] : []),
    '--url',
  ];
}

function headerWords(
  { headers, sentTo }: HttpRequest,
  { mask, reveal }: Showing,
  body: string,
  writer: WordWriter,
): readonly string[] {
  const sent = headers.filter(({ overriddenBy }) => overriddenBy === undefined);
  const own = sent.filter(({ name }) => !isOfCurl(name, sentTo !== undefined));
  const lines = own.map((header) =>
    writer.word(headerLine(mask(header.name), partValue(header, mask, reveal)), 'header', header.name),
  );
  return [...lines, ...unwanted(sent, body)].map((line) => `--header ${line}`);
}

/** What curl makes itself from address and body. */
function isOfCurl(name: string, isMapped: boolean): boolean {
  const lower = name.toLowerCase();
  return lower === 'content-length' || lower === 'transfer-encoding' || (lower === 'host' && !isMapped);
}

/** Curl takes a name with a semicolon for a header without a value. */
function headerLine(name: string, value: string): string {
  return value === '' ? `${name};` : `${name}: ${value}`;
}

/** Headers that curl would add; a name with nothing behind its colon keeps it from that. */
function unwanted(sent: readonly RequestPart[], body: string): readonly string[] {
  const names = new Set(sent.map(({ name }) => name.toLowerCase()));
  const added = ['User-Agent', 'Accept', ...(body === '' ? [] : ['Content-Type'])];
  return added.filter((name) => !names.has(name.toLowerCase())).map((name) => `${name}:`);
}

function bodyWords(body: string, writer: WordWriter): readonly string[] {
  if (body === '') return [];
  return body.includes('\0') ? ['--data-binary @-'] : [`--data-raw ${writer.word(body, 'body')}`];
}

/** No argument can hold a NUL, so that such a body comes through a pipe. */
function pipedBody(body: string, writer: WordWriter): string {
  if (!body.includes('\0')) return '';
  return `printf '%b' ${writer.word(body.replaceAll('\\', '\\\\').replaceAll('\0', '\\0000'), 'body')} | \\\n`;
}
