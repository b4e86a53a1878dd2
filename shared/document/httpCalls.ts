import type { AslDocument } from './document';
import { isJsonata, isSubstituted, memberNamed, type Node, valueAt } from './node';
import {
  allStates,
  connectionArnOf,
  type HttpTask,
  httpTaskOf,
  isSingleState,
  singleStateOf,
  stateMachineOf,
} from './stateMachine';

/** What an HTTP Task calls, as far as the definition says it. */
export interface HttpCall {
  readonly stateName: string;
  readonly method: CallField;
  readonly endpoint: CallField;
  readonly connectionArn: CallField;
}

/**
 * A field of a call: a text that is sent so (`${Name}` may stand in it), an expression that is evaluated when the state
 * runs, or something that is not known: it is missing, or a template tool makes it.
 */
export type CallField =
  | { readonly kind: 'fixed'; readonly text: string }
  | { readonly kind: 'path' | 'jsonata'; readonly text: string }
  | { readonly kind: 'unknown' };

/** The calls of all HTTP Tasks in a definition, nested ones too, in the order of the text; none where it has none. */
export function httpCallsOf(document: AslDocument): readonly HttpCall[] {
  const single = isSingleState(document) ? singleStateOf(document) : undefined;
  const states = single ? [single] : [...allStates(stateMachineOf(document))];
  return states.flatMap((state) => {
    const task = httpTaskOf(state);
    return task ? [callOf(task)] : [];
  });
}

function callOf(task: HttpTask): HttpCall {
  const fields = task.fields?.value;
  const arn = connectionArnOf(fields);
  const field = (name: string) => fieldOf(memberNamed(fields, name) ? name : `${name}.$`, fields, task);
  return {
    stateName: task.state.name,
    method: field('Method'),
    endpoint: field('ApiEndpoint'),
    connectionArn: arn ? fieldFrom(arn.key.value, arn.value, task) : UNKNOWN,
  };
}

const UNKNOWN: CallField = { kind: 'unknown' };

function fieldOf(name: string, fields: Node | undefined, task: HttpTask): CallField {
  return fieldFrom(name, valueAt(fields, name), task);
}

/** Only JSONPath knows `name.$`, and only JSONata its own delimiters. */
function fieldFrom(name: string, value: Node | undefined, { fieldsName }: HttpTask): CallField {
  if (value?.kind !== 'string') return UNKNOWN;
  const isPath = name.endsWith('.$');
  if (fieldsName === 'Parameters') return { kind: isPath ? 'path' : 'fixed', text: value.value };
  if (isPath) return UNKNOWN;
  if (isJsonata(value)) return { kind: 'jsonata', text: value.value };
  return isSubstituted(value) && value.bare ? UNKNOWN : { kind: 'fixed', text: value.value };
}
