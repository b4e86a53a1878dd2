import type { JsonataNode } from './jsonataAst';

/** A step from a node of JSONata's tree to one below it. */
export type Step = string | number;

/** A piece of an assertion: the steps to it from the root of the tree, its node, and where it stands in the source. */
export interface Piece {
  readonly way: readonly Step[];
  readonly node: JsonataNode;
  readonly start: number;
  readonly end: number;
}

/** How a piece is decided: by both sides (`and`), by either (`or`), or by the values of its sides or arguments. */
export interface Decision {
  readonly kind: 'and' | 'or' | 'values';
  readonly by: readonly Piece[];
}

/** The whole of an assertion as a piece. */
export function wholePiece(source: string, node: JsonataNode): Piece {
  return trimmed(source, { way: [], node, start: 0, end: source.length });
}

/** The piece that decides for another one: what stands in parentheses, the last expression of a block; else itself. */
export function innermost(source: string, piece: Piece): Piece {
  const inner = piece.node.type === 'block' ? listed(source, piece, 'expressions', piece.start + 1, ';').at(-1) : piece;
  return inner === undefined || inner === piece ? piece : innermost(source, inner);
}

/** How a piece without parentheses around it is decided; of values, literals are left out. */
export function decisionOf(source: string, piece: Piece): Decision {
  const { type, value, position = 0 } = piece.node;
  if (type === 'binary' && (value === 'and' || value === 'or')) return { kind: value, by: sidesOf(source, piece) };
  const isComparison = type === 'binary' && COMPARISONS.has(value);
  const isCall = type === 'function';
  const by = isComparison ? sidesOf(source, piece) : isCall ? listed(source, piece, 'arguments', position, ',') : [];
  return { kind: 'values', by: by.filter(({ node }) => !LITERALS.has(node.type)) };
}

const COMPARISONS: ReadonlySet<unknown> = new Set(['=', '!=', '<', '<=', '>', '>=', 'in']);
const LITERALS: ReadonlySet<unknown> = new Set(['string', 'number', 'value', 'regex', 'lambda']);

/** JSONata notes where an operator ends, and nothing of where its sides begin. */
function sidesOf(source: string, { node, way, start, end }: Piece): readonly Piece[] {
  const { lhs, rhs, position, value } = node;
  if (!isNode(lhs) || !isNode(rhs) || position === undefined || typeof value !== 'string') return [];
  return [
    trimmed(source, { way: [...way, 'lhs'], node: lhs, start, end: position - value.length }),
    trimmed(source, { way: [...way, 'rhs'], node: rhs, start: position, end }),
  ];
}

/** The parts of a list that ends with a parenthesis; none where the text is not as it should be, as with comments. */
function listed(source: string, { node, way, end }: Piece, name: string, from: number, separator: string): Piece[] {
  const children = node[name];
  if (!Array.isArray(children) || source[end - 1] !== ')' || source[from - 1] !== '(') return [];
  const pieces: Piece[] = [];
  let start = from;
  for (const [index, child] of children.entries()) {
    if (!isNode(child)) return [];
    const next = source.indexOf(separator, lastPosition(child));
    const isLast = index === children.length - 1 || next < 0;
    const stop = isLast ? end - 1 : next;
    pieces.push(trimmed(source, { way: [...way, name, index], node: child, start, end: stop }));
    start = stop + 1;
  }
  return pieces;
}

/** Where the last token of a node ends, brackets that close left out. */
function lastPosition(node: unknown, seen: Set<object> = new Set()): number {
  if (!isNode(node) || seen.has(node)) return 0;
  seen.add(node);
  const own = typeof node.position === 'number' ? node.position : 0;
  return Math.max(own, ...Object.values(node).map((child) => lastPosition(child, seen)));
}

function trimmed(source: string, piece: Piece): Piece {
  const text = source.slice(piece.start, piece.end);
  const start = piece.start + (text.length - text.trimStart().length);
  return { ...piece, start, end: Math.max(start, piece.end - (text.length - text.replace(/[\s;]+$/, '').length)) };
}

/**
 * Makes a tree of one of its pieces: the steps to it are gone, but for the blocks around it, whose variables it may
 * read. With `truth` it gives what JSONata takes the piece's value for, true or false.
 */
export function narrow(root: JsonataNode, way: readonly Step[], truth: boolean): void {
  const piece = narrowed(root, way);
  const made = truth ? callOf('boolean', piece) : piece;
  const members = { ...made };
  const changed = root as Record<string, unknown>;
  for (const name of Object.keys(root)) delete changed[name];
  Object.assign(changed, members);
}

function narrowed(node: JsonataNode, [step, ...rest]: readonly Step[]): JsonataNode {
  if (step === undefined) return node;
  const below = node[step];
  const [index, ...further] = rest;
  const child: unknown = Array.isArray(below) ? below[Number(index)] : below;
  if (!isNode(child)) return node;
  const inner = narrowed(child, Array.isArray(below) ? further : rest);
  if (node.type !== 'block' || !Array.isArray(below)) return inner;
  return { ...node, expressions: [...below.slice(0, Number(index)), inner] };
}

function callOf(name: string, argument: JsonataNode): JsonataNode {
  return { type: 'function', value: '(', arguments: [argument], procedure: { type: 'variable', value: name } };
}

function isNode(value: unknown): value is JsonataNode {
  return typeof value === 'object' && value !== null;
}
