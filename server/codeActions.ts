import { touches } from '../shared/document/document';
import type { Diagnostic, Fix, Span } from '../shared/spec/diagnostic';

/** A finding that stands at a place, with one of the changes that mend it. */
export interface Mending {
  readonly finding: Diagnostic;
  readonly fix: Fix;
}

/** The changes that mend the findings at a span, in the order of the findings. */
export function mendingsAt(findings: readonly Diagnostic[], span: Span): readonly Mending[] {
  return findings
    .filter((finding) => touches(finding.span, span.start) || touches(span, finding.span.start))
    .flatMap((finding) => (finding.fixes ?? []).map((fix) => ({ finding, fix })));
}

/**
 * Applies the obvious changes of all findings, round after round as long as something changes, and gives them as one
 * change of the text; undefined when there is none.
 */
export function fixAll(
  text: string,
  findings: readonly Diagnostic[],
  check: (text: string) => readonly Diagnostic[],
): Edit | undefined {
  let fixed = text;
  let found = findings;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits = preferredEdits(found);
    if (edits.length === 0) break;
    fixed = apply(fixed, edits);
    found = check(fixed);
  }
  return difference(text, fixed);
}

type Edit = Fix['edits'][number];

/** Changes that undo each other would go on for ever. */
const MOST_ROUNDS = 20;

/** The obvious changes of the findings; of two that touch the same text only the first. */
function preferredEdits(findings: readonly Diagnostic[]): Fix['edits'] {
  const taken: Span[] = [];
  return findings.flatMap(({ fixes }) => {
    const edits = fixes?.find(({ preferred }) => preferred)?.edits ?? [];
    if (edits.some(({ span }) => taken.some((other) => overlaps(span, other)))) return [];
    taken.push(...edits.map(({ span }) => span));
    return edits;
  });
}

/** Two insertions at one place overlap as well: each may bring a comma for the text as it was. */
function overlaps(left: Span, right: Span): boolean {
  return left.start <= right.end && right.start <= left.end;
}

function apply(text: string, edits: Fix['edits']): string {
  const backwards = edits.toSorted((left, right) => right.span.start - left.span.start);
  return backwards.reduce((done, { span, text: put }) => done.slice(0, span.start) + put + done.slice(span.end), text);
}

/** The one change between two texts; undefined when they are the same. */
function difference(before: string, after: string): Edit | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { span: { start, end: before.length - tail }, text: after.slice(start, after.length - tail) };
}
