import { json, type WholeAnswer } from './answer';
import type { Call, Json } from './call';

/**
 * Answers with what was received: `{ method, path, query, headers, body, text }`. Names keep their case; one that came
 * several times has a list of values. `body` is the parsed body (null without one), `text` the bytes as they came.
 */
export function echo(call: Call): WholeAnswer {
  return json(200, {
    method: call.request.method,
    path: call.path,
    query: gather([...call.query]),
    headers: gather(call.request.rawHeaders),
    body: call.body,
    text: call.request.body,
  });
}

function gather(pairs: readonly (readonly [string, string])[]): Json {
  const values = new Map<string, readonly string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(
    [...values].map(([name, [first = '', ...more]]) => [name, more.length > 0 ? [first, ...more] : first]),
  );
}
