import type { Node } from '../document/node';
import { closest } from '../spec/closest';
import { type Diagnostic, SET_SEVERITIES, type SeveritySetting } from '../spec/diagnostic';
import { type At, finding, replacing } from './readShape';

/** The rules of a project file that find less than errors, each in a few words: their severity is a matter of taste. */
export const OWN_RULE_TITLES: Readonly<Record<string, string>> = {
  'project-connection': 'Something in a connection of stateside.json does not fit',
  'project-duplicate-key': 'A key of stateside.json stands there twice',
  'project-literal-secret': 'A secret is written into stateside.json',
  'project-private-connectivity': 'A connection is private on AWS, and requests from here go straight out',
  'project-rule': 'stateside.json sets a rule that does not exist',
  'project-unknown-field': 'A connection in stateside.json has a field that nobody knows',
  'project-version': 'stateside.json does not say which version of the format it has',
};

/** The names of those rules. */
export const OWN_RULES: readonly string[] = Object.keys(OWN_RULE_TITLES);

/** Reports settings of rules that do not exist; nothing where the settings are no object. */
export function reportUnknownRules(rules: Node | undefined, ruleNames: readonly string[], at: At): void {
  if (rules?.kind !== 'object') return;
  const known = [...ruleNames, ...OWN_RULES];
  for (const { key } of rules.members.filter((member) => !known.includes(member.key.value))) {
    const meant = closest(key.value, known);
    const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
    const fix = meant === undefined ? undefined : replacing(key.span, meant);
    at.report(finding('project-rule', key.span, `There is no such rule${hint}: ${key.value}`, 'WARNING', fix));
  }
}

/** The findings about a project file with its own settings applied; errors stay, because they change what is run. */
export function withSeverities(
  findings: readonly Diagnostic[],
  settings: Readonly<Record<string, SeveritySetting>>,
): readonly Diagnostic[] {
  return findings.flatMap((found) => {
    const setting = Object.hasOwn(settings, found.rule) ? settings[found.rule] : undefined;
    if (setting === undefined || found.severity === 'ERROR') return [found];
    return setting === 'off' ? [] : [{ ...found, severity: SET_SEVERITIES[setting] }];
  });
}
