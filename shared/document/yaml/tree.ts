import type { Span } from '../../spec/diagnostic';
import type { SyntaxProblem } from '../jsonFrames';
import type { Member, Node, StringNode } from '../node';
import { type Anchors, aliased, createAnchors, spread } from './anchors';
import { keyLines, oneLine } from './lines';
import { scalarNode, stringNode } from './scalars';
import type { YamlItem, YamlMark, YamlScalar, YamlToken } from './tokens';
import type { Veiled } from './veil';

/** A tree that grows from the tokens of YAML; what it cannot take in is named in `problems`. */
export interface Growing {
  readonly veiled: Veiled;
  readonly anchors: Anchors;
  readonly problems: SyntaxProblem[];
}

/** Begins a tree of a veiled text. */
export function createGrowing(veiled: Veiled): Growing {
  const problems: SyntaxProblem[] = [];
  return { veiled, anchors: createAnchors(problems), problems };
}

/** The marks that stand in front of a key or a value, as far as they count. */
interface Marks {
  readonly anchor: YamlMark | undefined;
  readonly tag: YamlMark | undefined;
  readonly colon: YamlMark | undefined;
  readonly dash: YamlMark | undefined;
  readonly isExplicit: boolean;
  readonly hasLineBreak: boolean;
}

/** Reads marks; of two of a kind the first counts. */
export function marksOf(marks: readonly YamlMark[]): Marks {
  const first: Partial<Record<YamlMark['type'], YamlMark>> = {};
  for (const mark of marks) first[mark.type] ??= mark;
  return {
    anchor: first.anchor,
    tag: first.tag,
    colon: first['map-value-ind'],
    dash: first['seq-item-ind'],
    isExplicit: first['explicit-key-ind'] !== undefined,
    hasLineBreak: first.newline !== undefined,
  };
}

/** The node of a token with its anchor and tag; undefined where nothing stands, or nothing that can be read. */
export function nodeOf(growing: Growing, token: YamlToken | undefined | null, marks: Marks): Node | undefined {
  const name = marks.anchor?.source.slice(1);
  const { anchors } = growing;
  if (name !== undefined) anchors.begin(name);
  const node = token ? tagged(growing, token, marks.tag) : undefined;
  if (name !== undefined) anchors.end(name, node);
  return node;
}

/** A tag of a template tool, such as `!GetAtt`, makes a value that is filled in later; those of YAML say what kind a scalar is. */
function tagged(growing: Growing, token: YamlToken, tag: YamlMark | undefined): Node | undefined {
  const name = tag && /^!(?:!|<tag:yaml\.org,2002:)?([^>]*)>?$/.exec(tag.source)?.[1];
  const isOwn = tag !== undefined && tag.source.length > 1 && !/^!(!|<tag:yaml\.org,2002:)/.test(tag.source);
  const node = untagged(growing, token, kindOf(tag, name));
  if (!isOwn || node === undefined) return node;
  const span = { start: tag.offset, end: Math.max(tag.offset + tag.source.length, node.span.end) };
  return {
    kind: 'string',
    span,
    value: growing.veiled.unveil(growing.veiled.text.slice(span.start, span.end)),
    bare: true,
  };
}

function kindOf(tag: YamlMark | undefined, name: string | undefined): 'string' | 'plain' | undefined {
  if (tag === undefined) return undefined;
  if (tag.source === '!' || name === 'str') return 'string';
  return /^(int|float|bool|null)$/.test(name ?? '') ? 'plain' : undefined;
}

function untagged(growing: Growing, token: YamlToken, kind: 'string' | 'plain' | undefined): Node | undefined {
  switch (token.type) {
    case 'alias':
      return aliased(growing.anchors, token);
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
    case 'block-scalar':
      return scalarNode(growing.veiled, token, kind);
    case 'block-map':
      return blockObject(growing, token.offset, token.items);
    case 'block-seq':
      return blockList(growing, token.offset, token.items);
    case 'flow-collection':
      return flowNode(growing, token);
    default:
      return undefined;
  }
}

function blockObject(growing: Growing, offset: number, items: readonly YamlItem[]): Node {
  const members: Member[] = [];
  for (const item of items) addBlockMember(growing, members, item);
  return { kind: 'object', span: spanAround(offset, members.at(-1), offset), members: spread(members) };
}

function spanAround(offset: number, last: Member | undefined, least: number): Span {
  const end = last === undefined ? least : endOf(last);
  return { start: Math.min(offset, end), end };
}

function endOf({ key, colon, value }: Member): number {
  return Math.max(value?.span.end ?? 0, colon?.end ?? 0, key.span.end);
}

