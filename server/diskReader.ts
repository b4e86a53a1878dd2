import type { Stats } from 'node:fs';

/** What reading files needs of a machine; both of `stat` and `read` reject where there is no such file. */
export interface Disk {
  readonly stat: (path: string) => Promise<Stats>;
  readonly read: (path: string) => Promise<string>;
  /** Milliseconds since 1970, by the clock that files are stamped with. */
  readonly now: () => number;
}

/**
 * Reads texts of files, one that stays as it was only once: each time its stamp is looked at. Gives undefined when there
 * is no such file, when it is no plain file, and when it cannot be read.
 */
export function createDiskReader(disk: Disk): (path: string) => Promise<string | undefined> {
  const known = new Map<string, Kept>();
  const read = async (path: string): Promise<string | undefined> => {
    const stats = await disk.stat(path);
    // Nobody may ever write to a pipe: waiting for it would leave every question unanswered.
    if (!stats.isFile()) return undefined;
    const stamp = stampOf(stats);
    const kept = known.get(path);
    if (kept?.stamp === stamp) return kept.text;
    const begun = disk.now();
    const text = await disk.read(path);
    known.delete(path);
    if (begun - Math.max(stats.mtimeMs, stats.ctimeMs) > YOUNG_MS) keep(known, path, { stamp, text });
    return text;
  };
  return (path) => read(path).catch(() => undefined);
}

interface Kept {
  readonly stamp: string;
  readonly text: string;
}

function stampOf({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [dev, ino, size, mtimeMs, ctimeMs].join(' ');
}

/** A file that was just written may be written again under the same stamp: some disks count in steps of two seconds. */
const YOUNG_MS = 3000;

function keep(known: Map<string, Kept>, path: string, kept: Kept): void {
  if (kept.text.length > LONGEST_TEXT) return;
  known.set(path, kept);
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size > MOST_FILES) known.delete(oldest);
}

const MOST_FILES = 32;

/** Longer texts are not kept: nobody looks at test cases of that size at each key. */
const LONGEST_TEXT = 2_000_000;
