import { type AslDocument, parseDocument } from '../shared/document/document';
import { allStates, stateMachineOf } from '../shared/document/stateMachine';
import { type Project, readProject } from '../shared/project/project';
import { definitionPathsOf } from '../shared/project/testCases';
import { RULES } from '../shared/rules/allRules';
import type { Memory } from '../shared/rules/memory';
import type { Diagnostic, Surroundings } from '../shared/spec/diagnostic';
import { findingsOfDefinition, findingsOfTestCases } from './diagnostics';
import type { FileKind } from './documents';
import { pathOf } from './projects';
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
  /** The text of a file, the unsaved one first; undefined when there is none. */
  read(path: string): Promise<string | undefined>;
}

/** The checker for a file of some kind; one that finds nothing for kinds that the server knows nothing of. */
export async function checkerFor(kind: FileKind, uri: string, sources: Sources): Promise<Checker> {
  if (kind === 'project') return { from: [], check: (text) => readProject(text, RULE_NAMES).problems };
  if (kind === 'testCases') {
    const names = await stateNamesFor(uri, sources);
    return { from: [names], check: (text) => findingsOfTestCases(text, names) };
  }
  if (kind !== 'definition') return { from: [], check: () => [] };
  const { project, surroundings, wanted, toolkitActive } = await sources.settingOf(uri);
  return {
    from: [project, wanted, toolkitActive],
    check: (_, tree, memory) => findingsOfDefinition(tree(), surroundings, wanted, toolkitActive, memory),
  };
}

const RULE_NAMES = RULES.map(({ name }) => name);

/** Names of the states of the definition that a file of test cases belongs to; undefined where it cannot be read. */
async function stateNamesFor(uri: string, sources: Sources): Promise<readonly string[] | undefined> {
  const path = pathOf(uri);
  for (const candidate of path === undefined ? [] : definitionPathsOf(path)) {
    const text = await sources.read(candidate);
    if (text === undefined) continue;
    const document = parseDocument(text, /\.ya?ml$/.test(candidate) ? 'yaml' : 'json');
    const names = Array.from(allStates(stateMachineOf(document)), ({ name }) => name);
    return document.problems.length > 0 || names.length === 0 ? undefined : names;
  }
  return undefined;
}
