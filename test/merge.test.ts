import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { encodeQueryPair } from '../shared/executor/encode';
import { mergeBody, mergeHeaders, mergeQuery } from '../shared/executor/merge';
import type { RequestPart } from '../shared/executor/stateRun';
import type { ConnectionParameter } from '../shared/spec/connection';
import type { JsonObject, JsonValue } from '../shared/spec/json';

// Merging of a task with its connection beside naive models. Few names, so that they collide.

const name = fc.constantFrom('a', 'A', 'b', 'x-c', 'X-C', 'added', '7');
const value = fc.constantFrom('', 'v', 'w x', '1,2');
const parameters = fc.array(
  fc.record(
    { Key: name, Value: value, IsValueSecret: fc.boolean() },
    { requiredKeys: ['Key', 'Value'], noNullPrototype: true },
  ),
  { maxLength: 4 },
);
const json: fc.Arbitrary<JsonValue> = fc.oneof(
  value,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(value, { maxLength: 2 }),
  fc.dictionary(name, value, { maxKeys: 2 }),
);
const object = fc.dictionary(name, json, { maxKeys: 5, noNullPrototype: true });

function keysOf(list: readonly ConnectionParameter[]): ReadonlySet<string> {
  return new Set(list.map(({ Key }) => Key));
}

type Shown = readonly [name: string, value: string, origin: string, overriddenBy?: string];

function shown({ name: key, value: text, origin, overriddenBy }: RequestPart): Shown {
  return overriddenBy === undefined ? [key, text, origin] : [key, text, origin, overriddenBy];
}

describe('headers', () => {
  const lines = fc.array(fc.tuple(name, value), { maxLength: 5 });
  const own = fc.option(
    fc
      .tuple(name, value)
      .map(([key, text]): RequestPart => ({ name: key, value: text, origin: 'authorization', secret: true })),
    { nil: undefined },
  );

  test('the authorization, the connection, the rest of the task; names in exactly their case', () => {
    fc.assert(
      fc.property(lines, parameters, own, (task, HeaderParameters, header) => {
        const { sent, overridden } = mergeHeaders(task, { HeaderParameters }, header);
        const ofConnection = HeaderParameters.filter(({ Key }) => Key !== header?.name);
        const taken = keysOf(HeaderParameters);
        const ofTask = task.filter(([key]) => key !== header?.name && !taken.has(key));
        assert.deepEqual(sent.map(shown), [
          ...(header ? [[header.name, header.value, 'authorization']] : []),
          ...ofConnection.map(({ Key, Value }) => [Key, Value, 'connection']),
          ...ofTask.map(([key, text]) => [key, text, 'definition']),
        ]);
        assert.equal(sent.length + overridden.length, task.length + HeaderParameters.length + (header ? 1 : 0));
        for (const part of overridden)
          assert.equal(part.overriddenBy, part.name === header?.name ? 'authorization' : 'connection');
      }),
    );
  });

  test('without a connection all of the task goes out as it was written', () => {
    fc.assert(
      fc.property(lines, (task) => {
        const { sent, overridden } = mergeHeaders(task, undefined, undefined);
        assert.deepEqual(
          sent.map((part) => [part.name, part.value]),
          task,
        );
        assert.deepEqual(overridden, []);
      }),
    );
  });

  test('secret is what is marked so, and nothing of the task', () => {
    fc.assert(
      fc.property(lines, parameters, (task, HeaderParameters) => {
        const { sent } = mergeHeaders(task, { HeaderParameters }, undefined);
        assert.deepEqual(
          sent.slice(0, HeaderParameters.length).map(({ secret }) => secret),
          HeaderParameters.map(({ IsValueSecret }) => IsValueSecret === true),
        );
        assert.ok(sent.slice(HeaderParameters.length).every(({ secret }) => !secret));
      }),
    );
  });
});