function addBlockMember(growing: Growing, members: Member[], item: YamlItem): void {
  const { key, value } = item;
  const keyMarks = marksOf(item.start);
  if (key?.type === 'scalar' && !keyMarks.isExplicit && key.source.includes('\n')) {
    // Lines that lack a colon: YAML takes them and the next line for one key.
    const lines = keyLines(key);
    for (const line of lines.slice(0, -1)) members.push(halfMember(growing, line));
    const last = lines.at(-1);
    if (last) addBlockMember(growing, members, { ...item, key: last });
    return;
  }
  const marks = marksOf(item.sep ?? []);
  if (value && marks.colon === undefined) {
    if (keyMarks.isExplicit) growing.problems.push({ span: startOf(value), message: 'A colon is expected here' });
    addMember(growing, members, { start: item.start, ...(key === undefined ? {} : { key }) });
    return;
  }
  const isCompact = value?.type === 'block-map' && !marks.hasLineBreak && !keyMarks.isExplicit && key !== null;
  if (!isCompact) addMember(growing, members, item);
  else {
    const { first, rest } = unfolded(growing, value.offset, value.items);
    addMember(growing, members, { ...item, value: first });
    for (const other of rest) addBlockMember(growing, members, other);
  }
}

function startOf({ offset }: YamlToken): Span {
  return { start: offset, end: offset + 1 };
}

/** A colon too many: what stands behind the first one is a text to its end, and the lines below are members. */
function unfolded(
  { veiled }: Growing,
  offset: number,
  [head, ...others]: readonly YamlItem[],
): { readonly first: YamlScalar; readonly rest: readonly YamlItem[] } {
  if (head?.key?.type !== 'scalar' || !head.key.source.includes('\n')) {
    return { first: oneLine(veiled.text, offset), rest: others };
  }
  const [line, ...lines] = keyLines(head.key);
  const members = lines.map((key, index) =>
    index < lines.length - 1 ? { start: [], key, sep: [] } : { ...head, key },
  );
  return { first: line ?? head.key, rest: [...members, ...others] };
}

function halfMember({ veiled }: Growing, key: YamlScalar): Member {
  return { key: stringNode(veiled, key), value: undefined, colon: undefined };
}

function addMember(growing: Growing, members: Member[], item: YamlItem): void {
  const { key, sep = [] } = item;
  const keyMarks = marksOf(item.start);
  const marks = marksOf(sep);
  const { colon } = marks;
  if (key === undefined && colon === undefined && !keyMarks.isExplicit) return;
  const name = keyNode(growing, key, keyMarks);
  const value = nodeOf(growing, item.value, marks);
  if (name !== undefined) members.push({ key: name, value, colon: colon && spanOf(colon) });
  else if (!key) tellMissingKey(growing, colon ?? item.start.find(({ type }) => type === 'explicit-key-ind'));
}

function tellMissingKey({ problems }: Growing, mark: YamlMark | undefined): void {
  if (mark) problems.push({ span: spanOf(mark), message: 'A key is expected here' });
}

function keyNode(growing: Growing, key: YamlToken | null | undefined, marks: Marks): StringNode | undefined {
  if (!key) return undefined;
  const node = nodeOf(growing, key, marks);
  if (node?.kind === 'string') return node;
  if (node === undefined || node.kind === 'object' || node.kind === 'array') {
    if (node) growing.problems.push({ span: node.span, message: 'A key of a definition is a text' });
    return undefined;
  }
  const isWritten = node.kind !== 'null' && key.type === 'scalar';
  const value = isWritten ? growing.veiled.unveil(key.source) : String(node.value);
  return { kind: 'string', span: node.span, value };
}

function spanOf({ offset, source }: YamlMark): Span {
  return { start: offset, end: offset + source.length };
}

function blockList(growing: Growing, offset: number, items: readonly YamlItem[]): Node {
  const found: Node[] = [];
  let end = offset;
  for (const { start, value } of items) {
    const marks = marksOf(start);
    const node = nodeOf(growing, value, marks);
    if (marks.dash) end = Math.max(end, spanOf(marks.dash).end);
    if (node === undefined) continue;
    found.push(node);
    end = Math.max(end, node.span.end);
  }
  return { kind: 'array', span: { start: offset, end }, items: found };
}

function flowNode(growing: Growing, token: YamlToken & { readonly type: 'flow-collection' }): Node {
  const start = token.offset;
  const isObject = token.start.source === '{';
  const members: Member[] = [];
  const items: Node[] = [];
  let end = start + 1;
  for (const item of token.items) {
    if (isObject)
      addMember(growing, members, item.key === undefined && item.value ? { ...item, key: item.value } : item);
    else addFlowItem(growing, items, item);
    for (const mark of item.start) if (mark.type === 'comma') end = Math.max(end, mark.offset + 1);
  }
  const last = members.at(-1);
  end = Math.max(end, last ? endOf(last) : 0, items.at(-1)?.span.end ?? 0);
  const closing = token.end.find(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end');
  const span = { start, end: closing ? closing.offset + 1 : end };
  return isObject ? { kind: 'object', span, members: spread(members) } : { kind: 'array', span, items };
}

/** An item of a list in brackets; `a: 1` there is an object of one member. */
function addFlowItem(growing: Growing, items: Node[], item: YamlItem): void {
  const marks = marksOf(item.sep ?? []);
  if (marks.colon === undefined) {
    const node = nodeOf(growing, item.value ?? item.key, marksOf(item.start));
    if (node) items.push(node);
    return;
  }
  const members: Member[] = [];
  addMember(growing, members, item);
  const [member] = members;
  if (member)
    items.push({ kind: 'object', span: spanAround(member.key.span.start, member, 0), members: spread(members) });
}
