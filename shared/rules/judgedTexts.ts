import { isSubstituted } from '../document/node';
import type { QueryLanguage, State } from '../document/stateMachine';
import type { Context } from './rule';
import { type DynamicMember, type StateExpression, stateExpressions } from './stateExpressions';
import { isLanguageOpen } from './stateRules';

/**
 * The texts of a state that rules about a query language may judge: none where the state has another one, and neither
 * those that a template tool fills in nor those in broken JSON.
 */
export function judgedTexts(state: State, context: Context, language: QueryLanguage): readonly StateExpression[] {
  if (state.queryLanguage !== language || isLanguageOpen(state, context)) return [];
  const { texts } = stateExpressions(state);
  const isJudged = ({ node }: StateExpression) => !isSubstituted(node) && !context.isBroken(node.span);
  // Most often all of them are: a dozen rules ask about each state.
  return texts.every(isJudged) ? texts : texts.filter(isJudged);
}

/** The members with a key that ends in `.$` that rules about a query language may judge; as for `judgedTexts`. */
export function judgedMembers(state: State, context: Context, language: QueryLanguage): readonly DynamicMember[] {
  if (state.queryLanguage !== language || isLanguageOpen(state, context)) return [];
  return stateExpressions(state).dynamic.filter(({ member }) => !isSubstituted(member.key));
}
