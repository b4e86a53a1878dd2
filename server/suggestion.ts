import type { Typing } from '../shared/document/typing';
import type { Span } from '../shared/spec/diagnostic';

/** What kind of thing is offered; it picks the icon. */
export type SuggestionKind =
  | 'field'
  | 'value'
  | 'header'
  | 'state'
  | 'error'
  | 'connection'
  | 'function'
  | 'variable'
  | 'data'
  | 'snippet';

/** What something is, in Markdown, or the words beside it; worked out only for what is shown where the list is long. */
export type Docs = string | (() => string);

/** The text of what something is. */
export function textOf(docs: Docs): string {
  return typeof docs === 'string' ? docs : docs();
}

/** One thing to offer where a person types; a list of them stands in the order in which they are shown. */
export interface Suggestion {
  readonly label: string;
  readonly kind: SuggestionKind;
  /** A few words beside the label. */
  readonly detail: Docs;
  readonly docs: Docs;
  /** The text that must be typed to keep it in the list; it starts where the span starts. */
  readonly filter: string;
  /** What is put in place of the span, as a TextMate snippet. */
  readonly snippet: string;
  readonly span: Span;
  /** Offsets outside of the span where a comma must go in as well. */
  readonly commas: readonly number[];
}

/** What is offered, before it is fitted into the text. */
export interface Draft {
  readonly label: string;
  /** What may be typed to keep it in the list, when that is not the label, or the key. */
  readonly filter?: string;
  readonly kind: SuggestionKind;
  readonly detail: Docs;
  readonly docs: Docs;
}

/** A key to offer, with its value as a snippet; without a key, `value` holds whole members. */
export interface KeyDraft extends Draft {
  readonly key: string | undefined;
  readonly value: string;
}

/** A value to offer: the content of a string, as a snippet, or any JSON as one. */
export type ValueDraft = Draft & ({ readonly text: string; readonly span?: Span } | { readonly json: string });

/** Fits a key into the text: quotes, colon, value and commas are added where they are missing. Undefined: it cannot go there. */
export function fitKey(draft: KeyDraft, typing: Typing): Suggestion | undefined {
  const { label, kind, detail, docs, key, value } = draft;
  const shown = { label, kind, detail, docs };
  const typed = draft.filter ?? key ?? label;
  const name = key === undefined ? undefined : literal(JSON.stringify(key));
  if (typing.after === ':') {
    // The value is there already: only the name changes.
    if (key === undefined || name === undefined) return undefined;
    if (!typing.quoted) return { ...shown, filter: key, snippet: name, span: typing.span, commas: [] };
    return { ...shown, filter: key, snippet: name.slice(1, -1), span: typing.content, commas: [] };
  }
  const member = name === undefined ? value : `${name}: ${value}`;
  return {
    ...shown,
    filter: typing.quoted ? JSON.stringify(typed) : typed,
    snippet: member + commaBehind(typing),
    span: typing.span,
    commas: commasBefore(typing),
  };
}

/** Fits a value into the text: quotes and commas are added where they are missing. Undefined: it cannot go there. */
export function fitValue(draft: ValueDraft, typing: Typing): Suggestion | undefined {
  const before = commasBefore(typing);
  if (!typing.quoted) {
    const gap = typing.before === ':' && typing.beforeEnd === typing.span.start ? ' ' : '';
    const json = gap + ('json' in draft ? draft.json : `"${draft.text}"`);
    return fitted(draft, json + commaBehind(typing), typing.span, before);
  }
  if ('json' in draft) return undefined;
  const span = draft.span ?? typing.content;
  const comma = commaBehind(typing);
  if (!typing.closed) return fitted(draft, `${draft.text}"${comma}`, span, before);
  return fitted(draft, draft.text, span, comma === '' ? before : [...before, typing.span.end]);
}

/** Written out, as a list may have a thousand of them. */
function fitted(draft: ValueDraft, snippet: string, span: Span, commas: readonly number[]): Suggestion {
  const { label, kind, detail, docs, filter } = draft;
  return { label, kind, detail, docs, filter: filter ?? label, snippet, span, commas };
}

/** A text of a snippet that stands for itself; JSON escapes are put in by the caller. */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A text as the content of a JSON string, for a snippet. */
export function stringContent(text: string): string {
  return literal(JSON.stringify(text).slice(1, -1));
}

/** A place of a snippet that offers texts to choose from; an empty place when there are none. */
export function choice(texts: readonly string[], number = 1): string {
  if (texts.length === 0) return `$${number}`;
  if (texts.length === 1) return `\${${number}:${stringContent(texts[0] ?? '')}}`;
  const escaped = texts.map((text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[\\$},|]/g, '\\$&'),
  );
  return `\${${number}|${escaped.join(',')}|}`;
}

/** The text of a snippet with its first choices filled in, for a client that takes no snippets. */
export function plainText(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|((?:\\.|[^,|\\])*)(?:\\.|[^|\\])*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replace(/(\\.)|\$(?:\d+|\{\d+\})/g, '$1')
    .replace(/\\([\\$},|])/g, '$1');
}

function commaBehind({ after }: Typing): string {
  return ['', ',', '}', ']'].includes(after) ? '' : ',';
}

function commasBefore({ before, beforeEnd }: Typing): readonly number[] {
  return ['', ',', '{', '[', ':'].includes(before) ? [] : [beforeEnd];
}
