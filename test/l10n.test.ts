import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { traceHtml } from '../client/vscode/trace/traceHtml';
import { placesOf, spokenWords } from './support/spokenWords';

// German is complete: a sentence that is new, changed or gone fails here until somebody has translated it.
// UPDATE=1 puts new sentences into the German files without a translation, and takes out those that are gone.

const ROOT = path.join(__dirname, '..');
const SOURCES = path.join(ROOT, 'client/vscode');
const BUNDLE = 'client/l10n/bundle.l10n.de.json';
const UPDATE = process.env.UPDATE === '1';

type Texts = Readonly<Record<string, string>>;

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

function textsOf(file: string): Texts {
  return JSON.parse(read(file));
}

const FILES = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const SPOKEN = FILES.sort().map((file) => ({
  file,
  ...spokenWords(readFileSync(path.join(SOURCES, file), 'utf8')),
}));
const SENTENCES = [...new Set(SPOKEN.flatMap(({ sentences }) => sentences))].sort();
const MANIFEST_TEXTS = textsOf('package.nls.json');

/** A translation has a text for each key, with the same places in it, and none that is left over. */
function checkTranslation(file: string, originals: Texts): void {
  if (UPDATE) {
    const old = textsOf(file);
    const kept = Object.fromEntries(Object.keys(originals).map((key) => [key, old[key] ?? '']));
    writeFileSync(path.join(ROOT, file), `${JSON.stringify(kept, undefined, 2)}\n`);
  }
  const translated = textsOf(file);
  const keys = Object.keys(translated);
  const missing = Object.keys(originals).filter((key) => !keys.includes(key));
  assert.deepEqual(missing, [], `not in ${file}: UPDATE=1 puts them there, to be translated`);
  const surplus = keys.filter((key) => !(key in originals));
  assert.deepEqual(surplus, [], `said nowhere any more, but in ${file}`);
  for (const [key, original] of Object.entries(originals)) {
    const text = translated[key] ?? '';
    assert.notEqual(text, '', `not translated yet in ${file}: ${key}`);
    assert.deepEqual(placesOf(text), placesOf(original), `other places than in "${original}": ${text}`);
    assert.deepEqual(linksOf(text), linksOf(original), `other links than in "${original}": ${text}`);
  }
}

function linksOf(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
}

describe('the sentences of the code', () => {
  test('each is a literal that can be translated', () => {
    const wrong = SPOKEN.flatMap(({ file, wrong }) => wrong.map((place) => `${file}: ${place}`));
    assert.deepEqual(wrong, []);
    assert.ok(SENTENCES.length > 150, `${SENTENCES.length} sentences`);
  });

  test('are all there in German, with the same places', () => {
    checkTranslation(BUNDLE, Object.fromEntries(SENTENCES.map((sentence) => [sentence, sentence])));
  });

  for (const [source, sentences, wrong] of [
    ["vscode.l10n.t('A {0}', b)", ['A {0}'], 0],
    ["page.say('It\\'s')", ["It's"], 0],
    ['say(\n  "two",\n)', ['two'], 0],
    ['say: vscode.l10n.t,', [], 0],
    ['say(sentence)', [], 1],
    ['vscode.l10n.t(`A`)', [], 1],
    ["say('A' + b)", [], 1],
    ['const t = vscode.l10n.t;', [], 1],
    ["vscode.window.showErrorMessage('No')", [], 1],
    ["{ placeHolder: 'Which one' }", [], 1],
    ["{ title: vscode.l10n.t('Which one') }", ['Which one'], 0],
  ] as const) {
    test(`is read from ${JSON.stringify(source)}`, () => {
      const words = spokenWords(source);
      assert.deepEqual(words.sentences, sentences);
      assert.equal(words.wrong.length, wrong);
    });
  }
});

describe('the texts of the manifest', () => {
  test('stand in German too', () => checkTranslation('package.nls.de.json', MANIFEST_TEXTS));

  test('are found where the manifest says', () => {
    const { l10n } = JSON.parse(read('package.json'));
    assert.equal(path.posix.normalize(l10n), path.posix.dirname(BUNDLE));
  });
});

test('the trace panel speaks German', () => {
  const bundle = textsOf(BUNDLE);
  const page = traceHtml(
    { kind: 'running', subject: { stateName: 'CallApi', file: 'a.asl.json' }, phase: 'token' },
    {
      style: '',
      language: 'de',
      time: (iso) => iso,
      say: (sentence, ...values) =>
        (bundle[sentence] ?? assert.fail(sentence)).replace(/\{(\d)\}/g, (_, place) => String(values[place])),
    },
  );
  for (const part of ['<html lang="de">', 'Läuft…', 'Ein Zugriffstoken wird angefordert.', '>Abbrechen</a>'])
    assert.ok(page.includes(part), `the page has ${part}: ${page}`);
});
