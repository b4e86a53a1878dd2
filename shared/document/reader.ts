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
  let last: ReadText | undefined;
  return (text) => {
    const read = (last && withOneChange(text, last)) ?? withKnown(text, last);
    const shell = read && readShell(text, read.cut);
    if (read === undefined || shell === undefined) return parseDocument(text);
    last = read;
    return { text, format: 'json', root: withStates(shell, read), problems: [] };
  };
}

/** A text whose states were read, in the order of its pieces. */
interface ReadText {
  readonly text: string;
  readonly cut: Cut;
  readonly states: readonly ReadState[];
}

/** A state that was read: its member, with spans that move with the anchor. */
interface ReadState {
  readonly anchor: Anchor;
  readonly member: Member;
}

/** Reads a text that differs from the last one in a single state; undefined when it differs elsewhere. */
function withOneChange(text: string, last: ReadText): ReadText | undefined {
  const index = changedPiece(text, last);
  const piece = index === undefined ? undefined : last.cut.pieces[index];
  if (index === undefined || piece === undefined) return undefined;
  const by = text.length - last.text.length;
  const next = last.cut.pieces[index + 1];
  const end = next ? next.start + by - ','.length : piece.end + by;
  const source = text.slice(piece.start, end).trimEnd();
  const state =
    (next === undefined || text[end] === ',') && mayStandAlone(source, last) ? readState(source) : undefined;
  if (state === undefined) return undefined;
  const pieces = last.cut.pieces.map(({ start, end }, at) =>
    at > index ? { start: start + by, end: end + by } : { start, end },
  );
  pieces[index] = { start: piece.start, end: piece.start + source.length };
  return { text, cut: { ...last.cut, close: last.cut.close + by, pieces }, states: last.states.with(index, state) };
}

/** The only piece in or behind which two texts differ; undefined when they differ in more, or in front of all. */
function changedPiece(text: string, { text: before, cut: { pieces } }: ReadText): number | undefined {
  const by = text.length - before.length;
  const stays = (start: number, end: number, moved: number): boolean =>
    // Equal slices are told apart many times faster than by startsWith.
    text.slice(start + moved, end + moved) === before.slice(start, end);
  const endOf = (index: number): number => pieces[index + 1]?.start ?? pieces[index]?.end ?? 0;
  const first = pieces.findIndex(({ start }, index) => !stays(start, endOf(index), 0));
  if (first < 0 || !stays(0, pieces[0]?.start ?? 0, 0) || !stays(pieces.at(-1)?.end ?? 0, before.length, by))
    return undefined;
  const isOnly = pieces.every(({ start }, index) => index <= first || stays(start, endOf(index), by));
  return isOnly ? first : undefined;
}

/**
 * Tells whether a text is one state that may be read apart from those around it. Placeholders are read line by line:
 * with them in a text, its states stand on lines of their own.
 */
function mayStandAlone(source: string, { text }: ReadText): boolean {
  if (cutStates(`{"States":{${source}\n}}`)?.pieces.length !== 1) return false;
  return text.includes('${') ? /^[ \t\r]*\n/.test(source) : !source.includes('${');
}

/** Reads a text around the states of the last one that are written the same; undefined when it must be read as a whole. */
function withKnown(text: string, last: ReadText | undefined): ReadText | undefined {
  const cut = cutStates(text);
  if (cut === undefined) return undefined;
  // Of two states with the same text, one cannot be in two places: what is taken is not known any more.
  const known = new Map(last?.states.map((state, index) => [sourceOf(last.text, last.cut.pieces[index]), state]));
  const states: ReadState[] = [];
  for (const piece of cut.pieces) {
    const source = sourceOf(text, piece);
    const state = known.get(source) ?? readState(source);
    if (state === undefined) return undefined;
    known.delete(source);
    states.push(state);
  }
  return { text, cut, states };
}

function sourceOf(text: string, piece: Piece | undefined): string {
  return piece ? text.slice(piece.start, piece.end) : '';
}

/** What stands in front of a state while it is read. */
const OPENING = '{';

function readState(source: string): ReadState | undefined {
  const anchor = { at: 0 };
  const spanAt = (start: number, end: number) => new MovingSpan(anchor, start, end);
  const { root, problems } = parseJson(`${OPENING}${source}}`, { spanAt });
  const [member, ...others] = root?.kind === 'object' ? root.members : [];
  if (member?.value?.kind !== 'object' || others.length > 0 || problems.length > 0) return undefined;
  return { anchor, member };
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

/** Puts the states where they stand now, and into the machine. */
function withStates(shell: ObjectNode, { cut, states }: ReadText): ObjectNode {
  for (const [index, { anchor }] of states.entries()) {
    anchor.at = (cut.pieces[index]?.start ?? 0) - OPENING.length;
  }
  const members = states.map(({ member }) => member);
  const filled = (member: Member): Member =>
    member.key.value === 'States' && member.value?.kind === 'object'
      ? { ...member, value: { ...member.value, members } }
      : member;
  return { ...shell, members: shell.members.map(filled) };
}
