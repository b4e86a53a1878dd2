import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { MOCK_RESULTS, type ResultMember } from '../spec/mockResults';

/** How closely a mocked result is checked, in the words of TestState. */
export type FieldValidationMode = 'STRICT' | 'PRESENT' | 'NONE';

/** What checking a mocked result found: a sentence of AWS's, or that only its shape could be checked. */
export interface MockVerdict {
  readonly problem?: string;
  readonly onlyShape: boolean;
}

/**
 * Checks a mocked result of a Task against what its service answers. PRESENT leaves missing members out, NONE checks
 * nothing. Results of `.sync` are checked as those of the call that asks for the outcome. Services that are not in the table are checked for nothing more (`onlyShape`), as HTTP Tasks are on AWS.
 */
export function checkMockShape(resource: string, result: JsonObject, mode: FieldValidationMode): MockVerdict {
  const integration = resource.replace(/^arn:[^:]+:states:::/, '');
  const row = MOCK_RESULTS.find((known) => known.resource === integration);
  if (row === undefined) return { onlyShape: true };
  const problem = mode === 'NONE' ? undefined : firstProblem(result, row.members, mode);
  return problem === undefined
    ? { onlyShape: false }
    : { onlyShape: false, problem: `Mock result schema validation error: ${problem}` };
}

function firstProblem(
  value: JsonObject,
  members: readonly ResultMember[],
  mode: FieldValidationMode,
): string | undefined {
  for (const member of members) {
    const found = Object.hasOwn(value, member.name) ? value[member.name] : undefined;
    const problem = found === undefined ? missing(member, mode) : wrong(found, member, mode);
    if (problem) return problem;
  }
  return undefined;
}

function missing({ name, required }: ResultMember, mode: FieldValidationMode): string | undefined {
  return required === true && mode === 'STRICT' ? `Required field '${name}' is missing` : undefined;
}

function wrong(value: JsonValue, member: ResultMember, mode: FieldValidationMode): string | undefined {
  const { name, kind, values, minimumLength, members } = member;
  if (kind !== 'any' && kindOf(value) !== kind) return `Field '${name}' must be ${ARTICLES[kind]} ${kind}`;
  if (values && !values.includes(String(value))) return `Field '${name}' is not an expected value`;
  if (minimumLength !== undefined && String(value).length < minimumLength)
    return `Field '${name}' is smaller than the minimum length`;
  if (members === undefined || !Array.isArray(value)) return undefined;
  for (const item of value) {
    const problem = isJsonObject(item)
      ? firstProblem(item, members, mode)
      : `Field '${name}' must be an array of objects`;
    if (problem) return problem;
  }
  return undefined;
}

const ARTICLES = { string: 'a', number: 'a', boolean: 'a', null: 'a', object: 'an', array: 'an' } as const;

function kindOf(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
