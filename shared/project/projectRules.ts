import type { Node } from '../document/node';
import { closest } from '../spec/closest';
import type { Diagnostic, Severity, SeveritySetting } from '../spec/diagnostic';
import { type At, finding, replacing } from './readShape';

/** The rules of a project file that find less than errors: their severity is a matter of taste. */
export const OWN_RULES = [
  'project-connection',
  'project-duplicate-key',
  'project-literal-secret',
  'project-private-connectivity',
  'project-rule',
  'project-unknown-field',
  'project-version',
];

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
    return setting === 'off' ? [] : [{ ...found, severity: SEVERITIES[setting] }];
  });
}

const SEVERITIES: Readonly<Record<Exclude<SeveritySetting, 'off'>, Severity>> = {
  info: 'INFO',
  warning: 'WARNING',
  error: 'ERROR',
};
