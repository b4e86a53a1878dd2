import { fieldNamed } from '../spec/field';
import { isForbiddenHeader } from '../spec/headers';
import { CONNECTION_FIELDS, HTTP_TASK_FIELDS } from '../spec/httpTask';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { missingField, severalOf } from '../spec/sentences';
import type { ArrayFormat } from './encode';
import { mapEndpoint, type Target } from './endpoint';
import type { HeaderLine } from './send';
import { runtimeError } from './stateError';

/** The evaluated fields of an HTTP Task, checked: nothing in them is left to question. */
export interface HttpFields {
  readonly target: Target;
  readonly method: string;
  readonly connectionArn: string;
  readonly headers: readonly HeaderLine[];
  readonly query: JsonValue | undefined;
  readonly body: JsonValue | undefined;
  readonly encoding: 'NONE' | 'URL_ENCODED';
  readonly arrayFormat: ArrayFormat;
}

/**
 * Checks the evaluated `Parameters` or `Arguments` (`fieldsName`) of an HTTP Task.
 * Throws States.Runtime with the sentences of AWS's engine; no request is sent then.
 */
export function checkHttpFields(
  evaluated: JsonValue,
  fieldsName: 'Parameters' | 'Arguments',
  endpoints: Readonly<Record<string, string>>,
): HttpFields {
  const problems: string[] = [];
  const fields = isJsonObject(evaluated) ? evaluated : {};
  if (!isJsonObject(evaluated)) problems.push(invalid(fieldsName));
  const connectionArn = connectionArnIn(fields, problems);
  const method = text(fields, 'Method', problems);
  if (method !== undefined && !isOneOf('Method', method)) problems.push(invalid('Method'));
  const endpoint = text(fields, 'ApiEndpoint', problems);
  const target = endpoint === undefined ? undefined : mapEndpoint(endpoint, endpoints);
  if (target === 'invalid') problems.push(invalid('ApiEndpoint'));
  const headers = headerLines(fields.Headers, problems);
  if (!isQuery(fields.QueryParameters)) problems.push(invalid('QueryParameters'));
  const transform = transformIn(fields.Transform, problems);
  if (problems.length > 0 || target === undefined || target === 'invalid') {
    const json = JSON.stringify(evaluated);
    throw runtimeError(`The ${fieldsName} '${json}' could not be used to start the Task: [${problems.join(', ')}]`);
  }
  const { QueryParameters: query, RequestBody: body } = fields;
  return { target, method: method ?? '', connectionArn: connectionArn ?? '', headers, query, body, ...transform };
}

function invalid(field: string): string {
  return `The value of the field '${field}' has an invalid format`;
}

function text(fields: JsonObject, name: string, problems: string[]): string | undefined {
  const value = fields[name];
  if (typeof value === 'string') return value;
  problems.push(value === undefined ? missingField(name) : invalid(name));
  return undefined;
}

function isOneOf(field: string, value: string): boolean {
  return fieldNamed(HTTP_TASK_FIELDS, field)?.values?.some((allowed) => allowed.value === value) ?? true;
}

function connectionArnIn(fields: JsonObject, problems: string[]): string | undefined {
  const present = CONNECTION_FIELDS.filter((name) => fields[name] !== undefined);
  const [holder] = present;
  if (holder === undefined) problems.push(missingField(CONNECTION_FIELDS[0]));
  else if (present.length > 1) problems.push(severalOf(present));
  else {
    const value = fields[holder];
    if (isJsonObject(value)) return text(value, 'ConnectionArn', problems);
    problems.push(invalid(holder));
  }
  return undefined;
}

/** Strings, numbers and booleans are one line, a list is a line for each item (our choice; AWS records only strings). */
function headerLines(headers: JsonValue | undefined, problems: string[]): HeaderLine[] {
  if (headers === undefined) return [];
  if (!isJsonObject(headers)) {
    problems.push(invalid('Headers'));
    return [];
  }
  const forbidden = Object.keys(headers).filter(isForbiddenHeader);
  if (forbidden.length > 0) {
    problems.push(
      `The 'Headers' field contains unsupported values: [${forbidden.map((name) => name.toLowerCase()).join(', ')}]`,
    );
  }
  const lines = Object.entries(headers).flatMap(([name, value]) => {
    return (Array.isArray(value) ? value : [value]).map((item: JsonValue) => [name, headerText(item)] as const);
  });
  if (lines.some(([name, value]) => value === undefined || !isHeaderLine(name, value)))
    problems.push(invalid('Headers'));
  return lines.map(([name, value]) => [name, value ?? '']);
}

function headerText(value: JsonValue): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? JSON.stringify(value) : undefined;
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const UNPRINTABLE = /[^\t\x20-\x7E\x80-\xFF]/;

/** Tells whether a name and value can stand in an HTTP header line. */
function isHeaderLine(name: string, value: string): boolean {
  return TOKEN.test(name) && !UNPRINTABLE.test(value);
}

function isQuery(query: JsonValue | undefined): boolean {
  if (query === undefined || typeof query === 'string' || isJsonObject(query)) return true;
  return Array.isArray(query) && query.every((item: JsonValue) => typeof item === 'string' || isJsonObject(item));
}

function transformIn(
  transform: JsonValue | undefined,
  problems: string[],
): Pick<HttpFields, 'encoding' | 'arrayFormat'> {
  const defaults = { encoding: 'NONE', arrayFormat: 'INDICES' } as const;
  if (transform === undefined) return defaults;
  const row = fieldNamed(HTTP_TASK_FIELDS, 'Transform');
  const options = isJsonObject(transform) ? transform.RequestEncodingOptions : undefined;
  const encoding = isJsonObject(transform) ? (transform.RequestBodyEncoding ?? defaults.encoding) : null;
  const arrayFormat = isJsonObject(options)
    ? (options.ArrayFormat ?? defaults.arrayFormat)
    : (options ?? defaults.arrayFormat);
  const encodings = fieldNamed(row?.fields, 'RequestBodyEncoding')?.values;
  const formats = fieldNamed(fieldNamed(row?.fields, 'RequestEncodingOptions')?.fields, 'ArrayFormat')?.values;
  const known = (values: typeof formats, value: JsonValue) =>
    values?.some((allowed) => allowed.value === value) === true;
  if (known(encodings, encoding) && known(formats, arrayFormat)) {
    return { encoding: encoding as HttpFields['encoding'], arrayFormat: arrayFormat as ArrayFormat };
  }
  problems.push(invalid('Transform'));
  return defaults;
}
