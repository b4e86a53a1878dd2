import type { AslDocument } from '../document/document';
import type { HttpTask, State, StateMachine } from '../document/stateMachine';
import { CHOICE_ORDER_RULES } from './choiceOrderRules';
import { CHOICE_RULES } from './choiceRules';
import { CONTEXT_RULES } from './contextRules';
import { DOCUMENT_RULES } from './documentRules';
import { DUPLICATE_KEY_RULES, DUPLICATE_STATE_RULES } from './duplicateRules';
import { ERROR_RULES } from './errorRules';
import { FIELD_RULES } from './fieldRules';
import { HTTP_CONNECTION_RULES } from './httpConnectionRules';
import { HTTP_ENDPOINT_RULES } from './httpEndpointRules';
import { HTTP_ERROR_RULES } from './httpErrorRules';
import { HTTP_FIELD_RULES } from './httpFieldRules';
import { HTTP_FORM_RULES } from './httpFormRules';
import { HTTP_HEADER_RULES } from './httpHeaderRules';
import { HTTP_SECRET_RULES } from './httpSecretRules';
import { HTTP_UNKNOWN_RULES } from './httpUnknownRules';
import { HTTP_VALUE_RULES } from './httpValueRules';
import { INTRINSIC_RULES } from './intrinsicRules';
import { JSONATA_RULES } from './jsonataRules';
import { knowingState, knowingTask } from './knownValues';
import { MACHINE_FIELD_RULES } from './machineFieldRules';
import { MACHINE_RULES } from './machineRules';
import { NAME_RULES, UNIQUE_NAME_RULES } from './nameRules';
import { PATH_RULES } from './pathRules';
import { QUERY_LANGUAGE_MACHINE_RULES, QUERY_LANGUAGE_RULES } from './queryLanguageRules';
import { REACH_RULES } from './reachRules';
import { RESOURCE_RULES } from './resourceRules';
import { RETRY_RULES } from './retryRules';
import type { Rule, RuleInfo } from './rule';
import { SIZE_RULES } from './sizeRules';
import { STATE_RULES } from './stateRules';
import { TEMPLATE_RULES } from './templateRules';
import { TRANSITION_RULES } from './transitionRules';
import { VARIABLE_RULES, VARIABLE_SCOPE_RULES } from './variableRules';

/** The rules by what they judge. `transition` rules judge a state by the machine around it. */
export interface RuleFamilies {
  readonly document: readonly Rule<AslDocument>[];
  readonly machine: readonly Rule<StateMachine>[];
  readonly state: readonly Rule<State>[];
  readonly transition: readonly Rule<State>[];
  readonly httpTask: readonly Rule<HttpTask>[];
}

/** Every rule, in the family of its subject. */
export const RULE_FAMILIES: RuleFamilies = {
  document: [...DOCUMENT_RULES, ...SIZE_RULES],
  machine: [...MACHINE_RULES, ...MACHINE_FIELD_RULES, ...REACH_RULES, ...DUPLICATE_STATE_RULES],
  state: knowingState([
    ...STATE_RULES,
    ...FIELD_RULES,
    ...RESOURCE_RULES,
    ...NAME_RULES,
    ...DUPLICATE_KEY_RULES,
    ...ERROR_RULES,
    ...RETRY_RULES,
    ...CHOICE_RULES,
    ...CHOICE_ORDER_RULES,
    ...QUERY_LANGUAGE_RULES,
    ...PATH_RULES,
    ...CONTEXT_RULES,
    ...TEMPLATE_RULES,
    ...INTRINSIC_RULES,
    ...JSONATA_RULES,
    ...VARIABLE_RULES,
  ]),
  transition: [...TRANSITION_RULES, ...UNIQUE_NAME_RULES, ...QUERY_LANGUAGE_MACHINE_RULES, ...VARIABLE_SCOPE_RULES],
  httpTask: knowingTask([
    ...HTTP_FIELD_RULES,
    ...HTTP_UNKNOWN_RULES,
    ...HTTP_VALUE_RULES,
    ...HTTP_HEADER_RULES,
    ...HTTP_FORM_RULES,
    ...HTTP_ENDPOINT_RULES,
    ...HTTP_CONNECTION_RULES,
    ...HTTP_SECRET_RULES,
    ...HTTP_ERROR_RULES,
  ]),
};

/** What is known about every rule, families in order: the source of the rule pages, settings and schemas. */
export const RULES: readonly RuleInfo[] = Object.values(RULE_FAMILIES).flat();

const BY_NAME: ReadonlyMap<string, RuleInfo> = new Map(RULES.map((rule) => [rule.name, rule]));

/** The rule with this name; undefined when there is none. */
export function ruleNamed(name: string): RuleInfo | undefined {
  return BY_NAME.get(name);
}
