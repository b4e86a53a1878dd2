import assert from 'node:assert/strict';
import { type AtBench, type Bench, scenario } from './bench';

/** What somebody sees whose VS Code speaks German. */
export const germanScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'german', 'commands, CodeLens, questions and the panel are German', german);
};

const german = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile('invoice.asl.json');
  assert.deepEqual((await editor.codeLenses()).slice(0, 2), ['Zustand testen', 'mit...']);
  const titles = await editor.commandTitles('Stateside: Zustand');
  assert.ok(titles.includes('Stateside: Zustand testen'), titles.join());
  await editor.runCommand('Stateside: Zustand testen');
  await editor.answer('Stateside: das Geheimnis stripe-password', 'example-password-1');
  const trace = await editor.webviewText('SUCCEEDED');
  for (const part of ['Die Ausführung endet hier.', 'Geheimnisse anzeigen', 'Anforderung', 'Autorisierung'])
    assert.ok(trace.includes(part), `the trace holds ${part}, but it is: ${trace}`);
};
