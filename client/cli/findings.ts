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

/**
 * One line a finding: `file:line:column severity rule message`, lines and columns from 1, AWS's code in brackets, and
 * last what exactly is wrong, where that is known beside the message.
 */
export function findingLines(file: CheckedFile): readonly string[] {
  const placeOf = lineColumns(file.text);
  return file.diagnostics.map((diagnostic) => {
    const line = headline(file, diagnostic, placeOf(diagnostic.span.start), false);
    return diagnostic.detail === undefined ? line : `${line} ${oneLine(diagnostic.detail)}`;
  });
}

/**
 * The findings as paragraphs, with an empty line behind each: its line as above, the line of the file that it is about,
 * `^^^` under the place, and `= ` with what exactly is wrong, where that is known beside the message.
 */
export function findingExcerpts(file: CheckedFile, { width, color }: Screen): readonly string[] {
  const placeOf = lineColumns(file.text);
  return file.diagnostics.flatMap((diagnostic) => {
    const place = placeOf(diagnostic.span.start);
    const paint = (mark: string): string => painted(mark, COLORS[diagnostic.severity], color);
    const shown = excerpt(file.text, diagnostic.span, place, width, paint);
    return [headline(file, diagnostic, place, color), ...shown, ...note(diagnostic, place), ''];
  });
}

/** Its sign stands under the bar of the excerpt. */
function note({ detail }: Diagnostic, { line }: LineColumn): readonly string[] {
  return detail === undefined ? [] : [`  ${' '.repeat(String(line + 1).length)} = ${oneLine(detail)}`];
}

function headline({ path }: CheckedFile, diagnostic: Diagnostic, at: LineColumn, color: boolean): string {
  const { rule, code, severity, message } = diagnostic;
  const place = painted(`${inert(path)}:${at.line + 1}:${at.character + 1}`, BOLD, color);
  const word = painted(severity.toLowerCase(), COLORS[severity], color);
  return `${place} ${word} ${rule} ${oneLine(message)}${rule === code ? '' : painted(` [${code}]`, DIM, color)}`;
}

function oneLine(text: string): string {
  return inert(text).replace(/\s+/g, ' ');
}

const BOLD = 1;
const DIM = 2;

/** As terminals number them: red, yellow, cyan. */
const COLORS: Readonly<Record<Diagnostic['severity'], number>> = { ERROR: 31, WARNING: 33, INFO: 36 };

function painted(text: string, color: number, isOn: boolean): string {
  return isOn ? `\u001B[${color}m${text}\u001B[0m` : text;
}

/** A file's findings as JSON, with the ranges of the Language Server Protocol. */
export function findingsJson({ path, text, diagnostics }: CheckedFile): JsonObject {
  const placeOf = lineColumns(text);
  const found = diagnostics.map(({ rule, code, severity, message, detail, location, span }) => {
    const start = placeOf(span.start);
    const end = placeOf(span.end);
    const range = {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    };
    return {
      rule,
      code,
      severity,
      message,
      ...(detail === undefined ? {} : { detail }),
      ...(location === undefined ? {} : { location }),
      range,
    };
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
