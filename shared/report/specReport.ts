import { durationText, oneLine } from './plainText';
import { type CaseOutcome, type TestedCase, titleOf, totalsOf } from './testReport';

/** Puts a color on a text, or leaves it as it is. */
export type Paint = (text: string, color: 'red' | 'green' | 'yellow' | 'dim' | 'bold') => string;

/** A case as lines for a person, behind a heading when it is the first one of its file. */
export function specCase(tested: TestedCase, isFirst: boolean, paint: Paint): string {
  const { sign, color } = SIGNS[tested.outcome];
  const time = tested.outcome === 'skipped' ? '' : ` ${paint(`(${durationText(tested.milliseconds)})`, 'dim')}`;
  const heading = isFirst ? [paint(oneLine(tested.file), 'bold')] : [];
  const title = `  ${paint(sign, color)} ${oneLine(titleOf(tested))}${time}`;
  const notes = tested.notes.map((note) => `      ${paint(oneLine(note), 'dim')}`);
  return lines([
    ...heading,
    title,
    ...tested.findings.flatMap((found) => findingLines(tested, found, paint)),
    ...notes,
  ]);
}

const SIGNS: Readonly<
  Record<CaseOutcome, { readonly sign: string; readonly color: 'red' | 'green' | 'yellow' | 'dim' }>
> = {
  passed: { sign: '✓', color: 'green' },
  failed: { sign: '✗', color: 'red' },
  broken: { sign: '!', color: 'red' },
  skipped: { sign: '-', color: 'yellow' },
};

function findingLines(
  { file }: TestedCase,
  { line, column, message, details }: TestedCase['findings'][number],
  paint: Paint,
): readonly string[] {
  const place = paint(`${oneLine(file)}:${line}:${column}`, 'dim');
  return [
    `      ${paint(oneLine(message), 'red')}`,
    ...details.map((detail) => `        ${oneLine(detail)}`),
    `        ${place}`,
  ];
}

/** The last lines: how many cases came out in which way, and how long it all took. */
export function specSummary(cases: readonly TestedCase[], milliseconds: number, paint: Paint): string {
  const totals = totalsOf(cases);
  const counts = [
    totals.failed > 0 ? paint(`${totals.failed} failed`, 'red') : '',
    totals.broken > 0 ? paint(`${totals.broken} broken`, 'red') : '',
    totals.skipped > 0 ? paint(`${totals.skipped} not run`, 'yellow') : '',
    paint(`${totals.passed} passed`, totals.passed > 0 ? 'green' : 'dim'),
  ].filter((count) => count !== '');
  const files = new Set(cases.map(({ file }) => file)).size;
  return lines([
    '',
    `${counts.join(', ')} in ${files === 1 ? '1 file' : `${files} files`}, ${durationText(milliseconds)}`,
  ]);
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
