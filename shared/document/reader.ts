import { type Cut, cutStates, type Piece } from './cutStates';
import { type AslDocument, parseDocument } from './document';
import { parseJson } from './json';
import { type Anchor, MovingSpan } from './movingSpan';
import type { Member, Node, ObjectNode } from './node';

/**
 * Begins to read the texts that one JSON definition has one after the other, as a person changes it. Each text gives
 * the document that `parseDocument` gives for it, made of the trees of the states that stay as they were: only a state
 * that changed is read. The document of an earlier text must not be used any more: its states moved.
 */
export function createReader(): (text: string) => AslDocument {
  let known: ReadonlyMap<string, ReadPiece> = new Map();
  return (text) => {
    const cut = cutStates(text);
    const assembled = cut && assemble(text, cut, known);
    if (assembled === undefined) return parseDocument(text);
    known = assembled.pieces;
    return { text, format: 'json', root: assembled.root, problems: [] };
  };
}

/** A state that was read: its member, with spans that move with the anchor. */
interface ReadPiece {
  readonly anchor: Anchor;
  readonly member: Member;
}

/** Puts the states into what stands around them; undefined when something is not JSON. */
function assemble(text: string, cut: Cut, known: ReadonlyMap<string, ReadPiece>) {
  const shell = readShell(text, cut);
  if (shell === undefined) return undefined;
  const pieces = new Map<string, ReadPiece>();
  const members: Member[] = [];
  for (const piece of cut.pieces) {
    const source = text.slice(piece.start, piece.end);
    // Of two states with the same text, one cannot be in two places.
    const read = (pieces.has(source) ? undefined : known.get(source)) ?? readPiece(source);
    if (read === undefined) return undefined;
    if (!pieces.has(source)) pieces.set(source, read);
    members.push(put(read, piece));
  }
  return { root: withStates(shell, members), pieces };
}

function put({ anchor, member }: ReadPiece, { start }: Piece): Member {
  anchor.at = start - WRAPPING.length;
  return member;
}

/** What stands in front of a piece while it is read. */
const WRAPPING = '{';

function readPiece(source: string): ReadPiece | undefined {
  const anchor = { at: 0 };
  const spanAt = (start: number, end: number) => new MovingSpan(anchor, start, end);
  const { root, problems } = parseJson(`${WRAPPING}${source}}`, { spanAt });
  const [member, ...others] = root?.kind === 'object' ? root.members : [];
  return member && others.length === 0 && problems.length === 0 ? { anchor, member } : undefined;
}

/** The machine without its states; undefined when it is not JSON. */
function readShell(text: string, { open, close }: Cut): ObjectNode | undefined {
  const gap = '\n';
  const { root, problems } = parseJson(text.slice(0, open) + gap + text.slice(close));
  if (root?.kind !== 'object' || problems.length > 0) return undefined;
  const moved = movedFrom(root, open, close - open - gap.length);
  return moved.kind === 'object' ? moved : undefined;
}

/** A tree in which everything from an offset on stands further behind. */
function movedFrom(node: Node, from: number, by: number): Node {
  const offset = (at: number) => (at < from ? at : at + by);
  const spanOf = ({ start, end }: Node['span']) => ({ start: offset(start), end: offset(end) });
  const span = spanOf(node.span);
  if (node.kind === 'array') return { ...node, span, items: node.items.map((item) => movedFrom(item, from, by)) };
  if (node.kind !== 'object') return { ...node, span };
  const members = node.members.map(({ key, value, colon }) => ({
    key: { ...key, span: spanOf(key.span) },
    value: value && movedFrom(value, from, by),
    colon: colon && spanOf(colon),
  }));
  return { ...node, span, members };
}

function withStates(shell: ObjectNode, states: readonly Member[]): ObjectNode {
  const filled = (member: Member): Member =>
    member.key.value === 'States' && member.value?.kind === 'object'
      ? { ...member, value: { ...member.value, members: states } }
      : member;
  return { ...shell, members: shell.members.map(filled) };
}
