import type { ObjectNode } from '../document/node';
import type { State } from '../document/stateMachine';
import type { Diagnostic, Fix, Span } from '../spec/diagnostic';
import type { Context } from './rule';

/** What was found in states that may be looked at again, by their nodes: a reader gives an unchanged state the same node. */
export type Memory = WeakMap<ObjectNode, Kept>;

/** What was found in a state, where the state stood then, and all that the findings depend on beside its text. */
export interface Kept {
  readonly findings: readonly Diagnostic[];
  readonly start: number;
  readonly by: readonly unknown[];
}

/** Keeps what was found in a state. */
export function keep(findings: readonly Diagnostic[], state: State, context: Context): Kept {
  return { findings, start: startOf(state), by: judgedBy(state, context) };
}

/** Tells whether what was kept still holds. */
export function isKeptFor(kept: Kept, state: State, context: Context): boolean {
  return judgedBy(state, context).every((value, index) => value === kept.by[index]);
}

/** The kept findings where the state stands now. */
export function shownAt({ findings, start }: Kept, state: State): readonly Diagnostic[] {
  const by = startOf(state) - start;
  return by === 0 ? findings : findings.map((finding) => moved(finding, by));
}

function judgedBy({ queryLanguage, location }: State, { surroundings, isLanguageOpen }: Context): readonly unknown[] {
  return [surroundings, isLanguageOpen, queryLanguage, location];
}

function startOf({ node }: State): number {
  return node?.span.start ?? 0;
}

function moved(finding: Diagnostic, by: number): Diagnostic {
  const fixes = finding.fixes?.map((fix) => movedFix(fix, by));
  return { ...finding, span: movedSpan(finding.span, by), ...(fixes ? { fixes } : {}) };
}

function movedFix(fix: Fix, by: number): Fix {
  return { ...fix, edits: fix.edits.map(({ span, text }) => ({ span: movedSpan(span, by), text })) };
}

function movedSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
