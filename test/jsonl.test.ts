import assert from 'node:assert/strict';
import type net from 'node:net';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { linesOf } from '../client/cli/lines';
import type { JsonObject, JsonValue } from '../shared/spec/json';
import { type Program, type RunMore, startProgram } from './support/program';
import { type RawServer, reply, startRawServer } from './support/rawServer';
import { startLongProgram } from './support/serving';

// `stateside test-state --jsonl`: requests from standard input, one a line.

const PASS = JSON.stringify({ Type: 'Pass', End: true });

const CALL = JSON.stringify({
  Type: 'Task',
  Resource: 'arn:aws:states:::http:invoke',
  Parameters: {
    ApiEndpoint: 'https://api.example.com/wait',
    Method: 'GET',
    Authentication: { ConnectionArn: 'arn:aws:events:us-west-2:123456789012:connection/Test/0' },
  },
  End: true,
});

const SECRET = { STATESIDE_SECRET_TEST_PASSWORD: 'owned-password' };

let program: Program;
let api: RawServer;
let arrived: (socket: net.Socket) => void = () => undefined;
before(async () => {
  program = await startProgram();
  api = await startRawServer((socket) => arrived(socket));
  const BasicAuthParameters = { Username: 'owned-user', Password: '${secret:test-password}' };
  const project = {
    version: 1,
    connections: { Test: { AuthorizationType: 'BASIC', AuthParameters: { BasicAuthParameters } } },
    endpoints: { 'https://api.example.com': api.url },
    substitutions: { Kind: 'Pass' },
  };
  await program.file('stateside.json', JSON.stringify(project));
});
after(async () => {
  await api.close();
  await program.end();
});

interface Line {
  readonly id: JsonValue;
  readonly response?: JsonObject;
  readonly error?: { readonly name: string; readonly message: string };
}

/** What the program answers, in the order of the ids as text. */
async function answers(input: string, args: readonly string[] = [], more: RunMore = {}) {
  const { code, out, err } = await program.run(['test-state', '--jsonl', ...args], { input, ...more });
  assert.equal(err, '');
  assert.match(out, /^$|\n$/);
  const lines = out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
  return { code, lines: lines.toSorted((left, right) => (String(left.id) < String(right.id) ? -1 : 1)) };
}

function line(id: JsonValue, request: JsonValue): string {
  return `${JSON.stringify({ id, request })}\n`;
}

