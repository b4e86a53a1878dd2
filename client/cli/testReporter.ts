import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { junitReport } from '../../shared/report/junit';
import { type Paint, specCase, specSummary } from '../../shared/report/specReport';
import { tapBailOut, tapCase, tapHeader } from '../../shared/report/tap';
import { testReportJson } from '../../shared/report/testJson';
import type { TestedCase } from '../../shared/report/testReport';
import type { World } from './world';
import { WrongUse } from './wrongUse';

/** Tells of cases in their order, and at the end of all of them; what it gives is the next piece of the report. */
interface Writer {
  begin(count: number): string;
  one(tested: TestedCase, index: number, before: TestedCase | undefined): string;
  end(report: Report): string;
}

/** All that is known when nothing runs any more. */
export interface Report {
  readonly cases: readonly TestedCase[];
  readonly startedAt: string;
  readonly milliseconds: number;
  /** Why not all cases ran; undefined when they did. */
  readonly stopped: string | undefined;
}

/** Takes what comes out of a test run and shows it where the person wants it. */
export interface Reporting {
  begin(count: number): void;
  /** Takes the next case, in the order of the files. */
  add(tested: TestedCase): void;
  /** Shows on a terminal how many cases have come to an end. */
  progress(done: number, count: number): void;
  /** Ends the report, and writes its file. Throws WrongUse when that cannot be written. */
  end(report: Report): Promise<void>;
}

const plain: Paint = (text) => text;

const colors: Paint = (text, color) => `\u001B[${CODES[color]}m${text}\u001B[0m`;

/** As terminals number them. */
const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;

/** The reporters of `stateside test` by their names. */
export const REPORTERS: Readonly<Record<string, (paint: Paint) => Writer>> = {
  spec: (paint) => ({
    begin: () => '',
    one: (tested, _index, before) => specCase(tested, tested.file !== before?.file, paint),
    end: ({ cases, milliseconds, stopped }) =>
      specSummary(cases, milliseconds, paint) + (stopped === undefined ? '' : `${stopped}\n`),
  }),
  tap: () => ({
    begin: tapHeader,
    one: (tested, index) => tapCase(tested, index + 1),
    end: ({ stopped }) => (stopped === undefined ? '' : tapBailOut(stopped)),
  }),
  junit: () => ({ begin: () => '', one: () => '', end: ({ cases, startedAt }) => junitReport(cases, startedAt) }),
  json: () => ({
    begin: () => '',
    one: () => '',
    end: ({ cases, startedAt, milliseconds }) => testReportJson(cases, startedAt, milliseconds),
  }),
};

/** Makes the reporting of a run: a report to standard output, or into a file with `spec` on standard output beside it. */
export function createReporting(name: string, output: string | undefined, world: World): Reporting {
  const shown = writerNamed(output === undefined ? name : 'spec', world.screen.color ? colors : plain);
  const kept = output === undefined ? undefined : writerNamed(name, plain);
  const pieces: string[] = [];
  const isShownProgress = world.screen.progress;
  const print = (text: string): void => {
    if (text === '') return;
    if (isShownProgress) world.err(CLEAR);
    world.out(text);
  };
  let index = 0;
  let before: TestedCase | undefined;
  const tell = (piece: (writer: Writer) => string): void => {
    print(piece(shown));
    if (kept) pieces.push(piece(kept));
  };
  return {
    begin: (count) => tell((writer) => writer.begin(count)),
    add: (tested) => {
      tell((writer) => writer.one(tested, index, before));
      index += 1;
      before = tested;
    },
    progress: (done, count) => {
      if (isShownProgress && done < count) world.err(`${CLEAR}${done} of ${count} cases`);
    },
    end: async (report) => {
      if (isShownProgress) world.err(CLEAR);
      tell((writer) => writer.end(report));
      if (output !== undefined) await writeReport(path.resolve(world.cwd, output), output, pieces.join(''));
    },
  };
}

/** Back to the beginning of the line, and nothing on it. */
const CLEAR = '\r\u001B[K';

function writerNamed(name: string, paint: Paint): Writer {
  const make = REPORTERS[name];
  if (make === undefined) throw new Error(`There is no such reporter: ${name}`);
  return make(paint);
}

async function writeReport(file: string, written: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    const why = code === 'ENOENT' ? 'its folder does not exist' : code;
    throw new WrongUse(`The report cannot be written${why === undefined ? '' : ` (${why})`}: ${written}`);
  });
}
