import { oneLine } from './plainText';
import { type TestedCase, titleOf } from './testReport';

// The Test Anything Protocol, version 14, from https://testanything.org/tap-version-14-specification.html.

/** What comes before the first case. */
export function tapHeader(count: number): string {
  return `TAP version 14\n1..${count}\n`;
}

/** A case with its number from 1; one that did not pass has a YAML block, whose values are JSON, which is YAML too. */
export function tapCase(tested: TestedCase, number: number): string {
  const isOk = tested.outcome === 'passed' || tested.outcome === 'skipped';
  const title = escaped(`${oneLine(tested.file)}: ${oneLine(titleOf(tested))}`);
  const directive = tested.outcome === 'skipped' ? ' # SKIP not run' : '';
  const point = `${isOk ? 'ok' : 'not ok'} ${number} - ${title}${directive}\n`;
  return isOk ? point : point + diagnostics(tested);
}

/** What ends a stream early. */
export function tapBailOut(reason: string): string {
  return `Bail out! ${oneLine(reason)}\n`;
}

function diagnostics({ file, outcome, milliseconds, findings }: TestedCase): string {
  const block = [
    '---',
    `outcome: ${outcome}`,
    `duration_ms: ${milliseconds}`,
    'findings:',
    ...findings.flatMap(({ message, details, line, column, path, expected, actual }) => [
      `  - message: ${text(message)}`,
      `    at: ${text(`${file}:${line}:${column}`)}`,
      ...(path === undefined ? details.map((detail) => `    detail: ${text(detail)}`).slice(0, 1) : []),
      ...(path === undefined ? [] : [`    path: ${text(path)}`]),
      ...(expected === undefined ? [] : [`    expected: ${text(expected)}`]),
      ...(actual === undefined ? [] : [`    actual: ${text(actual)}`]),
    ]),
    '...',
  ];
  return block.map((line) => `  ${line}\n`).join('');
}

/** In a description a number sign would begin a directive. */
function escaped(title: string): string {
  return title.replace(/[\\#]/g, '\\$&');
}

/** A JSON string without the characters that YAML does not allow between quotes. */
function text(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
