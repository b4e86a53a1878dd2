import { isSubstituted, type Member, memberNamed, type Node, type ObjectNode, valueAt } from '../document/node';
import type { State } from '../document/stateMachine';
import {
  CHOICE_RULE_FIELDS,
  OPERATOR_NAMES,
  operandKind,
  RULE_FORMS,
  takesTimestamp,
  timestampMilliseconds,
} from '../spec/choiceOperators';
import { closest } from '../spec/closest';
import type { Fix } from '../spec/diagnostic';
import { PAGES } from '../spec/pages';
import { severalOf } from '../spec/sentences';
import { choiceExample, conditionExample, rulesOf } from './choiceParts';
import { possibleFix, preferredFix, removeMember, replaceString } from './edits';
import { isFixed } from './httpTask';
import { openingOf } from './machineRules';
import { type Rule, SCHEMA_CODE } from './rule';
import { isLanguageOpen } from './stateRules';

const page = PAGES.choice;

const ruleForm: Rule<State> = {
  name: 'choice-rule-form',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A rule of a Choice tests nothing, or two things',
  doc: 'A rule in JSONPath has exactly one of `And`, `Or`, `Not` and `Variable`, a rule in JSONata a `Condition`.',
  page,
  example: {
    wrong: choiceExample({ Variable: '$.a', IsNull: true, Not: { Variable: '$.b', IsNull: true } }),
    right: choiceExample({ Not: { Variable: '$.b', IsNull: true } }),
  },
  check: function* (state, context) {
    if (isLanguageOpen(state, context)) return;
    for (const { node, location } of rulesOf(state, context)) {
      const forms = RULE_FORMS.flatMap((name) => memberNamed(node, name) ?? []);
      const [, second] = forms;
      // A form of the other language is the complaint of the rule about query languages.
      if (forms.length === 1 || forms.some((form) => isForeign(state, form.key.value))) continue;
      if (isMissed(node, forms)) continue;
      yield {
        span: second?.key.span ?? openingOf(node),
        location,
        message: `The object must have only one of the following fields, [${RULE_FORMS.join(', ')}]`,
        fixes: keepOne(node, forms),
      };
    }
  },
};

/** Of two members, either may have been meant. */
function keepOne(node: ObjectNode, members: readonly Member[]): readonly Fix[] {
  if (members.length !== 2) return [];
  return members.map((member) => possibleFix(`Remove ${member.key.value}`, removeMember(node, member)));
}

/** A misspelled form is the complaint of the rule about fields that a rule does not have. */
function isMissed({ members }: ObjectNode, forms: readonly Member[]): boolean {
  return forms.length === 0 && members.some(({ key }) => isNear(key.value, RULE_FORMS));
}

function isForeign({ queryLanguage }: State, name: string): boolean {
  return (name === 'Condition') !== (queryLanguage === 'JSONata');
}

const operatorCount: Rule<State> = {
  name: 'choice-operator',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A Variable is compared by no operator, or by two',
  doc: 'A rule with a `Variable` has exactly one operator, such as `StringEquals`, `NumericGreaterThanPath` or `IsPresent`. To ask for two things, put two rules into an `And`.',
  page,
  example: {
    wrong: choiceExample({ Variable: '$.a', IsPresent: true, StringEquals: 'x' }),
    right: choiceExample({ Variable: '$.a', StringEquals: 'x' }),
  },
  check: function* (state, context) {
    if (state.queryLanguage === 'JSONata' || isLanguageOpen(state, context)) return;
    for (const { node, location } of rulesOf(state, context)) {
      const variable = memberNamed(node, 'Variable');
      const operators = node.members.filter(({ key }) => OPERATORS.has(key.value));
      const [, second] = operators;
      if (variable && operators.length === 0 && !node.members.some(({ key }) => isNear(key.value, OPERATOR_NAMES))) {
        const message = 'A rule with a Variable needs an operator such as StringEquals or IsPresent';
        yield { span: variable.key.span, location, message };
      }
      if (!second) continue;
      const message = severalOf(operators.map(({ key }) => key.value));
      yield { span: second.key.span, location, message, fixes: keepOne(node, operators) };
    }
  },
};

