import { statSync } from 'node:fs';
import { parseTree } from 'jsonc-parser';
import type { Position } from 'vscode-languageserver/node';
import { lineColumns } from '../../shared/document/document';
import { built } from '../support/built';
import { definitionOf, SIZES } from './definitions';
import { figuresOf, inTurns, ms, printTable, timed } from './figures';
import { peers } from './peers';
import { startServerProcess } from './serverProcess';

const ROUNDS = 30;

type Server = Awaited<ReturnType<typeof startServerProcess>>;

/** What a person waits for while writing a definition, over the built server, beside what others need to check it. */
export async function benchLanguage(): Promise<void> {
  await benchChecks();
  await benchStart();
  await benchOpenFiles();
}

async function benchChecks(): Promise<void> {
  const others = peers();
  const heads = ['JSON.parse', 'parseTree', ...others.map(({ name }) => name), ...WAITS.map(({ name }) => name)];
  const rows = [['definition', ...heads]];
  const ratios = [['definition', 'keystroke to JSON.parse', ...others.map(({ name }) => `keystroke to ${name}`)]];
  for (const { name, tasks } of SIZES) {
    const text = definitionOf(tasks);
    const server = await startServerProcess();
    const works = [
      () => JSON.parse(text),
      () => parseTree(text),
      ...others.map(
        ({ check }) =>
          () =>
            check(text),
      ),
    ];
    const waits = await Promise.all(WAITS.map(({ prepare }) => prepare(server, text)));
    // What takes long beside the server would leave it cold: the two sides take turns among themselves.
    const rounds = tasks > 50 ? ROUNDS : 10 * ROUNDS;
    const figures = [...(await inTurns(ROUNDS, works)), ...(await inTurns(rounds, waits))];
    await server.stop();
    const medians = figures.map(({ median }) => median);
    rows.push([`${name}, ${tasks} HTTP Tasks`, ...medians.map(ms)]);
    const [parse = 0, , ...rest] = medians;
    const keystroke = rest[others.length] ?? 0;
    const to = (time: number | undefined): string => (keystroke / (time ?? 0)).toFixed(2);
    ratios.push([name, to(parse), ...others.map((_, index) => to(rest[index]))]);
  }
  printTable(
    `Reading and checking a definition, median of ${ROUNDS} and more; ours over the server, the others in process`,
    rows,
  );
  printTable('A keystroke to its diagnostics, as a share of the others', ratios);
}

/** One thing that a person waits for: `prepare` opens what it needs and gives the work to be timed. */
interface Wait {
  readonly name: string;
  readonly prepare: (server: Server, text: string) => Promise<() => Promise<unknown>>;
}

const WAITS: readonly Wait[] = [
  {
    name: 'keystroke to diagnostics',
    prepare: async (server, text) => {
      const { uri, type } = await typist(server, 'typing', text);
      return async () => {
        await type();
        return server.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
      };
    },
  },
  {
    name: 'completion',
    prepare: async (server, text) => {
      const { uri, type } = await typist(server, 'completion', text);
      return async () => {
        const position = await type();
        return server.connection.sendRequest('textDocument/completion', { textDocument: { uri }, position });
      };
    },
  },
  {
    name: 'hover',
    prepare: async (server, text) => {
      const { uri, type } = await typist(server, 'hover', text);
      const position = lineColumns(text)(text.lastIndexOf('"Method"') + 2);
      return async () => {
        await type();
        return server.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
      };
    },
  },
  {
    name: 'open to diagnostics',
    prepare: async (server, text) => {
      let count = 0;
      return async () => {
        const uri = await opened(server, `fresh-${count++}`, text);
        await server.diagnose(uri);
        await server.close(uri);
      };
    },
  },
];

/**
 * Opens and checks a definition; `type` types a letter into a name in its middle and gives the position behind it.
 * It only sends what an editor sends: an editor's own work is not measured.
 */
async function typist(server: Server, name: string, text: string) {
  const uri = await opened(server, name, text);
  await server.diagnose(uri);
  const start = lineColumns(text)(text.indexOf('Failed', text.lastIndexOf('"Catch"', text.length / 2)));
  let typed = 0;
  const type = async (): Promise<Position> => {
    const position = { line: start.line, character: start.character + typed++ };
    const contentChanges = [{ range: { start: position, end: position }, text: 'x' }];
    const textDocument = { uri, version: typed + 1 };
    await server.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges });
    return { line: start.line, character: position.character + 1 };
  };
  return { uri, type };
}

async function opened(server: Server, name: string, text: string): Promise<string> {
  const uri = `file:///projects/demo/${name}.asl.json`;
  await server.open(uri, text);
  return uri;
}

const START_FILES = ['server.js', 'jsonata.js', 'jsonc-parser.js', 'yaml.js'];

async function benchStart(): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 9; round++) {
    let server: Server | undefined;
    times.push(
      await timed(async () => {
        server = await startServerProcess();
      }),
    );
    await server?.stop();
  }
  const size = (name: string): string => `${Math.round(statSync(built(name)).size / 1000)} kB`;
  printTable('The server, and the libraries that it shares with other processes', [
    ['from its start to its first answer', ...START_FILES],
    [ms(figuresOf(times).median), ...START_FILES.map(size)],
  ]);
}

/** The resident memory of the process, read at once after the last answer: nobody waits for the garbage to be collected. */
async function benchOpenFiles(): Promise<void> {
  const server = await startServerProcess();
  const text = definitionOf(77);
  const before = server.resident();
  for (let index = 0; index < 100; index++) {
    const uri = await opened(server, `one-of-many-${index}`, text);
    await server.diagnose(uri);
  }
  const after = server.resident();
  await server.stop();
  const mb = (kilobytes: number): string => `${Math.round(kilobytes / 1024)} MB`;
  const each = `${Math.round(text.length / 1000)} kB`;
  printTable(`Resident memory with 100 open files of ${each} at once after the last of them was checked`, [
    ['before', 'with all open', 'more'],
    [mb(before), mb(after), mb(after - before)],
  ]);
}
