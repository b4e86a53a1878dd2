import assert from 'node:assert/strict';
import { type AtBench, type Bench, scenario } from './bench';

/** Help for a person who writes: completion with its documentation, signatures, and hovers with values. */
export const writingScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'complete-field', 'completion explains the fields that it offers', fields);
  scenario(atBench, 'complete-jsonata', 'completion knows what stands behind $states inside an expression', states);
  scenario(atBench, 'complete-variable', 'completion in an expression offers variables and functions', variables);
  scenario(atBench, 'signature', 'the parameters of a function show while its call is typed', signature);
  scenario(atBench, 'hover-function', 'hover explains a function of JSONata', hoverFunction);
  scenario(atBench, 'hover-value', 'hover shows the value of an expression with the test case', hoverValue);
};

const file = 'pricing.asl.json';

const fields = async ({ editor, openWithCursor }: Bench): Promise<void> => {
  await openWithCursor('fields.asl.json', machine('"Type": "Wait", HERE', ''));
  const labels = await editor.completions('SecondsPath');
  for (const label of ['Seconds', 'Timestamp', 'TimestampPath']) assert.ok(labels.includes(label), labels.join(', '));
  assert.ok(!labels.includes('Retry'), 'a Wait is never tried again');
  await editor.completionDocs('SecondsPath', 'SecondsPath (');
};

const machine = (state: string, machineFields: string): string => `{
  ${machineFields}"StartAt": "Only",
  "States": {
    "Only": {
      ${state}
    }
  }
}
`;

const states = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile(file);
  await editor.replace('$round($total, 2)', ' ');
  await editor.cursorAfter('"rounded": "{% ');
  await editor.type('$states.');
  const labels = await editor.completions('$states.input');
  assert.ok(labels.includes('$states.context') && !labels.includes('$states.result'), labels.join(', '));
  await editor.type('input.customer.');
  await editor.completions('id');
  await editor.completionDocs('id', '1234567890');
};

const variables = async ({ editor, read }: Bench): Promise<void> => {
  await editor.openFile(file);
  await editor.select('$round($total, 2)');
  await editor.type('$to');
  const labels = await editor.completions('$total');
  assert.ok(labels.includes('$toMillis'), labels.join(', '));
  await editor.complete('$total');
  await editor.save();
  assert.ok(read(file)?.includes('"rounded": "{% $total %}"'), read(file));
};

const signature = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile(file);
  await editor.cursorAfter('$join($map($states.input.items, function($item) { $item.name }), ');
  const help = await editor.signatureHelp('$join(');
  assert.match(help, /separator/);
};

const hoverFunction = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile(file);
  await editor.hoverText('$sum', 'numbers');
};

const hoverValue = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile(file);
  const text = await editor.hoverText('$join', 'pen, paper');
  assert.match(text, /two items/);
};
