import type { ClientCapabilities } from 'vscode-languageserver/node';
import { MARKUP_KIND } from './protocol';

/** What a client can do, as far as the answers depend on it. */
export interface Abilities {
  readonly snippets: boolean;
  readonly markdownDocs: boolean;
  /** Asks for what an item of completion is once the item is looked at. */
  readonly lazyDocs: boolean;
  /** Asks then for the words beside it as well. */
  readonly lazyDetail: boolean;
  /** Takes what the items of a list have in common from the list. */
  readonly commonItems: boolean;
  readonly markdownHover: boolean;
  /** Answers `workspace/configuration`. */
  readonly configuration: boolean;
  /** Asks again for findings when told that they may have changed. */
  readonly refresh: boolean;
  /** Takes a wish to be told of changed files. */
  readonly watching: boolean;
  /** Takes a wish to be told of changed settings. */
  readonly configurationEvents: boolean;
  readonly folders: boolean;
  /** Shows actions that cannot be done, with the reason. */
  readonly disabledActions: boolean;
  /** Makes new files as a part of an edit. */
  readonly newFiles: boolean;
}

/** Reads what a client said when it started; what it did not say it cannot do. */
export function abilitiesOf({ textDocument, workspace }: ClientCapabilities): Abilities {
  const item = textDocument?.completion?.completionItem;
  return {
    snippets: item?.snippetSupport === true,
    markdownDocs: item?.documentationFormat?.includes(MARKUP_KIND.Markdown) === true,
    commonItems: ['editRange', 'insertTextFormat', 'data'].every((name) =>
      textDocument?.completion?.completionList?.itemDefaults?.includes(name),
    ),
    lazyDocs: item?.resolveSupport?.properties.includes('documentation') === true,
    lazyDetail: item?.resolveSupport?.properties.includes('detail') === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes(MARKUP_KIND.Markdown) === true,
    configuration: workspace?.configuration === true,
    refresh: workspace?.diagnostics?.refreshSupport === true,
    watching: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    configurationEvents: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    folders: workspace?.workspaceFolders === true,
    disabledActions: textDocument?.codeAction?.disabledSupport === true,
    newFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('create') === true,
  };
}
