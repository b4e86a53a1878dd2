import type { State } from '../document/stateMachine';
import { checkDynamicText, invalidDynamicValue } from '../expressions/expressionChecks';
import { cachedPath } from '../expressions/parsedTexts';
import { parseReferencePath } from '../expressions/referencePathSyntax';
import type { SyntaxProblem } from '../expressions/syntaxProblem';
import { PAGES } from '../spec/pages';
import { preferredFix, replaceString } from './edits';
import { machineExample } from './example';
import { passExample } from './expressionExample';
import { judgedTexts } from './judgedTexts';
import { type Context, type Finding, type Rule, SCHEMA_CODE } from './rule';
import { type StateExpression, spanOfProblem } from './stateExpressions';

const pathSyntax: Rule<State> = {
  name: 'path-syntax',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A path is not valid JSONPath',
  doc: "A path starts with `$` for the input, `$$` for the context object or `$name` for a variable. Names follow behind dots, or in brackets and quotes where they hold blanks or dots: `$.order`, `$['my order'].items[0]`.",
  page: PAGES.inputOutput,
  example: {
    wrong: passExample({ InputPath: 'order' }),
    right: passExample({ InputPath: "$.detail-type['my order']" }),
  },
  check: (state, context) =>
    judge(state, context, 'path', (text) => ({ message: 'Value must be a valid JSONPath.', problem: problemOf(text) })),
};

function problemOf(text: string): SyntaxProblem | undefined {
  const path = cachedPath(text);
  return path.ok ? undefined : path.problem;
}

const REFERENCE = 'Value is not a Reference Path: ';

const referencePath: Rule<State> = {
  name: 'reference-path',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A reference path does not name one place',
  doc: "A reference path names exactly one place: it starts with `$` and has names and indexes only, no wildcards, filters or slices. `ResultPath` says where a result is put, so it leads into the state's input, never into the context object or a variable.",
  page: PAGES.inputOutput,
  example: {
    wrong: passExample({ Result: 1, ResultPath: '$.items[*].count' }),
    right: passExample({ Result: 1, ResultPath: '$.items[0].count' }),
  },
  check: (state, context) =>
    judge(state, context, 'referencePath', (text, { member }) => {
      const path = parseReferencePath(text);
      if (!path.ok) return { message: `${REFERENCE}${path.problem.message}`, problem: path.problem };
      const isTarget = member.key.value === 'ResultPath' && path.value.root.kind !== 'input';
      const message = 'a ResultPath leads into the input of the state: it starts with "$." or is "$"';
      return { message: `${REFERENCE}${message}`, problem: isTarget ? { offset: 0, message } : undefined };
    }),
};

const pathOrCall: Rule<State> = {
  name: 'path-or-intrinsic',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'ErrorPath or CausePath is neither a path nor an intrinsic function',
  doc: '`ErrorPath` and `CausePath` of a Fail take a path or a call of an intrinsic function. A fixed text goes into `Error` and `Cause`.',
  page: PAGES.errors,
  example: {
    wrong: machineExample({ Failed: { Type: 'Fail', CausePath: 'Out of stock' } }),
    right: machineExample({ Failed: { Type: 'Fail', CausePath: "States.Format('Out of {}', $.name)" } }),
  },
  check: function* (state, context) {
    for (const { node, member, field, location, holds } of judgedTexts(state, context, 'JSONPath')) {
      if (holds !== 'dynamic' || member.key.value !== field) continue;
      const problem = checkDynamicText(node.value);
      if (problem === undefined) continue;
      yield {
        span: spanOfProblem(context.document.text, node, problem),
        location,
        message: invalidDynamicValue(field),
        detail: problem.message,
      };
    }
  },
};

type Judgement = { readonly message: string; readonly problem: SyntaxProblem | undefined };

function* judge(
  state: State,
  context: Context,
  kind: StateExpression['kind'],
  check: (text: string, expression: StateExpression) => Judgement,
): Generator<Finding> {
  for (const expression of judgedTexts(state, context, 'JSONPath')) {
    const { node, holds, location } = expression;
    if (holds !== kind) continue;
    const { message, problem } = check(node.value, expression);
    if (problem) yield finding(context, expression, message, problem, location);
  }
}

function finding(
  { document }: Context,
  { node }: StateExpression,
  message: string,
  problem: SyntaxProblem,
  location: string,
): Finding {
  const isWhole = !node.value.startsWith('$') || problem.offset === 0;
  const span = isWhole ? node.span : spanOfProblem(document.text, node, problem);
  const detail = message.endsWith(problem.message) ? {} : { detail: problem.message };
  return { span, location, message, ...detail, fixes: withDollar(node) };
}

/** A name alone, or one behind a dot, is most likely a member of the input. */
function withDollar(node: StateExpression['node']) {
  if (!/^\.?[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*$/.test(node.value)) return [];
  const path = `$.${node.value.replace(/^\./, '')}`;
  return [preferredFix(`Change to ${path}`, replaceString(node, path))];
}

/** Rules about the fields of JSONPath states whose text is a path. */
export const PATH_RULES: readonly Rule<State>[] = [pathSyntax, referencePath, pathOrCall];
