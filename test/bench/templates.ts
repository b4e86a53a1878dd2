import jsonata from 'jsonata';
import { JSONPath } from 'jsonpath-plus';
import { evaluateJsonataTemplate } from '../../shared/expressions/jsonata';
import type { Effects } from '../../shared/expressions/scope';
import { evaluateTemplate } from '../../shared/expressions/template';
import type { JsonObject } from '../../shared/spec/json';
import { inTurns, printTable } from './figures';

const SIZES = [1, 10, 100];
const ROUNDS = 60;
/** Evaluated for one figure, so that templates of each size run equally often through the same warm code. */
const EXPRESSIONS = 4000;

const effects: Effects = { now: () => new Date(), random: Math.random, uuid: () => crypto.randomUUID() };

/** Expressions evaluated a second in templates of several sizes, beside the bare libraries on the same expressions. */
export async function benchTemplates(): Promise<void> {
  const rows = [['expressions', 'language', 'here', 'bare library', 'time to the bare library']];
  for (const size of SIZES) {
    rows.push(
      await jsonPathRow(size, 'JSONPath, one value', 'id'),
      await jsonPathRow(size, 'JSONPath, a wildcard', 'tags[*]'),
      await jsonataRow(size),
    );
  }
  printTable(`Expressions evaluated a second, median of ${ROUNDS}`, rows);
}

function inputOf(size: number): JsonObject {
  return { items: Array.from({ length: size }, (_, index) => ({ id: `i${index}`, price: index, tags: ['a', 'b'] })) };
}

async function jsonPathRow(size: number, title: string, member: string): Promise<string[]> {
  const input = inputOf(size);
  const paths = Array.from({ length: size }, (_, index) => `$.items[${index}].${member}`);
  const template = Object.fromEntries(paths.map((path, index) => [`v${index}.$`, path]));
  const scope = { input, context: {}, variables: {} };
  return rowOf(size, title, [
    () => repeat(size, () => evaluateTemplate(template, scope, effects)),
    () => repeat(size, () => paths.map((path) => JSONPath({ path, json: input, eval: false }))),
  ]);
}

async function jsonataRow(size: number): Promise<string[]> {
  const input = inputOf(size);
  const texts = Array.from({ length: size }, (_, index) => `$states.input.items[${index}].price * 2 + 1`);
  const template = Object.fromEntries(texts.map((text, index) => [`v${index}`, `{% ${text} %}`]));
  const states = { input, context: {} };
  const compiled = texts.map((text) => jsonata(text));
  return rowOf(size, 'JSONata', [
    () => repeatAsync(size, () => evaluateJsonataTemplate(template, { states, variables: {} }, effects, 'Arguments')),
    () =>
      repeatAsync(size, async () => {
        for (const expression of compiled) await expression.evaluate({}, { states });
      }),
  ]);
}

async function rowOf(size: number, language: string, works: readonly (() => unknown)[]): Promise<string[]> {
  const [here, bare] = await inTurns(ROUNDS, works);
  const second = (milliseconds: number): string => Math.round((EXPRESSIONS * 1000) / milliseconds).toLocaleString('en');
  const [own, theirs] = [here?.median ?? 0, bare?.median ?? 0];
  return [String(size), language, second(own), second(theirs), (own / theirs).toFixed(2)];
}

function repeat(size: number, work: () => unknown): void {
  for (let count = 0; count < EXPRESSIONS / size; count++) work();
}

async function repeatAsync(size: number, work: () => Promise<unknown>): Promise<void> {
  for (let count = 0; count < EXPRESSIONS / size; count++) await work();
}
