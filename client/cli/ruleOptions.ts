import { OWN_RULES } from '../../shared/project/projectRules';
import { RULES } from '../../shared/rules/allRules';
import { closest } from '../../shared/spec/closest';
import { SEVERITY_SETTINGS, type SeveritySetting } from '../../shared/spec/diagnostic';
import type { ChosenSeverities } from './checkFile';
import type { Option } from './options';
import { WrongUse } from './wrongUse';

/** Sets the severity of one rule. */
export const RULE_OPTION: Option = {
  name: 'rule',
  value: 'NAME=SEVERITY',
  doc: `The severity of a rule: ${SEVERITY_SETTINGS.join(', ')}. It wins over that of the project file, and may be given again for other rules.`,
  repeated: true,
};

/** How many warnings are too many. */
export const WARNINGS_OPTION: Option = {
  name: 'max-warnings',
  value: 'N',
  doc: 'Ends with 1 when there are more warnings than these. By default warnings do not count.',
};

/** The severities that `--rule` options set. Throws WrongUse for a rule or a severity that there is not. */
export function chosenSeverities(settings: readonly string[] = []): ChosenSeverities {
  return Object.fromEntries(settings.map(readSetting));
}

function readSetting(text: string): readonly [name: string, setting: SeveritySetting] {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const setting = SEVERITY_SETTINGS.find((candidate) => candidate === text.slice(equals + 1));
  checkName(name);
  if (equals < 0 || setting === undefined) {
    throw new WrongUse(`A rule is set as NAME=SEVERITY with one of ${SEVERITY_SETTINGS.join(', ')}: --rule ${text}`);
  }
  return [name, setting];
}

function checkName(name: string): void {
  const known = [...RULES.map((rule) => rule.name), ...OWN_RULES];
  if (known.includes(name)) return;
  const meant = closest(name, known);
  const hint = meant === undefined ? 'each finding names its own' : `did you mean ${meant}?`;
  throw new WrongUse(`There is no such rule (${hint}): ${name}`);
}

/** The number of `--max-warnings`; undefined when any are allowed. Throws WrongUse for what is no such number. */
export function mostWarnings(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new WrongUse(`The number of warnings is a whole number: --max-warnings ${text}`);
  return Number(text);
}
