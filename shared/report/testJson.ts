import type { JsonObject } from '../spec/json';
import { type TestedCase, totalsOf } from './testReport';

/** The whole report as JSON: totals, and every case with what was found in the order of the files. */
export function testReportJson(cases: readonly TestedCase[], startedAt: string, milliseconds: number): string {
  const report: JsonObject = {
    version: 1,
    startedAt,
    milliseconds,
    totals: { ...totalsOf(cases) },
    tests: cases.map(({ findings, notes, ...tested }) => ({
      ...tested,
      findings: findings.map(({ details, ...finding }) => ({ ...finding, details: [...details] })),
      notes: [...notes],
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
