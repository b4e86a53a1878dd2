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
  for (let round = 0; round < MOST_ROUNDS && round * text.length <= MOST_CHARACTERS; round++) {
    const edits = preferredEdits(found);
    if (edits.length === 0) break;
    fixed = apply(fixed, edits);
    found = check(fixed);
  }
  return difference(text, fixed);
}

/** One replacement in a text. */
export type Edit = Fix['edits'][number];

/** Changes that undo each other would go on for ever. */
const MOST_ROUNDS = 20;

/** Each round reads the whole text: of a huge one the first rounds must do. */
const MOST_CHARACTERS = 2_000_000;

/** The obvious changes of the findings; of two that touch the same text only the first. */
function preferredEdits(findings: readonly Diagnostic[]): Fix['edits'] {
  const taken = createTaken();
  return findings.flatMap(({ fixes }) => {
    const edits = fixes?.find(({ preferred }) => preferred)?.edits ?? [];
    return taken.take(edits.map(({ span }) => span)) ? edits : [];
  });
}

/** Keeps spans by the parts of the text that they reach into, so that a new one is compared with few. */
function createTaken() {
  const parts = new Map<number, Span[]>();
  return {
    /** Takes all spans, or none and gives false when one of them overlaps what was taken before. */
    take(spans: readonly Span[]): boolean {
      const isFree = (span: Span) => !partsOf(span).some((part) => parts.get(part)?.some((o) => overlaps(span, o)));
      if (!spans.every(isFree)) return false;
      for (const span of spans) for (const part of partsOf(span)) parts.set(part, [...(parts.get(part) ?? []), span]);
      return true;
    },
  };
}

const PART_LENGTH = 512;

function partsOf({ start, end }: Span): readonly number[] {
  const first = Math.floor(start / PART_LENGTH);
  return Array.from({ length: Math.floor(end / PART_LENGTH) - first + 1 }, (_, index) => first + index);
}

/** Two insertions at one place overlap as well: each may bring a comma for the text as it was. */
function overlaps(left: Span, right: Span): boolean {
  return left.start <= right.end && right.start <= left.end;
}

/** Puts all edits into a text at once: they do not overlap, and those at one place stand in their order. */
function apply(text: string, edits: Fix['edits']): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { span, text: put } of edits.toSorted((left, right) => left.span.start - right.span.start)) {
    pieces.push(text.slice(done, span.start), put);
    done = Math.max(done, span.end);
  }
  return [...pieces, text.slice(done)].join('');
}

/** The one change between two texts; undefined when they are the same. */
export function difference(before: string, after: string): Edit | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { span: { start, end: before.length - tail }, text: after.slice(start, after.length - tail) };
}
