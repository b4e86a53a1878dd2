import { type Node, textAt } from '../shared/document/node';
import { httpTaskOf, type State } from '../shared/document/stateMachine';
import { contextFieldsAt } from '../shared/spec/contextObject';
import { ERROR_NAMES, STATUS_CODE_ERROR_PREFIX, STATUS_CODES } from '../shared/spec/errors';
import type { Field } from '../shared/spec/field';
import { COMMON_HEADERS } from '../shared/spec/headers';
import { HTTP_TASK_RESOURCE } from '../shared/spec/httpTask';
import { INTRINSIC_FUNCTIONS } from '../shared/spec/intrinsicFunctions';
import { connectionNames } from './connectionNames';
import {
  describeConnection,
  describeError,
  describeField,
  describeHeader,
  describeHttpTask,
  describeState,
  describeValue,
  detailOfField,
  summaryOfState,
} from './describe';
import {
  describeContext,
  describeExpression,
  describeFunction,
  describeOwnResource,
  describeServiceCall,
  signatureOf,
} from './describeExpression';
import { intrinsicCall, JSON_WRITER } from './expressionSnippets';
import { SERVICE_CALLS } from './integrationFields';
import type { Meaning } from './meaning';
import { httpTaskValues, machineValues } from './snippets';
import { wholeStateValues } from './stateSnippets';
import type { Subject } from './subject';
import { stringContent, type ValueDraft } from './suggestion';

/** The values worth offering at a place, in the order of their tables. */
export function valuesAt(meaning: Meaning, subject: Subject): readonly ValueDraft[] {
  const isWhole = meaning.place.chain.length === 0;
  if (isWhole) return subject.document.root?.kind === 'object' ? [] : machineValues(subject);
  return [...plainValues(meaning, subject), ...expressionValues(meaning)];
}

function plainValues(meaning: Meaning, subject: Subject): readonly ValueDraft[] {
  const { keys, place, field } = meaning;
  const isItem = innermostContainer(place.chain)?.kind === 'array';
  if (meaning.isDynamic) return isItem ? [] : dynamicValues();
  if (keys.kind === 'states')
    return isItem ? [] : [...httpTaskValues(meaning, subject), ...wholeStateValues(meaning, subject)];
  if (keys.kind === 'headers') return headerValues(String(place.path.at(-1)));
  if (field === undefined) return [];
  const takesList = !field.kinds.includes('string') && field.kinds.includes('array');
  if (takesList && !isItem) return [wholeValue(field)];
  const listed = VALUES[field.name]?.(meaning, subject) ?? enumValues(field);
  return listed.length > 0 || isItem ? listed : otherValues(field);
}

/** The texts that a key's value is chosen from where they are few and known; empty when any text goes. */
export function choicesOf(field: Field, meaning: Meaning, subject: Subject): readonly string[] {
  if (field.kinds.includes('array')) return [];
  const provider = VALUES[field.name];
  const drafts = field.name === 'Resource' ? [] : (provider?.(meaning, subject) ?? enumValues(field));
  return drafts.length > MOST_CHOICES ? [] : drafts.flatMap((draft) => ('raw' in draft ? draft.raw : []));
}

const MOST_CHOICES = 20;

/** A value that is a text; `raw` is the text itself. */
type TextDraft = ValueDraft & { readonly raw: string };

/** Fields whose values are named elsewhere: in the definition, in the project, or in a table of its own. */
const VALUES: Readonly<Record<string, (meaning: Meaning, subject: Subject) => readonly TextDraft[]>> = {
  Next: (meaning) => stateValues(meaning, isOfState(meaning) ? meaning.state?.name : undefined),
  Default: (meaning) => stateValues(meaning, meaning.state?.name),
  StartAt: (meaning) => stateValues(meaning, undefined),
  ConnectionArn: (_, subject) => connectionValues(subject),
  ErrorEquals: (meaning) => errorValues(meaning),
  Resource: (meaning) => (isOfState(meaning) ? taskResources(meaning) : objectResources(meaning)),
};

function textDraft(
  text: string,
  { kind, detail, docs }: Pick<ValueDraft, 'kind' | 'detail' | 'docs'>,
  label = text,
): TextDraft {
  return { label, kind, detail, docs, text: stringContent(text), raw: text };
}

function enumValues(field: Field): readonly TextDraft[] {
  return (field.values ?? []).map((value) =>
    textDraft(value.value, { kind: 'value', detail: field.name, docs: describeValue(field, value) }),
  );
}

/** The field is the state's own: a Next of a Catcher or a choice rule may well lead back to its state. */
function isOfState({ place, state }: Meaning): boolean {
  return place.object !== undefined && place.object === state?.node;
}

/** What a Task may call: an HTTPS API, a service, or what other Tasks of the definition call. */
function taskResources({ machine }: Meaning): readonly TextDraft[] {
  const http = { kind: 'value', detail: 'HTTP Task', docs: describeHttpTask(HTTP_TASK_RESOURCE) } as const;
  const services = SERVICE_CALLS.map((call) => {
    const shown = { kind: 'value', detail: call.integration.title, docs: () => describeServiceCall(call) } as const;
    return textDraft(call.resource, shown);
  });
  const known = new Set([HTTP_TASK_RESOURCE, ...SERVICE_CALLS.map(({ resource }) => resource)]);
  const others = new Set((machine?.states ?? []).map(({ node }) => textAt(node, 'Resource') ?? ''));
  const own = [...others].filter((resource) => resource !== '' && !known.has(resource));
  return [
    textDraft(HTTP_TASK_RESOURCE, http),
    ...services,
    ...own.map((resource) =>
      textDraft(resource, {
        kind: 'value',
        detail: 'used in this definition',
        docs: () => describeOwnResource(resource),
      }),
    ),
  ];
}

