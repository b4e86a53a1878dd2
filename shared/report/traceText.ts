import type {
  Attempt,
  Exchange,
  HttpRequest,
  HttpResponse,
  Origin,
  RequestPart,
  StateRun,
  Timings,
} from '../executor/stateRun';
import { masker, partValue } from './mask';
import { requestBody, requestUrl, type Showing } from './rawHttp';
import { dataText } from './toTestStateOutput';

/** How a trace is shown on a terminal: `width` in columns. */
export interface TraceOptions {
  readonly reveal: boolean;
  readonly color: boolean;
  readonly width: number;
}

/** The trace of a run for a terminal: what was sent and whence each part came, what came back, each stage, the output. */
export function traceText(run: StateRun, options: TraceOptions): string {
  const page: Page = { ...options, mask: masker(run, options.reveal), paint: painter(options.color) };
  const exchanges = run.attempts.flatMap((attempt) => [
    ...attempt.exchanges.flatMap((exchange) => exchangeLines(exchange, page)),
    ...waitLines(attempt, page),
  ]);
  const lines = [...headLines(run, page), ...exchanges, ...stageLines(run, page), ...endLines(run, page)];
  return `${lines.join('\n')}\n`;
}

interface Page extends TraceOptions, Showing {
  paint(style: Style, text: string): string;
}

type Style = 'bold' | 'dim' | 'good' | 'bad';

const CODES: Readonly<Record<Style, number>> = { bold: 1, dim: 2, good: 32, bad: 31 };

function painter(color: boolean): Page['paint'] {
  return (style, text) => (color ? `\x1b[${CODES[style]}m${text}\x1b[0m` : text);
}

function headLines(run: StateRun, { paint }: Page): readonly string[] {
  const good = run.status === 'SUCCEEDED';
  const status = paint(good ? 'good' : 'bad', run.status);
  const mocked = run.mocked ? ', mocked: nothing was sent' : '';
  const time = `${Math.round(run.durationMilliseconds)} ms`;
  return [`${paint('bold', visible(run.stateName))}  ${status}  ${paint('dim', `${time}, ${run.startedAt}${mocked}`)}`];
}

function exchangeLines({ purpose, request, response, timings }: Exchange, page: Page): readonly string[] {
  const time = page.paint('dim', timeText(timings));
  const title = purpose === 'token' ? 'Token request' : 'Request';
  return [
    ...titled(title, requestLines(request, page), page),
    ...(response ? titled('Response', responseLines(response, time, page), page) : []),
  ];
}

/** The whole time, and in short how much of it which phase took. */
function timeText(timings: Timings): string {
  const phases = PHASES.flatMap(([phase, name]) => {
    const time = timings[phase];
    return time === undefined ? [] : [`${name} ${time.toFixed(1)}`];
  });
  const parts = timings.reused ? ['connection reused', ...phases] : phases;
  const total = `${Math.round(timings.total)} ms`;
  return parts.length === 0 ? total : `${total} (${parts.join(', ')})`;
}

const PHASES = [
  ['lookup', 'lookup'],
  ['connect', 'connect'],
  ['tls', 'TLS'],
  ['firstByte', 'first byte after'],
] as const;

function requestLines(request: HttpRequest, page: Page): readonly string[] {
  const sentTo = request.sentTo === undefined ? [] : [page.paint('dim', `(sent to ${visible(request.sentTo)})`)];
  const body = requestBody(request, page);
  const members = request.body?.members ?? [];
  return [
    page.paint('bold', `${request.method} ${visible(requestUrl(request, page))}`),
    ...sentTo,
    ...partTable(request.headers, ': ', page),
    ...(body === '' ? [] : ['', ...block(body)]),
    ...partSection('query', request.query, page),
    ...partSection('body', members, page),
  ];
}

/** Says whence the parts of a query or body came. */
function partSection(title: string, parts: readonly RequestPart[], page: Page): readonly string[] {
  return parts.length === 0 ? [] : ['', page.paint('dim', `${title}:`), ...partTable(parts, ' = ', page)];
}

