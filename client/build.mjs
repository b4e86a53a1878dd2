// Bundles every process of the product into dist/, one file each.
import { build } from 'esbuild';

const BUNDLES = {
  extension: {
    entry: 'client/vscode/extension.ts',
    external: ['vscode'],
    never: ['undici', 'jsonata', 'jsonpath-plus'],
  },
  server: { entry: 'server/main.ts', external: [], never: ['undici', 'vscode-languageclient'] },
  runner: { entry: 'client/runner/main.ts', external: [], never: ['vscode-languageserver'] },
  evaluator: { entry: 'client/runner/evaluator.ts', external: [], never: ['undici'] },
  cli: { entry: 'client/cli/main.ts', external: [], never: ['undici', 'vscode-languageserver'] },
  demo: { entry: 'client/demo/main.ts', external: [], never: ['undici', 'jsonata'] },
};

for (const [name, { entry, external, never }] of Object.entries(BUNDLES)) {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile: `dist/${name}.js`,
    bundle: true,
    platform: 'node',
    target: 'node20.18',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: !process.argv.includes('--debug'),
    sourcemap: process.argv.includes('--debug'),
    legalComments: 'none',
    external,
    metafile: true,
    logLevel: 'warning',
  });
  const inputs = Object.keys(metafile.inputs);
  const found = never.filter((library) => inputs.some((file) => file.startsWith(`node_modules/${library}/`)));
  if (found.length > 0) throw new Error(`dist/${name}.js must not contain: ${found.join(', ')}`);
}
