import type { CompletionItem, CompletionItemKind, CompletionList, Range, TextEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isSameRange, markup, toRange } from './convert';
import { COMPLETION_ITEM_KIND, INSERT_TEXT_FORMAT } from './protocol';
import { plainText, type Suggestion, type SuggestionKind, textOf } from './suggestion';

const KINDS: Readonly<Record<SuggestionKind, CompletionItemKind>> = {
  field: COMPLETION_ITEM_KIND.Field,
  value: COMPLETION_ITEM_KIND.EnumMember,
  header: COMPLETION_ITEM_KIND.Property,
  state: COMPLETION_ITEM_KIND.Reference,
  error: COMPLETION_ITEM_KIND.Constant,
  connection: COMPLETION_ITEM_KIND.Value,
  function: COMPLETION_ITEM_KIND.Function,
  variable: COMPLETION_ITEM_KIND.Variable,
  data: COMPLETION_ITEM_KIND.Property,
  snippet: COMPLETION_ITEM_KIND.Snippet,
};

/** What a client can show, as it says when it starts. */
export interface CompletionAbilities {
  readonly snippets: boolean;
  readonly markdown: boolean;
  /** Leaves what items are to `docsOf`, when one of them is asked about. */
  readonly withoutDocs: boolean;
  /** Leaves the words beside them to it, too. */
  readonly withoutDetail: boolean;
}

/** A suggestion for the editor; `order` is its place in the list. */
export function toCompletionItem(
  document: TextDocument,
  suggestion: Suggestion,
  order: number,
  { snippets, markdown, withoutDocs, withoutDetail }: CompletionAbilities,
): CompletionItem {
  const { label, kind, detail, docs, filter, snippet, span, commas } = suggestion;
  const newText = snippets ? snippet : plainText(snippet);
  return {
    label,
    kind: KINDS[kind],
    ...(withoutDetail ? {} : { detail: textOf(detail) }),
    ...(withoutDocs ? {} : { documentation: markup(textOf(docs), markdown) }),
    sortText: String(order).padStart(4, '0'),
    filterText: filter,
    insertTextFormat: snippets ? INSERT_TEXT_FORMAT.Snippet : INSERT_TEXT_FORMAT.PlainText,
    textEdit: { range: toRange(document, span), newText },
    ...(commas.length > 0 ? { additionalTextEdits: commas.map((at) => commaAt(document, at)) } : {}),
  };
}

/** A long list of items: what they have in common is said once, as most of them stand for the same place. */
export function toCompletionList(
  items: readonly CompletionItem[],
  common: { readonly data?: unknown },
): CompletionList {
  const [first] = items;
  const editRange = first?.textEdit && 'range' in first.textEdit ? first.textEdit.range : undefined;
  const insertTextFormat = first?.insertTextFormat;
  if (editRange === undefined || insertTextFormat === undefined) return { isIncomplete: false, items: [...items] };
  const shortened = items.map((item) =>
    item.insertTextFormat === insertTextFormat ? shortenedItem(item, editRange) : item,
  );
  return { isIncomplete: false, itemDefaults: { ...common, editRange, insertTextFormat }, items: shortened };
}

/** An item without what its list says of all. Written out: leaving members out of an object is slow a thousand times. */
function shortenedItem(item: CompletionItem, editRange: Range): CompletionItem {
  const { label, kind, detail, documentation, sortText, filterText, textEdit, additionalTextEdits } = item;
  const isOfAll = textEdit && 'range' in textEdit && isSameRange(textEdit.range, editRange);
  if (!isOfAll || kind === undefined || sortText === undefined || filterText === undefined) return item;
  return {
    label,
    kind,
    sortText,
    filterText,
    textEditText: textEdit.newText,
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation }),
    ...(additionalTextEdits === undefined ? {} : { additionalTextEdits }),
  };
}

/** What an item of completion is, and the words beside it. */
export function docsOf({ detail, docs }: Pick<Suggestion, 'detail' | 'docs'>, markdown: boolean) {
  return { detail: textOf(detail), documentation: markup(textOf(docs), markdown) };
}

function commaAt(document: TextDocument, offset: number): TextEdit {
  return { range: toRange(document, { start: offset, end: offset }), newText: ',' };
}