describe('the query', () => {
  test('pairs of the task in its order without overridden keys, then those of the connection', () => {
    fc.assert(
      fc.property(object, parameters, (task, QueryStringParameters) => {
        const parts = mergeQuery(task, { QueryStringParameters });
        const taken = keysOf(QueryStringParameters);
        const sent = parts.filter(({ overriddenBy }) => overriddenBy === undefined);
        assert.deepEqual(
          sent.map(({ encoded }) => encoded),
          [
            ...Object.entries(task)
              .filter(([key]) => !taken.has(key))
              .map(([key, item]) => encodeQueryPair(key, item)),
            ...QueryStringParameters.map(({ Key, Value }) => encodeQueryPair(Key, Value)),
          ],
        );
        const overridden = parts.filter(({ overriddenBy }) => overriddenBy !== undefined);
        assert.deepEqual(
          overridden.map(({ name: key, overriddenBy, encoded }) => [key, overriddenBy, encoded]),
          Object.keys(task)
            .filter((key) => taken.has(key))
            .map((key) => [key, 'connection', '']),
        );
      }),
    );
  });

  test('a list of objects is as one object after the other, nothing is nothing', () => {
    fc.assert(
      fc.property(fc.array(object, { maxLength: 3 }), (list) => {
        assert.deepEqual(
          mergeQuery(list, undefined),
          list.flatMap((one) => mergeQuery(one, undefined)),
        );
      }),
    );
    assert.deepEqual(mergeQuery(undefined, undefined), []);
    assert.deepEqual(mergeQuery('', undefined), []);
  });
});

describe('the body', () => {
  /** Members put in one after the other: one that is there keeps its place. */
  function naive(task: JsonObject, list: readonly ConnectionParameter[]): readonly (readonly [string, JsonValue])[] {
    const entries: [string, JsonValue][] = Object.entries(task);
    for (const { Key, Value } of list) {
      const there = entries.find(([key]) => key === Key);
      if (there) there[1] = Value;
      else entries.push([Key, Value]);
    }
    return entries;
  }

  test('an overridden key keeps its place, new ones follow', () => {
    fc.assert(
      fc.property(fc.option(object, { nil: undefined }), parameters, (task, BodyParameters) => {
        const { value: merged } = mergeBody(task, { BodyParameters });
        if (task === undefined && BodyParameters.length === 0) assert.equal(merged, undefined);
        // The texts are compared: the order counts.
        else
          assert.equal(JSON.stringify(merged), JSON.stringify(Object.fromEntries(naive(task ?? {}, BodyParameters))));
      }),
    );
  });

  test('each member tells where it comes from', () => {
    fc.assert(
      fc.property(object, parameters, (task, BodyParameters) => {
        const taken = keysOf(BodyParameters);
        assert.deepEqual(
          mergeBody(task, { BodyParameters }).members.map(({ name: key, origin, overriddenBy }) => [
            key,
            origin,
            overriddenBy,
          ]),
          [
            ...Object.keys(task).map((key) => [key, 'definition', taken.has(key) ? 'connection' : undefined]),
            ...BodyParameters.map(({ Key }) => [Key, 'connection', undefined]),
          ],
        );
      }),
    );
  });

  test('without the connection it is what only the task has, or nothing', () => {
    fc.assert(
      fc.property(object, parameters, (task, BodyParameters) => {
        const taken = keysOf(BodyParameters);
        const left = Object.entries(task).filter(([key]) => !taken.has(key));
        const { withoutConnection } = mergeBody(task, { BodyParameters });
        if (BodyParameters.length === 0) assert.equal(withoutConnection, task);
        else assert.deepEqual(withoutConnection, left.length === 0 ? undefined : Object.fromEntries(left));
      }),
    );
  });

  test('the task stays as it was', () => {
    fc.assert(
      fc.property(object, parameters, (task, BodyParameters) => {
        const before = JSON.stringify(task);
        mergeBody(task, { BodyParameters });
        assert.equal(JSON.stringify(task), before);
      }),
    );
  });

  const other = fc.oneof(value, fc.integer(), fc.boolean(), fc.constant(null), fc.array(json, { maxLength: 2 }));

  test('what is no object goes out as it is, unless the connection has something to add', () => {
    fc.assert(
      fc.property(other, parameters, (task, BodyParameters) => {
        if (BodyParameters.length === 0) {
          assert.deepEqual(mergeBody(task, { BodyParameters }), { value: task, members: [], withoutConnection: task });
          return;
        }
        assert.throws(() => mergeBody(task, { BodyParameters }), {
          error: 'States.Runtime',
          reason: 'Cannot merge connection body authorization parameters with request body.',
        });
      }),
    );
  });
});
