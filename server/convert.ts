import { pathToFileURL } from 'node:url';
import type {
  CodeAction,
  DiagnosticSeverity,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Diagnostic as LspDiagnostic,
  Hover as LspHover,
  Position,
  Range,
  SelectionRange,
  SignatureHelp,
  SymbolKind,
  TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ruleNamed } from '../shared/rules/allRules';
import { type Diagnostic, type Fix, type Severity, type Span, wholeMessage } from '../shared/spec/diagnostic';
import { difference, type Mending } from './codeActions';
import type { Fold } from './folding';
import type { Hover } from './hover';
import type { Link } from './links';
import type { OutlineItem } from './outline';
import { CODE_ACTION_KIND, DIAGNOSTIC_SEVERITY, DOCUMENT_HIGHLIGHT_KIND, MARKUP_KIND, SYMBOL_KIND } from './protocol';
import type { Refactoring } from './refactorings/refactoring';
import type { Signature } from './signature';
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
  ERROR: DIAGNOSTIC_SEVERITY.Error,
  WARNING: DIAGNOSTIC_SEVERITY.Warning,
  INFO: DIAGNOSTIC_SEVERITY.Information,
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
    message: wholeMessage(finding),
    data: { code, fixes: (fixes ?? []).map((fix) => ({ title: fix.title, edits: toEdits(document, fix.edits) })) },
  };
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
    (other) =>
      other.code === finding.rule && other.message === wholeMessage(finding) && isSameRange(other.range, range),
  );
  return {
    title: fix.title,
    kind: CODE_ACTION_KIND.QuickFix,
    ...(diagnostics.length > 0 ? { diagnostics } : {}),
    ...(fix.preferred ? { isPreferred: true } : {}),
    edit: { changes: { [document.uri]: toEdits(document, fix.edits) } },
  };
}

/** Tells whether two ranges are the same. */
export function isSameRange(left: Range, right: Range): boolean {
  return isSamePosition(left.start, right.start) && isSamePosition(left.end, right.end);
}

function isSamePosition(left: Position, right: Position): boolean {
  return left.line === right.line && left.character === right.character;
}

/** The kind of the action that applies every obvious fix of a file. */
export const FIX_ALL_KIND = `${CODE_ACTION_KIND.SourceFixAll}.stateside`;

/** The action that applies every obvious fix of a file. */
export function toFixAll(document: TextDocument, edits: Fix['edits']): CodeAction {
  return {
    title: 'Fix all obvious findings of Stateside',
    kind: FIX_ALL_KIND,
    edit: { changes: { [document.uri]: toEdits(document, edits) } },
  };
}

/** A refactoring for the editor; one that cannot be done says why. `before` is the text of the other file. */
export function toRefactoring(document: TextDocument, refactoring: Refactoring, before: string): CodeAction {
  const { title, edits, disabled, file } = refactoring;
  const kind = refactoring.kind === 'extract' ? CODE_ACTION_KIND.RefactorExtract : CODE_ACTION_KIND.RefactorRewrite;
  if (disabled !== undefined) return { title, kind, disabled: { reason: disabled } };
  const own = toEdits(document, edits);
  if (file === undefined) return { title, kind, edit: { changes: { [document.uri]: own } } };
  const { href } = pathToFileURL(file.path);
  const uri = sameFolder(document.uri, href);
  if (!file.isNew) {
    const change = difference(before, file.text);
    const other = TextDocument.create(uri, 'jsonc', 0, before);
    return { title, kind, edit: { changes: { [document.uri]: own, [uri]: toEdits(other, change ? [change] : []) } } };
  }
  const start = { line: 0, character: 0 };
  const written = [{ range: { start, end: start }, newText: file.text }];
  const documentChanges = [
    { kind: 'create' as const, uri, options: { ignoreIfExists: true } },
    { textDocument: { uri, version: null }, edits: written },
    { textDocument: { uri: document.uri, version: document.version }, edits: own },
  ];
  return { title, kind, edit: { documentChanges } };
}

/** An editor may write the address of a folder in its own way, with `%3A` for a colon. */
function sameFolder(uri: string, href: string): string {
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  const name = href.slice(href.lastIndexOf('/') + 1);
  const isSame =
    decodeURIComponent(folder).toLowerCase() === decodeURIComponent(href.slice(0, -name.length)).toLowerCase();
  return isSame ? folder + name : href;
}

/** A hover in Markdown, or as plain text for a client that shows none. */
export function toHover(document: TextDocument, hover: Hover, markdown: boolean): LspHover {
  return { contents: markup(hover.markdown, markdown), range: toRange(document, hover.span) };
}

/** A text for people, in Markdown or plain. */
export function markup(value: string, markdown: boolean) {
  return { kind: markdown ? MARKUP_KIND.Markdown : MARKUP_KIND.PlainText, value };
}

const SYMBOL_KINDS: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  machine: SYMBOL_KIND.Namespace,
  state: SYMBOL_KIND.Class,
  httpTask: SYMBOL_KIND.Interface,
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

/** A place that can be folded so that the line with its closing bracket still shows; none when nothing would be hidden. */
export function toFoldingRange(document: TextDocument, fold: Fold): readonly FoldingRange[] {
  const { start, end } = toRange(document, fold);
  const endLine = fold.isBracketed || end.character === 0 ? end.line - 1 : end.line;
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
  const kind = role === 'definition' ? DOCUMENT_HIGHLIGHT_KIND.Write : DOCUMENT_HIGHLIGHT_KIND.Read;
  return { range: toRange(document, span), kind };
}

/** A function while its arguments are typed; no parameter is marked when there are too many arguments. */
export function toSignatureHelp({ label, docs, parameters, active }: Signature, markdown: boolean): SignatureHelp {
  const activeParameter = active ?? parameters.length;
  return {
    signatures: [
      {
        label,
        documentation: markup(docs, markdown),
        parameters: parameters.map(({ start, end, docs: takes }) => ({ label: [start, end], documentation: takes })),
        activeParameter,
      },
    ],
    activeSignature: 0,
    activeParameter,
  };
}
