import { memberNamed, valueAt } from '../document/node';
import type { HttpTask } from '../document/stateMachine';
import type { Fix } from '../spec/diagnostic';
import { FORM_CONTENT_TYPE } from '../spec/httpTask';
import { PAGES } from '../spec/pages';
import { insertMember, preferredFix, removeMember, replaceString } from './edits';
import { httpTaskExample } from './example';
import { headersOf, type WrittenHeader } from './httpHeaderRules';
import { connectionOf, encodingOf, fieldAt, fieldsOf, fixedAt, isFixed, lacks, locationOf } from './httpTask';
import { isOpen } from './machineRules';
import type { Context, Rule } from './rule';

const page = PAGES.httpTask;
const FORM_TRANSFORM = { RequestBodyEncoding: 'URL_ENCODED' };
const FORM_HEADERS = { 'Content-Type': FORM_CONTENT_TYPE };
const BODY = { customer: 'C-1' };

const arrayFormatUnused: Rule<HttpTask> = {
  name: 'http-array-format-unused',
  severity: 'WARNING',
  title: 'RequestEncodingOptions have no effect',
  doc: 'Only a form body looks at `ArrayFormat`: set `RequestBodyEncoding` to `URL_ENCODED`, or remove the options.',
  page,
  example: {
    wrong: httpTaskExample({ Transform: { RequestEncodingOptions: { ArrayFormat: 'COMMAS' } } }),
    right: httpTaskExample({ Transform: { ...FORM_TRANSFORM, RequestEncodingOptions: { ArrayFormat: 'COMMAS' } } }),
  },
  check: function* (task, context) {
    const transform = fixedAt(fieldsOf(task), 'Transform');
    const options = fieldAt(task, transform, 'RequestEncodingOptions');
    if (transform?.kind !== 'object' || !options || encodingOf(task) !== 'NONE' || context.isBroken(transform.span))
      return;
    const fixes = [...encodeAsForm(task, context), preferredFix('Remove them', removeMember(transform, options))];
    const message = 'RequestEncodingOptions have an effect only where RequestBodyEncoding is URL_ENCODED';
    yield { span: options.key.span, location: locationOf(task), message, fixes: fixes.map(notPreferred) };
  },
};

/** With two ways to mend it, neither is the obvious one. */
function notPreferred({ title, edits }: Fix): Fix {
  return { title, edits };
}

/** Puts URL_ENCODED into the Transform, creating what is missing. */
function encodeAsForm(task: HttpTask, { document }: Context): readonly Fix[] {
  const fields = fieldsOf(task);
  const transform = fixedAt(fields, 'Transform');
  const encoding = valueAt(transform, 'RequestBodyEncoding');
  const title = 'Encode the body as a form';
  if (encoding?.kind === 'string') return [preferredFix(title, replaceString(encoding, 'URL_ENCODED'))];
  if (encoding || !fields) return [];
  if (transform?.kind !== 'object') {
    return [preferredFix(title, insertMember(document.text, fields, 'Transform', FORM_TRANSFORM))];
  }
  return [preferredFix(title, insertMember(document.text, transform, 'RequestBodyEncoding', 'URL_ENCODED'))];
}

const formContentType: Rule<HttpTask> = {
  name: 'http-form-content-type',
  severity: 'WARNING',
  title: 'A form body without the content type of a form',
  doc: `Step Functions encodes the body, but does not say so to the API: without a \`Content-Type\` of \`${FORM_CONTENT_TYPE}\` in \`Headers\` the request is labelled as JSON.`,
  page,
  example: {
    wrong: httpTaskExample({ Method: 'POST', RequestBody: BODY, Transform: FORM_TRANSFORM }),
    right: httpTaskExample({ Method: 'POST', Headers: FORM_HEADERS, RequestBody: BODY, Transform: FORM_TRANSFORM }),
  },
  check: function* (task, context) {
    const transform = fixedAt(fieldsOf(task), 'Transform');
    const encoding = memberNamed(transform, 'RequestBodyEncoding');
    if (!encoding?.value || encodingOf(task) !== 'URL_ENCODED') return;
    if (!fieldAt(task, fieldsOf(task), 'RequestBody') || !isContentTypeKnown(task, context)) return;
    if (contentTypes(task).some((header) => !isWritten(header) || isForm(header.member.value))) return;
    const message = `A URL_ENCODED body needs the header Content-Type: ${FORM_CONTENT_TYPE}`;
    yield { span: encoding.value.span, location: locationOf(task), message, fixes: setContentType(task, context) };
  },
};

