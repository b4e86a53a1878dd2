import type { Member, Node, ObjectNode } from '../document/node';
import type { HttpTask } from '../document/stateMachine';
import type { Fix } from '../spec/diagnostic';
import type { EnumValue } from '../spec/field';
import { ARRAY_FORMATS, METHODS, REQUEST_BODY_ENCODINGS } from '../spec/httpTask';
import { HTTP_REQUEST_MILLISECONDS } from '../spec/limits';
import { PAGES } from '../spec/pages';
import { possibleFix, replaceString } from './edits';
import { httpTaskExample } from './example';
import { shortened } from './httpFieldRules';
import { fieldAt, fieldsOf, fixedAt, fixedTextAt, locationOf } from './httpTask';
import type { Finding, Rule } from './rule';
import { replacements } from './suggest';

const page = PAGES.httpTask;

const method: Rule<HttpTask> = {
  name: 'http-method',
  severity: 'ERROR',
  title: 'The Method is none that an HTTP Task sends',
  doc: `\`Method\` is one of ${listed(METHODS)}, in capitals. It may be dynamic.`,
  page,
  example: { wrong: httpTaskExample({ Method: 'get' }), right: httpTaskExample({ Method: 'OPTIONS' }) },
  check: (task) => notAllowed(task, 'Method', fixedAt(fieldsOf(task), 'Method'), METHODS, USUAL_METHODS),
};

/** What is meant by a word that is near to no method, such as FETCH or SEND. */
const USUAL_METHODS = ['GET', 'POST'];

const requestBodyEncoding: Rule<HttpTask> = {
  name: 'http-request-body-encoding',
  severity: 'ERROR',
  title: 'RequestBodyEncoding has an unknown value',
  doc: `\`RequestBodyEncoding\` is one of ${listed(REQUEST_BODY_ENCODINGS)}, in capitals.`,
  page,
  example: {
    wrong: httpTaskExample({ Transform: { RequestBodyEncoding: 'FORM_URLENCODED' } }),
    right: httpTaskExample({ Transform: { RequestBodyEncoding: 'NONE' } }),
  },
  check: (task) => {
    const transform = fixedAt(fieldsOf(task), 'Transform');
    const value = fixedAt(transform, 'RequestBodyEncoding');
    return notAllowed(task, 'RequestBodyEncoding', value, REQUEST_BODY_ENCODINGS);
  },
};

const arrayFormat: Rule<HttpTask> = {
  name: 'http-array-format',
  severity: 'ERROR',
  title: 'ArrayFormat has an unknown value',
  doc: `\`ArrayFormat\` is one of ${listed(ARRAY_FORMATS)}, in capitals.`,
  page,
  example: {
    wrong: httpTaskExample({ Transform: formWith('COMMA') }),
    right: httpTaskExample({ Transform: formWith('COMMAS') }),
  },
  check: (task) => {
    const options = fixedAt(fixedAt(fieldsOf(task), 'Transform'), 'RequestEncodingOptions');
    return notAllowed(task, 'ArrayFormat', fixedAt(options, 'ArrayFormat'), ARRAY_FORMATS);
  },
};

function formWith(format: string) {
  return { RequestBodyEncoding: 'URL_ENCODED', RequestEncodingOptions: { ArrayFormat: format } };
}

function listed(values: readonly EnumValue[]): string {
  return values.map(({ value }) => `\`${value}\``).join(', ');
}

function notAllowed(
  task: HttpTask,
  name: string,
  value: Node | undefined,
  values: readonly EnumValue[],
  usual: readonly string[] = values.map((row) => row.value),
): readonly Finding[] {
  const allowed = values.map((row) => row.value);
  if (value?.kind !== 'string' || allowed.includes(value.value)) return [];
  const message = `${name} must be one of ${allowed.join(', ')}: ${shortened(value.value)}`;
  return [{ span: value.span, location: locationOf(task), message, fixes: replacements(value, allowed, usual) }];
}

const bodyWithGet: Rule<HttpTask> = {
  name: 'http-body-with-get',
  severity: 'INFO',
  title: 'A GET or HEAD request carries a body',
  doc: 'Step Functions sends a `RequestBody` with any method. Some APIs refuse a GET or HEAD with a body: put what selects the answer into `QueryParameters`.',
  page,
  example: {
    wrong: httpTaskExample({ RequestBody: { status: 'open' } }),
    right: httpTaskExample({ QueryParameters: { status: 'open' } }),
  },
  check: function* (task) {
    const fields = fieldsOf(task);
    const name = fixedTextAt(fields, 'Method');
    const body = fieldAt(task, fields, 'RequestBody');
    if (!body || (name !== 'GET' && name !== 'HEAD')) return;
    yield {
      span: body.key.span,
      location: locationOf(task),
      message: `The body is sent with ${name}: some APIs refuse it`,
      fixes: sendOtherwise(fields, body),
    };
  },
};

/** What selects the answer goes into the query; what is sent goes with another method. */
function sendOtherwise(fields: ObjectNode | undefined, body: Member): readonly Fix[] {
  const name = fixedAt(fields, 'Method');
  const isQuery = body.value?.kind === 'object' && fields?.members.every(({ key }) => !/^Query/.test(key.value));
  return [
    ...(isQuery && body.key.value === 'RequestBody'
      ? [possibleFix('Change to QueryParameters', replaceString(body.key, 'QueryParameters'))]
      : []),
    ...(name?.kind === 'string' ? [possibleFix('Send it with POST', replaceString(name, 'POST'))] : []),
  ];
}

const SECONDS = HTTP_REQUEST_MILLISECONDS / 1000;

const timeout: Rule<HttpTask> = {
  name: 'http-timeout',
  severity: 'INFO',
  title: 'TimeoutSeconds is longer than an HTTP request may last',
  doc: `An HTTP request ends after ${SECONDS} seconds with \`States.Http.Socket\`, whatever \`TimeoutSeconds\` says. A longer timeout does not extend it: let the API answer at once and poll for what it does later.`,
  page: PAGES.quotas,
  example: {
    wrong: httpTaskExample({}, { TimeoutSeconds: SECONDS + 1 }),
    right: httpTaskExample({}, { TimeoutSeconds: SECONDS }),
  },
  check: function* ({ node, state }) {
    const value = fixedAt(node, 'TimeoutSeconds');
    if (value?.kind !== 'number' || Number(value.value) <= SECONDS) return;
    const message = `An HTTP request ends after ${SECONDS} seconds: a longer TimeoutSeconds does not extend it`;
    const fixes = [possibleFix(`Change to ${SECONDS}`, { span: value.span, text: String(SECONDS) })];
    yield { span: value.span, location: `${state.location}/TimeoutSeconds`, message, fixes };
  },
};

/** Rules about fields of an HTTP Task that take certain values only. */
export const HTTP_VALUE_RULES: readonly Rule<HttpTask>[] = [
  method,
  requestBodyEncoding,
  arrayFormat,
  bodyWithGet,
  timeout,
];
