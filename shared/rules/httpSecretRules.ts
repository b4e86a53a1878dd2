import type { Node, StringNode } from '../document/node';
import type { HttpTask } from '../document/stateMachine';
import { offsetInText } from '../document/stringPlaces';
import type { Span } from '../spec/diagnostic';
import { isForbiddenHeader } from '../spec/headers';
import { PAGES } from '../spec/pages';
import { canBeSecret, isSecretName, isSecretValue } from '../spec/secrets';
import { httpTaskExample } from './example';
import { fieldsOf, fixedAt, isFixed, isJsonPath, locationOf } from './httpTask';
import { writtenNode } from './knownValues';
import type { Rule } from './rule';

const secretLiteral: Rule<HttpTask> = {
  name: 'http-secret-literal',
  severity: 'WARNING',
  title: 'A secret stands in the definition',
  doc: 'A definition is no place for keys, passwords and tokens: whoever may read the state machine reads them, and so does the history of every execution. Put them into the EventBridge connection, as its credentials or as a header, query or body parameter with `IsValueSecret`; EventBridge keeps those in Secrets Manager.',
  page: PAGES.httpTask,
  example: {
    wrong: httpTaskExample({ Headers: { 'X-Api-Key': 'not-a-real-key' } }),
    right: httpTaskExample({ Headers: { 'X-Api-Key': '${ApiKey}', 'X-Api-Version': '2026-09-01' } }),
  },
  check: function* (task, { document }) {
    const location = locationOf(task);
    for (const field of ['Headers', 'QueryParameters', 'RequestBody']) {
      for (const { name, value } of namedTexts(task, fixedAt(fieldsOf(task), field))) {
        // A header that must not be there at all is the complaint of another rule.
        if (!isSecret(name, value.value) || !isWritten(value)) continue;
        if (field === 'Headers' && isForbiddenHeader(name)) continue;
        yield {
          span: value.span,
          location,
          message: `This looks like a secret, it belongs into the connection: ${name}`,
        };
      }
    }
    for (const field of ['ApiEndpoint', 'QueryParameters', 'RequestBody']) {
      const pairs = fixedAt(fieldsOf(task), field);
      if (pairs?.kind !== 'string' || !isWritten(pairs)) continue;
      for (const { name, span } of secretsOfPairs(document.text, pairs)) {
        yield { span, location, message: `This looks like a secret, it belongs into the connection: ${name}` };
      }
    }
  },
};

function isSecret(name: string, text: string): boolean {
  return isSecretValue(text) || (isSecretName(name) && canBeSecret(text));
}

/** A value that stateside.json gives is no part of the definition. */
function isWritten(value: StringNode): boolean {
  return isFixed(value) && writtenNode(value) === value;
}

interface NamedText {
  readonly name: string;
  readonly value: StringNode;
}

/** The texts inside a value with the names of the members that hold them; paths and expressions are left out. */
function namedTexts(task: HttpTask, node: Node | undefined): readonly NamedText[] {
  const found: NamedText[] = [];
  if (node?.kind !== 'string') collect(node, '', isJsonPath(task), 0, found);
  return found;
}

function collect(node: Node | undefined, name: string, isPaths: boolean, depth: number, found: NamedText[]): void {
  if (node?.kind === 'string') found.push({ name, value: node });
  if (depth > DEEPEST) return;
  if (node?.kind === 'array') for (const item of node.items) collect(item, name, isPaths, depth + 1, found);
  if (node?.kind !== 'object') return;
  for (const { key, value } of node.members) {
    const isDynamic = isPaths && key.value.endsWith('.$');
    if (!isDynamic) collect(value, key.value, isPaths, depth + 1, found);
  }
}

/** Secrets do not hide deeper than this. */
const DEEPEST = 20;

/** Secrets in the query of an address, or in a form that is written as one text. */
function* secretsOfPairs(text: string, pairs: StringNode): Generator<{ readonly name: string; readonly span: Span }> {
  for (const match of pairs.value.matchAll(/(?:^|[?&])([^=&#?]+)=([^&#]*)/g)) {
    const [, name = '', value = ''] = match;
    if (!isSecret(name, value)) continue;
    const end = match.index + match[0].length;
    const start = offsetInText(text, pairs, end - value.length);
    yield { name, span: { start, end: offsetInText(text, pairs, end) } };
  }
}

/** Rules about secrets in an HTTP Task. */
export const HTTP_SECRET_RULES: readonly Rule<HttpTask>[] = [secretLiteral];