/** No header that is not to be seen here could be the content type: neither a dynamic one nor the connection's. */
function isContentTypeKnown(task: HttpTask, { surroundings, isBroken }: Context): boolean {
  const fields = fieldsOf(task);
  if (!fields || isBroken(fields.span)) return false;
  const added = connectionOf(task, surroundings)?.AuthParameters?.InvocationHttpParameters?.HeaderParameters ?? [];
  if (added.some(({ Key }) => isContentType(Key))) return false;
  const headers = headersOf(task);
  return headers ? !isOpen(headers.object) : lacks(task, fields, 'Headers');
}

function isContentType(name: unknown): boolean {
  return typeof name === 'string' && name.toLowerCase() === 'content-type';
}

function contentTypes(task: HttpTask): readonly WrittenHeader[] {
  return (headersOf(task)?.headers ?? []).filter(({ name }) => isContentType(name));
}

/** Tells whether a header's value stands in the definition as it will be sent. */
function isWritten({ name, member }: WrittenHeader): boolean {
  return member.key.value === name && isFixed(member.value);
}

/** A list of values counts by its items; a dynamic value may be anything. */
function isForm(value: WrittenHeader['member']['value']): boolean {
  if (value?.kind === 'array') return value.items.some(isForm);
  return value?.kind === 'string' && (value.value.toLowerCase().startsWith(FORM_CONTENT_TYPE) || !isFixed(value));
}

function setContentType(task: HttpTask, { document }: Context): readonly Fix[] {
  const title = `Set Content-Type to ${FORM_CONTENT_TYPE}`;
  const [written] = contentTypes(task);
  const headers = headersOf(task);
  const fields = fieldsOf(task);
  if (written?.member.value?.kind === 'string') {
    return [preferredFix(title, replaceString(written.member.value, FORM_CONTENT_TYPE))];
  }
  if (written || !fields) return [];
  if (headers)
    return [preferredFix(title, insertMember(document.text, headers.object, 'Content-Type', FORM_CONTENT_TYPE))];
  return [preferredFix(title, insertMember(document.text, fields, 'Headers', FORM_HEADERS))];
}

const formEncodingMissing: Rule<HttpTask> = {
  name: 'http-form-encoding-missing',
  severity: 'WARNING',
  title: 'The content type of a form, but a JSON body',
  doc: 'The header announces a form, but without `"RequestBodyEncoding": "URL_ENCODED"` in `Transform` the body goes out as JSON. A body that is a string is sent as it stands.',
  page,
  example: {
    wrong: httpTaskExample({ Method: 'POST', Headers: FORM_HEADERS, RequestBody: BODY }),
    right: httpTaskExample({ Method: 'POST', Headers: FORM_HEADERS, RequestBody: 'customer=C-1' }),
  },
  check: function* (task, context) {
    const fields = fieldsOf(task);
    const body = fixedAt(fields, 'RequestBody');
    if (!fields || (body?.kind !== 'object' && body?.kind !== 'array')) return;
    if (encodingOf(task) !== 'NONE' || context.isBroken(fields.span)) return;
    const header = contentTypes(task).find((written) => isWritten(written) && isForm(written.member.value));
    if (!header?.member.value) return;
    const message = 'The body is sent as JSON: RequestBodyEncoding is not URL_ENCODED';
    yield { span: header.member.value.span, location: locationOf(task), message, fixes: encodeAsForm(task, context) };
  },
};

const formStringBody: Rule<HttpTask> = {
  name: 'http-form-string-body',
  severity: 'INFO',
  title: 'A URL_ENCODED body that is a string',
  doc: 'How AWS encodes a string as a form is not documented. Here it is sent as it stands; give an object, or encode it yourself and leave out the `Transform`.',
  page,
  example: {
    wrong: httpTaskExample({ Method: 'POST', Headers: FORM_HEADERS, RequestBody: 'a=1', Transform: FORM_TRANSFORM }),
    right: httpTaskExample({ Method: 'POST', Headers: FORM_HEADERS, RequestBody: { a: 1 }, Transform: FORM_TRANSFORM }),
  },
  check: function* (task) {
    const body = fixedAt(fieldsOf(task), 'RequestBody');
    if (body?.kind !== 'string' || encodingOf(task) !== 'URL_ENCODED') return;
    const message = 'How a string is encoded as a form is not documented: give an object, or leave out the Transform';
    yield { span: body.span, location: locationOf(task), message };
  },
};

/** Rules about bodies that are sent as form data. */
export const HTTP_FORM_RULES: readonly Rule<HttpTask>[] = [
  arrayFormatUnused,
  formContentType,
  formEncodingMissing,
  formStringBody,
];
