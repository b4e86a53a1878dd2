import type { State } from '../document/stateMachine';
import { pathUses } from '../expressions/expressionChecks';
import type { Path } from '../expressions/jsonPathSyntax';
import { closest } from '../spec/closest';
import { CONTEXT_FIELDS } from '../spec/contextObject';
import { PAGES } from '../spec/pages';
import { preferredFix } from './edits';
import { passExample } from './expressionExample';
import { judgedTexts } from './judgedTexts';
import type { Rule } from './rule';
import { spanOfPiece } from './stateExpressions';

const contextField: Rule<State> = {
  name: 'context-field',
  severity: 'WARNING',
  title: 'A member of the context object is misspelled',
  doc: 'The context object, which paths reach by `$$`, has fixed members such as `$$.Execution.Id`, `$$.State.EnteredTime` and `$$.Map.Item.Value`, capitals included. A path to another one finds nothing, and the state fails.',
  page: PAGES.context,
  example: {
    wrong: passExample({ Parameters: { 'id.$': '$$.Execution.ID' } }),
    right: passExample({ Parameters: { 'id.$': '$$.Execution.Id', 'input.$': '$$.Execution.Input.ID' } }),
  },
  check: function* (state, context) {
    for (const { kind, node, location } of judgedTexts(state, context, 'JSONPath')) {
      if (kind === 'text' || !node.value.includes('$$')) continue;
      for (const { path, offset } of pathUses(node.value)) {
        const slip = misspelled(path);
        const index = slip ? path.text.indexOf(slip.name, slip.from) : -1;
        if (!slip || index < 0) continue;
        const span = spanOfPiece(context.document.text, node, offset + index, slip.name.length);
        yield {
          span,
          location,
          message: `The context object has no ${slip.name} here: did you mean ${slip.meant}?`,
          fixes: [preferredFix(`Change to ${slip.meant}`, { span, text: slip.meant })],
        };
      }
    }
  },
};

interface Slip {
  readonly name: string;
  readonly meant: string;
  /** The index in the path's text behind the names in front. */
  readonly from: number;
}

/** The first name of a path into the context object that is near to one which exists there, and is none. */
function misspelled({ root, steps, text }: Path): Slip | undefined {
  if (root.kind !== 'context') return undefined;
  let above = '';
  let from = 0;
  for (const step of steps) {
    const [name] = step.kind === 'property' && step.names.length === 1 ? step.names : [];
    const known = MEMBERS.get(above) ?? [];
    if (name === undefined || known.length === 0) return undefined;
    if (!known.includes(name)) {
      const meant = closest(name, known, name.length > 3 ? 2 : 1);
      return meant === undefined ? undefined : { name, meant, from };
    }
    from = text.indexOf(name, from) + name.length;
    above += `${name}.`;
  }
  return undefined;
}

/** The names of the members behind each piece of a path that ends with a dot; behind any other, any may stand. */
const MEMBERS: ReadonlyMap<string, readonly string[]> = membersByPath();

function membersByPath(): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const { path } of CONTEXT_FIELDS) {
    const [, above = '', name = ''] = /^(.*\.)?([^.]*)$/.exec(path) ?? [];
    members.set(above, [...(members.get(above) ?? []), name]);
  }
  return members;
}

/** Rules about what paths read of the context object. */
export const CONTEXT_RULES: readonly Rule<State>[] = [contextField];
