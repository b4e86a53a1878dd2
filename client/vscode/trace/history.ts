import type { StateRun } from '../../../shared/executor/stateRun';
import { maskedRun } from './shownRun';
import type { Subject } from './view';

/** A run that is kept: no secrets, and nothing that could run. `size` is in characters of JSON. */
export interface KeptRun {
  readonly subject: Subject;
  readonly run: StateRun;
  readonly size: number;
}

/** All runs that are kept, the newest first; `unreadable` is what another version wrote, kept as it is. */
export interface History {
  readonly runs: readonly KeptRun[];
  readonly unreadable: readonly unknown[];
}

/** How much is kept: runs of one state, characters of JSON of one run and of all. */
export const HISTORY_LIMITS = { runsOfState: 10, charactersOfRun: 200_000, characters: 1_000_000 } as const;

const VERSION = 1;

/** A run as it is kept; undefined where it is too large for that. */
export function keptRun(
  subject: Subject,
  run: StateRun,
  most: number = HISTORY_LIMITS.charactersOfRun,
): KeptRun | undefined {
  const masked = maskedRun(run);
  const size = JSON.stringify(masked).length;
  return size <= most ? { subject, run: masked, size } : undefined;
}

/** A history with one run more, which is not kept twice; the oldest ones of its state, and then of all, make room. */
export function withRun({ runs, unreadable }: History, kept: KeptRun): History {
  const ofState = new Map<string, number>();
  let characters = 0;
  const others = runs.filter(
    (one) => one.run.startedAt !== kept.run.startedAt || keyOf(one.subject) !== keyOf(kept.subject),
  );
  const fitting = [kept, ...others].filter(({ subject, size }) => {
    const key = keyOf(subject);
    const count = (ofState.get(key) ?? 0) + 1;
    const fits = count <= HISTORY_LIMITS.runsOfState && characters + size <= HISTORY_LIMITS.characters;
    if (fits) {
      ofState.set(key, count);
      characters += size;
    }
    return fits;
  });
  return { runs: fitting, unreadable };
}

/** The runs of a state, the newest first. */
export function runsOf({ runs }: History, subject: Subject): readonly KeptRun[] {
  const key = keyOf(subject);
  return runs.filter((kept) => keyOf(kept.subject) === key);
}

/** The run of the same state that was made before a run; undefined when none is kept. */
export function runBefore(history: History, subject: Subject, { startedAt }: StateRun): KeptRun | undefined {
  return runsOf(history, subject).find(({ run }) => run.startedAt < startedAt);
}

/** A history in which the runs of a test case go by its new name. */
export function withCaseRenamed({ runs, unreadable }: History, subject: Subject, from: string, to: string): History {
  const key = keyOf(subject);
  const renamed = runs.map((kept) =>
    keyOf(kept.subject) === key && kept.subject.caseName === from
      ? { ...kept, subject: { ...kept.subject, caseName: to } }
      : kept,
  );
  return { runs: renamed, unreadable };
}

/** Reads one run as it was kept; undefined where it is none. */
export function readKeptRun(value: unknown): KeptRun | undefined {
  return isKeptRun(value) ? value : undefined;
}

/** What is put into the memory of the workspace. */
export function writtenHistory({ runs, unreadable }: History): unknown {
  return { version: VERSION, runs, unreadable: fitting(unreadable) };
}

/** Reads what stands in the memory of the workspace, whatever it is; empty where there is nothing. */
export function readHistory(value: unknown): History {
  if (value === undefined) return { runs: [], unreadable: [] };
  if (!hasMembers(value) || !Array.isArray(value.runs)) return { runs: [], unreadable: [value] };
  const all: readonly unknown[] = value.runs;
  const runs = value.version === VERSION ? all.filter(isKeptRun) : [];
  const before: readonly unknown[] = Array.isArray(value.unreadable) ? value.unreadable : [];
  const others = all.filter((one) => !runs.some((run) => run === one));
  return { runs, unreadable: [...others, ...before] };
}

/** What nobody can read has no more room than what can be read. */
function fitting(unreadable: readonly unknown[]): readonly unknown[] {
  let characters = 0;
  return unreadable.filter((one) => {
    characters += JSON.stringify(one)?.length ?? 0;
    return characters <= HISTORY_LIMITS.characters;
  });
}

/** What pages and lists rely on; the rest was written by the same code. */
function isKeptRun(value: unknown): value is KeptRun {
  if (!hasMembers(value) || typeof value.size !== 'number' || !hasMembers(value.subject) || !hasMembers(value.run)) {
    return false;
  }
  const { subject, run } = value;
  const texts = [subject.stateName, subject.file, run.stateName, run.status, run.startedAt];
  const lists = [run.stages, run.attempts, run.notes, run.secrets];
  return texts.every((text) => typeof text === 'string') && lists.every(Array.isArray);
}

function hasMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function keyOf({ uri, file, stateName }: Subject): string {
  return JSON.stringify([uri ?? file, stateName]);
}
