import { isSubstituted, type Member, memberNamed, type Node, type ObjectNode } from '../document/node';
import type { State } from '../document/stateMachine';
import { checkDynamicText, invalidDynamicValue } from '../expressions/expressionChecks';
import { cachedPath } from '../expressions/parsedTexts';
import type { Fix } from '../spec/diagnostic';
import { PAGES } from '../spec/pages';
import { isStateField } from '../spec/states';
import { possibleFix, preferredFix, removeMember, replaceString } from './edits';
import { machineExample } from './example';
import { passExample } from './expressionExample';
import { judgedMembers, judgedTexts } from './judgedTexts';
import { type Context, type Rule, SCHEMA_CODE } from './rule';
import { type DynamicMember, type StateExpression, spanOfProblem } from './stateExpressions';
import { isLanguageOpen } from './stateRules';

const page = PAGES.inputOutput;

const dynamicValue: Rule<State> = {
  name: 'dynamic-value',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'The value under a key that ends in .$ is no path and no intrinsic function',
  doc: 'In a JSONPath state the value under a key that ends in `.$` is evaluated: it is a string that holds a path, such as `$.order.id`, or a call of an intrinsic function. A fixed value stands under the key without the ending.',
  page,
  example: {
    wrong: passExample({ Parameters: { 'ids.$': ['$.id'] } }),
    right: passExample({ Parameters: { 'ids.$': 'States.Array($.id)', list: ['$.id'] } }),
  },
  check: function* (state, context) {
    for (const dynamic of judgedMembers(state, context, 'JSONPath')) {
      const { member, fieldLocation: location } = dynamic;
      const { key, value } = member;
      if (!value || isSubstituted(value)) continue;
      const fixes = withoutEnding(dynamic);
      if (value.kind !== 'string') {
        const message = `The value for the field '${key.value}' must be a STRING that contains a JSONPath but was ${named(value)}`;
        yield { span: value.span, location, message, fixes };
      } else if (!looksDynamic(value.value)) {
        const detail = 'A path starts with "$", and an intrinsic function with "States.".';
        yield { span: value.span, location, message: invalidDynamicValue(key.value), detail, fixes };
      }
    }
  },
};

function named({ kind }: Node): string {
  return `${kind === 'array' || kind === 'object' ? 'an' : 'a'} ${kind.toUpperCase()}`;
}

