import type { Node } from '../shared/document/node';
import type { State } from '../shared/document/stateMachine';
import type { Typing } from '../shared/document/typing';
import { CONTEXT_FIELDS } from '../shared/spec/contextObject';
import { ERROR_NAMES, STATUS_CODE_ERROR_PREFIX, STATUS_CODES } from '../shared/spec/errors';
import type { Field } from '../shared/spec/field';
import { COMMON_HEADERS } from '../shared/spec/headers';
import { HTTP_TASK_RESOURCE } from '../shared/spec/httpTask';
import { INTRINSIC_FUNCTIONS, type IntrinsicFunction } from '../shared/spec/intrinsicFunctions';
import { connectionNames } from './connectionNames';
import {
  describeConnection,
  describeContext,
  describeError,
  describeField,
  describeFunction,
  describeHeader,
  describeHttpTask,
  describeState,
  describeValue,
  detailOfField,
  signatureOf,
  summaryOfState,
} from './describe';
import type { Meaning } from './meaning';
import { httpTaskValues, machineValues } from './snippets';
import type { Subject } from './subject';
import { stringContent, type ValueDraft } from './suggestion';

/** The values worth offering at a place, in the order of their tables. */
export function valuesAt(meaning: Meaning, typing: Typing, subject: Subject): readonly ValueDraft[] {
  const { keys, place, field } = meaning;
  if (place.chain.length === 0) return machineValues(subject);
  const isItem = innermostContainer(place.chain)?.kind === 'array';
  if (meaning.isDynamic) return isItem ? [] : pathValues(meaning, subject, typing);
  if (keys.kind === 'states') return isItem ? [] : httpTaskValues(meaning, subject);
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
  Next: (meaning) => stateValues(meaning, isOwnNext(meaning) ? meaning.state?.name : undefined),
  Default: (meaning) => stateValues(meaning, meaning.state?.name),
  StartAt: (meaning) => stateValues(meaning, undefined),
  ConnectionArn: (_, subject) => connectionValues(subject),
  ErrorEquals: (meaning) => errorValues(meaning),
  Resource: () => [
    textDraft(HTTP_TASK_RESOURCE, {
      kind: 'value',
      detail: 'HTTP Task',
      docs: describeHttpTask(HTTP_TASK_RESOURCE),
    }),
  ],
};

function textDraft(text: string, shown: Pick<ValueDraft, 'kind' | 'detail' | 'docs'>, label = text): TextDraft {
  return { label, ...shown, text: stringContent(text), raw: text };
}

function enumValues(field: Field): readonly TextDraft[] {
  return (field.values ?? []).map((value) =>
    textDraft(value.value, { kind: 'value', detail: field.name, docs: describeValue(field, value) }),
  );
}

/** The state's own Next: a Next of a Catcher or a choice rule may well lead back to its state. */
function isOwnNext({ place, state }: Meaning): boolean {
  return place.object !== undefined && place.object === state?.node;
}

function stateValues({ machine }: Meaning, except: string | undefined): readonly TextDraft[] {
  const byName = new Map<string, State>((machine?.states ?? []).map((state) => [state.name, state]));
  return Array.from(byName.values())
    .filter(({ name }) => name !== except && name !== '')
    .map((state) =>
      textDraft(state.name, { kind: 'state', detail: summaryOfState(state), docs: describeState(state) }),
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

function errorValues({ place }: Meaning): readonly TextDraft[] {
  const list = place.chain.findLast((node) => node.kind === 'array');
  const typed = place.chain.at(-1);
  const others = (list?.kind === 'array' ? list.items : []).filter((item) => item !== typed);
  const taken = new Set(others.map((item) => (item.kind === 'string' ? item.value : '')));
  const reserved = ERROR_NAMES.filter(({ uncatchable }) => !uncatchable).map(({ name }) => name);
  const statuses = STATUS_CODES.map(({ code }) => `${STATUS_CODE_ERROR_PREFIX}${code}`);
  return [...statuses, ...reserved]
    .filter((name) => !taken.has(name) && (name !== STANDS_ALONE || taken.size === 0))
    .map((name) => textDraft(name, { kind: 'error', detail: 'error', docs: describeError(name) }));
}

const STANDS_ALONE = 'States.ALL';

function headerValues(name: string): readonly ValueDraft[] {
  const header = COMMON_HEADERS.find((known) => known.name.toLowerCase() === name.toLowerCase());
  return (header?.values ?? []).map((value) =>
    textDraft(value, { kind: 'value', detail: name, docs: describeHeader(name) }),
  );
}

/** What may stand under a key that ends in `.$`: functions, and paths into the context. */
function pathValues(meaning: Meaning, subject: Subject, typing: Typing): readonly ValueDraft[] {
  const written = subject.document.text.slice(typing.content.start, typing.offset);
  const start = typing.offset - (/[\w.$]*$/.exec(written)?.[0].length ?? 0);
  const rest = /^\w*/.exec(subject.document.text.slice(typing.offset, typing.content.end))?.[0].length ?? 0;
  const span = { start, end: typing.offset + rest };
  const functions = INTRINSIC_FUNCTIONS.map((row) => functionDraft(row));
  const inMap = meaning.machine !== undefined && meaning.machine.location !== '';
  const fields = CONTEXT_FIELDS.filter(({ only }) => only === undefined || (only === 'map' && inMap));
  const context = fields.map((row) => {
    const shown = { kind: 'variable', detail: 'context', docs: describeContext(row) } as const;
    return textDraft(`$$.${row.path}`, shown);
  });
  return [...functions, ...context].map((draft) => ({ ...draft, span }));
}

function functionDraft(row: IntrinsicFunction): ValueDraft & { readonly text: string } {
  const list = row.parameters
    .filter(({ optional }) => !optional)
    .map(({ name, kinds }, index) => {
      const place = `\${${index + 1}:${name}}`;
      if (kinds?.length === 1 && kinds[0] === 'string') return `'${place}'`;
      return kinds?.length === 1 && kinds[0] === 'number' ? place : `\\$.${place}`;
    });
  const shown = { kind: 'function', detail: signatureOf(row), docs: describeFunction(row) } as const;
  return { label: row.name, ...shown, text: `${row.name}(${list.join(', ')})` };
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
