import type { JsonataNode } from './jsonataAst';

/** Something that an expression reads or calls. `offset` and `length` cover its name in the source. */
export type JsonataUse = { readonly name: string; readonly offset: number; readonly length: number } & (
  | { readonly kind: 'topLevelName' | 'root' | 'statesField' }
  /** A variable that the expression itself does not define: a workflow variable, `states` or a function. */
  | { readonly kind: 'variable' }
  /** A call of such a variable; placeholders of a partial application and what `~>` hands over count as arguments. */
  | { readonly kind: 'call'; readonly argumentCount: number }
);

interface Walk {
  readonly source: string;
  readonly uses: JsonataUse[];
  /** The context item is still that of the whole expression, which Step Functions does not have. */
  readonly top: boolean;
  /** Variables that the expression defined so far. */
  readonly defined: ReadonlySet<string>;
}

/** Lists what an expression reads and calls from outside, in the order of evaluation. */
export function jsonataUses(tree: JsonataNode, source: string): readonly JsonataUse[] {
  const uses: JsonataUse[] = [];
  visit(tree, { source, uses, top: true, defined: new Set() });
  return uses;
}

function visit(node: JsonataNode | undefined, walk: Walk): void {
  if (node === undefined) return;
  const visitor = VISITORS[node.type ?? ''] ?? visitParts;
  visitor(node, walk);
  visitStages(node, walk);
}

type Visitor = (node: JsonataNode, walk: Walk) => void;

const VISITORS: Readonly<Record<string, Visitor>> = {
  name: visitName,
  variable: visitVariable,
  path: visitPath,
  function: (node, walk) => visitCall(node, walk),
  partial: (node, walk) => visitCall(node, walk),
  lambda: visitLambda,
  block: visitBlock,
  bind: (node, walk) => visit(child(node, 'rhs'), walk),
  sort: (node, walk) => {
    for (const term of children(node, 'terms')) visit(child(term, 'expression'), { ...walk, top: false });
  },
  transform: visitTransform,
  apply: (node, walk) => {
    visit(child(node, 'lhs'), walk);
    visitApplied(child(node, 'rhs'), walk);
  },
};

function visitName(node: JsonataNode, walk: Walk): void {
  if (walk.top) walk.uses.push({ kind: 'topLevelName', ...place(node, walk.source) });
}

function visitVariable(node: JsonataNode, walk: Walk): void {
  const where = place(node, walk.source, 1);
  if (node.value === '$') walk.uses.push({ kind: 'root', ...where });
  else if (node.value === '' && walk.top) walk.uses.push({ kind: 'topLevelName', ...where, name: '$' });
  else if (node.value !== '' && !walk.defined.has(where.name)) walk.uses.push({ kind: 'variable', ...where });
}

function visitPath(node: JsonataNode, walk: Walk): void {
  const steps = children(node, 'steps');
  const defined = new Set([...walk.defined, ...steps.flatMap((step) => [step.focus, step.index].filter(isText))]);
  for (const [index, step] of steps.entries()) visit(step, { ...walk, defined, top: walk.top && index === 0 });
  const [first, second] = steps;
  if (first?.type === 'variable' && first.value === 'states' && second?.type === 'name') {
    walk.uses.push({ kind: 'statesField', ...place(second, walk.source) });
  }
  visitPairs(child(node, 'group'), { ...walk, defined, top: false });
}

function visitCall(node: JsonataNode, walk: Walk, handedOver = 0): void {
  const procedure = node.procedure;
  const isFree = procedure?.type === 'variable' && isText(procedure.value) && !walk.defined.has(procedure.value);
  if (procedure !== undefined && isFree && procedure.value !== '') {
    const argumentCount = (node.arguments?.length ?? 0) + handedOver;
    walk.uses.push({ kind: 'call', ...place(procedure, walk.source, 1), argumentCount });
  } else visit(procedure, walk);
  for (const argument of node.arguments ?? []) visit(argument, walk);
}

function visitApplied(node: JsonataNode | undefined, walk: Walk): void {
  if (node?.type === 'function') visitCall(node, walk, 1);
  else visit(node, walk);
}

function visitLambda(node: JsonataNode, walk: Walk): void {
  const parameters = (node.arguments ?? []).map((parameter) => parameter.value).filter(isText);
  visit(child(node, 'body'), { ...walk, defined: new Set([...walk.defined, ...parameters]) });
}

/** A definition holds from its place to the end of its block; a function may call itself. */
function visitBlock(node: JsonataNode, walk: Walk): void {
  const defined = new Set(walk.defined);
  for (const expression of children(node, 'expressions')) {
    if (expression.type === 'bind') addDefined(expression, defined);
    visit(expression, { ...walk, defined });
  }
}

function addDefined(bind: JsonataNode, defined: Set<string>): void {
  const name = child(bind, 'lhs')?.value;
  const rhs = child(bind, 'rhs');
  if (isText(name)) defined.add(name);
  if (rhs?.type === 'bind') addDefined(rhs, defined);
}

function visitTransform(node: JsonataNode, walk: Walk): void {
  for (const part of ['pattern', 'update', 'delete']) visit(child(node, part), { ...walk, top: false });
}

/** Operators, conditions and constructors work on the same context item as the expression they stand in. */
function visitParts(node: JsonataNode, walk: Walk): void {
  for (const part of ['expression', 'condition', 'then', 'else', 'lhs', 'rhs']) {
    const value = node[part];
    if (isNode(value) && !Array.isArray(value)) visit(value, walk);
  }
  for (const expression of children(node, 'expressions')) visit(expression, walk);
  visitPairs(node, walk);
}

function visitPairs(node: JsonataNode | undefined, walk: Walk): void {
  if (!Array.isArray(node?.lhs)) return;
  for (const part of node.lhs.flat()) if (isNode(part)) visit(part, walk);
}

/** Predicates work on the item they filter. */
function visitStages(node: JsonataNode, walk: Walk): void {
  for (const stage of [...children(node, 'stages'), ...children(node, 'predicate')]) {
    visit(child(stage, 'expr'), { ...walk, top: false });
  }
  if (node.type !== 'path') visitPairs(child(node, 'group'), { ...walk, top: false });
}

function child(node: JsonataNode, name: string): JsonataNode | undefined {
  const value = node[name];
  return isNode(value) ? value : undefined;
}

function children(node: JsonataNode, name: string): readonly JsonataNode[] {
  const value = node[name];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function isNode(value: unknown): value is JsonataNode {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** JSONata gives where a token ends; quoted names are two characters longer than they are. */
function place(node: JsonataNode, source: string, sigil = 0): { name: string; offset: number; length: number } {
  const name = isText(node.value) ? node.value : '';
  const end = node.position ?? name.length;
  const quotes = sigil === 0 && /[`'"]/.test(source.charAt(end - 1)) ? 2 : 0;
  const length = Math.min(end, name.length + sigil + quotes);
  return { name, offset: end - length, length };
}
