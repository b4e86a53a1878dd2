import { benchEditor } from './editor';
import { benchExecutor } from './executor';
import { benchLanguage } from './language';
import { benchMemory } from './memory';
import { benchRecordedCases } from './recordedCases';
import { benchTemplates } from './templates';

// npm run bench [-- executor | language | editor]: prints ratios against what the work cannot do without, from the same run.

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  executor: async () => {
    await benchExecutor();
    await benchTemplates();
    await benchMemory();
  },
  language: benchLanguage,
  editor: async () => {
    await benchRecordedCases();
    await benchEditor();
  },
};

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => BENCHES[name] === undefined);
  if (unknown !== undefined)
    throw new Error(`There is no such benchmark: ${unknown} (${Object.keys(BENCHES).join(', ')})`);
  for (const name of names.length > 0 ? names : Object.keys(BENCHES)) await BENCHES[name]?.();
}

void main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
