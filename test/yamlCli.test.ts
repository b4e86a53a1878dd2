import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Program, startProgram } from './support/program';

// Definitions of YAML on the command line: run with their substitutions, and checked at their places.

const DEFINITION = `# Two states.
StartAt: Count
States:
  Count:
    Type: Pass
    Result: &counted { count: \${Count}, list: [\${Count}, "\${Name}"] }
    Next: Again
  Again:
    Type: Pass
    Result:
      counted: *counted
      answer: yes
      unknown: \${Unknown}
      nothing:
    End: true
`;

let program: Program;
before(async () => {
  program = await startProgram();
  await program.file('stateside.json', JSON.stringify({ version: 1, substitutions: { Count: '5', Name: 'n' } }));
  await program.file('good.asl.yaml', DEFINITION);
  await program.file('good.yml', DEFINITION);
  await program.file('bad.asl.yaml', 'StartAt: A\nStates:\n  A:\n    Type: Pas\n    End: true\n');
  await program.file('broken.asl.yaml', 'StartAt: A\nStates:\n\tA: 1\n');
});
after(() => program.end());

describe('A definition of YAML', () => {
  for (const definition of ['good.asl.yaml', 'file://good.yml']) {
    it(`is run: ${definition}`, async () => {
      const { code, out, err } = await program.run(['test-state', '--definition', definition, '--state-name', 'Count']);
      assert.equal(code, 0, err);
      assert.deepEqual(JSON.parse(JSON.parse(out).output), { count: 5, list: [5, 'n'] });
    });
  }

  it('is run with what an alias brings in', async () => {
    const { code, out, err } = await program.run([
      'test-state',
      '--definition',
      'good.asl.yaml',
      '--state-name',
      'Again',
    ]);
    assert.equal(code, 0, err);
    assert.deepEqual(JSON.parse(JSON.parse(out).output), {
      counted: { count: 5, list: [5, 'n'] },
      answer: 'yes',
      unknown: '${Unknown}',
      nothing: null,
    });
  });

  it('that cannot be read is refused with the place', async () => {
    const { code, err } = await program.run(['test-state', '--definition', 'broken.asl.yaml', '--state-name', 'A']);
    assert.equal(code, 2);
    assert.match(err, /The definition is not YAML: 3:1: Lines of YAML are indented with blanks, not with tabs/);
  });

  it('is checked', async () => {
    assert.equal((await program.run(['validate', 'good.asl.yaml'])).code, 0);
    const { code, out } = await program.run(['validate', 'bad.asl.yaml']);
    assert.equal(code, 1);
    assert.match(out, /bad\.asl\.yaml:4:11/);
  });
});
