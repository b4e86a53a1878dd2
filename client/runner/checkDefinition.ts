import type { AslDocument } from '../../shared/document/document';
import type { ApiError, RunSettings } from '../../shared/executor/testStateRequest';
import { validate } from '../../shared/rules/validate';
import { type Diagnostic, NO_SURROUNDINGS } from '../../shared/spec/diagnostic';

/**
 * What TestState says of a definition that it would not create: every error of the state under test, in AWS's words.
 * Undefined when the definition is sound. Only findings that are AWS's own refuse; others show when the state runs.
 */
export function checkDefinition(
  document: AslDocument,
  stateName: string | undefined,
  settings: RunSettings,
): ApiError | undefined {
  const scope = stateName === undefined ? 'singleState' : 'machine';
  const surroundings = { ...NO_SURROUNDINGS, endpoints: settings.endpoints, scope } as const;
  const findings = validate(document, surroundings).filter((finding) => isRefused(finding, stateName, settings));
  if (findings.length === 0) return undefined;
  const sentences = findings.map(
    ({ code, message, location }) => `${code}: ${message}${location ? ` at ${location}` : ''}`,
  );
  return { name: 'InvalidDefinition', message: `Invalid State Machine Definition: '${sentences.join(', ')}'` };
}

/** Which state leads to another is still being written while one of them is tried. */
const ABOUT_WAYS: ReadonlySet<string> = new Set(['state-unreachable', 'start-target']);

/** A finding with a code of AWS's; in the editor only those of the state itself, so that half-written neighbours do not matter. */
function isRefused(
  { severity, code, rule, location }: Diagnostic,
  stateName: string | undefined,
  settings: RunSettings,
): boolean {
  if (severity !== 'ERROR' || code === rule) return false;
  if (settings.strictTestState === true || stateName === undefined || location === undefined) return true;
  return !ABOUT_WAYS.has(rule) && `${location}/`.includes(`/States/${stateName}/`);
}
