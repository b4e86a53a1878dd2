import type { ContextField, StatesField } from '../shared/spec/contextObject';
import type { IntrinsicFunction } from '../shared/spec/intrinsicFunctions';
import type { JsonValue } from '../shared/spec/json';
import { type JsonataFunction, jsonataParameters } from '../shared/spec/jsonataFunctions';
import { PAGES } from '../shared/spec/pages';
import type { ServiceCall } from './integrationFields';
import { code, link, paragraphs, verbatim } from './markdown';
import type { Variable } from './variablesInScope';

// Texts in Markdown about what stands in expressions, and about what a Resource calls.

/** An intrinsic function with its parameters and an example. */
export function describeFunction(row: IntrinsicFunction): string {
  return paragraphs(`**${signatureOf(row)}**`, row.doc, `Example: \`${row.example}\``, link(row.page));
}

/** A function as it is called, such as `States.Format(template, value...)`. */
export function signatureOf({ name, parameters }: IntrinsicFunction): string {
  const list = parameters.map((parameter) => {
    if (parameter.rest) return `${parameter.name}...`;
    return parameter.optional ? `[${parameter.name}]` : parameter.name;
  });
  return `${name}(${list.join(', ')})`;
}

/** A field of the context object, as paths reach it by `$$`, or JSONata by another root. */
export function describeContext({ path, doc, kinds, page }: ContextField, root = '$$'): string {
  return paragraphs(`**${root}.${path}** (${kinds.length === 6 ? 'any value' : kinds.join(' | ')})`, doc, link(page));
}

/** A JSONata function with its parameters. */
export function describeJsonata(row: JsonataFunction): string {
  const parameters = jsonataParameters(row).map(({ name, kind, optional }) => {
    return `- \`${name}\`: ${kind}${optional ? ', optional' : ''}`;
  });
  return paragraphs(`**${signatureOfJsonata(row)}**`, row.doc, parameters.join('\n'), link(row.page));
}

/** A JSONata function as it is called, such as `$substring(text, start, [length])`. */
export function signatureOfJsonata(row: JsonataFunction): string {
  const list = jsonataParameters(row).map(({ name, optional, rest }) => {
    if (rest) return `${name}...`;
    return optional ? `[${name}]` : name;
  });
  return `$${row.name}(${list.join(', ')})`;
}

/** A member of `$states`. */
export function describeStatesField({ name, doc, page }: StatesField): string {
  return paragraphs(`**$states.${name}**`, doc, link(page));
}

/** A variable of the workflow with the states that assign it. */
export function describeVariable({ name, assignedBy }: Variable): string {
  const states = assignedBy.slice(0, MOST_STATES).map(verbatim).join(', ');
  const more = assignedBy.length > MOST_STATES ? ` and ${assignedBy.length - MOST_STATES} more` : '';
  return paragraphs(
    `**$${verbatim(name)}** (variable)`,
    assignedBy.length > 0 ? `Assigned by ${states}${more}.` : 'A test case gives its value.',
    link(PAGES.variables),
  );
}

const MOST_STATES = 10;

/** A piece of data as a test case has it. */
export function describeData(name: string, value: JsonValue): string {
  return paragraphs(`**${verbatim(name)}** (in the test cases)`, code(cut(JSON.stringify(value), MOST_CHARACTERS)));
}

const MOST_CHARACTERS = 300;

/** The kind of a value, and the value where it is short. */
export function previewOf(value: JsonValue): string {
  if (Array.isArray(value)) return `array of ${value.length}`;
  if (value === null) return 'null';
  return typeof value === 'object' ? 'object' : `${typeof value}: ${cut(JSON.stringify(value), 30)}`;
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}...` : text;
}

/** A call of a service with what its suffix means and the fields that it requires. */
export function describeServiceCall({ resource, integration, action, suffix }: ServiceCall): string {
  const required = action.required.map((name) => `\`${name}\``).join(', ');
  return paragraphs(
    `**${verbatim(resource)}** (${integration.title})`,
    action.doc,
    SUFFIXES[suffix],
    required && `Required: ${required}.`,
    link(integration.page),
  );
}

const SUFFIXES: Readonly<Record<string, string>> = {
  '.sync': 'Waits until the job is done.',
  '.sync:2': 'Waits until the job is done, and hands its output on as JSON.',
  '.waitForTaskToken': 'Waits until someone sends the task token back.',
};

/** A call of any AWS API. */
export function describeSdkCall(resource: string, { service, action }: { service: string; action: string }): string {
  return paragraphs(
    `**${verbatim(resource)}** (AWS SDK)`,
    `Calls \`${action}\` of the API of \`${service}\` with the Parameters or Arguments of the state.`,
    link(PAGES.task),
  );
}

/** The ARN of a function, an activity or anything else that a definition calls. */
export function describeOwnResource(resource: string): string {
  return paragraphs(`**${verbatim(resource)}**`, 'Another task of this definition calls it.', link(PAGES.task));
}

/** What an expression is, where one may stand. */
export function describeExpression(): string {
  return paragraphs(
    '**{% %}** (JSONata)',
    'An expression: its value takes the place of the whole text. `$states.input` is the input of the state.',
    link(PAGES.jsonata),
  );
}

/** A path, or where one starts, with what it leads to. */
export function describeRoot(path: string, title: string): string {
  return paragraphs(`**${verbatim(path)}**`, `${title.charAt(0).toUpperCase()}${title.slice(1)}.`);
}
