import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Format, parseDocument } from '../shared/document/document';
import type { Node } from '../shared/document/node';
import { validate } from '../shared/rules/validate';
import { type Diagnostic, type Fix, NO_SURROUNDINGS } from '../shared/spec/diagnostic';
import { WRITTEN, type Written } from './support/fuzzTexts';
import { type LspClient, startClient } from './support/lspClient';

// Real definitions with random mistakes in them: what a fix, a new name and the layout make of them.

const SOUND = WRITTEN.filter(({ text, languageId }) => parseDocument(text, formatOf(languageId)).problems.length === 0);

function formatOf(languageId: Written['languageId']): Format {
  return languageId === 'asl' ? 'json' : 'yaml';
}

/** What may stand in the place of a value; all of it is JSON, and YAML too. */
const VALUES = [
  ...['1', '-1', '1.5', 'true', 'null', '[]', '{}', '["a"]', '{"a": 1}', '""', '"x"', '"$"', '"$.a"', '"$.a["'],
  ...['"States.ALL"', '["States.ALL", "States.ALL"]', '"States.Format()"', '"{% $x %}"', '"{% 1 + %}"', '"${x}"'],
  ...['"JSONata"', '"JSONPath"', '"Task"', '"Map"', '"task"', '"Get"', '"http://a"', '"https:/a?b=c"', '"2026-01-01"'],
];

const KEYS = [
  'Next',
  'End',
  'Type',
  'next',
  'Headers',
  'Host',
  'a.$',
  'Arguments',
  'Parameters',
  'Output',
  'Catch',
  'x',
];

const mutations = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    change: fc.oneof(
      fc.record({ value: fc.constantFrom(...VALUES) }),
      fc.record({ key: fc.constantFrom(...KEYS) }),
      fc.record({ letter: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

type Mutation = typeof mutations extends fc.Arbitrary<infer List> ? (List extends (infer One)[] ? One : never) : never;

/** A text with mistakes; a mistake that would leave it no JSON or YAML is left out. */
function mutated({ text, languageId }: Written, list: readonly Mutation[]): string {
  return list.reduce((before, mutation) => {
    const after = withMistake(before, formatOf(languageId), mutation);
    return parseDocument(after, formatOf(languageId)).problems.length === 0 ? after : before;
  }, text);
}

function withMistake(text: string, format: Format, { at, change }: Mutation): string {
  const { keys, values } = nodesIn(parseDocument(text, format).root);
  const nodes = 'value' in change ? values : 'key' in change ? keys : [...keys, ...values];
  const node = nodes[Math.floor(at * nodes.length)];
  if (node === undefined) return text;
  const { start, end } = node.span;
  const put = (from: number, to: number, piece: string) => text.slice(0, from) + piece + text.slice(to);
  if ('value' in change) return put(start, end, change.value);
  if ('key' in change) return put(start, end, JSON.stringify(change.key));
  const letter = start + Math.floor(change.letter * (end - start));
  return put(letter, letter + 1, '');
}

function nodesIn(root: Node | undefined) {
  const keys: Node[] = [];
  const values: Node[] = [];
  const waiting = root ? [root] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node !== root) values.push(node);
    if (node.kind === 'array') waiting.push(...node.items);
    if (node.kind !== 'object') continue;
    keys.push(...node.members.map(({ key }) => key));
    waiting.push(...node.members.flatMap(({ value }) => value ?? []));
  }
  return { keys, values };
}

describe('a fix of a finding in a definition with mistakes', () => {
  it('removes its finding, leaves a definition, and brings no other fault of notation', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SOUND), mutations, (written, list) => {
        const text = mutated(written, list);
        const format = formatOf(written.languageId);
        const findings = found(text, format);
        for (const finding of findings) {
          for (const fix of finding.fixes ?? []) assertMended(text, format, findings, { finding, fix });
        }
      }),
      { numRuns: 150 },
    );
  });
});

function found(text: string, format: Format): readonly Diagnostic[] {
  return validate(parseDocument(text, format), NO_SURROUNDINGS);
}

function assertMended(
  text: string,
  format: Format,
  findings: readonly Diagnostic[],
  { finding, fix }: { readonly finding: Diagnostic; readonly fix: Fix },
): void {
  const what = `${finding.rule}: ${fix.title}`;
  for (const { span } of fix.edits)
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, what);
  const mended = applied(text, fix.edits);
  assert.deepEqual(parseDocument(mended, format).problems, [], `${what}\n${text}\n${mended}`);
  const count = (list: readonly Diagnostic[]) =>
    list.filter(({ rule, message }) => rule === finding.rule && message === finding.message).length;
  assert.ok(count(found(mended, format)) < count(findings), `${what}\n${text}\n${mended}`);
}

function applied(text: string, edits: Fix['edits']): string {
  const document = TextDocument.create('file:///x', 'x', 1, text);
  const range = ({ start, end }: { start: number; end: number }) => ({
    start: document.positionAt(start),
    end: document.positionAt(end),
  });
  return TextDocument.applyEdits(
    document,
    edits.map(({ span, text: newText }) => ({ range: range(span), newText })),
  );
}

