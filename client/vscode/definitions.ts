import * as vscode from 'vscode';
import { type Format, parseDocument } from '../../shared/document/document';
import type { SyntaxProblem } from '../../shared/document/jsonFrames';
import { valueAt } from '../../shared/document/node';
import {
  allStates,
  httpTaskOf,
  isSingleState,
  type State,
  singleStateOf,
  stateMachineOf,
} from '../../shared/document/stateMachine';
import type { Span } from '../../shared/spec/diagnostic';
import { readText } from './files';
import { type MockNeed, mockNeedOf } from './stepping/mockNeed';

/** The languages of definitions, with the ids that the AWS Toolkit uses too. */
export const DEFINITION_LANGUAGES = ['asl', 'asl-yaml'] as const;

/** Tells whether a document holds a definition. */
export function isDefinition({ languageId }: vscode.TextDocument): boolean {
  return DEFINITION_LANGUAGES.some((id) => id === languageId);
}

/** The text of a definition as the person sees it: unsaved changes are in it. */
export interface Definition {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly format: Format;
}

/** A state that can be tested; `isWhole` is true where the definition is this one state. */
export interface Testable {
  readonly name: string;
  readonly isWhole: boolean;
  /** Where it begins: its key, or the state itself where it has none. */
  readonly head: Span;
  readonly span: Span;
  readonly type: string;
  readonly isHttpTask: boolean;
  /** Why it runs here only with a mock; undefined when it needs none. */
  readonly mockNeed: MockNeed | undefined;
  /** Another state may follow. */
  readonly goesOn: boolean;
  /** The names of the states of its own machine: those that may follow. */
  readonly neighbours: ReadonlySet<string>;
}

/** The types of state that TestState tests, from docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html. */
const TESTABLE_TYPES: ReadonlySet<string> = new Set([
  'Task',
  'Pass',
  'Choice',
  'Wait',
  'Succeed',
  'Fail',
  'Map',
  'Parallel',
]);

/** The states of a definition that can be tested, in the order of the text, and why it cannot be read, if it cannot. */
export function readDefinition({ text, format }: Definition): {
  readonly testables: readonly Testable[];
  readonly problems: readonly SyntaxProblem[];
} {
  const document = parseDocument(text, format);
  const isWhole = isSingleState(document);
  const single = isWhole ? singleStateOf(document) : undefined;
  const states = single ? [single] : [...allStates(stateMachineOf(document))];
  return { testables: states.flatMap((state) => testableOf(state, isWhole)), problems: document.problems };
}

function testableOf(state: State, isWhole: boolean): readonly Testable[] {
  const { name, key, node, type, machine } = state;
  if (node === undefined || type === undefined || !TESTABLE_TYPES.has(type)) return [];
  const head = key?.span ?? { start: node.span.start, end: node.span.start + 1 };
  return [
    {
      name,
      isWhole,
      head,
      span: { start: head.start, end: node.span.end },
      type,
      isHttpTask: httpTaskOf(state) !== undefined,
      mockNeed: mockNeedOf(state),
      goesOn: !isWhole && ['Next', 'Choices', 'Catch'].some((field) => valueAt(node, field) !== undefined),
      neighbours: new Set(machine?.states.map((other) => other.name)),
    },
  ];
}

/** Says that a definition cannot be read, without a full stop: where and why may follow. */
export function brokenSentence({ format }: Definition): string {
  return format === 'yaml' ? vscode.l10n.t('The definition is not YAML') : vscode.l10n.t('The definition is not JSON');
}

/** A definition by its address; undefined when there is no such file. */
export async function loadDefinition(uri: vscode.Uri): Promise<Definition | undefined> {
  const text = await readText(uri);
  return text === undefined ? undefined : { uri, text, format: /\.ya?ml$/i.test(uri.path) ? 'yaml' : 'json' };
}

/** The definition in the editor that has the focus; undefined when something else is there. */
export function activeDefinition(): { readonly definition: Definition; readonly offset: number } | undefined {
  const editor = vscode.window.activeTextEditor;
  const language = DEFINITION_LANGUAGES.find((id) => id === editor?.document.languageId);
  if (editor === undefined || language === undefined) return undefined;
  const { document, selection } = editor;
  const format = language === 'asl-yaml' ? 'yaml' : 'json';
  return {
    definition: { uri: document.uri, text: document.getText(), format },
    offset: document.offsetAt(selection.active),
  };
}
