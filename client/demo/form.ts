import type { Json } from './call';

const DEEPEST = 20;
// These fields hold text for people, in which a comma is a comma. In every other field it separates the items of a list.
const TEXT_FIELDS: readonly string[] = ['customer', 'description', 'footer', 'metadata', 'client_id', 'client_secret'];

type Branch = { readonly texts: string[]; readonly children: Map<string, Branch>; list: boolean };

/**
 * Parses `application/x-www-form-urlencoded` text with nesting (`a[b][c]=1`) and lists written in any of four ways
 * (`a[0]=x`, `a=x&a=y`, `a=x,y`, `a[]=x`) into an object of texts, lists and objects; undefined when the text is malformed.
 */
export function parseForm(text: string): Json | undefined {
  const root = branch();
  for (const pair of text.split('&').filter((part) => part !== '')) {
    if (!addPair(root, pair)) return undefined;
  }
  return objectOf(root, (field) => !TEXT_FIELDS.includes(field));
}

function addPair(root: Branch, pair: string): boolean {
  const equals = pair.indexOf('=');
  const name = decode(equals < 0 ? pair : pair.slice(0, equals));
  const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
  const path = name === undefined ? undefined : pathOf(name);
  if (path === undefined || value === undefined) return false;
  const isItem = path.at(-1) === '';
  const leaf = (isItem ? path.slice(0, -1) : path).reduce(descend, root);
  leaf.list ||= isItem;
  leaf.texts.push(value);
  return true;
}

function pathOf(name: string): readonly string[] | undefined {
  const [, first, brackets = ''] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? [];
  if (first === undefined) return undefined;
  const path = [
    first,
    ...brackets
      .split('[')
      .slice(1)
      .map((part) => part.slice(0, -1)),
  ];
  return path.length > DEEPEST ? undefined : path;
}

function descend(parent: Branch, key: string): Branch {
  const name = key === '' ? String(parent.children.size) : key;
  const child = parent.children.get(name) ?? branch();
  parent.children.set(name, child);
  return child;
}

function readBranch(node: Branch, commasSeparate: boolean): Json | undefined {
  if (node.children.size > 0) return node.texts.length > 0 ? undefined : containerOf(node, commasSeparate);
  const [only = ''] = node.texts;
  if (node.list || node.texts.length > 1) return node.texts;
  return commasSeparate && only.includes(',') ? only.split(',') : only;
}

function containerOf(node: Branch, commasSeparate: boolean): Json | undefined {
  const keys = [...node.children.keys()];
  if (!keys.every((key) => /^\d+$/.test(key))) return objectOf(node, () => commasSeparate);
  // The brackets have separated the items already.
  const inOrder = [...node.children].sort(([one], [other]) => Number(one) - Number(other));
  return allOrNone(inOrder.map(([, child]) => readBranch(child, false)));
}

function objectOf(node: Branch, commasSeparate: (key: string) => boolean): Json | undefined {
  const keys = [...node.children.keys()];
  const values = allOrNone([...node.children].map(([key, child]) => readBranch(child, commasSeparate(key))));
  // `fromEntries` makes even `__proto__` an ordinary member.
  return values && Object.fromEntries(keys.map((key, index) => [key, values[index] ?? null]));
}

function allOrNone(values: readonly (Json | undefined)[]): readonly Json[] | undefined {
  const given = values.filter((value) => value !== undefined);
  return given.length === values.length ? given : undefined;
}

function branch(): Branch {
  return { texts: [], children: new Map(), list: false };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
