import { lineColumns } from '../../shared/document/document';
import type { Diagnostic } from '../../shared/spec/diagnostic';
import type { JsonObject } from '../../shared/spec/json';

/** A file that was checked: its path as the person wrote it, its text and what was found. */
export interface CheckedFile {
  readonly path: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** One line a finding: `file:line:column code message (severity, rule)`, lines and columns from 1. */
export function findingLines({ path, text, diagnostics }: CheckedFile): readonly string[] {
  const placeOf = lineColumns(text);
  return diagnostics.map(({ rule, code, severity, message, span }) => {
    const { line, character } = placeOf(span.start);
    const about = [severity.toLowerCase(), ...(rule === code ? [] : [rule])].join(', ');
    return `${path}:${line + 1}:${character + 1} ${code} ${message.replace(/\s+/g, ' ')} (${about})`;
  });
}

/** A file's findings as JSON, with the ranges of the Language Server Protocol. */
export function findingsJson({ path, text, diagnostics }: CheckedFile): JsonObject {
  const placeOf = lineColumns(text);
  const found = diagnostics.map(({ rule, code, severity, message, location, span }) => {
    const start = placeOf(span.start);
    const end = placeOf(span.end);
    const range = {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    };
    return { rule, code, severity, message, ...(location === undefined ? {} : { location }), range };
  });
  return { path, diagnostics: found };
}

/** How much was found, as a sentence. */
export function summaryOf(files: readonly CheckedFile[]): string {
  const all = files.flatMap(({ diagnostics }) => diagnostics);
  const count = (severity: Diagnostic['severity'], name: string): string => {
    const number = all.filter((diagnostic) => diagnostic.severity === severity).length;
    return `${number} ${name}${number === 1 ? '' : 's'}`;
  };
  const where = files.length === 1 ? '1 file' : `${files.length} files`;
  return `${count('ERROR', 'error')}, ${count('WARNING', 'warning')} in ${where}`;
}

/** Tells whether AWS would reject one of the files, or a run of it surely fails. */
export function hasErrors(files: readonly CheckedFile[]): boolean {
  return files.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'ERROR'));
}
