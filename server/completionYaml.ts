import type { Typing } from '../shared/document/typing';
import { isFlow } from '../shared/document/yaml/edits';
import { yamlTypingAt } from '../shared/document/yaml/typing';
import { yamlString } from '../shared/document/yaml/write';
import { keysAt } from './completionKeys';
import { valuesAt } from './completionValues';
import { type Meaning, meaningAt, meaningOf } from './meaning';
import type { Subject } from './subject';
import { type KeyDraft, literal, type Suggestion, type ValueDraft } from './suggestion';
import { yamlSnippet, yamlText } from './yamlSnippet';

/** What could be typed at an offset of YAML, best first; undefined between braces and brackets, where YAML is as JSON. */
export function completeYaml(subject: Subject, offset: number): readonly Suggestion[] | undefined {
  const { document } = subject;
  const meaning = meaningAt(document, offset);
  const container = meaning.place.chain.findLast(({ kind }) => kind === 'object' || kind === 'array');
  if (container && isFlow(document.text, container)) return undefined;
  const typing = yamlTypingAt(document, offset);
  const layout = layoutAt(document.text, typing.span.start);
  if (meaning.place.string === undefined && /(?:^|\s)#/.test(layout.before)) return [];
  if (meaning.place.role === 'key') return keysFor(meaning, subject, typing, layout);
  return valuesFor(meaning, subject, typing, layout);
}

/** What stands in front of a place on its line, and how much deeper than its line what belongs to the place stands. */
interface Layout {
  readonly before: string;
  readonly indent: string;
}

function layoutAt(text: string, offset: number): Layout {
  const lineStart = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  // An editor puts the blanks of the line in front of each further line; dashes count as blanks too.
  const dashes = /^ *((?:- +)*)/.exec(before)?.[1]?.length ?? 0;
  return { before, indent: ' '.repeat(dashes) };
}

function keysFor(meaning: Meaning, subject: Subject, typing: Typing, layout: Layout): readonly Suggestion[] {
  const isInFront = typing.span.start === typing.span.end && typing.after !== '';
  if (isInFront || !/^ *(?:- +)*(?:\? +)?$/.test(layout.before)) return [];
  return keysAt(meaning, subject).flatMap((draft) => fitKey(draft, typing, layout) ?? []);
}

function fitKey(draft: KeyDraft, typing: Typing, { indent }: Layout): Suggestion | undefined {
  const { label, kind, detail, docs, key, value } = draft;
  const shown = { label, kind, detail, docs, span: typing.span, commas: [] };
  const typed = draft.filter ?? key ?? label;
  const filter = typing.quoted ? JSON.stringify(typed) : typed;
  if (key === undefined) {
    return typing.after === ':' ? undefined : { ...shown, filter, snippet: yamlSnippet(`{${value}}`, indent, false) };
  }
  const name = literal(yamlString(key));
  if (typing.after === ':') return { ...shown, filter, snippet: name };
  const written = yamlSnippet(value, indent, true);
  return { ...shown, filter, snippet: `${name}:${written.startsWith('\n') ? '' : ' '}${written}` };
}

function valuesFor(meaning: Meaning, subject: Subject, typing: Typing, layout: Layout): readonly Suggestion[] {
  const { place } = meaning;
  const isNothingTyped = typing.span.start === typing.span.end;
  if (isNothingTyped && (typing.after !== '' || (place.member?.value !== undefined && !place.string))) return [];
  const values = valuesAt(meaning, subject).flatMap((draft) => fitValue(draft, typing, layout) ?? []);
  if (place.chain.length === 0) {
    return [...values, ...keysFor(meaningOf(subject.document, { ...place, role: 'key' }), subject, typing, layout)];
  }
  if (values.length > 0 || !/- *$/.test(layout.before)) return values;
  const inItem = meaningOf(subject.document, { ...place, role: 'key', member: undefined, object: undefined });
  return keysFor(inItem, subject, typing, layout);
}

function fitValue(draft: ValueDraft, typing: Typing, { before, indent }: Layout): Suggestion | undefined {
  const { label, kind, detail, docs } = draft;
  const shown = { label, kind, detail, docs, filter: draft.filter ?? label, commas: [] };
  if (typing.quoted) {
    if ('json' in draft) return undefined;
    const quote = typing.closed ? '' : before === '' ? '' : '"';
    return { ...shown, snippet: `${draft.text}${quote}`, span: draft.span ?? typing.content };
  }
  const gap = /[:-]$/.test(before) ? ' ' : '';
  if ('json' in draft) {
    const written = yamlSnippet(draft.json, indent, /:\s*$/.test(before));
    return { ...shown, snippet: written.startsWith('\n') ? written : gap + written, span: typing.span };
  }
  const isPart = draft.span !== undefined && draft.span.start > typing.span.start;
  return { ...shown, snippet: isPart ? draft.text : gap + yamlText(draft.text), span: draft.span ?? typing.span };
}
