import { CONTEXT_FIELDS, type ContextField } from '../spec/contextObject';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';

/**
 * What TestState says of a context object that a caller gives; undefined when it takes it. A Map member is refused, a
 * Task member belongs to `.sync` and `.waitForTaskToken` alone, and nothing else is known beside the table.
 */
export function contextProblem(context: JsonObject, resource: string): string | undefined {
  const problem =
    'Map' in context ? "'Map' field is not supported when mocking a Context object" : taskProblem(context, resource);
  const found = problem ?? memberProblem(context, '');
  return found === undefined ? undefined : `Invalid Context object provided: ${found}`;
}

function taskProblem(context: JsonObject, resource: string): string | undefined {
  if (!Object.hasOwn(context, 'Task') || /\.(sync(:2)?|waitForTaskToken)$/.test(resource)) return undefined;
  return "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern";
}

function memberProblem(value: JsonObject, above: string): string | undefined {
  for (const [name, member] of Object.entries(value)) {
    const path = above === '' ? name : `${above}.${name}`;
    const row = CONTEXT_FIELDS.find((field) => field.path === path);
    if (row === undefined) return `Field '${name}' is not allowed`;
    if (!row.kinds.some((kind) => kind === kindOf(member))) return `${path} must be ${kindText(row)}`;
    const isOpen = path === 'Execution.Input';
    const problem = isJsonObject(member) && !isOpen ? memberProblem(member, path) : undefined;
    if (problem) return problem;
  }
  return undefined;
}

function kindText({ kinds: [kind = 'object'] }: ContextField): string {
  return `${kind === 'object' || kind === 'array' ? 'an' : 'a'} ${kind}`;
}

function kindOf(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
