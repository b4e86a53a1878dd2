import type { AslDocument } from '../shared/document/document';
import type { Project } from '../shared/project/project';
import type { TestCase } from '../shared/project/testCases';
import type { Surroundings } from '../shared/spec/diagnostic';

/** A definition with what it is looked at beside: what every language feature gets. */
export interface Subject {
  readonly document: AslDocument;
  readonly surroundings: Surroundings;
  /** The nearest `stateside.json`; undefined when there is none that can be read. */
  readonly project: Project | undefined;
  /** That file itself. */
  readonly projectFile?: { readonly path: string; readonly text: string } | undefined;
  /** The definition's test cases, for the features that show data; undefined where they were not looked for. */
  readonly testCases?: readonly TestCase[] | undefined;
}
