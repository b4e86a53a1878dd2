import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkDefinition } from '../client/runner/checkDefinition';
import { parseDocument } from '../shared/document/document';
import type { RunSettings } from '../shared/executor/testStateRequest';
import { machineExample } from '../shared/rules/example';

const SETTINGS: RunSettings = { endpoints: {} };

describe('a definition whose state is tried', () => {
  const unfinished = machineExample({
    Start: { Type: 'Pass', End: true },
    Tried: { Type: 'Pass', End: true },
    Other: { Type: 'Pass', Next: 'Nowhere' },
  });

  const cases: readonly (readonly [name: string, strict: boolean, expected: RegExp | undefined])[] = [
    ['in an editor, may be unfinished around the state', false, undefined],
    ['as TestState does it, must be one that AWS would create', true, /State "Tried" is not reachable.*Nowhere/],
  ];
  for (const [name, strict, expected] of cases) {
    it(name, () => {
      const settings = strict ? { ...SETTINGS, strictTestState: true } : SETTINGS;
      const found = checkDefinition(parseDocument(unfinished), 'Tried', settings);
      if (expected === undefined) assert.equal(found, undefined);
      else assert.match(found?.message ?? '', expected);
    });
  }

  it('must be sound in the state itself', () => {
    const text = machineExample({ Start: { Type: 'Pass', Foo: 1, End: true } });
    assert.match(
      checkDefinition(parseDocument(text), 'Start', SETTINGS)?.message ?? '',
      /Field 'Foo' is not supported/,
    );
  });
});
