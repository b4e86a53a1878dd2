import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseAllDocuments, parse as parseOther, stringify } from 'yaml';
import { parseDocument } from '../shared/document/document';
import { toValue } from '../shared/document/json';
import { locate } from '../shared/document/locate';
import { type Node, type StringNode, valueAt } from '../shared/document/node';
import { stateMachineOf } from '../shared/document/stateMachine';
import { indexInValue, offsetInText } from '../shared/document/stringPlaces';
import { shallowBreaks } from '../shared/document/yaml/shallow';
import type { JsonValue } from '../shared/spec/json';
import { cursorIn } from './support/cursor';
import { assertMarks, readMarked } from './support/marked';

const parse = (text: string) => parseDocument(text, 'yaml');

describe('YAML is read', () => {
  const cases: readonly (readonly [what: string, text: string, value: JsonValue])[] = [
    ['in blocks', 'a:\n  b: 1\n  c:\n  - x\n  - y: z\n', { a: { b: 1, c: ['x', { y: 'z' }] } }],
    ['with braces', '{a: {"b": 1}, c: [x, y: z]}', { a: { b: 1 }, c: ['x', { y: 'z' }] }],
    ['as JSON', '{\n\t"a": [1, 2.5e3, null, true],\n\t"b": "\\u00e9\\n"\n}', { a: [1, 2500, null, true], b: 'é\n' }],
    ['with comments', '# why\na: 1 # here\n# there\nb: 2', { a: 1, b: 2 }],
    [
      'with the scalars of the core schema',
      '[~, null, True, FALSE, 0x1F, 0o17, +1, .5, 1., yes, 012]',
      [null, null, true, false, 31, 15, 1, 0.5, 1, 'yes', 12],
    ],
    ['with literal strings', 'a: |\n  x\n   y\n\n  z\nb: |-\n  x\n', { a: 'x\n y\n\nz\n', b: 'x' }],
    ['with folded strings', 'a: >\n  x\n  y\n\n  z\nb: >-\n  x\n   y\n', { a: 'x y\nz\n', b: 'x\n y' }],
    [
      'with strings over several lines',
      'a: x\n  y\n\n  z\nb: "x\n  y\\\n  z"\nc: \'x\n\n  y\'',
      { a: 'x y\nz', b: 'x yz', c: 'x\ny' },
    ],
    [
      'with anchors and aliases',
      'a: &x {b: [1]}\nc: *x\nd: [*x, *x]',
      { a: { b: [1] }, c: { b: [1] }, d: [{ b: [1] }, { b: [1] }] },
    ],
    [
      'with merged objects',
      'a: &x {b: 1, c: 2}\nd: &y {e: 3}\nf:\n  <<: [*x, *y]\n  c: 4',
      { a: { b: 1, c: 2 }, d: { e: 3 }, f: { b: 1, e: 3, c: 4 } },
    ],
    ['with a quoted key that looks like a merge', "'<<': {a: 1}", { '<<': { a: 1 } }],
    ['with keys that are no texts', '1: a\ntrue: b\n~: c\n? d\n: e', { 1: 'a', true: 'b', null: 'c', d: 'e' }],
    ['with tags of YAML', 'a: !!str 1\nb: !!int "2"\nc: ! 3', { a: '1', b: 2, c: '3' }],
    [
      'with tags of CloudFormation',
      'a: !GetAtt Call.Arn\nb: !Sub\n  - x\n  - {y: z}',
      { a: '!GetAtt Call.Arn', b: '!Sub\n  - x\n  - {y: z}' },
    ],
    [
      'with placeholders',
      'a: ${n}\n${Key}: "${f("x", { y: 1 })}"\nb: {c: ${n}, d: [${e: 1}]}\nf: %s',
      { a: '${n}', '${Key}': '${f("x", { y: 1 })}', b: { c: '${n}', d: ['${e: 1}'] }, f: '%s' },
    ],
    ['with characters that could stand for others', 'a: ${b}\ue000\nc: "\ue07b"', { a: '${b}\ue000', c: '\ue07b' }],
    ['with a mark of the byte order', '\uFEFFa: 1', { a: 1 }],
    [
      'with any line breaks',
      'a: 1\r\nb:\r\n  c: |\r\n    x\r\n    y\r\nd: 2\re: 3\n',
      { a: 1, b: { c: 'x\ny\n' }, d: 2, e: 3 },
    ],
    ['with a mark at its start and its end', '%YAML 1.2\n---\na: 1\n...\n', { a: 1 }],
  ];
  for (const [what, text, value] of cases) {
    it(what, () => {
      const { root, problems } = parse(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(root && toValue(root), value);
    });
  }

  it('with both members of a repeated key', () => {
    const { root } = parse('a: 1\na: 2');
    assert.deepEqual(root?.kind === 'object' && root.members.map(({ key }) => key.value), ['a', 'a']);
  });

  it('so that a placeholder on a line of its own may be members, and another word may not', () => {
    const problemsOf = (line: string) => parse(`a:\n  b: 1\n  ${line}\nc: 2\n`).problems.length;
    assert.deepEqual([problemsOf('${More}'), problemsOf('More')], [0, 1]);
  });

  it('so that a placeholder of its own may be anything, and one in a text is a text', () => {
    const { root } = parse('a: ${n}\nb: ${n}s\nc: "${n}"\nd: !Ref n');
    const bare = ['a', 'b', 'c', 'd'].map((key) => {
      const node = valueAt(root, key);
      return node?.kind === 'string' && node.bare === true;
    });
    assert.deepEqual(bare, [true, false, false, true]);
  });

  it('like the value that was written', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(1, 2, 4), (value, indent) => {
        const plain: JsonValue = JSON.parse(JSON.stringify(value));
        const text = stringify(plain, { indent, aliasDuplicateObjects: false });
        if (text.includes('<<') || text.includes('__proto__')) return;
        const { root, problems } = parse(text);
        assert.deepEqual(problems, []);
        assert.deepEqual(root && toValue(root), plain);
      }),
    );
  });
});

