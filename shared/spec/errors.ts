import { closest } from './closest';
import { PAGES } from './pages';

/** An error name that Step Functions raises or that Retry and Catch may list. */
export interface ErrorName {
  readonly name: string;
  readonly doc: string;
  readonly page: string;
  /** A Retrier or Catcher naming it has no effect. */
  readonly uncatchable?: boolean;
}

const page = PAGES.errors;

/** Prefix of the errors that an HTTP answer outside 200 to 299 raises; the status code follows. */
export const STATUS_CODE_ERROR_PREFIX = 'States.Http.StatusCode.';

/** The reserved error names, from the page on error handling; the two marked so were only seen, not documented. */
export const ERROR_NAMES: readonly ErrorName[] = [
  {
    name: 'States.ALL',
    page,
    doc: 'Every error but States.Runtime. Must stand alone, in the last Retrier or Catcher.',
  },
  {
    name: 'States.TaskFailed',
    page,
    doc: 'Any error of a task except States.Timeout; so every States.Http and Events error too.',
  },
  { name: 'States.Timeout', page, doc: 'The state ran longer than its TimeoutSeconds, or sent no heartbeat in time.' },
  { name: 'States.HeartbeatTimeout', page, doc: 'No heartbeat within HeartbeatSeconds.' },
  {
    name: 'States.Http.Socket',
    page,
    doc: 'The API did not answer within 60 seconds, or the connection to it failed.',
  },
  {
    name: 'States.Http.AccessDenied',
    page,
    doc: 'The role may not call this endpoint (states:InvokeHTTPEndpoint). Seen, not documented.',
  },
  {
    name: 'States.DataLimitExceeded',
    page,
    doc: 'An input, output or result is larger than 262,144 bytes, or a variable limit is passed.',
  },
  {
    name: 'States.QueryEvaluationError',
    page,
    doc: 'A JSONata expression threw, returned nothing or a wrong type, or passed its limits.',
  },
  { name: 'States.IntrinsicFailure', page, doc: 'An intrinsic function failed.' },
  {
    name: 'States.ParameterPathFailure',
    page,
    doc: 'A path in Parameters, ResultSelector or a similar field found nothing.',
  },
  { name: 'States.ResultPathMatchFailure', page, doc: 'ResultPath does not fit the input of the state.' },
  {
    name: 'States.ReferencePathConflict',
    page,
    doc: 'ResultPath leads through a value that is not an object. Seen, not documented.',
  },
  { name: 'States.NoChoiceMatched', page, doc: 'No rule of a Choice matched and it has no Default.' },
  { name: 'States.Permissions', page, doc: 'The role lacks a permission that the state needs.' },
  { name: 'States.BranchFailed', page, doc: 'A branch of a Parallel failed.' },
  { name: 'States.ExceedToleratedFailureThreshold', page, doc: 'More items of a Map failed than it tolerates.' },
  { name: 'States.ItemReaderFailed', page, doc: 'A Map could not read its items.' },
  { name: 'States.ResultWriterFailed', page, doc: 'A Map could not write its results.' },
  { name: 'States.Runtime', page, uncatchable: true, doc: 'The execution cannot go on: never retried, never caught.' },
  { name: 'Events.ConnectionResource.AccessDenied', page, doc: 'The role may not read the connection or its secret.' },
  { name: 'Events.ConnectionResource.ResourceNotFound', page, doc: 'There is no such connection.' },
  {
    name: 'Events.ConnectionResource.InvalidConnectionState',
    page,
    doc: 'The connection is not authorized, for example after the API answered 401.',
  },
  {
    name: 'Events.ConnectionResource.InvalidPrivateConnectionState',
    page,
    doc: 'The private connectivity of the connection is not active.',
  },
  {
    name: 'Events.ConnectionResource.AuthInProgress',
    page,
    doc: 'The connection is still being authorized; worth a Retry.',
  },
  {
    name: 'Events.ConnectionResource.ConcurrentModification',
    page,
    doc: 'The connection was changed at the same time; worth a Retry.',
  },
  {
    name: 'Events.ConnectionResource.InternalError',
    page,
    doc: 'EventBridge failed to hand the connection over; worth a Retry.',
  },
];

