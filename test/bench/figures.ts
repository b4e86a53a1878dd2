/** Medians and more of a series of times in milliseconds. */
export interface Figures {
  readonly median: number;
  readonly p95: number;
}

/** The median and the 95th percentile of times. Both are 0 when there are none. */
export function figuresOf(times: readonly number[]): Figures {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

/** Times one piece of work in milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Runs several pieces of work in turns, so that whatever else the machine does falls on all alike; the first third warms up. */
export async function inTurns(rounds: number, works: readonly (() => unknown)[]): Promise<readonly Figures[]> {
  const times: number[][] = works.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, work] of works.entries()) times[index]?.push(await timed(work));
  }
  return times.map((series) => figuresOf(series.slice(Math.floor(rounds / 3))));
}

/** Prints rows as a table whose columns are padded to their widest cell. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  process.stdout.write(`\n${title}\n\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
}

/** Milliseconds for a table. */
export function ms(milliseconds: number): string {
  return `${milliseconds < 10 ? milliseconds.toFixed(2) : milliseconds.toFixed(1)} ms`;
}
