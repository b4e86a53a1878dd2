import { readTestCases, sidecarPath, type WrittenTestCase } from '../shared/project/testCases';
import { pathOf } from './projects';

/** Finds the test cases beside a definition; none when there is no file of them, or the definition is not on this disk. */
export type TestCaseReader = (uri: string) => Promise<readonly WrittenTestCase[]>;

/** Reads files of test cases, each parsed once for each text; `read` gives the unsaved text of an open one first. */
export function createTestCaseReader(read: (path: string) => Promise<string | undefined>): TestCaseReader {
  const known = new Map<string, { readonly text: string; readonly cases: readonly WrittenTestCase[] }>();
  return async (uri) => {
    const definition = pathOf(uri);
    if (definition === undefined) return [];
    const path = sidecarPath(definition);
    const text = await read(path);
    const kept = known.get(path);
    known.delete(path);
    if (text === undefined || text.length > LONGEST_TEXT) return [];
    const latest = kept?.text === text ? kept : { text, cases: readTestCases(text).cases };
    known.set(path, latest);
    const [oldest] = known.keys();
    if (oldest !== undefined && known.size > MOST_FILES) known.delete(oldest);
    return latest.cases;
  };
}

/** A longer file would keep a person waiting at each key. */
const LONGEST_TEXT = 2_000_000;

const MOST_FILES = 16;
