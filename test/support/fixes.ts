import assert from 'node:assert/strict';
import type { Diagnostic, Fix } from '../../shared/spec/diagnostic';

/** A text with a fix applied; the same text when there is none. */
export function applyFix(text: string, fix: Fix | undefined): string {
  const edits = [...(fix?.edits ?? [])].sort((left, right) => right.span.start - left.span.start);
  return edits.reduce(
    (result, { span, text: put }) => result.slice(0, span.start) + put + result.slice(span.end),
    text,
  );
}

/** Fails unless a fix leaves one finding less of its rule and sentence, and JSON; `check` looks for findings. */
export function assertMended(
  text: string,
  finding: Diagnostic,
  fix: Fix,
  check: (text: string) => readonly Diagnostic[],
): void {
  const mended = applyFix(text, fix);
  JSON.parse(mended);
  const count = (source: string) =>
    check(source).filter(({ rule, message }) => rule === finding.rule && message === finding.message).length;
  assert.ok(count(mended) < count(text), `${finding.rule}: ${fix.title}\n${text}\n${mended}`);
}
