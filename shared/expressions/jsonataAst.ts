import { OWN_MEMBER } from './jsonataFunctions';
import { RANGE_OPERATOR } from './jsonataLimits';

/** A node of JSONata's syntax tree, of which only the type is certain. */
export interface JsonataNode {
  type?: string;
  value?: unknown;
  readonly position?: number;
  arguments?: readonly JsonataNode[];
  procedure?: JsonataNode;
  readonly [property: string]: unknown;
}

/** Every name that JavaScript's objects inherit; data may use them, code must not reach what stands behind them. */
const INHERITED_NAMES: ReadonlySet<unknown> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * Changes a compiled tree in two places. Names such as `constructor` and `__proto__` read an object's own members only:
 * JSONata reads members plainly, which would hand expressions the prototypes that all objects of the process share. And
 * the range operator becomes one that keeps to the limit of Step Functions.
 */
export function guardTree(ast: object): void {
  eachNode(ast, new Set(), (node) => {
    if (node.type === 'name' && INHERITED_NAMES.has(node.value)) {
      becomeCall(node, OWN_MEMBER, [{ type: 'string', value: node.value }]);
    }
    if (node.type === 'binary' && node.value === '..')
      becomeCall(node, RANGE_OPERATOR, [node.lhs, node.rhs].filter(isNode));
  });
}

function becomeCall(node: JsonataNode, name: string, list: readonly JsonataNode[]): void {
  node.type = 'function';
  node.value = '(';
  node.arguments = list;
  node.procedure = { type: 'variable', value: name };
}

/** Tells whether a value is a node of a syntax tree, as JSONata gives it. */
export function isNode(value: unknown): value is JsonataNode {
  return typeof value === 'object' && value !== null;
}

/**
 * Tells whether a compiled tree holds `[]` behind a path, which makes JSONata leave a mark on the array it finds, even
 * on one that was handed in.
 */
export function marksArrays(ast: object): boolean {
  let marks = false;
  eachNode(ast, new Set(), (node) => {
    marks ||= node.keepArray === true || node.keepSingletonArray === true;
  });
  return marks;
}

/** Visits every node of a tree, parents first. */
function eachNode(node: unknown, seen: Set<object>, visit: (node: JsonataNode) => void): void {
  if (typeof node !== 'object' || node === null || seen.has(node)) return;
  seen.add(node);
  if ('type' in node) visit(node as JsonataNode);
  for (const child of Object.values(node)) eachNode(child, seen, visit);
}
