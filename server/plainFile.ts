import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AslDocument } from '../shared/document/document';
import { parseJson } from '../shared/document/json';
import { readProject } from '../shared/project/project';
import { PROJECT_SHAPE } from '../shared/project/projectShape';
import { TEST_CASES_SHAPE } from '../shared/project/testCaseShape';
import type { Diagnostic } from '../shared/spec/diagnostic';
import type { Shape } from '../shared/spec/shape';
import type { FileKind } from './documents';
import type { DefinitionBeside } from './neighbours';
import type { Subject } from './subject';

// A stateside.json or *.asl.test.json. VS Code reads both as `jsonc`, and its own JSON support reports their syntax
// errors and keys that stand twice, whatever we do; so there we leave these to it, which our client says when it starts,
// and no error shows twice. All that follows from the shapes of the files is ours in every editor: a JSON schema knows
// neither the states of a definition nor the rules nor the names of secrets, has no quick fixes, and would offer the same
// keys once more. The schemas in client/resources/schemas are for editors without a language client, and for programs.

/** One of our own files with what it is looked at beside. */
export interface PlainSubject {
  readonly kind: PlainKind;
  /** Comments are read over; `problems` are those of the notation. */
  readonly document: AslDocument;
  readonly shape: Shape;
  /** The definition that test cases belong to. */
  readonly definition: (DefinitionBeside & Subject) | undefined;
  /** The texts of the definitions that are open: what they name may be missing in a project file. */
  readonly openDefinitions: () => readonly string[];
  /** Address of the folder with a page for each rule, ending with a slash. */
  readonly docsUri: string | undefined;
}

/** The kinds of files that are plain JSON of our own. */
export type PlainKind = Extract<FileKind, 'project' | 'testCases'>;

/** Tells whether a file is one of our own. */
export function isPlainKind(kind: FileKind | undefined): kind is PlainKind {
  return kind === 'project' || kind === 'testCases';
}

const SHAPES: Readonly<Record<PlainKind, Shape>> = { project: PROJECT_SHAPE, testCases: TEST_CASES_SHAPE };

/** Puts together what is known of a text of one of our files. */
export function plainSubject(
  kind: PlainKind,
  text: string,
  beside: Pick<PlainSubject, 'definition' | 'docsUri' | 'openDefinitions'>,
): PlainSubject {
  const document: AslDocument = { text, format: 'json', ...parseJson(text, { comments: true }) };
  return { kind, document, shape: SHAPES[kind], ...beside };
}

/** What a project file says; undefined for test cases, and when it holds no object. */
export function projectIn({ kind, document }: PlainSubject) {
  return kind === 'project' ? readProject(document.text).project : undefined;
}

/** Tells whether a client's own JSON support looks at a document: it does at what it takes for JSON. */
export function isReadByClient({ languageId }: Pick<TextDocument, 'languageId'>, hasJsonSupport: boolean): boolean {
  return hasJsonSupport && /^jsonc?$/.test(languageId);
}

/** The findings about one of our files without those that a client's own JSON support gives as well. */
export function withoutNotation(findings: readonly Diagnostic[], text: string): readonly Diagnostic[] {
  // An empty file is nothing to complain about for it.
  if (text.trim() === '') return findings;
  return findings.filter(({ rule }) => !/^(?:project|test-case)-(?:syntax|duplicate-key)$/.test(rule));
}
