import type { AslDocument } from '../shared/document/document';
import { isSingleState } from '../shared/document/stateMachine';
import type { Memory } from '../shared/rules/memory';
import { validate } from '../shared/rules/validate';
import type { Diagnostic, Surroundings } from '../shared/spec/diagnostic';
import type { Settings } from './settings';

/** The findings about a definition, those that another extension gives left out; `memory` is that of its file. */
export function findingsOfDefinition(
  document: AslDocument,
  surroundings: Surroundings,
  settings: Settings,
  toolkitActive: boolean,
  memory?: Memory,
): readonly Diagnostic[] {
  const fitting: Surroundings = isSingleState(document) ? { ...surroundings, scope: 'singleState' } : surroundings;
  const findings = validate(document, fitting, memory);
  const isHttpOnly = settings.validation === 'httpOnly' || (settings.validation === 'auto' && toolkitActive);
  return isHttpOnly ? findings.filter(({ rule }) => rule.startsWith('http-')) : findings;
}
