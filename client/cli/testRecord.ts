import { writeFile } from 'node:fs/promises';
import { editJson } from '../../shared/document/json';
import { caseIndex } from '../../shared/project/casePlaces';
import type { WrittenTestCase } from '../../shared/project/testCases';
import type { Recording } from '../../shared/report/recording';
import type { TestFile } from './testFiles';
import { readIfThere } from './world';

/** What is to be written into a file, and into which of its cases. */
export interface RecordedCase {
  readonly testCase: WrittenTestCase;
  readonly recording: Recording;
}

/**
 * Writes recordings into a file of test cases, whose comments and layout stay. Gives a sentence when nothing was written
 * because the file is not any more what was read, or cannot be written.
 */
export async function writeRecordings(file: TestFile, recorded: readonly RecordedCase[]): Promise<string | undefined> {
  if (recorded.length === 0) return undefined;
  if ((await readIfThere(file.fullPath)) !== file.text) {
    return `Nothing was recorded, for the file was changed while its cases ran: ${file.file}`;
  }
  let text = file.text;
  for (const { testCase, recording } of recorded) {
    text = editJson(text, ['tests', caseIndex(file.root, testCase), 'mock'], recording.mock);
  }
  return writeFile(file.fullPath, text).then(
    () => undefined,
    () => `Nothing was recorded, for the file cannot be written: ${file.file}`,
  );
}