describe('test-state --jsonl', () => {
  const ids: readonly JsonValue[] = [0, -1.5, 'a', '', '\u{1F600}\n', true, false, ['x', null], { b: { c: [] } }];

  it('answers each line with its id, whatever that is', async () => {
    const { code, lines } = await answers(
      ids.map((id, index) => line(id, { definition: PASS, input: String(index) })).join(''),
    );
    assert.equal(code, 0);
    const expected = ids.map((id, index) => ({ id, response: { output: String(index), status: 'SUCCEEDED' } }));
    assert.deepEqual(
      new Set(lines.map((answer) => JSON.stringify(answer))),
      new Set(expected.map((answer) => JSON.stringify(answer))),
    );
  });

  it('answers many lines', async () => {
    const count = 100;
    const input = Array.from({ length: count }, (_, id) => line(id, { definition: PASS, input: `"${id}"` })).join('');
    const { lines } = await answers(input);
    assert.equal(lines.length, count);
    for (const { id, response } of lines) assert.equal(response?.output, `"${id}"`);
  });

  it('takes a byte order mark, blank lines, both kinds of line ends, and a last line without one', async () => {
    const one = line(1, { definition: PASS });
    const input = `\uFEFF${one.trimEnd()}\r\n\r\n\n  \t\n${line(2, { definition: PASS }).trimEnd()}`;
    const { code, lines } = await answers(input);
    assert.deepEqual([code, lines.map(({ id }) => id)], [0, [1, 2]]);
  });

  it('has nothing to say to nothing', async () => {
    assert.deepEqual(await answers(''), { code: 0, lines: [] });
    assert.deepEqual(await answers('\n\n'), { code: 0, lines: [] });
  });

  it('answers as test-state does', async () => {
    arrived = (socket) => reply('{"ok":true}')(socket, '');
    const request = { definition: CALL, inspectionLevel: 'TRACE', revealSecrets: true };
    const { lines } = await answers(line('x', request), [], { env: SECRET });
    const args = ['test-state', '--definition', CALL, '--inspection-level', 'TRACE', '--reveal-secrets'];
    const printed = await program.run(args, { env: SECRET });
    assert.deepEqual(lines, [{ id: 'x', response: JSON.parse(printed.out) }]);
  });

  it('runs several at a time', async () => {
    const sockets: net.Socket[] = [];
    arrived = (socket) => {
      // Nobody gets an answer before all are there.
      if (sockets.push(socket) === 8) for (const waiting of sockets) reply('{}')(waiting, '');
    };
    const input = Array.from({ length: 8 }, (_, id) => line(id, { definition: CALL })).join('');
    const { lines } = await answers(input, [], { env: SECRET });
    assert.deepEqual(
      lines.map(({ response }) => response?.status),
      Array(8).fill('SUCCEEDED'),
    );
  });

  it('answers while its input goes on', async () => {
    const going = startLongProgram(['test-state', '--jsonl'], program.folder);
    for (const id of [1, 2]) {
      going.write(line(id, { definition: PASS }));
      assert.equal(await going.line(), `{"id":${id},"response":{"output":"{}","status":"SUCCEEDED"}}`);
    }
    assert.deepEqual(await going.interrupt(), { code: 130, err: '' });
  });

  it('ends with 130 when it is interrupted, and says nothing of what was under way', async () => {
    const interrupt = new Promise<void>((resolve) => {
      arrived = () => resolve();
    });
    const input = line(1, { definition: CALL }).repeat(20);
    assert.deepEqual(await answers(input, [], { env: SECRET, interrupt }), { code: 130, lines: [] });
  });

  it('ends an expression that does not end, and answers the others', async () => {
    const endless = {
      Type: 'Pass',
      QueryLanguage: 'JSONata',
      Output: '{% ($f := function() { $f() }; $f()) %}',
      End: true,
    };
    const { code, lines } = await answers(
      line(1, { definition: JSON.stringify(endless) }) + line(2, { definition: PASS }),
    );
    assert.deepEqual(
      [code, lines.map(({ response }) => response?.error ?? response?.status)],
      [0, ['States.QueryEvaluationError', 'SUCCEEDED']],
    );
  });

  const bad: readonly (readonly [what: string, text: string, id: JsonValue, name: string, says: RegExp])[] = [
    ['no JSON', 'hello', null, 'ValidationException', /no JSON object/],
    ['half of it', '{"id": 1, "request": {', null, 'ValidationException', /no JSON object/],
    ['a list', '[1]', null, 'ValidationException', /no JSON object/],
    ['endless nesting', '{"id":'.repeat(500_000), null, 'ValidationException', /no JSON object/],
    ['no id', '{"request": {}}', null, 'ValidationException', /no "id"/],
    ['a null id', '{"id": null, "request": {}}', null, 'ValidationException', /no "id"/],
    ['a deep id', `{"id": ${'['.repeat(5000)}${']'.repeat(5000)}}`, null, 'ValidationException', /no "id"/],
    ['an id that would change', '{"id": 12345678901234567890}', null, 'ValidationException', /no "id"/],
    ['no request', '{"id": 1}', 1, 'ValidationException', /"request" of the line is no JSON object/],
    ['a request as text', line(1, PASS), 1, 'ValidationException', /"request" of the line is no JSON object/],
    ['a list of requests', line(1, []), 1, 'ValidationException', /"request" of the line is no JSON object/],
    ['no definition', line(1, {}), 1, 'ValidationException', /at 'definition' .* not be null/],
    ['a definition as JSON', line(1, { definition: {} }), 1, 'ValidationException', /'definition' .* be a string/],
    [
      'a member that nobody knows',
      line(1, { definition: PASS, inptu: '1' }),
      1,
      'ValidationException',
      /at 'inptu' .* Member must be one of: \[definition, /,
    ],
    ['no state', line(1, { definition: '{}' }), 1, 'InvalidDefinition', /^Invalid State Machine Definition/],
    ['no JSON input', line(1, { definition: PASS, input: 'x' }), 1, 'InvalidExecutionInput', /is not valid JSON/],
    ['a context without a mock', line(1, { definition: PASS, context: '{}' }), 1, 'ValidationException', /Context/],
    ['a missing secret', line(1, { definition: CALL }), 1, 'ValidationException', / STATESIDE_SECRET_TEST_PASSWORD$/],
    ['a line that is too long', ' '.repeat(17_000_000), null, 'ValidationException', /more than 16777216 bytes/],
  ];
  for (const [what, text, id, name, says] of bad) {
    it(`answers an error for ${what}, and goes on`, async () => {
      const { code, lines } = await answers(`${text.trimEnd() || text}\n${line('z', { definition: PASS })}`);
      assert.equal(code, 0);
      const [first, second] = lines[0]?.id === id ? lines : lines.toReversed();
      assert.deepEqual([first?.id, first?.error?.name], [id, name]);
      assert.match(first?.error?.message ?? '', says);
      assert.deepEqual(second, { id: 'z', response: { output: '{}', status: 'SUCCEEDED' } });
    });
  }

  it('puts in the texts of the project', async () => {
    const { lines } = await answers(line(1, { definition: '{"Type": "${Kind}", "End": true}' }));
    assert.equal(lines[0]?.response?.status, 'SUCCEEDED');
  });

  const failing = line(1, { definition: JSON.stringify({ Type: 'Fail', Error: 'E' }) });
  const ends: readonly (readonly [input: string, args: readonly string[], code: number])[] = [
    [failing, [], 0],
    [failing, ['--fail'], 1],
    [line(1, {}), ['--fail'], 1],
    [line(1, { definition: PASS }), ['--fail', '--output', 'json', '--profile', 'x', '--region', 'eu-west-1'], 0],
  ];
  for (const [input, args, expected] of ends) {
    it(`ends with ${expected} for ${input.trimEnd()} and ${args.join(' ') || 'nothing else'}`, async () => {
      assert.equal((await answers(input, args)).code, expected);
    });
  }

  for (const args of [['--definition', PASS], ['--input', '{}'], ['--reveal-secrets'], ['--mock', '{}']]) {
    it(`is not to be had with ${args[0]}`, async () => {
      const { code, out, err } = await program.run(['test-state', '--jsonl', ...args], { input: '' });
      assert.deepEqual([code, out], [2, '']);
      assert.equal(
        err,
        `stateside: With --jsonl requests come from standard input, so this option cannot be given: ${args[0]}\n`,
      );
    });
  }

  it('ends quietly when nobody reads its output', async () => {
    const { code, err } = await program.run(['test-state', '--jsonl'], {
      input: line(1, { definition: PASS }).repeat(20),
      unread: true,
    });
    assert.deepEqual([code, err], [141, '']);
  });
});

describe('lines of bytes', () => {
  it('are those of the text, however it comes in pieces', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '\n', '\r', '\u{1F600}'), maxLength: 30 });
    const cuts = fc.array(fc.nat(60), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(text, cuts, fc.nat(12), async (written, places, most) => {
        const bytes = Buffer.from(written, 'utf8');
        const ends = [...new Set(places.map((place) => Math.min(place, bytes.length))), bytes.length].toSorted(
          (left, right) => left - right,
        );
        const chunks = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
        const found: (string | undefined)[] = [];
        for await (const bytesOfLine of linesOf(inPieces(chunks), most)) found.push(bytesOfLine?.toString('utf8'));
        const expected = (written.endsWith('\n') || written === '' ? written.slice(0, -1) : written)
          .split('\n')
          .map((part) => (Buffer.byteLength(part, 'utf8') > most ? undefined : part));
        assert.deepEqual(found, written === '' ? [] : expected);
      }),
    );
  });
});

async function* inPieces(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}
