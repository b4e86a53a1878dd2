import { type Member, memberNamed, type Node, type ObjectNode, type StringNode } from '../document/node';
import type { State } from '../document/stateMachine';
import { checkDynamicText } from '../expressions/expressionChecks';
import { jsonataOfPath } from '../expressions/jsonataOfPath';
import { isJsonataString } from '../expressions/jsonataSyntax';
import type { Fix } from '../spec/diagnostic';
import { PAGES } from '../spec/pages';
import { stateField } from '../spec/states';
import { insertMember, possibleFix, preferredFix, removeMember, replaceString } from './edits';
import { machineExample } from './example';
import { jsonataExample, passExample } from './expressionExample';
import { judgedMembers, judgedTexts } from './judgedTexts';
import { type Context, type Rule, SCHEMA_CODE } from './rule';
import { stateExpressions } from './stateExpressions';
import { isLanguageOpen } from './stateRules';

const page = PAGES.jsonata;

const downgrade: Rule<State> = {
  name: 'query-language-downgrade',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A JSONPath state in a JSONata machine',
  doc: 'A machine whose `QueryLanguage` is JSONata has JSONata states only. The other way round a machine in JSONPath, the default, may have single states in JSONata: so a machine is moved state by state, and its own `QueryLanguage` last.',
  page,
  example: {
    wrong: machineExample(
      { Old: { Type: 'Pass', QueryLanguage: 'JSONPath', End: true } },
      { QueryLanguage: 'JSONata' },
    ),
    right: machineExample({ New: { Type: 'Pass', QueryLanguage: 'JSONata', End: true } }),
  },
  check: function* ({ node, location }, { document }) {
    const own = memberNamed(node, 'QueryLanguage');
    const whole = memberNamed(document.root, 'QueryLanguage')?.value;
    if (!node || !isText(own?.value, 'JSONPath') || !isText(whole, 'JSONata')) return;
    yield {
      span: own?.value?.span ?? node.span,
      location,
      message: "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
      fixes: own ? [possibleFix('Remove QueryLanguage', removeMember(node, own))] : [],
    };
  },
};

function isText(node: Node | undefined, text: string): boolean {
  return node?.kind === 'string' && node.value === text;
}

const jsonataInJsonPath: Rule<State> = {
  name: 'jsonata-in-jsonpath',
  severity: 'WARNING',
  title: 'A JSONata expression in a JSONPath state',
  doc: 'Only JSONata states evaluate `{% ... %}`; for a JSONPath state it is text like any other. Give the state `"QueryLanguage": "JSONata"`, or write a path under a key that ends in `.$`.',
  page,
  example: {
    wrong: passExample({ Parameters: { id: '{% $states.input.id %}' } }),
    right: passExample({ Comment: 'Was {% $states.input.id %}', Parameters: { 'id.$': '$.id' } }),
  },
  check: function* (state, context) {
    const { node, queryLanguage } = state;
    if (!node || queryLanguage !== 'JSONPath' || isLanguageOpen(state, context)) return;
    const found = jsonataIn(node, state.location);
    if (found.length === 0) return;
    const judged = new Set(stateExpressions(state).texts.flatMap(({ kind, node }) => (kind === 'text' ? [] : node)));
    for (const { string, location } of found) {
      if (string.bare || judged.has(string)) continue;
      yield {
        span: string.span,
        location,
        message: 'This JSONata expression is text in a JSONPath state: it is not evaluated',
        fixes: becomeJsonata(node, context),
      };
    }
  },
};

/** Fields that hold no data of the state: notes, names, and machines with states of their own. */
const NO_DATA: ReadonlySet<string> = new Set(['Comment', 'ErrorEquals', 'ItemProcessor', 'Iterator', 'Branches']);

interface TextOfState {
  readonly string: StringNode;
  readonly location: string;
}

/** Fields of Catchers and choice rules that only JSONata has: the rule about fields of the wrong language names them. */
const JSONATA_FIELDS: ReadonlySet<string> = new Set(['Condition', 'Output']);

