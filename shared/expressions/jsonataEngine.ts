import jsonata from 'jsonata';
import { guardTree, isNode, type JsonataNode, marksArrays } from './jsonataAst';
import { EFFECTS, hostFunctions } from './jsonataFunctions';
import { fail, type Parsed, parsed } from './syntaxProblem';

/** Evaluates a compiled expression with named values; gives undefined when it gives nothing. Rejects when it throws. */
export type EvaluateJsonata = (bindings: Readonly<Record<string, unknown>>) => Promise<unknown>;

const HOST_FUNCTIONS = hostFunctions({ fromMillis: libraryFunction('fromMillis'), pad: libraryFunction('pad') });

function libraryFunction(name: string): (first: unknown, second: unknown, third: unknown) => unknown {
  const call = jsonata(`$${name}($first, $second, $third)`);
  return (first, second, third) => call.evaluate(undefined, { first, second, third });
}

/**
 * Compiles an expression without its delimiters, with the functions of Step Functions and without `$eval`. Gives the
 * evaluation, or the problem in JSONata's words without its code. `change` may make another tree of the expression's.
 */
export function compileJsonata(expression: string, change?: (root: JsonataNode) => void): Parsed<EvaluateJsonata> {
  return parsed(() => {
    const engine = parse(expression);
    change?.(treeOf(engine));
    guardTree(engine.ast());
    for (const { name, implementation, signature } of HOST_FUNCTIONS) {
      engine.registerFunction(name, implementation, signature);
    }
    engine.assign('eval', undefined);
    const marks = marksArrays(engine.ast());
    return (bindings) => engine.evaluate(undefined, marks ? copied(bindings) : bindings);
  });
}

/** The syntax tree of an expression without its delimiters, or the problem in JSONata's words without its code. */
export function jsonataTree(expression: string): Parsed<JsonataNode> {
  return parsed(() => treeOf(parse(expression)));
}

/** JSONata's own type of its tree names fewer members than nodes have. */
function treeOf(engine: jsonata.Expression): JsonataNode {
  const tree: unknown = engine.ast();
  return isNode(tree) ? tree : {};
}

/** Copies the values, but not the effects, which are functions. */
function copied(bindings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { [EFFECTS]: effects, ...values } = bindings;
  return { ...structuredClone(values), [EFFECTS]: effects };
}

function parse(expression: string): jsonata.Expression {
  try {
    return jsonata(expression);
  } catch (caught) {
    if (caught instanceof RangeError) throw caught;
    const { message, position, token } = caught as Partial<jsonata.JsonataError>;
    const end = typeof position === 'number' ? position : 0;
    const length = typeof token === 'string' && expression.endsWith(token, end) ? token.length : 0;
    return fail(end - length, message ?? 'Not a JSONata expression.', { length });
  }
}
