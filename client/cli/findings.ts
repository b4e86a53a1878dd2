import { type LineColumn, lineColumns } from '../../shared/document/document';
import type { Diagnostic } from '../../shared/spec/diagnostic';
import type { JsonObject } from '../../shared/spec/json';
import { excerpt, inert } from './excerpt';

/** A file that was checked: its path as the person wrote it, its text and what was found. */
export interface CheckedFile {
  readonly path: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The place in which findings are shown. */
export interface Screen {
  readonly width: number;
  readonly color: boolean;
}

/** One line a finding: `file:line:column severity rule message`, lines and columns from 1, AWS's code in brackets. */
export function findingLines(file: CheckedFile): readonly string[] {
  const placeOf = lineColumns(file.text);
  return file.diagnostics.map((diagnostic) => headline(file, diagnostic, placeOf(diagnostic.span.start), false));
}

/** The same lines, each with the line of the file that it is about and `^^^` under the place. */
export function findingExcerpts(file: CheckedFile, { width, color }: Screen): readonly string[] {
  const placeOf = lineColumns(file.text);
  return file.diagnostics.flatMap((diagnostic) => {
    const place = placeOf(diagnostic.span.start);
    const paint = (mark: string): string => painted(mark, COLORS[diagnostic.severity], color);
    return [headline(file, diagnostic, place, color), ...excerpt(file.text, diagnostic.span, place, width, paint)];
  });
}

function headline({ path }: CheckedFile, diagnostic: Diagnostic, at: LineColumn, color: boolean): string {
  const { rule, code, severity, message } = diagnostic;
  const place = painted(`${inert(path)}:${at.line + 1}:${at.character + 1}`, BOLD, color);
  const word = painted(severity.toLowerCase(), COLORS[severity], color);
  return `${place} ${word} ${rule} ${inert(message).replace(/\s+/g, ' ')}${rule === code ? '' : ` [${code}]`}`;
}

const BOLD = 1;

/** As terminals number them: red, yellow, cyan. */
const COLORS: Readonly<Record<Diagnostic['severity'], number>> = { ERROR: 31, WARNING: 33, INFO: 36 };

function painted(text: string, color: number, isOn: boolean): string {
  return isOn ? `\u001B[${color}m${text}\u001B[0m` : text;
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
  const count = (severity: Diagnostic['severity'], name: string): string => {
    const number = countOf(files, severity);
    return `${number} ${name}${number === 1 ? '' : 's'}`;
  };
  const where = files.length === 1 ? '1 file' : `${files.length} files`;
  return `${count('ERROR', 'error')}, ${count('WARNING', 'warning')} in ${where}`;
}

/** How many findings of a severity the files have. */
export function countOf(files: readonly CheckedFile[], severity: Diagnostic['severity']): number {
  return files.reduce((sum, file) => sum + file.diagnostics.filter((found) => found.severity === severity).length, 0);
}
