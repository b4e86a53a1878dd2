import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const ROOT = path.join(__dirname, '..', '..');

/**
 * Loads functions of modules in the form in which the product ships them: bundled. The loader that runs these
 * benchmarks wraps every function that it reads from source, which would be measured as well.
 */
export async function shipped(modules: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stateside-bench-'));
  const outfile = path.join(folder, 'shipped.js');
  const contents = Object.entries(modules).map(([name, module]) => `export { ${name} } from './${module}';`);
  await build({
    stdin: { contents: contents.join('\n'), resolveDir: ROOT },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.18',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
  });
  const loaded: Readonly<Record<string, unknown>> = await import(outfile);
  await rm(folder, { recursive: true });
  return loaded;
}
