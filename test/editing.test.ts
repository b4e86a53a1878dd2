import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { parseDocument } from '../shared/document/document';
import { validate } from '../shared/rules/validate';
import { NO_SURROUNDINGS } from '../shared/spec/diagnostic';

// What the editor does by itself: snippets, brackets, indentation.

function syntax(file: string): string {
  return readFileSync(path.join(__dirname, '..', 'syntaxes', file), 'utf8');
}

interface Snippet {
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

/** What a snippet leaves behind when every default is taken, with two spaces for a tab. */
function expanded({ body }: Snippet): string {
  return body
    .join('\n')
    .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^{}]*)\}/g, '$1')
    .replace(/\$0$/, '')
    .replaceAll('\\$', '$')
    .replaceAll('\t', '  ');
}

const NEIGHBOURS = ['HandleFailure', 'NothingToDo', 'Proceed'];

/** A whole definition around a value that a snippet made. */
function machineAround(value: Readonly<Record<string, unknown>>, queryLanguage: string): unknown {
  if ('States' in value) return value;
  const isField = 'Retry' in value || 'Catch' in value;
  const call = {
    ApiEndpoint: 'https://api.example.com/v1/things',
    Method: 'GET',
    Authentication: { ConnectionArn: '${ConnectionArn}' },
  };
  const fields = queryLanguage === 'JSONata' ? { Arguments: call } : { Parameters: call };
  const task = { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', ...fields, ...value, End: true };
  const states = isField ? { Work: task } : value;
  const [first = ''] = Object.keys(states);
  const others = NEIGHBOURS.filter((name) => JSON.stringify(value).includes(`"${name}"`));
  const ends = Object.fromEntries(others.map((name) => [name, { Type: 'Succeed' }]));
  return { QueryLanguage: queryLanguage, StartAt: first, States: { ...states, ...ends } };
}

const FORMATS = [
  { file: 'asl.code-snippets', read: (text: string) => JSON.parse(text.startsWith('{') ? text : `{${text}}`) },
  { file: 'asl-yaml.code-snippets', read: (text: string) => parse(text) },
];

describe('snippets', () => {
  const all = FORMATS.map(({ file }) => JSON.parse(syntax(file)) as Record<string, Snippet>);

  for (const [index, { file, read }] of FORMATS.entries()) {
    for (const [name, snippet] of Object.entries(all[index] ?? {})) {
      it(`${file}: ${name} is free of findings`, () => {
        const language = name.includes('JSONata') ? 'JSONata' : 'JSONPath';
        const text = JSON.stringify(machineAround(read(expanded(snippet)), language));
        const found = validate(parseDocument(text, 'json'), NO_SURROUNDINGS);
        const told = found.filter(({ severity, rule }) => severity !== 'INFO' && !rule.endsWith('connection'));
        assert.deepEqual(
          told.map(({ message }) => message),
          [],
          text,
        );
      });
    }
  }

  it('are the same in both formats', () => {
    const [json = {}, yaml = {}] = all;
    assert.deepEqual(Object.keys(json), Object.keys(yaml));
    for (const [name, snippet] of Object.entries(json)) {
      const other = yaml[name] ?? assert.fail(name);
      assert.deepEqual(other.prefix, snippet.prefix);
      assert.deepEqual(FORMATS[1]?.read(expanded(other)), FORMATS[0]?.read(expanded(snippet)), name);
    }
  });

  it('have prefixes of their own', () => {
    const prefixes = Object.values(all[0] ?? {}).flatMap(({ prefix }) => prefix);
    assert.equal(new Set(prefixes).size, prefixes.length);
  });
});

describe('language configurations', () => {
  const rules = (file: string) => {
    const { increaseIndentPattern, decreaseIndentPattern } = JSON.parse(syntax(file)).indentationRules;
    return { more: new RegExp(increaseIndentPattern), less: new RegExp(decreaseIndentPattern) };
  };
  const cases: readonly (readonly [file: string, line: string, indents: 'more' | 'less' | 'same'])[] = [
    ['language-configuration.json', '  "States": {', 'more'],
    ['language-configuration.json', '  "Choices": [ ', 'more'],
    ['language-configuration.json', '  "Comment": "{",', 'same'],
    ['language-configuration.json', '  "Empty": {},', 'same'],
    ['language-configuration.json', '  },', 'less'],
    ['language-configuration-yaml.json', 'States:', 'more'],
    ['language-configuration-yaml.json', '  - Retry: # why', 'more'],
    ['language-configuration-yaml.json', '  Call: &call', 'more'],
    ['language-configuration-yaml.json', '  Output: |-', 'more'],
    ['language-configuration-yaml.json', '  Output: {', 'more'],
    ['language-configuration-yaml.json', '  # States:', 'same'],
    ['language-configuration-yaml.json', '  Type: Task', 'same'],
    ['language-configuration-yaml.json', '  Resource: arn:aws:states:::http:invoke', 'same'],
    ['language-configuration-yaml.json', '  ]', 'less'],
  ];
  for (const [file, line, indents] of cases) {
    it(`${file}: ${line.trim()} indents ${indents}`, () => {
      const { more, less } = rules(file);
      assert.deepEqual([more.test(line), less.test(line)], [indents === 'more', indents === 'less']);
    });
  }

  for (const file of ['language-configuration.json', 'language-configuration-yaml.json']) {
    it(`${file} closes JSONata inside strings too`, () => {
      const pairs: readonly { open: string; close: string; notIn?: readonly string[] }[] = JSON.parse(
        syntax(file),
      ).autoClosingPairs;
      const pair = pairs.find(({ open }) => open === '{%') ?? assert.fail('no pair');
      assert.equal(pair.close, ' %}');
      assert.ok(!pair.notIn?.includes('string'));
    });
  }
});
