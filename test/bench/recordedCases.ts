import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { built } from '../support/built';
import { figuresOf, ms, printTable, timed } from './figures';

const run = promisify(execFile);

const FILES = 20;
const CASES_OF_FILE = 25;
const ROUNDS = 5;

/** What 500 recorded cases take on the command line, beside a Node.js that only reads and parses their files. Limit: 5 s. */
export async function benchRecordedCases(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stateside-bench-'));
  try {
    mkdirSync(path.join(folder, '.git'));
    for (let index = 0; index < FILES; index++) writeFile(folder, index);
    const times: number[] = [];
    const floors: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      floors.push(await timed(() => run(process.execPath, ['-e', READ_ALL], { cwd: folder })));
      times.push(await timed(() => testAll(folder)));
    }
    const [time, floor] = [figuresOf(times).median, figuresOf(floors).median];
    printTable(`${FILES * CASES_OF_FILE} recorded cases with stateside test, median of ${ROUNDS}`, [
      ['time', 'limit', 'Node.js reads and parses the files', 'ratio'],
      [ms(time), '5000 ms', ms(floor), (time / floor).toFixed(1)],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function testAll(folder: string): Promise<void> {
  const { stdout } = await run(process.execPath, [built('cli.js'), 'test', '--offline', '--reporter', 'json'], {
    cwd: folder,
    maxBuffer: 1e9,
  });
  const { totals } = JSON.parse(stdout);
  if (totals.passed !== FILES * CASES_OF_FILE) throw new Error(`Not all cases passed: ${JSON.stringify(totals)}`);
}

const READ_ALL = `for (const file of require('fs').readdirSync('.').filter((name) => name.endsWith('.json')))
  JSON.parse(require('fs').readFileSync(file, 'utf8'));`;

/** Half of the states are JSONPath, half JSONata; each case expects its request, its output and an assertion. */
function writeFile(folder: string, index: number): void {
  const isJsonata = index % 2 === 1;
  const write = (name: string, value: unknown): void =>
    writeFileSync(path.join(folder, name), JSON.stringify(value, undefined, 2));
  const state = isJsonata ? JSONATA_STATE : JSONPATH_STATE;
  write(`flow-${index}.asl.json`, { StartAt: 'Call', States: { Call: state } });
  const tests = Array.from({ length: CASES_OF_FILE }, (_, number) => ({
    name: `case ${number}`,
    state: 'Call',
    input: { id: `c${number}` },
    mock: { result: { StatusCode: 200, ResponseBody: { id: `c${number}`, paid: true } } },
    expect: {
      status: 'SUCCEEDED',
      request: { method: 'POST', body: { customer: `c${number}` } },
      output: { id: `c${number}` },
      assert: '{% $states.result.StatusCode = 200 %}',
    },
  }));
  write(`flow-${index}.asl.test.json`, { version: 1, tests });
}

const TASK = { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', End: true };
const FIELDS = {
  Method: 'POST',
  ApiEndpoint: 'https://api.example.com/v1/invoices',
  Authentication: {
    ConnectionArn: 'arn:aws:events:us-east-1:123456789012:connection/Api/81210c42-8af1-456b-9c4a-6ff02fc664ac',
  },
};
const JSONPATH_STATE = {
  ...TASK,
  Parameters: { ...FIELDS, RequestBody: { 'customer.$': '$.id' } },
  ResultSelector: { 'id.$': '$.ResponseBody.id' },
};
const JSONATA_STATE = {
  ...TASK,
  QueryLanguage: 'JSONata',
  Arguments: { ...FIELDS, RequestBody: { customer: '{% $states.input.id %}' } },
  Output: '{% { "id": $states.result.ResponseBody.id } %}',
};
