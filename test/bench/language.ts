import { parseTree } from 'jsonc-parser';
import { startClient } from '../support/lspClient';
import { httpTask } from '../support/runHere';
import { inTurns, ms, printTable } from './figures';

const SIZES = [3, 20, 100, 700];
const ROUNDS = 15;

/** How long a definition of HTTP Tasks takes from opening to its first diagnostics, over the real server. */
export async function benchLanguage(): Promise<void> {
  const rows = [['definition', 'JSON.parse', 'parseTree', 'open to diagnostics', 'to JSON.parse']];
  for (const size of SIZES) {
    const text = definitionOf(size);
    const client = await startClient();
    let opened = 0;
    const open = async (): Promise<void> => {
      const uri = `file:///projects/demo/bench-${opened++}.asl.json`;
      await client.open(uri, text);
      await client.diagnose(uri);
      await client.close(uri);
    };
    const [parse, tree, first] = await inTurns(ROUNDS, [() => JSON.parse(text), () => parseTree(text), open]);
    client.stop();
    if (!parse || !tree || !first) continue;
    const ratio = (first.median / parse.median).toFixed(1);
    rows.push([
      `${Math.round(text.length / 1024)} kB, ${size} HTTP Tasks`,
      ms(parse.median),
      ms(tree.median),
      ms(first.median),
      ratio,
    ]);
  }
  printTable(`From opening a definition to its first diagnostics, median of ${ROUNDS}`, rows);
}

/** A machine of so many HTTP Tasks, one after the other. */
function definitionOf(size: number): string {
  const names = Array.from({ length: size }, (_, index) => `Call ${index}`);
  const states = names.map((name, index) => {
    const next = names[index + 1];
    const fields = {
      ApiEndpoint: 'https://api.example.test/v1/invoices',
      Method: 'POST',
      Headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Idempotency-Key.$': '$$.Execution.Id' },
      RequestBody: {
        'customer.$': '$.customer_id',
        description: 'Monthly subscription',
        metadata: { order: `order ${index}` },
      },
      Transform: { RequestBodyEncoding: 'URL_ENCODED', RequestEncodingOptions: { ArrayFormat: 'INDICES' } },
    };
    const { End: _end, ...task } = httpTask(fields, {
      Retry: [{ ErrorEquals: ['States.Http.StatusCode.429'], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 }],
    });
    return [name, next === undefined ? { ...task, End: true } : { ...task, Next: next }];
  });
  return JSON.stringify({ StartAt: names[0] ?? '', States: Object.fromEntries(states) }, undefined, 2);
}
