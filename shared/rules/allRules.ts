import type { AslDocument } from '../document/document';
import type { HttpTask, State, StateMachine } from '../document/stateMachine';
import { DOCUMENT_RULES } from './documentRules';
import { HTTP_ENDPOINT_RULES } from './httpEndpointRules';
import { HTTP_FIELD_RULES } from './httpFieldRules';
import { HTTP_FORM_RULES } from './httpFormRules';
import { HTTP_HEADER_RULES } from './httpHeaderRules';
import { HTTP_UNKNOWN_RULES } from './httpUnknownRules';
import { HTTP_VALUE_RULES } from './httpValueRules';
import { MACHINE_RULES } from './machineRules';
import type { Rule, RuleInfo } from './rule';
import { STATE_RULES } from './stateRules';
import { TRANSITION_RULES } from './transitionRules';

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
  document: DOCUMENT_RULES,
  machine: MACHINE_RULES,
  state: STATE_RULES,
  transition: TRANSITION_RULES,
  httpTask: [
    ...HTTP_FIELD_RULES,
    ...HTTP_UNKNOWN_RULES,
    ...HTTP_VALUE_RULES,
    ...HTTP_HEADER_RULES,
    ...HTTP_FORM_RULES,
    ...HTTP_ENDPOINT_RULES,
  ],
};

/** What is known about every rule, families in order: the source of the rule pages, settings and schemas. */
export const RULES: readonly RuleInfo[] = Object.values(RULE_FAMILIES).flat();

const BY_NAME: ReadonlyMap<string, RuleInfo> = new Map(RULES.map((rule) => [rule.name, rule]));

/** The rule with this name; undefined when there is none. */
export function ruleNamed(name: string): RuleInfo | undefined {
  return BY_NAME.get(name);
}
