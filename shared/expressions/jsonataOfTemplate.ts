import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { type Draft, follow, rootWay } from './jsonataDraft';
import { draftOfCall } from './jsonataOfIntrinsic';
import type { Path } from './jsonPathSyntax';
import { Obstacle } from './obstacle';
import { cachedIntrinsic, cachedPath } from './parsedTexts';

/** What the paths of a field see, in JSONata, and a place for what the result depends on. */
export interface DraftScope {
  /** What `$` is. */
  readonly data: Draft;
  /** Sentences that end "the same as long as ...". */
  readonly provided: Set<string>;
}

/** A payload template of JSONPath as a draft of JSONata. Throws the Obstacle of what cannot be said in JSONata. */
export function draftOfTemplate(template: JsonValue, scope: DraftScope): Draft {
  if (!hasDynamic(template)) return { kind: 'literal', value: template };
  if (Array.isArray(template)) {
    return { kind: 'list', items: template.map((item: JsonValue) => draftOfTemplate(item, scope)) };
  }
  const members = Object.entries(template as JsonObject).map(([key, value]) => draftOfMember(key, value, scope));
  const names = new Set(members.map(([name]) => name));
  if (names.size < members.length) throw new Obstacle('A key stands beside itself with .$');
  return { kind: 'object', members };
}

function hasDynamic(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(hasDynamic);
  return isJsonObject(value) && Object.entries(value).some(([key, inner]) => key.endsWith('.$') || hasDynamic(inner));
}

function draftOfMember(key: string, value: JsonValue, scope: DraftScope): readonly [string, Draft] {
  if (!key.endsWith('.$')) return [key, draftOfTemplate(value, scope)];
  if (typeof value !== 'string') throw new Obstacle(`The value of ${key} is neither a path nor an intrinsic function`);
  return [key.slice(0, -2), draftOfDynamic(value, scope)];
}

/** A text that is either a path or a call of an intrinsic function. */
export function draftOfDynamic(text: string, scope: DraftScope): Draft {
  if (text.trimStart().startsWith('$')) return draftOfPath(text, scope);
  const call = cachedIntrinsic(text);
  if (!call.ok) throw new Obstacle(`This is neither a path nor an intrinsic function: ${text}`);
  return draftOfCall(call.value, (path) => draftOfParsedPath(path, scope), scope.provided);
}

/** What a path finds. */
export function draftOfPath(text: string, scope: DraftScope): Draft {
  const path = cachedPath(text);
  if (!path.ok) throw new Obstacle(`This is no path: ${text}`);
  return draftOfParsedPath(path.value, scope);
}

function draftOfParsedPath(path: Path, { data }: DraftScope): Draft {
  const { root, steps, text } = path;
  if (!path.definite) throw new Obstacle(`This path may lead to many values: ${text}`);
  if (root.kind === 'variable') return follow(variable(root.name), steps, text);
  return follow(root.kind === 'context' ? CONTEXT : data, steps, text);
}

function variable(name: string): Draft {
  return { ...rootWay(`$${name}`, `$${name}`), certain: false };
}

/** What the context object of every state has, from docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html. */
const CONTEXT = rootWay('$states.context', '$$', [
  'Execution',
  'Execution.Id',
  'Execution.Input',
  'Execution.Name',
  'Execution.StartTime',
  'State',
  'State.EnteredTime',
  'State.Name',
  'StateMachine',
  'StateMachine.Id',
  'StateMachine.Name',
]);
