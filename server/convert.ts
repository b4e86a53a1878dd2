import {
  type CodeAction,
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  DiagnosticSeverity,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  InsertTextFormat,
  type Diagnostic as LspDiagnostic,
  type Hover as LspHover,
  MarkupKind,
  type Position,
  type Range,
  type SelectionRange,
  SymbolKind,
  type TextEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { ruleNamed } from '../shared/rules/allRules';
import type { Diagnostic, Fix, Severity, Span } from '../shared/spec/diagnostic';
import type { Mending } from './codeActions';
import type { Hover } from './hover';
import type { Link } from './links';
import type { OutlineItem } from './outline';
import { plainText, type Suggestion, type SuggestionKind } from './suggestion';
import type { Occurrence } from './symbol';

/** The range of a span. */
export function toRange(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** The span of a range; positions beyond the text count as its end. */
export function fromRange(document: TextDocument, { start, end }: Range): Span {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  ERROR: DiagnosticSeverity.Error,
  WARNING: DiagnosticSeverity.Warning,
  INFO: DiagnosticSeverity.Information,
};

/**
 * A finding for the editor: `code` is the rule, `docsUri` the folder with the pages of the rules about definitions,
 * `data` carries AWS's code and the fixes.
 */
export function toDiagnostic(document: TextDocument, finding: Diagnostic, docsUri: string | undefined): LspDiagnostic {
  const { rule, code, severity, span, fixes } = finding;
  return {
    range: toRange(document, span),
    severity: SEVERITIES[severity],
    source: 'stateside',
    code: rule,
    ...(docsUri === undefined || !ruleNamed(rule) ? {} : { codeDescription: { href: `${docsUri}${rule}.md` } }),
    message: messageOf(finding),
    data: { code, fixes: (fixes ?? []).map((fix) => ({ title: fix.title, edits: toEdits(document, fix.edits) })) },
  };
}

/** What a person reads: the sentence, and below it what exactly is wrong where the sentence alone does not tell. */
function messageOf({ message, detail }: Diagnostic): string {
  return detail === undefined ? message : `${message}\n${detail}`;
}

/** The edits of a fix. */
export function toEdits(document: TextDocument, edits: Fix['edits']): TextEdit[] {
  return edits.map(({ span, text }) => ({ range: toRange(document, span), newText: text }));
}

/** A quick fix for the light bulb, tied to the findings that the editor shows. */
export function toQuickFix(
  document: TextDocument,
  { finding, fix }: Mending,
  shown: readonly LspDiagnostic[],
): CodeAction {
  const range = toRange(document, finding.span);
  const diagnostics = shown.filter(
    (other) => other.code === finding.rule && other.message === messageOf(finding) && isSameRange(other.range, range),
  );
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    ...(diagnostics.length > 0 ? { diagnostics } : {}),
    ...(fix.preferred ? { isPreferred: true } : {}),
    edit: { changes: { [document.uri]: toEdits(document, fix.edits) } },
  };
}

function isSameRange(left: Range, right: Range): boolean {
  return JSON.stringify([left.start, left.end]) === JSON.stringify([right.start, right.end]);
}

/** The kind of the action that applies every obvious fix of a file. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.stateside`;

/** The action that applies every obvious fix of a file. */
export function toFixAll(document: TextDocument, edits: Fix['edits']): CodeAction {
  return {
    title: 'Fix all obvious findings of Stateside',
    kind: FIX_ALL_KIND,
    edit: { changes: { [document.uri]: toEdits(document, edits) } },
  };
}

/** A hover in Markdown, or as plain text for a client that shows none. */
export function toHover(document: TextDocument, hover: Hover, markdown: boolean): LspHover {
  return { contents: markup(hover.markdown, markdown), range: toRange(document, hover.span) };
}

function markup(value: string, markdown: boolean) {
  return { kind: markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value };
}

const KINDS: Readonly<Record<SuggestionKind, CompletionItemKind>> = {
  field: CompletionItemKind.Field,
  value: CompletionItemKind.EnumMember,
  header: CompletionItemKind.Property,
  state: CompletionItemKind.Reference,
  error: CompletionItemKind.Constant,
  connection: CompletionItemKind.Value,
  function: CompletionItemKind.Function,
  variable: CompletionItemKind.Variable,
  snippet: CompletionItemKind.Snippet,
};

/** What a client can show, as it says when it starts. */
export interface CompletionAbilities {
  readonly snippets: boolean;
  readonly markdown: boolean;
}

/** A suggestion for the editor; `order` is its place in the list. */
export function toCompletionItem(
  document: TextDocument,
  suggestion: Suggestion,
  order: number,
  { snippets, markdown }: CompletionAbilities,
): CompletionItem {
  const { label, kind, detail, docs, filter, snippet, span, commas } = suggestion;
  const newText = snippets ? snippet : plainText(snippet);
  return {
    label,
    kind: KINDS[kind],
    detail,
    documentation: markup(docs, markdown),
    sortText: String(order).padStart(4, '0'),
    filterText: filter,
    insertTextFormat: snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: toRange(document, span), newText },
    ...(commas.length > 0 ? { additionalTextEdits: commas.map((at) => commaAt(document, at)) } : {}),
  };
}

function commaAt(document: TextDocument, offset: number): TextEdit {
  return { range: toRange(document, { start: offset, end: offset }), newText: ',' };
}

const SYMBOL_KINDS: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  machine: SymbolKind.Namespace,
  state: SymbolKind.Class,
  httpTask: SymbolKind.Interface,
};

/** An entry of the outline with those below it. */
export function toDocumentSymbol(document: TextDocument, item: OutlineItem): DocumentSymbol {
  return {
    name: item.name,
    detail: item.detail,
    kind: SYMBOL_KINDS[item.kind],
    range: toRange(document, item.span),
    selectionRange: toRange(document, item.nameSpan),
    children: item.children.map((child) => toDocumentSymbol(document, child)),
  };
}

/** A place that can be folded so that its last line, with the closing bracket, still shows; none when nothing would be hidden. */
export function toFoldingRange(document: TextDocument, span: Span): readonly FoldingRange[] {
  const { start, end } = toRange(document, span);
  const isBracketed = /[}\]]/.test(document.getText({ start: document.positionAt(span.end - 1), end }));
  const endLine = isBracketed ? end.line - 1 : end.character === 0 ? end.line - 1 : end.line;
  return endLine > start.line ? [{ startLine: start.line, endLine }] : [];
}

/** A growing selection, the innermost span first; just the position where there is none. */
export function toSelectionRange(document: TextDocument, spans: readonly Span[], position: Position): SelectionRange {
  const chain = spans
    .toReversed()
    .reduce<SelectionRange | undefined>(
      (parent, span) => ({ range: toRange(document, span), ...(parent ? { parent } : {}) }),
      undefined,
    );
  return chain ?? { range: { start: position, end: position } };
}

/** A text that leads to a page. */
export function toDocumentLink(document: TextDocument, { span, target, tooltip }: Link): DocumentLink {
  return { range: toRange(document, span), target, tooltip };
}

/** A place at which a name stands: given there, or used. */
export function toHighlight(document: TextDocument, { span, role }: Occurrence): DocumentHighlight {
  const kind = role === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read;
  return { range: toRange(document, span), kind };
}
