// Bundles every process of the product into dist/, one file each, and beside them the libraries that several of them use.
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';

const LIBRARIES = ['jsonata', 'jsonc-parser', 'yaml', 'vscode-languageclient/node'];

/** The name of a library's file: that of its package. */
const fileOf = (library) => `${library.split('/')[0]}.js`;

const BUNDLES = {
  extension: {
    entry: 'client/vscode/extension.ts',
    external: ['vscode'],
    never: ['undici', 'jsonata', 'jsonpath-plus'],
  },
  server: {
    entry: 'server/main.ts',
    external: [],
    never: ['undici', 'vscode-languageclient', 'vscode-languageserver', 'jsonpath-plus'],
    leftOut: ['example', 'doc'],
  },
  runner: { entry: 'client/runner/main.ts', external: [], never: ['vscode-languageserver'] },
  evaluator: { entry: 'client/runner/evaluator.ts', external: [], never: ['undici'] },
  cli: { entry: 'client/cli/main.ts', external: [], never: ['undici', 'vscode-languageserver'] },
  demo: { entry: 'client/demo/main.ts', external: [], never: ['undici', 'jsonata'] },
};

const OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node20.18',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: !process.argv.includes('--debug'),
  sourcemap: process.argv.includes('--debug'),
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

/** Leaves the shared libraries to the files beside the bundle. */
const besides = {
  name: 'besides',
  setup: ({ onResolve }) =>
    onResolve({ filter: new RegExp(`^(${LIBRARIES.join('|')})$`) }, ({ path }) => ({
      path: `./${fileOf(path)}`,
      external: true,
    })),
};

/** Loads the library for YAML when the first of its parts is used: most definitions are JSON. */
const yamlLater = {
  name: 'yaml-later',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^yaml$/ }, ({ path }) => ({ path, namespace: 'later' }));
    onResolve({ filter: /^\.\/yaml\.js$/, namespace: 'later' }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /^yaml$/, namespace: 'later' }, () => ({ contents: `let yaml;\n${YAML_PARTS.join('\n')}` }));
  },
};

const YAML_PARTS = Object.keys(await import('yaml'))
  .filter((name) => name !== 'default')
  .map((name) => `Object.defineProperty(exports, '${name}', { get: () => (yaml ??= require('./yaml.js')).${name} });`);

/** Takes in the API of VS Code once: for each file that imports it, a copy of all its names would be made at each start. */
const once = {
  name: 'once',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'once' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'once' },
    );
    onLoad({ filter: /^vscode$/, namespace: 'once' }, () => ({ contents: "export * from 'vscode';" }));
  },
};

/**
 * Leaves out what a process never reads of the rules: the examples, which only tests and rule pages show, and which it
 * would take time to make at each start; and where it links to the rule pages, what these say.
 */
const leavingOut = (names) => ({
  name: 'leaving-out',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]shared[\\/]rules[\\/]\w+Rules\.ts$/ }, async ({ path }) => ({
      contents: withoutMembers(await readFile(path, 'utf8'), names),
      loader: 'ts',
    })),
});

/** Drops members of the objects at the top of a file, which are indented as the formatter does it. */
function withoutMembers(source, names) {
  let isLeftOut = false;
  const isKept = (line) => {
    if (/^( {2}[^\s\])}]|\S)/.test(line)) isLeftOut = names.some((name) => line.startsWith(`  ${name}:`));
    return !isLeftOut;
  };
  return source.split('\n').filter(isKept).join('\n');
}

for (const name of LIBRARIES) {
  const stdin = { contents: `module.exports = require('${name}');`, resolveDir: '.' };
  await build({ ...OPTIONS, stdin, external: ['vscode'], outfile: `dist/${fileOf(name)}` });
}

for (const [name, { entry, external, never, leftOut = ['example'] }] of Object.entries(BUNDLES)) {
  const outfile = `dist/${name}.js`;
  const { metafile } = await build({
    ...OPTIONS,
    entryPoints: [entry],
    outfile,
    external,
    plugins: [yamlLater, besides, once, leavingOut(leftOut)],
  });
  const beside = metafile.outputs[outfile].imports.map(({ path }) =>
    path.replace(/^\.\/(.*)\.js$/, 'node_modules/$1/'),
  );
  const inputs = [...Object.keys(metafile.inputs), ...beside];
  const found = never.filter((library) => inputs.some((file) => file.startsWith(`node_modules/${library}/`)));
  if (found.length > 0) throw new Error(`dist/${name}.js must not contain: ${found.join(', ')}`);
}
