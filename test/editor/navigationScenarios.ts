import assert from 'node:assert/strict';
import { type AtBench, type Bench, scenario } from './bench';

/** Finding one's way in a definition, new names, and its layout. */
export const navigationScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'rename', 'a state gets a new name everywhere where it is named', rename);
  scenario(atBench, 'rename-refused', 'a name that is taken is refused in a sentence', refused);
  scenario(atBench, 'definition', 'from Next to the state that comes next', definition);
  scenario(atBench, 'outline', 'the outline shows states in states', outline);
  scenario(atBench, 'format', 'the layout changes and the order of the keys stays', format);
};

const file = 'order.asl.json';

const rename = async ({ editor, read }: Bench): Promise<void> => {
  const before = read(file) ?? '';
  await editor.openFile(file);
  await editor.rename('Ship all items', 'Ship all items', 'Ship everything');
  await editor.page.locator('.tab.active.dirty').waitFor();
  await editor.save();
  assert.equal(before.split('"Ship all items"').length, 4, 'the name stands at two transitions and the state itself');
  assert.equal(read(file), before.replaceAll('"Ship all items"', '"Ship everything"'));
  await editor.rename('Is it paid?', 'Is it paid?', 'Paid?', 2);
  await editor.page.locator('.tab.active.dirty').waitFor();
  const text = await editor.wholeText();
  assert.ok(
    text.includes('"StartAt": "Paid?"') && text.includes('    "Paid?": {') && !text.includes('Is it paid?'),
    text,
  );
  await editor.select('"Ship everything": {');
};

const refused = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile(file);
  await editor.rename('Tell the customer', 'Tell the customer', 'Charge the card');
  await editor.notification('There is a state with this name already: Charge the card');
  assert.equal(await editor.page.locator('.tab.active.dirty').count(), 0, 'nothing changed');
};

const definition = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile(file);
  await editor.goToDefinition('Send item', 'Ln 32, Col 12');
  await editor.goToDefinition('connection/Stripe', 'Ln 4, Col 5');
  await editor.page.locator('.tab.active[data-resource-name="stateside.json"]').waitFor();
};

const outline = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile(file);
  const rows = (await editor.outline('Send item')).map(({ name, level }) => `${'  '.repeat(level - 1)}${name}`);
  assert.deepEqual(rows, [
    'Is it paid?',
    'Charge the card',
    'Ship everything',
    '  Pack item',
    '  Send item',
    'Tell the customer',
    '  Branch 1',
    '    Write mail',
    '  Branch 2',
    '    Write invoice',
  ]);
};

const format = async ({ editor, read }: Bench): Promise<void> => {
  const before = read('untidy.asl') ?? '';
  await editor.openFile('untidy.asl');
  await editor.runCommand('Format Document');
  await editor.page.locator('.tab.active.dirty').waitFor();
  await editor.save();
  const after = read('untidy.asl') ?? '';
  assert.deepEqual(after.split('\n').slice(0, 5), [
    '{',
    '  "StartAt": "Second",',
    '  "States": {',
    '    "Second": {',
    '      "Type": "Pass",',
  ]);
  // JSON.stringify keeps the order of the keys, so that another order is another text.
  assert.equal(JSON.stringify(JSON.parse(after)), JSON.stringify(JSON.parse(before)));
};