describe('A string in quotes may go on at the indentation of its key', () => {
  const cases: readonly (readonly [text: string, value: JsonValue])[] = [
    ["a:\n  b: 'x\n  note: '\n  c: 1", { a: { b: 'x note: ', c: 1 } }],
    ['a:\n  b: "x\n\n  y"  # why\n  c: 1', { a: { b: 'x\ny', c: 1 } }],
    ['a: "x\r\nb"\r\nc: 1', { a: 'x b', c: 1 }],
    ["- 'it''s ${A}\n- b'", ["it's ${A} - b"]],
  ];
  for (const [text, value] of cases) {
    it(JSON.stringify(text), () => {
      const { root, problems } = parse(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(root && toValue(root), value);
    });
  }

  it('but a quote that is not closed yet swallows no keys', () => {
    for (const text of ["a: 'x\nb: 'y'\nc: 1", 'a: "x\nb: "y"\nc: 1']) {
      const { root, problems } = parse(text);
      assert.equal(problems.length, 1);
      assert.deepEqual(root?.kind === 'object' && root.members.map(({ key }) => key.value), ['a', 'b', 'c']);
    }
  });
});

describe('Half-typed YAML is read', () => {
  const cases: readonly (readonly [what: string, text: string, value: JsonValue])[] = [
    ['a value is missing', 'a:\n  b:\n  c: 1\nd: 2', { a: { c: 1 }, d: 2 }],
    ['a key has no colon', 'a:\n  b: 1\n  Nex\n  c: 2\nd: 3', { a: { b: 1, c: 2 }, d: 3 }],
    ['the first key has no colon', 'a:\n  Nex\n  c: 2\nd: 3', { a: { c: 2 }, d: 3 }],
    ['the last key has no colon', 'a:\n  c: 2\n  Nex', { a: { c: 2 } }],
    ['a key is indented too much', 'a:\n  b: x\n    c: 1\n  d: 2', { a: { b: 'x', c: 1, d: 2 } }],
    ['a key is indented too little', 'a:\n    b: x\n  c: 1\nd: 2', { a: { b: 'x' }, c: 1, d: 2 }],
    ['a text holds a colon', 'a: note: this # why\nb: 1', { a: 'note: this', b: 1 }],
    ['a string does not end', 'a:\n  b: "x\n  c: 1\nd: 2', { a: { b: 'x', c: 1 }, d: 2 }],
    ['a brace is missing', 'a: { b: 1, c\nd: 2', { a: { b: 1 }, d: 2 }],
    ['a bracket is missing', 'a: [1, 2\nb: 3', { a: [1, 2], b: 3 }],
    ['a list begins on the line of its key', 'a: - 1\nb: 2', { b: 2 }],
    ['an item is empty', 'a:\n  - 1\n  -\n', { a: [1] }],
  ];
  for (const [what, text, value] of cases) {
    it(`where ${what}`, () => {
      const { root } = parse(text);
      assert.deepEqual(root && toValue(root), value);
    });
  }
});

describe('What is not YAML is named', () => {
  const cases: readonly string[] = [
    'a:\n\tb: 1\n^ yaml Lines of YAML are indented with blanks, not with tabs',
    'a: b: c\n   ^ yaml A colon and a blank begin a new object: put this text in quotes, or the key on a line of its own',
    'a:\n    b: 1\n  c: 2\n  ^ yaml This key is indented otherwise than the others of its object',
    'a: "x\n   ^^ yaml This string does not end: its closing quote is missing\nb: 1',
    'a: 1\nb: 2\n---\n^^^ yaml The text ends before this: only one document is allowed\nc: 3',
    'a: *b\n   ^^ yaml No value in front of this alias has its name as an anchor',
    'a: &b\n  c: *b\n     ^^ yaml This alias stands inside of the value that it means',
    'a: .inf\n   ^^^^ yaml A definition cannot hold this number: JSON has none like it',
    'a: "\\q"\n    ^^ yaml This is no escape sequence of YAML',
    'a: @b\n   ^ yaml A text that begins with this character needs quotes',
    'a: 1\nNex\n^^^ yaml A colon and a blank are expected behind this key',
    'a: - 1\n   ^ yaml A list begins on the line behind its key\n     ^ yaml A colon and a blank are expected behind this key',
    ': 1\n^ yaml A key is expected here',
    '? [a]\n  ^^^ yaml A key of a definition is a text\n: 1',
  ];
  for (const source of cases) {
    it(JSON.stringify(source), () => {
      const marked = readMarked(source);
      const found = parse(marked.text).problems.map(({ span, message }) => ({ ...span, label: 'yaml', note: message }));
      assertMarks(marked, found);
    });
  }

  it('even where it is a control character', () => {
    assert.deepEqual(
      parse('a: x\0y').problems.map(({ span }) => span),
      [{ start: 4, end: 5 }],
    );
  });
});

describe('Aliases', () => {
  it('stand where they stand: all that they bring in has their span', () => {
    const text = 'a: &x\n  b:\n    - c\nd: *x';
    const spans: string[] = [];
    const walk = (node: Node | undefined) => {
      if (node) spans.push(text.slice(node.span.start, node.span.end));
      if (node?.kind === 'array') for (const item of node.items) walk(item);
      if (node?.kind === 'object')
        for (const { key, value } of node.members) for (const part of [key, value]) walk(part);
    };
    walk(valueAt(parse(text).root, 'd'));
    assert.deepEqual(spans, ['*x', '*x', '*x', '*x']);
  });

  it('of aliases do not multiply', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`)}]`,
    );
    const { root, problems } = parse(['a0: &a0 [x]', ...bomb].join('\n'));
    assert.ok(problems.some(({ message }) => message === 'The aliases of this document make too much of it'));
    assert.ok(countNodes(root) < 100_000);
  });
});

