import type { Span } from '../../../shared/spec/diagnostic';
import type { Testable } from '../definitions';
import type { Path, Step, StepLook } from '../trace/path';

/** A state that a path came through, where it stands in the text. */
export interface Mark {
  readonly stateName: string;
  /** How it ended when it was last run. */
  readonly look: StepLook;
  /** Its steps with their index in the path, in their order. */
  readonly visits: readonly { readonly index: number; readonly step: Step }[];
  readonly head: Span;
  readonly span: Span;
}

/** An edit of a text: what stood at a span is replaced by so many characters. */
export interface Edit {
  readonly offset: number;
  readonly removed: number;
  readonly added: number;
}

/** The marks of a path's states that stand in the text as they were when it was run; `before` are the states of that time. */
export function marksOf(
  { steps }: Pick<Path, 'steps'>,
  now: { readonly text: string; readonly testables: readonly Testable[] },
  before: { readonly text: string; readonly testables: readonly Testable[] },
): readonly Mark[] {
  const visits = new Map<string, { readonly index: number; readonly step: Step }[]>();
  for (const [index, step] of steps.entries()) {
    visits.set(step.stateName, [...(visits.get(step.stateName) ?? []), { index, step }]);
  }
  return [...visits].flatMap(([stateName, list]) => {
    const testable = now.testables.find(({ name }) => name === stateName);
    const old = before.testables.find(({ name }) => name === stateName);
    const last = list.at(-1);
    if (testable === undefined || old === undefined || last === undefined) return [];
    if (textOf(now.text, testable.span) !== textOf(before.text, old.span)) return [];
    return [{ stateName, look: last.step.look, visits: list, head: testable.head, span: testable.span }];
  });
}

/** The marks after an edit: those of the states that it touched are gone, those behind it have moved. */
export function afterEdits(marks: readonly Mark[], edits: readonly Edit[]): readonly Mark[] {
  return marks.flatMap((mark) => {
    const { start, end } = mark.span;
    if (edits.some(({ offset, removed }) => offset < end && offset + removed > start)) return [];
    const by = edits
      .filter(({ offset, removed }) => offset + removed <= start)
      .reduce((sum, { added, removed }) => sum + added - removed, 0);
    return [{ ...mark, head: moved(mark.head, by), span: moved(mark.span, by) }];
  });
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function textOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}
