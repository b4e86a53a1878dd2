import type { Diagnostic } from '../spec/diagnostic';

/** A place of a text, line and character from 0, characters in UTF-16 units. */
export interface LineColumn {
  readonly line: number;
  readonly character: number;
}

/** A file that was checked, as reports need it. */
export interface ReportedFile {
  /** The path as the person wrote it. */
  readonly path: string;
  /** The path from the root of the sources, as a URI reference; a whole URI for a file outside. */
  readonly uri: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly placeOf: (offset: number) => LineColumn;
}

/** A file that could not be checked, and why. */
export interface UnreadFile {
  readonly path: string;
  /** As for a file that was checked. */
  readonly uri: string;
  readonly message: string;
}

/** What reports say about a rule. */
export interface ReportedRule {
  readonly name: string;
  readonly severity: Diagnostic['severity'];
  readonly title: string;
  readonly doc: string;
  readonly page: string;
}
