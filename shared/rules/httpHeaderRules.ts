import { isSubstituted, type Member, type ObjectNode } from '../document/node';
import type { HttpTask } from '../document/stateMachine';
import { isForbiddenHeader, isServiceHeader } from '../spec/headers';
import { PAGES } from '../spec/pages';
import { asText, possibleFix, preferredFix, removeMember } from './edits';
import { httpTaskExample } from './example';
import { fieldsOf, fixedAt, isFixed, locationOf, plainName } from './httpTask';
import { type Rule, SCHEMA_CODE } from './rule';

const page = PAGES.httpTask;

/** A header of an HTTP Task as the definition writes it; `name` is without `.$`. */
export interface WrittenHeader {
  readonly name: string;
  readonly member: Member;
}

/** The headers of an HTTP Task with the object that holds them; undefined when there is none, or it is not fixed. */
export function headersOf(
  task: HttpTask,
): { readonly object: ObjectNode; readonly headers: readonly WrittenHeader[] } | undefined {
  const object = fixedAt(fieldsOf(task), 'Headers');
  if (object?.kind !== 'object') return undefined;
  const members = object.members.filter(({ key }) => !isSubstituted(key));
  return { object, headers: members.map((member) => ({ name: plainName(task, member.key.value), member })) };
}

const forbiddenHeader: Rule<HttpTask> = {
  name: 'http-forbidden-header',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A definition must not set this header',
  doc: 'Step Functions refuses a definition that sets one of these headers: those that manage the connection or caching, `Authorization`, and all that start with `X-Forwarded-`, `X-Amz-` or `X-Amzn-`. Capitals do not matter. Credentials belong into the EventBridge connection; what an API wants beside them goes into a header with another name.',
  page,
  example: {
    wrong: httpTaskExample({ Headers: { Authorization: 'Bearer not-a-real-token' } }),
    right: httpTaskExample({ Headers: { 'Authorization-Hint': 'reader' } }),
  },
  check: function* (task) {
    const written = headersOf(task);
    for (const { name, member } of written?.headers ?? []) {
      if (!written || !isForbiddenHeader(name)) continue;
      yield {
        span: member.key.span,
        location: locationOf(task),
        message: `The 'Headers' field contains unsupported values: [${name.toLowerCase()}]`,
        fixes: [preferredFix(`Remove ${name}`, removeMember(written.object, member))],
      };
    }
  },
};

const serviceHeader: Rule<HttpTask> = {
  name: 'http-service-header',
  severity: 'WARNING',
  title: 'Step Functions sets this header itself',
  doc: 'Every request carries the `User-Agent` and `Range` of Step Functions and the `Content-Length` that fits its body. What a definition says there does not arrive.',
  page,
  example: {
    wrong: httpTaskExample({ Headers: { 'User-Agent': 'orders/1.0' } }),
    right: httpTaskExample({ Headers: { 'X-User-Agent': 'orders/1.0' } }),
  },
  check: function* (task) {
    const written = headersOf(task);
    for (const { name, member } of written?.headers ?? []) {
      if (!written || !isServiceHeader(name)) continue;
      const fixes = [preferredFix(`Remove ${name}`, removeMember(written.object, member))];
      const message = `Step Functions sets this header itself: ${name}`;
      yield { span: member.key.span, location: locationOf(task), message, fixes };
    }
  },
};

const headersShape: Rule<HttpTask> = {
  name: 'http-headers-shape',
  severity: 'INFO',
  title: 'Headers is not an object',
  doc: 'The documentation speaks of a string or an array as well, but only an object from header names to values was ever seen to work. Here any other form fails the state with `States.Runtime`.',
  page,
  example: {
    wrong: httpTaskExample({ Headers: ['Accept: application/json'] }),
    right: httpTaskExample({ 'Headers.$': '$.headers' }),
  },
  check: function* (task) {
    const value = fixedAt(fieldsOf(task), 'Headers');
    if (!value || value.kind === 'object') return;
    const message = 'Headers should be an object from names to values: any other form may fail the state';
    yield { span: value.span, location: locationOf(task), message };
  },
};

const headerValue: Rule<HttpTask> = {
  name: 'http-header-value',
  severity: 'INFO',
  title: 'A header value is not a string',
  doc: 'Header values are strings. A list is sent as one header line for each item, a number or boolean as its JSON text; an object or null fails the state.',
  page,
  example: {
    wrong: httpTaskExample({ Headers: { 'X-Page': 1 } }),
    right: httpTaskExample({ Headers: { 'X-Page': '1' } }),
  },
  check: function* (task) {
    for (const { name, member } of headersOf(task)?.headers ?? []) {
      const { value, key } = member;
      if (value === undefined || value.kind === 'string' || !isFixed(value) || key.value !== name) continue;
      const message = `A header value should be a string: ${name} ${SENT_AS[value.kind]}`;
      yield { span: value.span, location: locationOf(task), message, fixes: asText(value) };
    }
  },
};

const SENT_AS = {
  array: 'is sent as one line for each item',
  number: 'is sent as its JSON text',
  boolean: 'is sent as its JSON text',
  object: 'may fail the state',
  null: 'may fail the state',
} as const;

const headerDuplicate: Rule<HttpTask> = {
  name: 'http-header-duplicate',
  severity: 'INFO',
  title: 'Two headers differ in capitals only',
  doc: 'Header names have no case on the wire, but Step Functions merges them by their exact spelling: both are sent.',
  page,
  example: {
    wrong: httpTaskExample({ Headers: { Accept: 'application/json', accept: 'text/plain' } }),
    right: httpTaskExample({ Headers: { Accept: 'application/json', 'Accept-Language': 'en' } }),
  },
  check: function* (task) {
    const seen = new Map<string, string>();
    const written = headersOf(task);
    for (const { name, member } of written?.headers ?? []) {
      const first = seen.get(name.toLowerCase());
      // The same spelling twice is the complaint of the rule about keys.
      if (first === undefined) seen.set(name.toLowerCase(), name);
      else if (first !== name)
        yield {
          span: member.key.span,
          location: locationOf(task),
          message: `This header is sent twice: ${first} and ${name}`,
          fixes: written ? [possibleFix(`Remove ${name}`, removeMember(written.object, member))] : [],
        };
    }
  },
};

/** Rules about the headers of an HTTP Task. */
export const HTTP_HEADER_RULES: readonly Rule<HttpTask>[] = [
  forbiddenHeader,
  serviceHeader,
  headersShape,
  headerValue,
  headerDuplicate,
];
