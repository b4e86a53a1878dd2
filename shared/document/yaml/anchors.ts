import type { Span } from '../../spec/diagnostic';
import type { SyntaxProblem } from '../jsonFrames';
import type { Member, Node, StringNode } from '../node';
import type { YamlScalar } from './tokens';

/** The values that have names in a document, as far as it is read. */
export interface Anchors {
  /** A value with this name begins: an alias of the name inside of it would mean itself. */
  readonly begin: (name: string) => void;
  readonly end: (name: string, node: Node | undefined) => void;
  readonly problems: SyntaxProblem[];
  readonly find: (name: string) => { readonly node: Node | undefined } | 'open' | undefined;
  /** Takes one node from what may still be made of aliases; false when there is no more. */
  readonly spend: () => boolean;
}

/** Begins without any names; what is wrong with aliases goes into `problems`. */
export function createAnchors(problems: SyntaxProblem[]): Anchors {
  const known = new Map<string, { readonly node: Node | undefined }>();
  const open = new Map<string, number>();
  let left = MOST_COPIES;
  return {
    begin: (name) => open.set(name, (open.get(name) ?? 0) + 1),
    end: (name, node) => {
      open.set(name, (open.get(name) ?? 1) - 1);
      known.set(name, { node });
    },
    problems,
    find: (name) => ((open.get(name) ?? 0) > 0 ? 'open' : known.get(name)),
    spend: () => left-- > 0,
  };
}

/** Aliases of aliases multiply: more nodes than these are not made of them. */
const MOST_COPIES = 50_000;

/** Nodes below so many others are not copied: whoever walks a tree may call itself for each level. */
const MOST_DEPTH = 300;

/**
 * The value that an alias stands for: every node of it has the span of the alias. Undefined, and a problem, when no
 * value in front of it has the name, when it would hold itself, and when too much is made of aliases.
 */
export function aliased(anchors: Anchors, token: YamlScalar): Node | undefined {
  const span = { start: token.offset, end: token.offset + token.source.length };
  const found = anchors.find(token.source.slice(1));
  const tell = (message: string) => void anchors.problems.push({ span, message });
  if (found === undefined) return tell('No value in front of this alias has its name as an anchor');
  if (found === 'open') return tell('This alias stands inside of the value that it means');
  const copy = found.node && copied(anchors, found.node, span, 0);
  return copy === 'too much' ? tell('The aliases of this document make too much of it') : copy;
}

function copied(anchors: Anchors, node: Node, span: Span, depth: number): Node | 'too much' {
  if (depth > MOST_DEPTH || !anchors.spend()) return 'too much';
  if (node.kind === 'array') {
    const items: Node[] = [];
    for (const item of node.items) {
      const copy = copied(anchors, item, span, depth + 1);
      if (copy === 'too much') return copy;
      items.push(copy);
    }
    return { kind: 'array', span, items };
  }
  if (node.kind === 'string') return broughtIn(node, span);
  if (node.kind !== 'object') return { ...node, span };
  const members: Member[] = [];
  for (const { key, value } of node.members) {
    const copy = value && copied(anchors, value, span, depth + 1);
    if (copy === 'too much') return copy;
    members.push({ key: broughtIn(key, span), value: copy, colon: span });
  }
  return { kind: 'object', span, members };
}

/** A string at an alias, which keeps where it is written. */
function broughtIn(node: StringNode, span: Span): StringNode {
  return { ...node, span, origin: node.origin ?? node.span };
}

/** Puts the members of merged objects in the place of `<<`: what an object says itself wins, then what was merged first. */
export function spread(members: readonly Member[]): readonly Member[] {
  if (!members.some(isMerge)) return members;
  const taken = new Set(members.filter((member) => !isMerge(member)).map(({ key }) => key.value));
  return members.flatMap((member) => {
    if (!isMerge(member)) return [member];
    const merged = sourcesOf(member.value).flatMap((source) => (source.kind === 'object' ? source.members : []));
    return merged.filter(({ key }) => !taken.has(key.value) && taken.add(key.value));
  });
}

/** Only a plain `<<` with objects behind it merges. */
function isMerge({ key, value }: Member): boolean {
  if (key.value !== '<<' || key.span.end - key.span.start !== 2) return false;
  const sources = sourcesOf(value);
  return sources.length > 0 && sources.every(({ kind }) => kind === 'object');
}

function sourcesOf(value: Node | undefined): readonly Node[] {
  if (value === undefined) return [];
  return value.kind === 'array' ? value.items : [value];
}