/** What reads or writes the items of a distributed Map. */
function objectResources({ place, field }: Meaning): readonly TextDraft[] {
  if (field === undefined) return [];
  const calls = place.path.includes('ResultWriter') ? ['putObject'] : ['getObject', 'listObjectsV2'];
  return calls.map((call) => {
    return textDraft(`arn:aws:states:::s3:${call}`, { kind: 'value', detail: 'Amazon S3', docs: describeField(field) });
  });
}

function stateValues({ machine }: Meaning, except: string | undefined): readonly TextDraft[] {
  const byName = new Map<string, State>((machine?.states ?? []).map((state) => [state.name, state]));
  return Array.from(byName.values())
    .filter(({ name }) => name !== except && name !== '')
    .map((state) =>
      textDraft(state.name, { kind: 'state', detail: () => summaryOfState(state), docs: () => describeState(state) }),
    );
}

function connectionValues(subject: Subject): readonly TextDraft[] {
  return connectionNames(subject).flatMap(({ name, arn }) => {
    const connection = subject.surroundings.connections[name];
    if (connection === undefined) return [];
    const docs = describeConnection(name, connection);
    const draft = textDraft(arn, { kind: 'connection', detail: connection.AuthorizationType, docs }, name);
    // A person may type the name or the beginning of the ARN.
    return { ...draft, filter: name === arn ? name : `${name} ${arn}` };
  });
}

/** An HTTP Task meets the errors of the API first, other states may get them from states inside of them. */
function errorValues({ place, state }: Meaning): readonly TextDraft[] {
  const list = place.chain.findLast((node) => node.kind === 'array');
  const typed = place.chain.at(-1);
  const others = (list?.kind === 'array' ? list.items : []).filter((item) => item !== typed);
  const taken = new Set(others.map((item) => (item.kind === 'string' ? item.value : '')));
  const reserved = ERROR_NAMES.filter(({ uncatchable }) => !uncatchable).map(({ name }) => name);
  const statuses = STATUS_CODES.map(({ code }) => `${STATUS_CODE_ERROR_PREFIX}${code}`);
  return (state && httpTaskOf(state) ? [...statuses, ...reserved] : [...reserved, ...statuses])
    .filter((name) => !taken.has(name) && (name !== STANDS_ALONE || taken.size === 0))
    .map((name) => textDraft(name, { kind: 'error', detail: 'error', docs: () => describeError(name) }));
}

const STANDS_ALONE = 'States.ALL';

function headerValues(name: string): readonly ValueDraft[] {
  const header = COMMON_HEADERS.find((known) => known.name.toLowerCase() === name.toLowerCase());
  return (header?.values ?? []).map((value) =>
    textDraft(value, { kind: 'value', detail: name, docs: describeHeader(name) }),
  );
}

/** What may stand under a key that ends in `.$`: functions, and paths into the context. */
function dynamicValues(): readonly ValueDraft[] {
  const functions = INTRINSIC_FUNCTIONS.map((row): ValueDraft => {
    const shown = { kind: 'function', detail: signatureOf(row), docs: describeFunction(row) } as const;
    return { label: row.name, ...shown, text: intrinsicCall(row, JSON_WRITER) };
  });
  const context = contextFieldsAt({ isInMap: false, hasToken: false }).map((row) => {
    const shown = { kind: 'variable', detail: 'context', docs: describeContext(row) } as const;
    return textDraft(`$$.${row.path}`, shown);
  });
  return [...functions, ...context];
}

/** An expression, where JSONata may stand. */
function expressionValues({ holds, state, keys, place }: Meaning): readonly ValueDraft[] {
  const isOpen = state?.queryLanguage === 'JSONata' && (holds === 'template' || holds === 'expression');
  if (!isOpen || keys.kind === 'states' || place.string?.value.startsWith('{%')) return [];
  const shown = { kind: 'snippet', detail: 'JSONata', docs: describeExpression() } as const;
  return [{ label: '{% %}', ...shown, text: '{% $1 %}' }];
}

function otherValues(field: Field): readonly ValueDraft[] {
  if (!field.kinds.includes('boolean') || field.kinds.length > 1) return [wholeValue(field)];
  return ['true', 'false'].map((json) => ({
    label: json,
    kind: 'value',
    detail: field.name,
    docs: describeField(field),
    json,
  }));
}

/** A value with the shape of the row, to fill in. */
function wholeValue(field: Field): ValueDraft {
  const json = valueSnippet(field);
  return {
    label: `${field.name} value`,
    kind: 'snippet',
    detail: detailOfField(field),
    docs: describeField(field),
    json,
  };
}

/** The value that goes in with a key, as a snippet: the row's own, else an empty one of its first kind. */
export function valueSnippet(field: Field): string {
  return field.snippet ?? EMPTY[field.kinds[0] ?? 'string'];
}

const EMPTY = {
  string: '"$1"',
  number: '${1:0}',
  boolean: '${1|true,false|}',
  null: 'null',
  object: '{\n\t$1\n}',
  array: '[\n\t$1\n]',
} as const;

function innermostContainer(chain: readonly Node[]): Node | undefined {
  return chain.findLast(({ kind }) => kind === 'object' || kind === 'array');
}
