import { httpTask } from '../support/runHere';

/** The definitions of the language benchmark: so many HTTP Tasks give about so many bytes. */
export const SIZES: readonly { readonly name: string; readonly tasks: number }[] = [
  { name: '1.5 kB', tasks: 1 },
  { name: '14 kB', tasks: 10 },
  { name: '142 kB', tasks: 96 },
  { name: '1 MiB', tasks: 700 },
];

/** A machine of so many HTTP Tasks, one after the other, each with Retry and Catch. */
export function definitionOf(tasks: number): string {
  const names = Array.from({ length: tasks }, (_, index) => `Call ${index}`);
  const states = names.map((name, index) => {
    const next = names[index + 1];
    return [name, next === undefined ? stateOf(index, { End: true }) : stateOf(index, { Next: next })] as const;
  });
  const all = Object.fromEntries([...states, ['Failed', { Type: 'Fail', Error: 'NotInvoiced' }]]);
  return JSON.stringify({ StartAt: names[0] ?? '', States: all }, undefined, 2);
}

function stateOf(index: number, way: { readonly Next: string } | { readonly End: true }) {
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
    Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Failed' }],
  });
  return { ...task, ...way };
}
