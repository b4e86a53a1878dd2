import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';

// The workflows say nothing that is not there, and may do no more than they must.

const ROOT = path.join(__dirname, '..');
const FOLDER = path.join(ROOT, '.github/workflows');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly name: string;
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[]; readonly permissions?: unknown }>>;
}

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
);
const FILES = readdirSync(FOLDER);

test('there is a workflow for tests, for the package and for publishing', () => {
  assert.deepEqual(FILES.sort(), ['package.yml', 'publish.yml', 'test.yml']);
});

for (const file of FILES) {
  describe(file, () => {
    const text = readFileSync(path.join(FOLDER, file), 'utf8');
    const workflow: Workflow = parse(text);
    const jobs = Object.values(workflow.jobs);
    const steps = jobs.flatMap((job) => job.steps);

    test('is called as its file, and may read only', () => {
      assert.equal(`${workflow.name}.yml`, file);
      assert.deepEqual(workflow.permissions, { contents: 'read' });
      assert.ok(jobs.every(({ permissions }) => permissions === undefined));
    });

    test('runs scripts and files that are there', () => {
      for (const { run = '' } of steps) {
        for (const [, name = ''] of run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)) assert.ok(scripts[name], name);
        for (const [, name = ''] of run.matchAll(/\bbash (\S+)/g)) assert.ok(existsSync(path.join(ROOT, name)), name);
      }
    });

    test('uses actions of GitHub by their major version', () => {
      for (const { uses } of steps) if (uses) assert.match(uses, /^actions\/[\w-]+@v\d+$/);
    });

    test('has secrets by their name only, in the environment of a step', () => {
      for (const [secret] of text.matchAll(/.*secrets\.?.*/g))
        assert.match(secret, /^ {10}\w+: \$\{\{ secrets\.\w+ \}\}$/);
    });

    test('puts nothing that others write into a shell line', () => {
      for (const { run = '' } of steps) assert.doesNotMatch(run, /\$\{\{/);
    });
  });
}

test('what is published is the version of the tag, for both marketplaces', () => {
  const { on, jobs }: Workflow = parse(readFileSync(path.join(FOLDER, 'publish.yml'), 'utf8'));
  assert.deepEqual(on, { push: { tags: ['v[0-9]+.[0-9]+.[0-9]+'] } });
  const lines = Object.values(jobs).flatMap(({ steps }) => steps.map(({ run = '' }) => run));
  for (const part of ['require("./package.json").version', 'bash .ci/run', 'vsce publish', 'ovsx'])
    assert.ok(
      lines.some((line) => line.includes(part)),
      part,
    );
});