/** Status codes worth offering after the prefix, those worth a Retry first, with what they usually mean for an API call. */
export const STATUS_CODES: readonly { readonly code: number; readonly doc: string }[] = [
  { code: 429, doc: 'Too Many Requests: throttled; worth a Retry with backoff.' },
  { code: 503, doc: 'Service Unavailable; worth a Retry.' },
  { code: 500, doc: 'Internal Server Error.' },
  { code: 502, doc: 'Bad Gateway; worth a Retry.' },
  { code: 504, doc: 'Gateway Timeout; worth a Retry.' },
  { code: 408, doc: 'Request Timeout: the API waited too long for the request; worth a Retry.' },
  { code: 400, doc: 'Bad Request: the API does not accept what was sent.' },
  { code: 401, doc: 'Unauthorized: the credentials were refused; the connection may become deauthorized.' },
  { code: 403, doc: 'Forbidden: the credentials do not allow this call.' },
  { code: 404, doc: 'Not Found: no such resource.' },
  { code: 409, doc: 'Conflict: the resource is in another state than the request assumes.' },
  { code: 402, doc: 'Payment Required: some APIs say so when a charge fails.' },
  { code: 405, doc: 'Method Not Allowed: the endpoint does not take this Method.' },
  { code: 410, doc: 'Gone: the resource existed once.' },
  { code: 412, doc: 'Precondition Failed.' },
  { code: 415, doc: 'Unsupported Media Type: often a wrong Content-Type or a missing Transform.' },
  { code: 416, doc: 'Range Not Satisfiable: the API does not like the Range header that Step Functions always sends.' },
  { code: 422, doc: 'Unprocessable Content: well-formed, but not valid for the API.' },
];

/** Takes every error but States.Runtime. */
export const ALL_ERRORS = 'States.ALL';

/** Takes every error of a task but States.Timeout. */
export const TASK_ERRORS = 'States.TaskFailed';

/** The status codes of the table that a class such as `4XX` stands for; an empty list when it is none. */
export function codesOfClass(statusClass: string): readonly number[] {
  const first = /^([1-5])xx$/i.exec(statusClass)?.[1];
  return STATUS_CODES.map(({ code }) => code)
    .filter((code) => String(code)[0] === first)
    .toSorted((left, right) => left - right);
}

/** Why no error can ever have a name; undefined where one may. Names are compared letter by letter, there are no wildcards. */
export function whyNeverRaised(name: string): string | undefined {
  if (/[*?]/.test(name) && /^([*?.]+$|(States|Events|Lambda)\b)/i.test(name))
    return 'names are compared letter by letter';
  if (!name.startsWith(STATUS_CODE_ERROR_PREFIX)) return undefined;
  const code = name.slice(STATUS_CODE_ERROR_PREFIX.length);
  if (!/^[1-5]\d\d$/.test(code)) return `${STATUS_CODE_ERROR_PREFIX} is followed by one status code`;
  return code.startsWith('2') ? 'an answer of 200 to 299 is no error' : undefined;
}

/**
 * The error name of the tables that a misspelled one most likely means; undefined when none is very near: every other name may
 * be one of the author's own.
 */
export function meantErrorName(name: string): string | undefined {
  if (!/^(States?|Events?|Https?)\b/i.test(name) || whyNeverRaised(name) !== undefined) return undefined;
  if (name.startsWith(STATUS_CODE_ERROR_PREFIX)) return undefined;
  const code = /^(?:states?\.)?https?\.?status(?:codes?)?[.:]?([1-5]\d\d)$/i.exec(name)?.[1];
  if (code === undefined) {
    return closest(
      name,
      ERROR_NAMES.map((row) => row.name),
      2,
    );
  }
  return `${STATUS_CODE_ERROR_PREFIX}${code}`;
}
