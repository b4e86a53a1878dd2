import type { AslDocument } from '../shared/document/document';
import { assertionProblems } from '../shared/expressions/assertionSyntax';
import { checkTestCases } from '../shared/project/checkTestCases';
import { type Project, readProject } from '../shared/project/project';
import { RULES } from '../shared/rules/allRules';
import type { Memory } from '../shared/rules/memory';
import type { Diagnostic, Surroundings } from '../shared/spec/diagnostic';
import { findingsOfDefinition } from './diagnostics';
import type { FileKind } from './documents';
import type { Neighbours } from './neighbours';
import { isPlainKind, type PlainKind, withoutNotation } from './plainFile';
import type { Settings } from './settings';

/**
 * Looks for what is wrong in a text, given with its tree and, for the texts of an open file, with their memory;
 * `from` is all that the answer depends on beside the text.
 */
export interface Checker {
  readonly from: readonly unknown[];
  readonly check: (text: string, tree: () => AslDocument, memory?: Memory) => readonly Diagnostic[];
}

/** Where a checker learns what it needs beside the text. */
export interface Sources {
  /** What holds for a definition. */
  settingOf(uri: string): Promise<{
    readonly project: Project | undefined;
    readonly surroundings: Surroundings;
    readonly wanted: Settings;
    readonly toolkitActive: boolean;
  }>;
  /** The definition that a file of test cases belongs to. */
  readonly definitionOf: Neighbours['definitionOf'];
  /** The client's own JSON support looks at the document, too. */
  isReadByClient(uri: string): boolean;
}

/** The checker for a file of some kind; one that finds nothing for kinds that the server knows nothing of. */
export async function checkerFor(kind: FileKind, uri: string, sources: Sources): Promise<Checker> {
  if (isPlainKind(kind)) return plainChecker(kind, uri, sources);
  if (kind !== 'definition') return { from: [], check: () => [] };
  const { project, surroundings, wanted, toolkitActive } = await sources.settingOf(uri);
  return {
    from: [project, wanted, toolkitActive],
    check: (_, tree, memory) => findingsOfDefinition(tree(), surroundings, wanted, toolkitActive, memory),
  };
}

const RULE_NAMES = RULES.map(({ name }) => name);

async function plainChecker(kind: PlainKind, uri: string, sources: Sources): Promise<Checker> {
  const definition = kind === 'testCases' ? (await sources.definitionOf(uri))?.document : undefined;
  const isReadByClient = sources.isReadByClient(uri);
  const findingsIn = (text: string) =>
    kind === 'project' ? readProject(text, RULE_NAMES).problems : checkTestCases(text, definition, assertionProblems);
  return {
    from: [definition, isReadByClient],
    check: (text) => (isReadByClient ? withoutNotation(findingsIn(text), text) : findingsIn(text)),
  };
}
