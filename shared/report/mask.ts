import type { RequestPart, StateRun } from '../executor/stateRun';

/** What stands in the place of a secret. */
export const MASK = '••••••';

/** A secret shorter than this is masked only in its own place: elsewhere its letters would be hidden everywhere. */
const SHORTEST = 4;

/** What tells the secrets that took part: a run, or its calls alone. */
export type Masked = Pick<StateRun, 'attempts' | 'secrets'>;

/** Replaces what must not be shown in a text. */
export type Masker = (text: string) => string;

/**
 * Makes the function that masks the secret values of a run wherever they turn up in a text: plain, percent-encoded,
 * escaped as JSON, and in base64. With `reveal` every text stays as it is.
 */
export function masker(run: Masked, reveal: boolean): Masker {
  if (reveal) return (text) => text;
  const forms = new Set(knownSecrets(run).flatMap((secret) => formsOf(secret)));
  const longestFirst = [...forms].sort((left, right) => right.length - left.length);
  return (text) => cover(text, spansOf(text, longestFirst));
}

/** The value of a request's part as it may be shown: a secret one is masked whole. */
export function partValue(part: RequestPart, mask: Masker, reveal: boolean): string {
  if (reveal) return part.value;
  if (!part.secret) return mask(part.value);
  const scheme = /^(Basic|Bearer) /.exec(part.value)?.[0] ?? '';
  return part.origin === 'authorization' ? `${scheme}${MASK}` : MASK;
}

/** The secret values of a run that are masked wherever they turn up: those that took part, and those it sent. */
export function knownSecrets(run: Masked): readonly string[] {
  const exchanges = run.attempts.flatMap((attempt) => attempt.exchanges);
  const parts = exchanges.flatMap(({ request }) => [
    ...request.headers,
    ...request.query,
    ...(request.body?.members ?? []),
  ]);
  const values = parts.filter(({ secret }) => secret).map(({ value }) => value);
  // An Authorization header is secret behind its scheme too: Basic has user and password in base64 there.
  const credentials = values.flatMap((value) => /^(?:Basic|Bearer) (.+)$/.exec(value)?.[1] ?? []);
  return [...run.secrets, ...values, ...credentials].filter((secret) => secret.length >= SHORTEST);
}

function formsOf(secret: string): readonly string[] {
  // HTTP takes blanks around a value away.
  const texts = new Set([secret, secret.trim()].flatMap(textForms));
  return [...texts, ...base64Forms(secret)].filter((form) => form.length >= SHORTEST);
}

function textForms(secret: string): readonly string[] {
  return [...escapedTo(secret, 3), ...percentForms(secret), ...htmlForms(secret)];
}

/** The text and all that JSON in JSON makes of it, down to a depth. */
function escapedTo(text: string, depth: number): readonly string[] {
  return depth === 0
    ? [text]
    : [text, ...escapes(text).flatMap((form) => (form === text ? [] : escapedTo(form, depth - 1)))];
}

function htmlForms(secret: string): readonly string[] {
  const start = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = start.replaceAll('"', '&quot;');
  return [start, quoted, quoted.replaceAll("'", '&#39;'), quoted.replaceAll("'", '&#x27;')];
}

/** As JSON writers put a text between quotes: plainly, with slashes escaped, or with ASCII only. */
function escapes(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = escapeCodes(json, (code) => code);
  const upper = escapeCodes(json, (code) => code.toUpperCase());
  return [...new Set([json, ascii, upper, json.replaceAll('/', '\\/'), ascii.replaceAll('/', '\\/')])];
}

function escapeCodes(text: string, spell: (hex: string) => string): string {
  return text.replace(/[^ -~]/g, (char) => `\\u${spell(char.charCodeAt(0).toString(16).padStart(4, '0'))}`);
}

function percentForms(secret: string): readonly string[] {
  const bytes = Array.from(Buffer.from(secret, 'utf8'));
  const spell = (isPlain: RegExp, blank: string) =>
    bytes
      .map((byte) => {
        const char = String.fromCharCode(byte);
        if (char === ' ') return blank;
        return isPlain.test(char) ? char : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
      })
      .join('');
  // Encoders differ in what they leave as it is: RFC 3986, encodeURIComponent, encodeURI, forms.
  const plain = [/[A-Za-z0-9\-._~]/, /[A-Za-z0-9\-._~!*'()]/, /[A-Za-z0-9\-._~!*'();/?:@&=+$,#]/, /[A-Za-z0-9*\-._]/];
  const upper = plain.flatMap((isPlain) => [spell(isPlain, '%20'), spell(isPlain, '+')]);
  const lower = upper.map((text) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
  // Twice, as an address that is itself a value of a query.
  return [...upper, ...lower, ...upper.map((text) => text.replaceAll('%', '%25'))];
}

/**
 * In base64 a text looks different at each of three offsets. What is masked are the characters that belong to the
 * secret alone, so it is found inside `user:password` as well, whoever the user is; beside them the whole of it alone.
 */
function base64Forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const inner = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const first = offset === 0 ? 0 : offset + 1;
    const whole = Math.floor(((offset + bytes.length) * 8) / 6);
    return encoded.slice(first, whole);
  });
  const forms = [bytes.toString('base64'), bytes.toString('base64').replace(/=+$/, ''), ...inner];
  return [...forms, ...forms.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))];
}

type Stretch = readonly [start: number, end: number];

function spansOf(text: string, forms: readonly string[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const form of forms) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) found.push([at, at + form.length]);
  }
  return found.sort((left, right) => left[0] - right[0]);
}

/** Puts one mask over each run of stretches that touch or overlap. */
function cover(text: string, stretches: readonly Stretch[]): string {
  let result = '';
  let done = 0;
  for (let index = 0; index < stretches.length; ) {
    const start = stretches[index]?.[0] ?? 0;
    let end = start;
    for (; index < stretches.length; index++) {
      const [from, to] = stretches[index] ?? [0, 0];
      if (from > end) break;
      end = Math.max(end, to);
    }
    result += text.slice(done, start) + MASK;
    done = end;
  }
  return result + text.slice(done);
}
