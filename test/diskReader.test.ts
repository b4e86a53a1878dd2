import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createDiskReader } from '../server/diskReader';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'stateside-disk-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/** A reader whose clock is late by some seconds, and how often it read a file's text. */
function reader(late: number) {
  const counted = { reads: 0 };
  const read = createDiskReader({
    stat,
    read: (file) => {
      counted.reads++;
      return readFile(file, 'utf8');
    },
    now: () => Date.now() + late * 1000,
  });
  return { read, counted };
}

describe('reading files of the disk', () => {
  it('reads the text of an old file once', async () => {
    const file = path.join(folder, 'once.json');
    await writeFile(file, 'one');
    const { read, counted } = reader(60);
    assert.equal(await read(file), 'one');
    assert.equal(await read(file), 'one');
    assert.equal(counted.reads, 1);
  });

  it('reads a file that was just written each time', async () => {
    const file = path.join(folder, 'young.json');
    await writeFile(file, 'one');
    const { read, counted } = reader(0);
    assert.equal(await read(file), 'one');
    assert.equal(await read(file), 'one');
    assert.equal(counted.reads, 2);
  });

  it('never gives a text that is no longer there', async () => {
    const file = path.join(folder, 'changing.json');
    const other = path.join(folder, 'other.json');
    const { read } = reader(60);
    assert.equal(await read(file), undefined);
    await writeFile(file, 'one');
    assert.equal(await read(file), 'one');
    await writeFile(file, 'other');
    assert.equal(await read(file), 'other');
    await writeFile(other, 'fresh');
    await rename(other, file);
    assert.equal(await read(file), 'fresh');
    await rm(file);
    assert.equal(await read(file), undefined);
    await mkdir(file);
    assert.equal(await read(file), undefined);
  });

  it('keeps no more than some files', async () => {
    const { read, counted } = reader(60);
    const files = Array.from({ length: 40 }, (_, index) => path.join(folder, `many${index}.json`));
    for (const file of files) await writeFile(file, file);
    for (const file of files) assert.equal(await read(file), file);
    assert.equal(await read(files[39] ?? ''), files[39]);
    assert.equal(counted.reads, 40);
    assert.equal(await read(files[0] ?? ''), files[0]);
    assert.equal(counted.reads, 41);
  });
});