/** The texts of a state that are JSONata expressions, whatever the field. */
function jsonataIn(node: ObjectNode, location: string): readonly TextOfState[] {
  const found: TextOfState[] = [];
  for (const { key, value } of node.members) {
    const name = key.value;
    const row = stateField(name);
    if (!value || NO_DATA.has(name) || row?.queryLanguage === 'JSONata') continue;
    // Where no text may stand, AWS refuses it: the rule about kinds says so.
    if (value.kind === 'string' && row && !row.kinds.includes('string')) continue;
    const isList = name === 'Choices' || name === 'Catch';
    addJsonata(found, value, `${location}/${name}`, isList ? JSONATA_FIELDS : NOTHING, 0);
  }
  return found;
}

const NOTHING: ReadonlySet<string> = new Set();

function addJsonata(
  found: TextOfState[],
  node: Node,
  location: string,
  left: ReadonlySet<string>,
  depth: number,
): void {
  if (node.kind === 'string' && isJsonataString(node.value)) found.push({ string: node, location });
  if (depth > DEEPEST) return;
  if (node.kind === 'array') {
    for (const [index, item] of node.items.entries()) {
      addJsonata(found, item, `${location}[${index}]`, left, depth + 1);
    }
  }
  if (node.kind !== 'object') return;
  for (const { key, value } of node.members) {
    const isLeft = NO_DATA.has(key.value) || left.has(key.value);
    if (value && !isLeft) addJsonata(found, value, `${location}/${key.value}`, left, depth + 1);
  }
}

const DEEPEST = 200;

/** The other language is the obvious cure where no field of the state belongs to JSONPath. */
function becomeJsonata(node: ObjectNode, { document }: Context): readonly Fix[] {
  const title = 'Set the QueryLanguage of this state to JSONata';
  const own = memberNamed(node, 'QueryLanguage')?.value;
  if (own && own.kind !== 'string') return [];
  const edit = own ? replaceString(own, 'JSONata') : insertMember(document.text, node, 'QueryLanguage', 'JSONata');
  const isBound = node.members.some(({ key }) => stateField(key.value)?.queryLanguage === 'JSONPath');
  return [isBound ? possibleFix(title, edit) : preferredFix(title, edit)];
}

const delimiters: Rule<State> = {
  name: 'jsonata-delimiters',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A JSONata expression is not closed',
  doc: 'A text of a JSONata state that starts with `{%` is an expression, and ends with `%}`. Text around an expression is joined with `&` inside of it.',
  page,
  example: {
    wrong: jsonataExample({ Output: { id: '{% $states.input.id }' } }),
    right: jsonataExample({ Output: { id: '{% $states.input.id %}', note: '{ id' } }),
  },
  check: function* (state, context) {
    for (const { kind, node, location } of judgedTexts(state, context, 'JSONata')) {
      if (kind !== 'jsonata' || node.value.trimEnd().endsWith('%}')) continue;
      yield {
        span: node.span,
        location,
        message: 'JSONata string must start with {% and end with %}',
        fixes: node.value.includes('%}')
          ? []
          : [preferredFix('Close the expression with %}', replaceString(node, closed(node.value)))],
      };
    }
  },
};

function closed(text: string): string {
  return `${text.replace(/\s*[%}]?\s*$/, '')} %}`;
}

const literalExpression: Rule<State> = {
  name: 'jsonata-literal',
  severity: 'INFO',
  title: 'A text looks like a JSONata expression and is none',
  doc: 'A text is an expression only if it starts with `{%` and ends with `%}`: with blanks or words around them it is taken as it stands. Join words to an expression inside of it: `{% "Order " & $states.input.id %}`.',
  page,
  example: {
    wrong: jsonataExample({ Output: { id: ' {% $states.input.id %}' } }),
    right: jsonataExample({ Output: { id: '{%$states.input.id%}' } }),
  },
  check: function* (state, context) {
    for (const { node, location } of judgedTexts(state, context, 'JSONata')) {
      if (!holdsLiteralExpression(node)) continue;
      const trimmed = node.value.trim();
      const isBlank = isJsonataString(trimmed);
      yield {
        span: node.span,
        location,
        message: `This is text and no expression: ${isBlank ? 'blanks' : 'words'} stand around {% %}`,
        fixes: isBlank ? [possibleFix('Remove the blanks around the expression', replaceString(node, trimmed))] : [],
      };
    }
  },
};