describe('Any text of YAML', () => {
  const piece = fc.constantFrom(
    ...['a', 'b: ', 'c:', '- ', '\n', '\n  ', '\n    ', '{', '}', '[', ']', ',', ': ', '"x"', "'y'", '"', "'", '\\'],
    ...['&x ', '*x', '<<: *x', ' #c', '|', '>', '|-\n  ', '? ', '1', '!!str ', '!Ref ', '${n}', '${', '---\n', '\t'],
    ...['\r\n', '\r', '%s', '~', '...\n', '\0', '\uFEFF', '\ud800', '\ue000'],
  );
  const texts = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));

  it('gives a tree and problems that lie inside of it', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, at) => {
        const document = parse(text);
        for (const { span } of document.problems) assertInside(text, span);
        assertNode(text, document.root);
        locate(document, at % (text.length + 1));
      }),
      { numRuns: 2000 },
    );
  });

  it('has problems where the library has errors', () => {
    fc.assert(
      fc.property(texts, (text) => {
        if (/\$\{|!Ref|%s|\r(?!\n)/.test(text)) return;
        // Only CloudFormation and we read these on.
        if (Array.from(text.matchAll(/["']/g)).some(({ index }) => shallowBreaks(text, index).length > 0)) return;
        const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent' });
        if (Array.isArray(documents) && documents.flatMap(({ errors }) => errors).length > 0)
          assert.ok(parse(text).problems.length > 0, text);
      }),
      { numRuns: 2000 },
    );
  });

  it('may end anywhere', () => {
    const text =
      'StartAt: A # x\nStates: &s\n  A:\n    Type: "Ta\\nsk"\n    Retry:\n      - {ErrorEquals: [x, \'y\']}\n    Comment: |-\n      a\n      ${b}\n  <<: *s\n  B: !Ref x\n';
    for (let end = 0; end <= text.length; end++) {
      const document = parse(text.slice(0, end));
      assertNode(document.text, document.root);
      for (let at = 0; at <= end; at++) locate(document, at);
    }
  });

  const HOSTILE: readonly (readonly [what: string, text: string])[] = [
    ['brackets', '['.repeat(100_000)],
    ['braces', '{a: '.repeat(100_000)],
    ['closing braces', '}'.repeat(100_000)],
    ['dashes', '- '.repeat(100_000)],
    ['question marks', '? '.repeat(100_000)],
    ['levels', Array.from({ length: 1400 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
    [
      'levels behind levels of aliases',
      Array.from(
        { length: 300 },
        (_, index) => `a${index}: &a${index} ${'['.repeat(90)}${index === 0 ? 'x' : `*a${index - 1}`}${']'.repeat(90)}`,
      ).join('\n'),
    ],
    ['quotes', '"'.repeat(100_000)],
    ['anchors', '&a '.repeat(100_000)],
    ['placeholders', `a: ${'${'.repeat(100_000)}`],
    ['comments', `a:\n${'# x\n'.repeat(100_000)}`],
    ['documents', '---\n'.repeat(50_000)],
    ['lines', `a: |\n${'  x\n'.repeat(100_000)}`],
  ];
  for (const [what, text] of HOSTILE) {
    it(`may have many ${what}`, () => {
      const document = parse(text);
      assertNode(text, document.root);
      stateMachineOf(document);
    });
  }
});

describe('A character of a string of YAML', () => {
  const STYLES = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const;
  const char = fc.constantFrom('a', 'b', ' ', ' ', '\n', "'", '"', '\\', 'é', '😀', ':', '#', '$', '{', '}', '\t', '.');
  const strings = fc.array(char, { maxLength: 60 }).map((chars) => chars.join(''));

  for (const style of STYLES) {
    it(`is found where it was written: ${style}`, () => {
      fc.assert(
        fc.property(strings, fc.constantFrom(0, 20), fc.boolean(), (value, lineWidth, isNested) => {
          const options = { defaultStringType: style, lineWidth, minContentWidth: 0 } as const;
          const text = stringify(isNested ? { k: { s: value } } : { s: value }, options);
          const { root } = parse(text);
          const node = valueAt(isNested ? valueAt(root, 'k') : root, 's');
          assert.ok(node?.kind === 'string');
          assert.equal(node.value, isNested ? parseOther(text).k.s : parseOther(text).s);
          assertPlaces(text, node);
        }),
        { numRuns: 500 },
      );
    });
  }

  it('of another style is found as well', () => {
    const text = 'a: "x\\x41\\U0001F600\\\n  y\n\n  z"\nb: |2-\n    x\n   y\nc: >+\n\n  x\n  y\n   z\n\n  u\n\nd: *e\n';
    const { root } = parse(text);
    for (const key of ['a', 'b', 'c']) {
      const node = valueAt(root, key);
      assert.ok(node?.kind === 'string');
      assertPlaces(text, node);
    }
  });

  it('that an alias brings in is found at the alias', () => {
    const text = 'a: &x abc\nb: *x';
    const node = valueAt(parse(text).root, 'b');
    assert.ok(node?.kind === 'string');
    assert.deepEqual([offsetInText(text, node, 2), indexInValue(text, node, 14)], [13, 0]);
  });

  function assertPlaces(text: string, node: StringNode): void {
    let last = node.span.start;
    for (let index = 0; index < node.value.length; index++) {
      const offset = offsetInText(text, node, index);
      assert.ok(last <= offset && offset <= node.span.end, `${index} of ${JSON.stringify(text)}`);
      last = offset;
      const written = text[offset];
      const own = node.value[index];
      const isEscaped = written === '\\' && text[node.span.start] === '"';
      if (/\s/.test(own ?? '') || isEscaped || (own === "'" && written === "'")) continue;
      if (own && /[\udc00-\udfff]/.test(own) && isEscaped) continue;
      assert.equal(written, own, `${index} of ${JSON.stringify(text)}`);
      assert.equal(indexInValue(text, node, offset), index);
    }
  }
});

describe('A place in YAML', () => {
  interface Case {
    readonly text: string;
    readonly path: readonly (string | number)[];
    readonly role: 'key' | 'value';
    readonly string?: string;
  }
  const cases: readonly Case[] = [
    { text: '|', path: [], role: 'value' },
    { text: 'St|', path: [], role: 'key', string: 'St' },
    { text: 'a: |1', path: ['a'], role: 'value' },
    { text: 'a|: 1', path: ['a'], role: 'key', string: 'a' },
    { text: 'a: x|', path: ['a'], role: 'value', string: 'x' },
    { text: 'a: |\nb: 1', path: ['a'], role: 'value' },
    { text: 'a:|\n  b: 1', path: ['a'], role: 'value' },
    { text: 'a: 1\n|', path: [], role: 'key' },
    { text: 'a:\n  b: 1\n  |', path: ['a'], role: 'key' },
    { text: 'a:\n  b: 1\n|\nc: 2', path: [], role: 'key' },
    { text: 'a:\n  b: 1\n  |\nc: 2', path: ['a'], role: 'key' },
    { text: 'a:\n  |\nc: 2', path: ['a'], role: 'key' },
    { text: 'a:\n  |\n  b: 1', path: ['a'], role: 'key' },
    { text: 'a:\n  Ne|\nc: 2', path: ['a'], role: 'key', string: 'Ne' },
    { text: 'a:\n  b: 1\n  Ne|\nc: 2', path: ['a', 'Ne'], role: 'key', string: 'Ne' },
    { text: 'a:\n  b: x |', path: ['a', 'b'], role: 'value' },
    { text: 'a:\n- |\nb: 1', path: ['a'], role: 'value' },
    { text: 'a:\n  - x|\n  - y', path: ['a', 0], role: 'value', string: 'x' },
    { text: 'a:\n  - x\n  - |', path: ['a'], role: 'value' },
    { text: 'a:\n  - b: 1\n    |', path: ['a', 0], role: 'key' },
    { text: 'a:\n  - b: 1\n  - |\n  - c: 2', path: ['a'], role: 'value' },
    { text: 'a:\n- b: 1\n  c: 2|\n', path: ['a', 0, 'c'], role: 'value' },
    { text: 'a: { b: 1, | }', path: ['a'], role: 'key' },
    { text: 'a: { b: | }', path: ['a', 'b'], role: 'value' },
    { text: 'a: { b: 1, |', path: ['a'], role: 'key' },
    { text: 'a: [x|, y]', path: ['a', 0], role: 'value', string: 'x' },
    { text: "a:\n  b: 'x|'\n", path: ['a', 'b'], role: 'value', string: 'x' },
    { text: 'a: |-\n  x\n  y‸'.replace('|', '¦').replace('‸', '|'), path: ['a'], role: 'value' },
    { text: 'a: 1 # |', path: [], role: 'value' },
  ];
  for (const { text: marked, path, role, string } of cases) {
    it(JSON.stringify(marked), () => {
      const { text, offset } = cursorIn(marked);
      const place = locate(parse(text.replace('¦', '|')), offset);
      assert.deepEqual({ path: place.path, role: place.role }, { path, role });
      if (string !== undefined) assert.equal(place.string?.value, string);
    });
  }
});

function assertNode(text: string, root: Node | undefined): void {
  const waiting = root ? [root] : [];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    assertInside(text, node.span);
    if (node.kind === 'array') waiting.push(...node.items);
    if (node.kind === 'object') for (const { key, value } of node.members) waiting.push(key, ...(value ? [value] : []));
  }
}

function assertInside(text: string, { start, end }: Node['span']): void {
  assert.ok(0 <= start && start <= end && end <= text.length, `${start} to ${end} of ${JSON.stringify(text)}`);
}

function countNodes(root: Node | undefined): number {
  let count = 0;
  const waiting = root ? [root] : [];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    count++;
    if (node.kind === 'array') for (const item of node.items) waiting.push(item);
    if (node.kind === 'object') for (const { value } of node.members) if (value) waiting.push(value);
  }
  return count;
}
