import { memberNamed, textAt, valueAt } from '../shared/document/node';
import type { State } from '../shared/document/stateMachine';
import type { AuthorizationType, Connection, ConnectionHttpParameters } from '../shared/spec/connection';
import { CONNECTION_PAGE } from '../shared/spec/connection';
import { ERROR_NAMES, STATUS_CODE_ERROR_PREFIX, STATUS_CODES } from '../shared/spec/errors';
import type { EnumValue, Field } from '../shared/spec/field';
import { COMMON_HEADERS, FORBIDDEN_HEADER_PREFIXES, isForbiddenHeader, isServiceHeader } from '../shared/spec/headers';
import { HTTP_TASK_DOC } from '../shared/spec/httpTask';
import { PAGES } from '../shared/spec/pages';
import { code, link, paragraphs, verbatim } from './markdown';

// Texts in Markdown for hover and completion alike, made from the tables.

/** What a field is for; with `dynamic`, that its value comes from a path or an intrinsic function. */
export function describeField(field: Field, options: { readonly dynamic?: boolean } = {}): string {
  const name = options.dynamic ? `${field.name}.$` : field.name;
  return paragraphs(
    `**${name}** (${detailOfField(field, options)})`,
    field.doc,
    options.dynamic
      ? 'The value is a path such as `$.id`, a context path such as `$$.Execution.Id`, or an intrinsic function.'
      : '',
    field.values?.map(({ value, doc }) => `- \`${value}\`: ${doc}`).join('\n'),
    link(field.page),
  );
}

/** The kinds a field takes and whether it is required, such as `string, required`. */
export function detailOfField(field: Field, options: { readonly dynamic?: boolean } = {}): string {
  const kinds = options.dynamic ? 'path' : field.kinds.length === 6 ? 'any value' : field.kinds.join(' | ');
  return `${kinds}${field.required ? ', required' : ''}`;
}

/** What one of the allowed values of a field does. */
export function describeValue(field: Field, { value, doc }: EnumValue): string {
  return paragraphs(`**${value}** (${field.name})`, doc, link(field.page));
}

/** What the resource of an HTTP Task does. */
export function describeHttpTask(resource: string): string {
  return paragraphs(`**${verbatim(resource)}** (HTTP Task)`, HTTP_TASK_DOC, link(PAGES.httpTask));
}

/** What a request header is, and why it is refused or replaced where it is. */
export function describeHeader(name: string): string {
  const known = COMMON_HEADERS.find((header) => header.name.toLowerCase() === name.toLowerCase());
  return paragraphs(`**${verbatim(name)}** (header)`, known?.doc ?? verdictOn(name), link(PAGES.httpTask));
}

function verdictOn(name: string): string {
  if (name.toLowerCase() === 'authorization') {
    return 'Step Functions refuses this header in a definition: the connection in ConnectionArn sets it, so that credentials stay out of the definition.';
  }
  if (isForbiddenHeader(name)) {
    const prefix = FORBIDDEN_HEADER_PREFIXES.find((start) => name.toLowerCase().startsWith(start));
    const why = prefix
      ? `No header may start with \`${prefix}\`.`
      : 'It is on the list of headers that an HTTP Task must not set.';
    return `Step Functions refuses this header in a definition. ${why}`;
  }
  if (isServiceHeader(name)) return 'Step Functions sets this header itself: what stands here is replaced.';
  return 'A header of your own: it goes out as written. A header of the connection with exactly the same name replaces it.';
}

/** What an error name means in ErrorEquals; a name of the author's own is said to be one. */
export function describeError(name: string): string {
  const known = ERROR_NAMES.find((error) => error.name === name);
  const status = statusOf(name);
  const doc = known?.doc ?? (status === undefined ? OWN_ERROR : describeStatus(status));
  const effect = known?.uncatchable ? 'Naming it here has no effect.' : '';
  return paragraphs(`**${verbatim(name)}** (error)`, doc, effect, link(known?.page ?? PAGES.errors));
}

const OWN_ERROR = 'Not one of the reserved names: an error that the task itself raises.';

function statusOf(name: string): number | undefined {
  const match = /^\d{3}$/.exec(
    name.startsWith(STATUS_CODE_ERROR_PREFIX) ? name.slice(STATUS_CODE_ERROR_PREFIX.length) : '',
  );
  return match ? Number(match[0]) : undefined;
}

function describeStatus(code: number): string {
  const known = STATUS_CODES.find((status) => status.code === code)?.doc;
  return `The API answered with status ${code}. ${known ?? ''}`.trim();
}

/** A state in one line: its type, what it calls, and where it goes. */
export function summaryOfState({ type, node }: State): string {
  const resource = textAt(node, 'Resource');
  const next = textAt(node, 'Next');
  const ends = memberNamed(node, 'End') !== undefined;
  return [type ?? 'no Type yet', resource, next === undefined ? ends && 'ends the machine' : `then ${next}`]
    .filter(Boolean)
    .join(', ');
}

/** A state with its summary and its comment. */
export function describeState(state: State): string {
  return paragraphs(
    `**${verbatim(state.name)}** (state)`,
    verbatim(summaryOfState(state)),
    verbatim(textAt(state.node, 'Comment') ?? ''),
    endpointOf(state),
  );
}

function endpointOf({ node }: State): string {
  const fields = valueAt(node, 'Parameters') ?? valueAt(node, 'Arguments');
  const endpoint = textAt(fields, 'ApiEndpoint');
  return endpoint === undefined ? '' : code(`${textAt(fields, 'Method') ?? ''} ${endpoint}`.trim());
}

const AUTHORIZATIONS: Readonly<Record<AuthorizationType, string>> = {
  BASIC: 'user name and password (Basic)',
  API_KEY: 'an API key in a header',
  OAUTH_CLIENT_CREDENTIALS: 'an OAuth token, fetched with client credentials',
};

/** How a connection authorizes and what it adds to a request: names only, never a value. */
export function describeConnection(name: string, connection: Connection): string {
  const parameters = connection.AuthParameters?.InvocationHttpParameters;
  return paragraphs(
    `**${verbatim(name)}** (connection in stateside.json)`,
    `Authorizes with ${AUTHORIZATIONS[connection.AuthorizationType] ?? 'something unknown'}.`,
    addedBy(parameters),
    link(CONNECTION_PAGE),
  );
}

/** A connection that cannot be used as it stands in `stateside.json`, and why. */
export function describeBrokenConnection(name: string, message: string): string {
  return paragraphs(`**${verbatim(name)}** (connection in stateside.json)`, `It cannot be used: ${verbatim(message)}`);
}

function addedBy(parameters: ConnectionHttpParameters | undefined): string {
  const groups = [
    ['headers', parameters?.HeaderParameters],
    ['query parameters', parameters?.QueryStringParameters],
    ['body parameters', parameters?.BodyParameters],
  ] as const;
  return groups
    .filter(([, list]) => list !== undefined && list.length > 0)
    .map(([what, list]) => `- adds ${what}: ${list?.map(({ Key }) => code(Key)).join(', ')}`)
    .join('\n');
}

/** The text that `stateside.json` gives for `${Name}`; says so when it gives none. */
export function describeSubstitution(name: string, substitutions: Readonly<Record<string, string>>): string {
  const value = Object.hasOwn(substitutions, name) ? substitutions[name] : undefined;
  const title = `**\${${verbatim(name)}}** (substitution)`;
  if (value === undefined) return paragraphs(title, '`stateside.json` gives no value for it under `substitutions`.');
  return paragraphs(title, `\`stateside.json\` puts this text in its place: ${code(value)}`);
}