function holdsLiteralExpression(node: StringNode): boolean {
  const { value } = node;
  const start = value.indexOf('{%');
  if (start < 0 || isJsonataString(value)) return false;
  return value.indexOf('%}', start) >= 0 && (start > 0 || value.trimEnd().endsWith('%}'));
}

const intrinsicInJsonata: Rule<State> = {
  name: 'intrinsic-in-jsonata',
  severity: 'ERROR',
  title: 'An intrinsic function in a JSONata state',
  doc: 'Intrinsic functions such as `States.Format` belong to JSONPath. A JSONata state takes the call for text; use a function of JSONata between `{%` and `%}`: `&` joins texts, `$uuid()` makes a UUID, `$parse` reads JSON.',
  page,
  example: {
    wrong: jsonataExample({ Output: { id: 'States.UUID()' } }),
    right: jsonataExample({ Output: { id: '{% $uuid() %}', note: 'States.UUID makes one' } }),
  },
  check: function* (state, context) {
    for (const { kind, node, location } of judgedTexts(state, context, 'JSONata')) {
      if (kind !== 'text' || !isCall(node)) continue;
      yield {
        span: node.span,
        location,
        message: 'Intrinsic functions are not evaluated in a JSONata state: this is text',
        fixes:
          node.value.trim() === 'States.UUID()'
            ? [preferredFix('Change to $uuid()', replaceString(node, '{% $uuid() %}'))]
            : [],
      };
    }
  },
};

function isCall(node: StringNode): boolean {
  return /^\s*States\.\w+\s*\(/.test(node.value) && checkDynamicText(node.value) === undefined;
}

const dollarKeyInJsonata: Rule<State> = {
  name: 'dollar-key-in-jsonata',
  severity: 'WARNING',
  title: 'A key that ends in .$ in a JSONata state',
  doc: 'The ending `.$` means something to JSONPath states only. In a JSONata state the key stays as it is, dot and dollar sign included, and so does the value: write the key without the ending and the value as an expression.',
  page,
  example: {
    wrong: jsonataExample({ Output: { 'id.$': '$.order.id' } }),
    right: jsonataExample({ Output: { id: '{% $states.input.order.id %}' } }),
  },
  check: function* (state, context) {
    for (const { member, object, fieldLocation, isVariable } of judgedMembers(state, context, 'JSONata')) {
      if (isVariable) continue;
      yield {
        span: member.key.span,
        location: fieldLocation,
        message: `A JSONata state does not evaluate keys that end in .$: ${member.key.value}`,
        fixes: asExpression(member, object),
      };
    }
  },
};

function asExpression({ key, value }: Member, object: ObjectNode): readonly Fix[] {
  const name = key.value.slice(0, -2);
  if (name === '' || memberNamed(object, name) || value?.kind !== 'string') return [];
  const expression = isJsonataString(value.value) ? value.value : jsonataOfPath(value.value);
  if (expression === undefined) return [];
  return [
    possibleFix(`Change to ${name} with an expression`, replaceString(key, name), replaceString(value, expression)),
  ];
}

/** Rules about what belongs to the other query language. */
export const QUERY_LANGUAGE_RULES: readonly Rule<State>[] = [
  jsonataInJsonPath,
  delimiters,
  literalExpression,
  intrinsicInJsonata,
  dollarKeyInJsonata,
];

/** Rules about the query language of a state in a machine of the other one. */
export const QUERY_LANGUAGE_MACHINE_RULES: readonly Rule<State>[] = [downgrade];
