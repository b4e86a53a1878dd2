import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CompletionItem, CompletionList } from 'vscode-languageserver/node';
import { machineExample } from '../shared/rules/example';
import { cursorIn } from './support/cursor';
import { FULL_CAPABILITIES, type LspClient, startClient } from './support/lspClient';

// An editor that takes from a list what its items have in common, and asks for what an item is when it shows it.
let client: LspClient;
before(async () => {
  const { completion, ...others } = FULL_CAPABILITIES.textDocument ?? {};
  const completionItem = { ...completion?.completionItem, resolveSupport: { properties: ['documentation', 'detail'] } };
  const completionList = { itemDefaults: ['editRange', 'insertTextFormat', 'data'] };
  client = await startClient({
    capabilities: { ...FULL_CAPABILITIES, textDocument: { ...others, completion: { completionItem, completionList } } },
  });
});
after(() => client.stop());

function machineOf(states: number): string {
  const names = Array.from({ length: states }, (_, index) => `State ${index}`);
  const all = names.map((name) => [name, { Type: 'Pass', Comment: `About ${name}`, End: true }]);
  return machineExample({ First: { Type: 'Pass', Next: '|' }, ...Object.fromEntries(all) });
}

async function completed(marked: string): Promise<CompletionItem[] | CompletionList> {
  const { text, offset } = cursorIn(marked);
  const uri = `file:///projects/demo/list${text.length}.asl.json`;
  await client.open(uri, text);
  return client.complete(uri, offset);
}

test('A long list says once what its items have in common, and what an item is when asked', async () => {
  const list = await completed(machineOf(60));
  assert.ok(!Array.isArray(list), 'a list with defaults');
  assert.equal(list.items.length, 60);
  const { editRange, insertTextFormat } = list.itemDefaults ?? {};
  assert.equal(insertTextFormat, 2);
  assert.ok(editRange && 'start' in editRange && editRange.start.line === editRange.end.line, 'one range for all');
  const item = list.items.find(({ label }) => label === 'State 7');
  assert.equal(item?.textEditText, 'State 7');
  assert.deepEqual([item?.textEdit, item?.documentation, item?.detail], [undefined, undefined, undefined]);
  const asked = { ...item, data: list.itemDefaults?.data };
  const resolved = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', asked);
  assert.match(JSON.stringify(resolved.documentation), /About State 7/);
  assert.match(resolved.detail ?? '', /^Pass/);
});

test('A short list has whole items', async () => {
  const items = await completed(machineOf(3));
  assert.ok(Array.isArray(items), 'items');
  assert.match(JSON.stringify(items[0]?.documentation), /About State 0/);
  assert.ok(items[0]?.textEdit, 'with an edit of their own');
});
