import type {
  CodeAction,
  CodeActionParams,
  CompletionItem,
  CompletionList,
  CompletionParams,
  ConfigurationParams,
  DidChangeConfigurationParams,
  DidChangeTextDocumentParams,
  DidChangeWatchedFilesParams,
  DidChangeWorkspaceFoldersParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  DocumentFormattingParams,
  DocumentHighlight,
  DocumentLink,
  DocumentRangeFormattingParams,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InitializedParams,
  InitializeParams,
  InitializeResult,
  Location,
  PrepareRenameResult,
  ReferenceParams,
  RegistrationParams,
  RenameParams,
  SelectionRange,
  SelectionRangeParams,
  SignatureHelp,
  TextDocumentIdentifier,
  TextDocumentPositionParams,
  TextEdit,
  WorkspaceEdit,
  WorkspaceFolder,
} from 'vscode-languageserver/node';
import type { ExpressionAt } from './expressionToEvaluate';

// The messages of microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification that are in use.

/** A question about a whole document. */
interface About {
  readonly textDocument: TextDocumentIdentifier;
}

/** What a client asks the server, by the name of the message: what it says with it, and what it is answered. */
export interface Requests {
  readonly initialize: [InitializeParams, InitializeResult];
  readonly 'textDocument/diagnostic': [DocumentDiagnosticParams, DocumentDiagnosticReport];
  readonly 'textDocument/completion': [CompletionParams, CompletionItem[] | CompletionList];
  readonly 'completionItem/resolve': [CompletionItem, CompletionItem];
  readonly 'textDocument/hover': [TextDocumentPositionParams, Hover | null];
  readonly 'textDocument/signatureHelp': [TextDocumentPositionParams, SignatureHelp | null];
  readonly 'textDocument/definition': [TextDocumentPositionParams, Location[] | null];
  readonly 'textDocument/references': [ReferenceParams, Location[]];
  readonly 'textDocument/documentHighlight': [TextDocumentPositionParams, DocumentHighlight[]];
  readonly 'textDocument/documentSymbol': [About, DocumentSymbol[]];
  readonly 'textDocument/foldingRange': [About, FoldingRange[]];
  readonly 'textDocument/selectionRange': [SelectionRangeParams, SelectionRange[]];
  readonly 'textDocument/documentLink': [About, DocumentLink[]];
  readonly 'textDocument/prepareRename': [TextDocumentPositionParams, PrepareRenameResult | null];
  readonly 'textDocument/rename': [RenameParams, WorkspaceEdit | null];
  readonly 'textDocument/formatting': [DocumentFormattingParams, TextEdit[]];
  readonly 'textDocument/rangeFormatting': [DocumentRangeFormattingParams, TextEdit[]];
  readonly 'textDocument/codeAction': [CodeActionParams, CodeAction[]];
  /** Our own: the expression at a position, to show its value. */
  readonly 'stateside/expressionAt': [TextDocumentPositionParams, ExpressionAt | null];
}

/** What a client tells the server, by the name of the message. */
export interface Notifications {
  readonly initialized: InitializedParams;
  readonly 'textDocument/didOpen': DidOpenTextDocumentParams;
  readonly 'textDocument/didChange': DidChangeTextDocumentParams;
  readonly 'textDocument/didClose': DidCloseTextDocumentParams;
  readonly 'workspace/didChangeConfiguration': DidChangeConfigurationParams;
  readonly 'workspace/didChangeWatchedFiles': DidChangeWatchedFilesParams;
  readonly 'workspace/didChangeWorkspaceFolders': DidChangeWorkspaceFoldersParams;
  /** Our own: AWS Toolkit became active or inactive. */
  readonly 'stateside/toolkitActive': { readonly active?: unknown } | undefined;
  readonly 'stateside/profiles': { readonly profiles?: unknown } | undefined;
}

/** What the server asks a client, by the name of the message: what it says with it, and what it is answered. */
export interface Questions {
  readonly 'client/registerCapability': [RegistrationParams, null];
  readonly 'workspace/configuration': [ConfigurationParams, unknown[]];
  readonly 'workspace/workspaceFolders': [undefined, WorkspaceFolder[] | null];
  readonly 'workspace/diagnostic/refresh': [undefined, null];
}

/** How the text of a document comes: as what changed in it. */
export const TEXT_SYNC = { Incremental: 2 } as const;

/** How grave a message in a client's log is. */
export const MESSAGE_TYPE = { Error: 1, Warning: 2, Info: 3, Log: 4 } as const;

/** The languages of texts that people read. */
export const MARKUP_KIND = { PlainText: 'plaintext', Markdown: 'markdown' } as const;

/** How grave a finding is. */
export const DIAGNOSTIC_SEVERITY = { Error: 1, Warning: 2, Information: 3 } as const;

/** What a suggestion is; it picks the icon. */
export const COMPLETION_ITEM_KIND = {
  Function: 3,
  Field: 5,
  Variable: 6,
  Property: 10,
  Value: 12,
  Snippet: 15,
  Reference: 18,
  EnumMember: 20,
  Constant: 21,
} as const;

/** Whether a suggestion goes in as it is, or with places to fill in. */
export const INSERT_TEXT_FORMAT = { PlainText: 1, Snippet: 2 } as const;

/** What is done with a name at a place. */
export const DOCUMENT_HIGHLIGHT_KIND = { Read: 2, Write: 3 } as const;

/** What an entry of the outline is; it picks the icon. */
export const SYMBOL_KIND = { Namespace: 3, Class: 5, Interface: 11 } as const;

/** What an action is good for; a kind includes those that go on behind a dot. */
export const CODE_ACTION_KIND = {
  QuickFix: 'quickfix',
  RefactorExtract: 'refactor.extract',
  RefactorRewrite: 'refactor.rewrite',
  SourceFixAll: 'source.fixAll',
} as const;

/** Who asks for actions: a person, or an editor on its own. */
export const CODE_ACTION_TRIGGER_KIND = { Invoked: 1, Automatic: 2 } as const;
