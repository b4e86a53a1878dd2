import path from 'node:path';
import * as vscode from 'vscode';
import { lineColumns, parseDocument } from '../../../shared/document/document';
import { isSidecarPath } from '../../../shared/project/testCases';
import type { Span } from '../../../shared/spec/diagnostic';
import { type Definition, isDefinition, loadDefinition } from '../definitions';
import { fileName, readText, sidecarUri } from '../files';
import type { Target } from '../target';
import { type CaseRef, definitionOf } from '../testCases/caseTarget';
import { type CaseTree, caseTree, type StateBranch, type TreeProblem } from './caseTree';

/** What an item of the Test Explorer stands for. */
export type ItemMeaning =
  | { readonly kind: 'file'; readonly uri: vscode.Uri }
  | { readonly kind: 'state'; readonly uri: vscode.Uri; readonly state: string }
  | {
      readonly kind: 'case';
      readonly uri: vscode.Uri;
      readonly state: string;
      readonly name: string;
      readonly key: string;
    };

/** A file of test cases as it is now, unsaved changes included; `definition` is undefined when there is none beside it. */
export interface ReadFile {
  readonly text: string;
  readonly tree: CaseTree;
  readonly definition: vscode.Uri | undefined;
}

/** The items of the Test Explorer: files, in them states, in them cases. */
export interface TestItems extends vscode.Disposable {
  readonly controller: vscode.TestController;
  meaningOf(item: vscode.TestItem): ItemMeaning | undefined;
  /** Finds all files, once; again when that is wished for, and then those that are known are read as well. */
  findFiles(again?: boolean): Promise<void>;
  /** Reads a file and brings the items below it up to date; the items of a file that is gone go too. */
  refresh(uri: vscode.Uri): Promise<void>;
  /** The state or case that a command's argument stands for, where it is an item; undefined for everything else. */
  targetOf(argument: unknown): Promise<Target | CaseRef | undefined>;
}

/** Makes the controller and its items; nothing is read before somebody asks. */
export function createTestItems(): TestItems {
  const controller = vscode.tests.createTestController('stateside', 'Stateside');
  const meanings = new WeakMap<vscode.TestItem, ItemMeaning>();
  let found: Promise<void> | undefined;
  const add = (uri: vscode.Uri): vscode.TestItem => {
    const known = controller.items.get(uri.toString());
    if (known) return known;
    const item = controller.createTestItem(uri.toString(), fileName(uri), uri);
    const folder = path.posix.dirname(vscode.workspace.asRelativePath(uri));
    if (folder !== '.') item.description = folder;
    item.canResolveChildren = true;
    meanings.set(item, { kind: 'file', uri });
    controller.items.add(item);
    return item;
  };
  const refresh = async (uri: vscode.Uri): Promise<void> => {
    const read = await readCaseFile(uri);
    if (read === undefined) return controller.items.delete(uri.toString());
    fill(add(uri), read, controller, meanings);
  };
  const findFiles = async (): Promise<void> => {
    const files = await vscode.workspace.findFiles('**/*.asl.test.json', '**/node_modules/**');
    for (const uri of files) add(uri);
  };
  return {
    controller,
    meaningOf: (item) => meanings.get(item),
    findFiles: async (again = false) => {
      if (again) found = undefined;
      found ??= findFiles();
      await found;
      if (again) for (const [, { uri }] of controller.items) if (uri) await refresh(uri);
    },
    refresh,
    targetOf: async (argument) => {
      const meaning = isObject(argument) ? meanings.get(argument as vscode.TestItem) : undefined;
      const uri = meaning && meaning.kind !== 'file' ? await definitionOf(meaning.uri) : undefined;
      if (meaning === undefined || meaning.kind === 'file' || uri === undefined) return undefined;
      const target = { uri, stateName: meaning.state };
      return meaning.kind === 'case' ? { target, name: meaning.name } : target;
    },
    dispose: () => controller.dispose(),
  };
}

/** The file of test cases that a document is, or that belongs to the definition that it is; undefined for any other. */
export function sidecarOf(document: vscode.TextDocument): vscode.Uri | undefined {
  const { uri } = document;
  if (isSidecarPath(uri.path)) return uri;
  return isDefinition(document) ? sidecarUri(uri) : undefined;
}

/** Reads a file of test cases with the definition beside it; undefined when there is no such file. */
export async function readCaseFile(uri: vscode.Uri): Promise<ReadFile | undefined> {
  const text = await readText(uri);
  if (text === undefined) return undefined;
  const definition = await definitionOf(uri);
  const loaded = definition && (await loadDefinition(definition));
  return { text, tree: treeOf(uri, text, loaded), definition };
}

/** Each case of a file reads it anew before it runs: the same texts have the same tree. */
function treeOf(uri: vscode.Uri, text: string, definition: Definition | undefined): CaseTree {
  const known = latestTrees.get(uri.toString());
  if (known?.text === text && known.definition === definition?.text) return known.tree;
  const tree = caseTree(text, definition && parseDocument(definition.text, definition.format));
  latestTrees.set(uri.toString(), { text, definition: definition?.text, tree });
  return tree;
}

interface LatestTree {
  readonly text: string;
  readonly definition: string | undefined;
  readonly tree: CaseTree;
}

/** The last tree of each file. */
const latestTrees = new Map<string, LatestTree>();

/** Why a whole file cannot be run; undefined when it can. */
export function fileProblem({ tree, definition }: ReadFile): TreeProblem | undefined {
  if (tree.problem) return tree.problem;
  const message = vscode.l10n.t('There is no definition beside these test cases.');
  return definition ? undefined : { message, span: { start: 0, end: 0 } };
}

/** The range of a span in an editor. */
export function rangeOf(text: string, { start, end }: Span): vscode.Range {
  const columns = lineColumns(text);
  const [from, to] = [columns(start), columns(end)];
  return new vscode.Range(from.line, from.character, to.line, to.character);
}

function fill(
  file: vscode.TestItem,
  read: ReadFile,
  controller: vscode.TestController,
  meanings: WeakMap<vscode.TestItem, ItemMeaning>,
): void {
  const uri = file.uri ?? vscode.Uri.parse(file.id);
  const problem = fileProblem(read);
  file.canResolveChildren = false;
  file.error = problem && problemText(uri, read.text, problem);
  file.range = problem && rangeOf(read.text, problem.span);
  const stateItem = ({ name, leaves }: StateBranch): vscode.TestItem => {
    const id = `state:${name}`;
    // An item that stays keeps its results and stays open.
    const item = file.children.get(id) ?? controller.createTestItem(id, name, uri);
    meanings.set(item, { kind: 'state', uri, state: name });
    item.children.replace(
      leaves.map(({ key, testCase, problem: wrong }, index) => {
        const leaf = item.children.get(`case:${key}`) ?? controller.createTestItem(`case:${key}`, testCase.name, uri);
        meanings.set(leaf, { kind: 'case', uri, state: name, name: testCase.name, key });
        leaf.range = rangeOf(read.text, testCase.span);
        leaf.sortText = String(index).padStart(6, '0');
        leaf.error = wrong && problemText(uri, read.text, wrong);
        return leaf;
      }),
    );
    return item;
  };
  file.children.replace(problem ? [] : read.tree.branches.map(stateItem));
}

function problemText(uri: vscode.Uri, text: string, { message, span }: TreeProblem): string {
  return `${fileName(uri)}:${lineColumns(text)(span.start).line + 1}: ${message}`;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