const OPERATORS = new Set(OPERATOR_NAMES);

/** A word that a rule does not have, most likely written for one that it has. */
function isNear(name: string, candidates: readonly string[]): boolean {
  return !KNOWN.has(name) && closest(name, candidates) !== undefined;
}

const KNOWN = new Set<string>(CHOICE_RULE_FIELDS.map(({ name }) => name));

const operand: Rule<State> = {
  name: 'choice-operand',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'An operator compares with a value of another kind',
  doc: 'The operand of an operator has the kind in its name: `StringEquals` takes a string, `NumericEquals` a number, `BooleanEquals` and `IsPresent` take true or false, `TimestampEquals` a string such as `2026-09-01T12:00:00Z`. Operators that end in `Path` take the path of the value to compare with.',
  page,
  example: {
    wrong: choiceExample({ Variable: '$.count', NumericEquals: '5' }),
    right: choiceExample({ Variable: '$.count', NumericEquals: 5 }),
  },
  check: function* (state, context) {
    if (state.queryLanguage === 'JSONata' || isLanguageOpen(state, context)) return;
    for (const { node, location } of rulesOf(state, context)) {
      for (const { key, value } of node.members) {
        const kind = operandKind(key.value);
        if (kind === undefined || !value || isSubstituted(value)) continue;
        const at = { span: value.span, location: `${location}/${key.value}` };
        if (value.kind !== kind) {
          yield { ...at, message: `Expected value of type [${kind.toUpperCase()}]`, fixes: convert(value, kind) };
        } else if (value.kind === 'string' && takesTimestamp(key.value) && !isTimestamp(value.value)) {
          yield { ...at, message: 'String does not match RFC3339 timestamp' };
        }
      }
    }
  },
};

function isTimestamp(text: string): boolean {
  return timestampMilliseconds(text) !== undefined;
}

/** The same value as the other kind writes it, where it has one. */
function convert(value: Node, kind: 'string' | 'number' | 'boolean'): readonly Fix[] {
  if (value.kind === 'object' || value.kind === 'array' || value.kind === 'null') return [];
  const isWritten = kind === 'number' ? /^-?(0|[1-9]\d*)(\.\d+)?$/ : /^(true|false)$/;
  const text = String(value.value);
  if (kind !== 'string' && !isWritten.test(text)) return [];
  const written = kind === 'string' ? JSON.stringify(text) : text;
  return [preferredFix(`Change to ${written}`, { span: value.span, text: written })];
}

const condition: Rule<State> = {
  name: 'choice-condition',
  severity: 'ERROR',
  title: 'A Condition is neither true nor false nor an expression',
  doc: 'The `Condition` of a rule in JSONata is a string with an expression between `{%` and `%}` that gives true or false, or just `true` or `false`.',
  page,
  example: {
    wrong: conditionExample('$states.input.open'),
    right: conditionExample('{% $states.input.open %}'),
  },
  check: function* (state, context) {
    if (state.queryLanguage !== 'JSONata' || isLanguageOpen(state, context)) return;
    for (const { node, location } of rulesOf(state, context)) {
      const value = valueAt(node, 'Condition');
      if (!isFixed(value) || value.kind === 'boolean') continue;
      const text = value.kind === 'string' ? value.value : undefined;
      // What has the signs of an expression in the wrong places is the complaint of the rules about expressions.
      if (text !== undefined && /^\s*\{%/.test(text)) continue;
      yield {
        span: value.span,
        location: `${location}/Condition`,
        message: 'Condition must be true, false, or an expression between {% and %}',
        fixes:
          value.kind === 'string'
            ? [preferredFix('Put it between {% and %}', replaceString(value, `{% ${text} %}`))]
            : [],
      };
    }
  },
};

/** Rules about what a Choice asks. */
export const CHOICE_RULES: readonly Rule<State>[] = [ruleForm, operatorCount, operand, condition];
