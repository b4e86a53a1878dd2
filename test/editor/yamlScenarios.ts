import assert from 'node:assert/strict';
import { webviewTextAnswered } from './asked';
import { type AtBench, type Bench, scenario } from './bench';

/** A definition in YAML has all that one in JSON has. They build on each other. */
export const yamlScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'yaml', 'a good definition has colours, an outline, and no findings', atFirst);
  scenario(atBench, 'yaml-hover', 'hover explains fields and functions', hover);
  scenario(atBench, 'yaml-completion', 'completion offers fields, states and what expressions know', completion);
  scenario(atBench, 'yaml-finding', 'a mistake is underlined, and its quick fix mends it', finding);
  scenario(atBench, 'yaml-rename', 'a state gets a new name everywhere', rename);
  scenario(atBench, 'yaml-test', 'a state is tested from its CodeLens', testing);
};

const file = 'customers.asl.yaml';

const atFirst = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile(file);
  const lenses = await editor.codeLenses();
  assert.deepEqual(lenses.slice(0, 3), ['Test state', 'with...', 'Run from here']);
  const rows = await editor.outline('Create customer');
  assert.deepEqual(
    rows.map(({ name }) => name),
    ['Find customer', 'Is there one?', 'Create customer', 'Greet'],
  );
  await editor.squiggles('error', 0);
  await editor.squiggles('warning', 0);
  await editor.select('Find customer:');
};

const hover = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile(file);
  for (const [place, says] of [
    ['ApiEndpoint', 'ApiEndpoint (string, required)'],
    ['States.Http.StatusCode.503', '503'],
    ['$uppercase', 'upper'],
    ['$states.input.email', 'ada@example.com'],
  ] as const) {
    await editor.hoverText(place, says);
  }
};

const completion = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile(file);
  await editor.cursorAfter('Next: Greet');
  await editor.type('\nComm');
  assert.ok((await editor.completions('Comment')).includes('Comment'));
  await editor.complete('Comment');
  await editor.type('Makes a customer');
  await editor.replace('Default: Create customer', 'Default: ');
  const names = await editor.completions('Create customer');
  assert.ok(names.includes('Greet') && !names.includes('Nobody'), names.join(', '));
  await editor.complete('Create customer');
  await editor.save();
  await editor.cursorAfter('& $states.input.');
  await editor.completions('email');
  await editor.showCompletions('email');
};

const finding = async ({ editor, read }: Bench): Promise<void> => {
  const before = read(file) ?? '';
  await editor.openFile(file);
  await editor.replace('Default: Create customer', 'Default: Create custmer');
  const row = await editor.problem('transition-target');
  assert.match(row, /Missing 'Next' target: Create custmer/);
  await editor.screenshot('yaml-finding-underlined');
  await editor.quickFix('Create custmer', 'Change to Create customer');
  await editor.noProblem('transition-target');
  await editor.save();
  assert.equal(read(file), before, 'comments and all the rest are as they were');
};

const rename = async ({ editor, read }: Bench): Promise<void> => {
  const before = read(file) ?? '';
  await editor.openFile(file);
  await editor.rename('Next: Greet', 'Greet', 'Say hello: now');
  await editor.page.locator('.tab.active.dirty').waitFor();
  await editor.save();
  assert.equal(read(file), before.replaceAll('Greet', '"Say hello: now"'));
  await editor.squiggles('error', 0);
};

const testing = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile(file);
  await editor.clickCodeLens('Test state');
  const trace = await webviewTextAnswered(editor, 'SUCCEEDED');
  for (const part of ['test case: finds a customer', 'GET https://api.stripe.com/v1/customers?email=ada@example.com'])
    assert.ok(trace.includes(part), `the trace holds ${part}, but it is: ${trace}`);
};