describe('over the server', () => {
  let client: LspClient;
  before(async () => {
    client = await startClient();
  });
  after(() => client.stop());

  let opened = 0;

  /** Asks for the changes of a text and gives what they make of it. */
  async function changed(
    text: string,
    languageId: Written['languageId'],
    ask: (uri: string) => Promise<readonly TextEdit[]>,
  ) {
    const uri = `file:///projects/demo/mutation${opened++}.asl.${languageId === 'asl' ? 'json' : 'yaml'}`;
    await client.open(uri, text, languageId);
    const edits = await ask(uri);
    const after = client.applied(uri, edits);
    await client.close(uri);
    return after;
  }

  function renamed(text: string, languageId: Written['languageId'], offset: number, newName: string) {
    const position = TextDocument.create('file:///x', 'x', 1, text).positionAt(offset);
    return changed(text, languageId, async (uri) => {
      const params = { textDocument: { uri }, position, newName };
      const answer = await client.connection.sendRequest<WorkspaceEdit | null>('textDocument/rename', params);
      return answer?.changes?.[uri] ?? [];
    });
  }

  const stateNames = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
  const variableNames = fc.stringMatching(/^[a-z]\w{0,15}$/).filter((name) => name !== 'states');

  it('renaming a variable and back again is the identity', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Written['languageId']>('asl', 'asl-yaml'),
        variableNames,
        variableNames,
        async (languageId, first, second) => {
          fc.pre(first !== second && first !== 'v' && second !== 'v' && ![first, second].includes('sum'));
          const text = languageId === 'asl' ? variablesInJson(first) : variablesInYaml(first);
          const there = await renamed(text, languageId, assignedAt(text), second);
          assert.notEqual(there, text);
          assert.equal(await renamed(there, languageId, assignedAt(there), first), text);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('renaming a state of YAML and back again is the same definition', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('', '"', "'"), stateNames, stateNames, async (quote, first, second) => {
        fc.pre(first !== second && !/^\$\{|\}/.test(first + second) && ![first, second].includes('B'));
        const text = `# A\nStartAt: ${quote}B${quote}\nStates:\n  ${quote}B${quote}: { Type: Pass, Next: B } # b\n  C:\n    Type: Pass\n    Next: ${quote}B${quote}\n`;
        const there = await renamed(text, 'asl-yaml', text.indexOf('B'), first);
        assert.deepEqual(targets(there), [first, first, first], there);
        const further = await renamed(there, 'asl-yaml', there.indexOf('StartAt: ') + 'StartAt: '.length, second);
        assert.deepEqual(targets(further), [second, second, second], further);
        const back = await renamed(further, 'asl-yaml', further.indexOf('StartAt: ') + 'StartAt: '.length, 'B');
        assert.deepEqual(targets(back), ['B', 'B', 'B'], back);
        assert.equal(back.replaceAll(/["']/g, ''), text.replaceAll(/["']/g, ''));
      }),
      { numRuns: 100 },
    );
  });

  it('laying out is idempotent and keeps what the text says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SOUND), mutations, async (written, list) => {
        const text = mutated(written, list);
        const { languageId } = written;
        const laidOut = (source: string) =>
          changed(source, languageId, (uri) => {
            const params = { textDocument: { uri }, options: { tabSize: 4, insertSpaces: true } };
            return client.connection.sendRequest<TextEdit[]>('textDocument/formatting', params);
          });
        const once = await laidOut(text);
        assert.equal(await laidOut(once), once);
        assert.deepEqual(said(once, languageId), said(text, languageId));
      }),
      { numRuns: 60 },
    );
    assert.deepEqual(client.logged, []);
  });
});

/** The offset of the name that the first Assign gives. */
function assignedAt(text: string): number {
  return text.search(/(?<=Assign"?: \{ "?)\w/);
}

function variablesInJson(name: string): string {
  return `{
  "QueryLanguage": "JSONata", "StartAt": "A",
  "States": {
    "A": { "Type": "Pass", "Assign": { "${name}": 1, "z_z": "{% \\"é\\" & $${name} & $${name} %}" }, "Next": "B" },
    "B": { "Type": "Pass", "Output": { "o": "{% $sum([$${name}, $${name}.${name}]) %}" }, "End": true }
  }
}`;
}

function variablesInYaml(name: string): string {
  return `QueryLanguage: JSONata
StartAt: A
States:
  A:
    Type: Pass
    Assign: { ${name}: 1 }
    Next: B
  B:
    Type: Pass
    Output:
      plain: "{% $${name} & \\"\\u00e9\\" & $${name} %}"
      block: |
        {%
          $${name} + 1
          + $${name}
        %}
      folded: >-
        {% $${name}
        + $${name} %}
      single: '{% ''a'' & $${name} %}'
    End: true
`;
}

/** StartAt, the key of the first state, and the target of the second. */
function targets(text: string): readonly unknown[] {
  const { root } = parseDocument(text, 'yaml');
  const [start, states] = root?.kind === 'object' ? root.members : [];
  const [first, second] = states?.value?.kind === 'object' ? states.value.members : [];
  const next = second?.value?.kind === 'object' ? second.value.members.at(-1)?.value : undefined;
  return [start?.value, first?.key, next].map((node) => (node?.kind === 'string' ? node.value : node));
}

/** The tree of a text without its spans. */
function said(text: string, languageId: Written['languageId']): string {
  return JSON.stringify(parseDocument(text, formatOf(languageId)).root, (_, value: unknown) =>
    isSpan(value) ? undefined : value,
  );
}

function isSpan(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).join() === 'start,end';
}
