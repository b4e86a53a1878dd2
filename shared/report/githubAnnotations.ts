import { type Diagnostic, wholeMessage } from '../spec/diagnostic';
import type { ReportedFile, UnreadFile } from './reportedFile';

// Workflow commands, from docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands.

const COMMANDS: Readonly<Record<Diagnostic['severity'], string>> = {
  ERROR: 'error',
  WARNING: 'warning',
  INFO: 'notice',
};

/** One workflow command a finding, which GitHub shows at its place in the change, and one a file that could not be read. */
export function githubAnnotations(files: readonly ReportedFile[], unread: readonly UnreadFile[]): readonly string[] {
  return [
    ...files.flatMap((file) => file.diagnostics.map((diagnostic) => annotation(file, diagnostic))),
    ...unread.map(({ path, message }) => `::error file=${escapeProperty(path)}::${escapeData(message)}`),
  ];
}

function annotation({ path, placeOf }: ReportedFile, diagnostic: Diagnostic): string {
  const { rule, severity, span } = diagnostic;
  const start = placeOf(span.start);
  const end = placeOf(span.end);
  // GitHub takes columns only where start and end lie in the same line.
  const columns = start.line === end.line ? { col: start.character + 1, endColumn: end.character + 1 } : {};
  const properties = { file: path, line: start.line + 1, endLine: end.line + 1, ...columns, title: rule };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${COMMANDS[severity]} ${written.join(',')}::${escapeData(wholeMessage(diagnostic))}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
