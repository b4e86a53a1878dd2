import type { AslDocument } from '../document/document';
import type { SyntaxProblem } from '../document/jsonFrames';
import { isSubstituted } from '../document/node';
import type { Fix } from '../spec/diagnostic';
import { PAGES } from '../spec/pages';
import { preferredFix } from './edits';
import { machineExample } from './example';
import type { Finding, Rule } from './rule';

const GOOD = machineExample({ Done: { Type: 'Succeed' } });

const jsonSyntax: Rule<AslDocument> = {
  name: 'json-syntax',
  severity: 'ERROR',
  code: 'INVALID_JSON_DESCRIPTION',
  title: 'The definition is not JSON, or not YAML',
  doc: 'Step Functions reads nothing of a definition that is not one JSON object. Comments, trailing commas and single quotes are not JSON; a note goes into a `Comment` field. Placeholders such as `${Name}` are fine, with and without quotes. In a file that is YAML, what is not YAML 1.2 is found by the same rule; comments are fine there, and so are anchors and aliases, as a tool makes JSON of it. One finding is shown for each line.',
  page: PAGES.stateMachine,
  example: { wrong: GOOD.replace('"Done",', '"Done"'), right: GOOD },
  check: function* (document) {
    const { root, text, format, problems } = document;
    if (root?.kind !== 'object') {
      if (root && isSubstituted(root)) return;
      const span = root?.span ?? { start: 0, end: Math.min(1, text.length) };
      yield { span, message: 'Definition must be a valid JSON object' };
      return;
    }
    for (const problem of firstOfEachLine(text, problems)) yield format === 'json' ? finding(text, problem) : problem;
  },
};

/** A slip makes many problems on its line, and often one more behind it: the first is the one to mend. */
function* firstOfEachLine(text: string, problems: readonly SyntaxProblem[]): Generator<SyntaxProblem> {
  let until = -1;
  let last = -1;
  let shown = 0;
  for (const problem of problems) {
    const { start, end } = problem.span;
    const isSequel = start < until || (last >= 0 && isBlank(text, last, start));
    last = end;
    if (isSequel || shown === MOST_PROBLEMS) continue;
    const lineEnd = text.indexOf('\n', start);
    until = lineEnd < 0 ? Number.POSITIVE_INFINITY : lineEnd + 1;
    shown++;
    yield problem;
  }
}

function isBlank(text: string, start: number, end: number): boolean {
  return end - start < 200 && text.slice(start, end).trim() === '';
}

/** A text with more problems than these is no definition at all. */
const MOST_PROBLEMS = 100;

function finding(text: string, { span, message }: SyntaxProblem): Finding {
  const before = text.slice(Math.max(0, span.start - 200), span.start).trimEnd();
  const end = Math.max(0, span.start - 200) + before.length;
  if (before.endsWith('""') && end === span.start) {
    const quotes = { start: end - 2, end };
    const fix = preferredFix('Remove one of the two quotes', { span: { start: end - 1, end }, text: '' });
    return { span: quotes, message: 'This string starts with two quotes', fixes: [fix] };
  }
  if (before.endsWith(',') && /^[}\]]/.test(text.slice(span.start, span.end))) {
    const comma = { start: end - 1, end };
    const fix = preferredFix('Remove the comma', { span: comma, text: '' });
    return { span: comma, message: 'No comma is allowed before a closing brace or bracket', fixes: [fix] };
  }
  return { span, message, fixes: missingComma(message, end) };
}

function missingComma(message: string, end: number): readonly Fix[] {
  if (!message.startsWith('A comma is expected')) return [];
  return [preferredFix('Insert a comma', { span: { start: end, end }, text: ',' })];
}

/** Rules about the text as a whole. */
export const DOCUMENT_RULES: readonly Rule<AslDocument>[] = [jsonSyntax];