function partTable(parts: readonly RequestPart[], between: string, page: Page): readonly string[] {
  const rows = parts.map((part) => ({
    text: `${visible(part.name)}${between}${oneLine(partValue(part, page.mask, page.reveal), page)}`,
    origin: originOf(part),
  }));
  const widest = Math.min(Math.max(...rows.map(({ text }) => text.length), 0), page.width - 40);
  return rows.map(({ text, origin }) => `${text.padEnd(widest)}  ${page.paint('dim', `[${origin}]`)}`);
}

/** Names of origins as a person reads them. */
const ORIGIN_NAMES: Readonly<Record<Origin, string>> = {
  definition: 'definition',
  connection: 'connection',
  authorization: 'authorization of the connection',
  stepFunctions: 'Step Functions',
};

function originOf({ origin, overriddenBy }: RequestPart): string {
  const name = ORIGIN_NAMES[origin];
  return overriddenBy === undefined ? name : `${name}, not sent: overridden by ${ORIGIN_NAMES[overriddenBy]}`;
}

function responseLines(response: HttpResponse, time: string, { mask, paint }: Page): readonly string[] {
  const good = response.statusCode >= 200 && response.statusCode < 300;
  const status = `${response.statusCode} ${visible(mask(response.statusMessage))}`.trim();
  const cut = response.truncated
    ? [paint('bad', 'Reading stopped here: the answer is larger than a state may return')]
    : [];
  const noText = `(${response.bodyBytes} bytes that are no text)`;
  const body = response.body ?? (response.bodyBytes > 0 ? noText : '');
  return [
    `${paint(good ? 'good' : 'bad', status)}  ${time}`,
    ...response.headers.map(([name, value]) => visible(`${name}: ${mask(value)}`)),
    ...(body === '' ? [] : ['', ...block(mask(body))]),
    ...cut,
  ];
}

function waitLines({ waitMilliseconds, waitSkipped }: Attempt, { paint }: Page): readonly string[] {
  if (waitMilliseconds === undefined) return [];
  const how = waitSkipped ? `tried again at once, skipped a wait of ${waitMilliseconds} ms` : undefined;
  return ['', paint('dim', how ?? `waited ${waitMilliseconds} ms, then tried again`)];
}

function stageLines(run: StateRun, page: Page): readonly string[] {
  const widest = Math.max(...run.stages.map(({ name }) => name.length), 0);
  const lines = run.stages.map(({ name, data }) => {
    return `${page.paint('dim', name.padEnd(widest))}  ${oneLine(page.mask(dataText(data)), page)}`;
  });
  return lines.length === 0 ? [] : titled('Stages', lines, page);
}

function endLines(run: StateRun, page: Page): readonly string[] {
  const { mask, paint } = page;
  const output = run.output ? titled('Output', block(mask(pretty(dataText(run.output)))), page) : [];
  const error = [run.error ?? '', run.cause ?? ''].filter((text) => text !== '').join(': ');
  const failure = error === '' ? [] : ['', `${paint('bad', 'Error')}  ${visible(mask(error))}`];
  const next = run.nextState === undefined ? [] : ['', `${paint('bold', 'Next state')}  ${visible(run.nextState)}`];
  const notes = run.notes.map((note) => `${paint('dim', 'Note')}  ${visible(mask(note))}`);
  return [...output, ...failure, ...next, ...(notes.length === 0 ? [] : ['', ...notes])];
}

function titled(title: string, lines: readonly string[], { paint }: Page): readonly string[] {
  return ['', paint('bold', title), ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}

function block(text: string): readonly string[] {
  return pretty(text)
    .split(/\r\n|\n/)
    .map(visible);
}

/** JSON over several lines; any other text as it is. */
function pretty(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function oneLine(text: string, { width }: TraceOptions): string {
  const shown = visible(text.replace(/\r\n|\n/g, '\\n'));
  const longest = Math.max(width - 24, 40);
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}

/** A server must not be able to steer the terminal, so characters that do are spelled out. */
function visible(text: string): string {
  return Array.from(text, (char) => (steers(char) ? spelled(char.charCodeAt(0)) : char)).join('');
}

/** Control characters, and those that turn the direction of writing. */
function steers(char: string): boolean {
  const isControl = (char < ' ' && char !== '\t') || (char >= '\x7f' && char <= '\x9f');
  return isControl || (char >= '\u202a' && char <= '\u202e') || (char >= '\u2066' && char <= '\u2069');
}

function spelled(code: number): string {
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
}