/** A text that is a path or a call, well written or not. */
function looksDynamic(text: string): boolean {
  return /^\s*(?:\$|[A-Za-z][\w.]*\s*\()/.test(text) || /^\s*States\./.test(text);
}

function withoutEnding({ member: { key }, object }: DynamicMember): readonly Fix[] {
  const name = key.value.slice(0, -2);
  if (name === '' || memberNamed(object, name)) return [];
  return [possibleFix(`Rename to ${name}`, replaceString(key, name))];
}

const dynamicPath: Rule<State> = {
  name: 'dynamic-path',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'The path under a key that ends in .$ is not valid JSONPath',
  doc: 'A path starts with `$` for the input, `$$` for the context object or `$name` for a variable. Names follow behind dots, or in brackets and quotes where they hold blanks or dots.',
  page,
  example: {
    wrong: passExample({ Parameters: { 'id.$': '$.order id' } }),
    right: passExample({ Parameters: { 'id.$': "$['order id']" } }),
  },
  check: function* (state, context) {
    for (const { node, member, fieldLocation } of dynamicTexts(state, context)) {
      const path = node.value.trimStart().startsWith('$') ? cachedPath(node.value) : undefined;
      if (path === undefined || path.ok) continue;
      yield {
        span: spanOfProblem(context.document.text, node, path.problem),
        location: fieldLocation,
        message: invalidDynamicValue(member.key.value),
        detail: path.problem.message,
      };
    }
  },
};

const dynamicTwin: Rule<State> = {
  name: 'dynamic-twin',
  severity: 'WARNING',
  title: 'A key stands there twice, plainly and with .$',
  doc: 'Once evaluated, `id.$` becomes `id`. Where `id` stands there as well, one of the two values is lost.',
  page,
  example: {
    wrong: passExample({ Parameters: { id: 0, 'id.$': '$.id' } }),
    right: passExample({ Parameters: { id: 0, old: { 'id.$': '$.id' } } }),
  },
  check: function* (state, context) {
    for (const { member, object, fieldLocation } of judgedMembers(state, context, 'JSONPath')) {
      const twin = memberNamed(object, member.key.value.slice(0, -2));
      if (!twin) continue;
      yield {
        span: member.key.span,
        location: fieldLocation,
        message: `Only one of the two can be kept: ${twin.key.value} and ${member.key.value}`,
        fixes: [twin, member].map((one) => possibleFix(`Remove ${one.key.value}`, removeMember(object, one))),
      };
    }
  },
};

const missingDollarKey: Rule<State> = {
  name: 'missing-dollar-key',
  severity: 'WARNING',
  code: 'NO_DOLLAR',
  title: 'A path or intrinsic function under a key without .$',
  doc: 'A JSONPath state evaluates the values under keys that end in `.$` only. Under any other key `$.id` and `States.UUID()` are text, and are handed on as they stand.',
  page,
  example: {
    wrong: passExample({ Parameters: { token: '$.ResponseBody.access_token' } }),
    right: passExample({ Parameters: { 'token.$': '$.ResponseBody.access_token', price: '$5' } }),
  },
  check: function* (state, context) {
    for (const expression of templateTexts(state, context)) {
      const { node, member, object, field, fieldLocation, isValue } = expression;
      if (!isValue || member.key.value === field || !looksForgotten(node.value) || isForService(expression)) continue;
      yield {
        span: member.key.span,
        location: fieldLocation,
        message: `This is not evaluated, as the key does not end in .$: ${member.key.value}`,
        fixes: withEnding(member, object),
      };
    }
  },
};

/** A path of at least one step, or a call that can be read. */
function looksForgotten(text: string): boolean {
  return /^(?:\$\$?[.[]|States\.\w+\()/.test(text) && checkDynamicText(text) === undefined;
}

/** Some services take paths as they stand, under names that say so. */
function isForService({ location, fieldLocation }: StateExpression): boolean {
  return /\/(?:\w*json_?path|InputPath|InputPathsMap|Path)(?:\/|$)/i.test(location.slice(fieldLocation.length));
}

function withEnding({ key }: Member, object: ObjectNode): readonly Fix[] {
  const name = `${key.value}.$`;
  return memberNamed(object, name) ? [] : [preferredFix(`Rename to ${name}`, replaceString(key, name))];
}

const missingPathKey: Rule<State> = {
  name: 'missing-path-key',
  severity: 'WARNING',
  code: 'NO_PATH',
  title: 'A path in a field that takes text',
  doc: 'Fields whose names end in `Path`, such as `CausePath` and `StringEqualsPath`, read a value from the input. In the fields without that ending a path is text like any other.',
  page: PAGES.errors,
  example: {
    wrong: machineExample({ Failed: { Type: 'Fail', Cause: '$.error.Cause' } }),
    right: machineExample({ Failed: { Type: 'Fail', CausePath: '$.error.Cause', Error: '$5' } }),
  },
  check: function* (state, context) {
    for (const { node, member, object, field, fieldLocation, holds } of judgedTexts(state, context, 'JSONPath')) {
      if (holds !== 'expression' || !isTextField(field) || !looksForgotten(node.value)) continue;
      const name = `${field}Path`;
      yield {
        span: node.span,
        location: fieldLocation,
        message: `A path is text here: ${name} reads it`,
        fixes: memberNamed(object, name) ? [] : [preferredFix(`Rename to ${name}`, replaceString(member.key, name))],
      };
    }
  },
};

/** Of fields that take numbers or times, other rules say that a path is none. */
function isTextField(field: string): boolean {
  if (field.startsWith('String')) return field !== 'StringMatches';
  return isStateField(`${field}Path`) && (field === 'Error' || field === 'Cause');
}

const passResult: Rule<State> = {
  name: 'pass-result-static',
  severity: 'INFO',
  code: 'PASS_RESULT_IS_STATIC',
  title: 'The Result of a Pass is fixed',
  doc: '`Result` is handed on as it stands: keys that end in `.$` are plain keys in it. What is made of the input goes into `Parameters`.',
  page: `${PAGES.states.replace('workflow-states', 'state-pass')}`,
  example: {
    wrong: passExample({ Result: { 'id.$': '$.id' } }),
    right: passExample({ Parameters: { 'id.$': '$.id' } }),
  },
  check: function* (state, context) {
    const { node, location } = state;
    const result = memberNamed(node, 'Result');
    if (!node || !result || state.type !== 'Pass' || state.queryLanguage !== 'JSONPath') return;
    if (isLanguageOpen(state, context)) return;
    const key = dynamicKey(result.value, 0);
    if (!key) return;
    yield {
      span: key.span,
      location: `${location}/Result`,
      message: `The Result of a Pass is not evaluated: ${key.value} stays as it is`,
      fixes: memberNamed(node, 'Parameters')
        ? []
        : [possibleFix('Rename Result to Parameters', replaceString(result.key, 'Parameters'))],
    };
  },
};

function dynamicKey(node: Node | undefined, depth: number): Member['key'] | undefined {
  if (node === undefined || depth > DEEPEST) return undefined;
  for (const item of node.kind === 'array' ? node.items : []) {
    const found = dynamicKey(item, depth + 1);
    if (found) return found;
  }
  for (const { key, value } of node.kind === 'object' ? node.members : []) {
    const isPath = value?.kind === 'string' && looksDynamic(value.value);
    const found = key.value.endsWith('.$') && isPath ? key : dynamicKey(value, depth + 1);
    if (found) return found;
  }
  return undefined;
}

const DEEPEST = 200;

/** The texts under keys that end in `.$`. */
function dynamicTexts(state: State, context: Context): readonly StateExpression[] {
  return judgedTexts(state, context, 'JSONPath').filter(
    ({ holds, member, field }) => holds === 'dynamic' && member.key.value !== field,
  );
}

/** The texts of templates under other keys. */
function templateTexts(state: State, context: Context): readonly StateExpression[] {
  return judgedTexts(state, context, 'JSONPath').filter(({ holds }) => holds === 'template');
}

/** Rules about the templates of JSONPath states: Parameters, ResultSelector, Assign and their like. */
export const TEMPLATE_RULES: readonly Rule<State>[] = [
  dynamicValue,
  dynamicPath,
  dynamicTwin,
  missingDollarKey,
  missingPathKey,
  passResult,
];
