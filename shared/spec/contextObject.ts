import type { JsonKind } from './field';
import { PAGES } from './pages';

/** A row for each field of the context object, which paths reach by `$$` and JSONata by `$states.context`. */
export interface ContextField {
  /** Names from the top down, joined by dots, as they follow `$$.` in a path. */
  readonly path: string;
  readonly kinds: readonly JsonKind[];
  readonly doc: string;
  readonly page: string;
  /** Where the field exists, if not in every state. */
  readonly only?: 'map' | 'taskToken';
}

const page = PAGES.context;

/** The context object, from docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html. */
export const CONTEXT_FIELDS: readonly ContextField[] = [
  { path: 'Execution', kinds: ['object'], doc: 'The execution that runs.', page },
  { path: 'Execution.Id', kinds: ['string'], doc: 'The ARN of the execution.', page },
  {
    path: 'Execution.Input',
    kinds: ['object', 'array', 'string', 'number', 'boolean', 'null'],
    doc: 'The input that the execution was started with.',
    page,
  },
  { path: 'Execution.Name', kinds: ['string'], doc: 'The name of the execution.', page },
  {
    path: 'Execution.RoleArn',
    kinds: ['string', 'null'],
    doc: 'The ARN of the role that the execution works as.',
    page,
  },
  {
    path: 'Execution.StartTime',
    kinds: ['string'],
    doc: 'When the execution started, as an ISO 8601 timestamp.',
    page,
  },
  { path: 'Execution.RedriveCount', kinds: ['number'], doc: 'How often the execution was redriven.', page },
  {
    path: 'Execution.RedriveTime',
    kinds: ['string'],
    doc: 'When the execution was last redriven, as an ISO 8601 timestamp.',
    page,
  },
  { path: 'State', kinds: ['object'], doc: 'The state that runs.', page },
  { path: 'State.EnteredTime', kinds: ['string'], doc: 'When the state was entered, as an ISO 8601 timestamp.', page },
  { path: 'State.Name', kinds: ['string'], doc: 'The name of the state.', page },
  {
    path: 'State.RetryCount',
    kinds: ['number'],
    doc: 'How often the state was tried again; on Task, Map and Parallel.',
    page,
  },
  { path: 'StateMachine', kinds: ['object'], doc: 'The state machine that runs.', page },
  { path: 'StateMachine.Id', kinds: ['string'], doc: 'The ARN of the state machine.', page },
  { path: 'StateMachine.Name', kinds: ['string'], doc: 'The name of the state machine.', page },
  { path: 'Task', kinds: ['object'], doc: 'The task that waits for its token.', page, only: 'taskToken' },
  {
    path: 'Task.Token',
    kinds: ['string'],
    doc: 'The token that a .waitForTaskToken task hands out.',
    page,
    only: 'taskToken',
  },
  { path: 'Map', kinds: ['object'], doc: 'The iteration of a Map that runs.', page, only: 'map' },
  { path: 'Map.Item', kinds: ['object'], doc: 'The item of the iteration.', page, only: 'map' },
  { path: 'Map.Item.Index', kinds: ['number'], doc: 'The index of the item, counted from 0.', page, only: 'map' },
  {
    path: 'Map.Item.Key',
    kinds: ['string'],
    doc: 'The key of the item, when the Map goes over an object.',
    page,
    only: 'map',
  },
  {
    path: 'Map.Item.Value',
    kinds: ['object', 'array', 'string', 'number', 'boolean', 'null'],
    doc: 'The item itself.',
    page,
    only: 'map',
  },
  {
    path: 'Map.Item.Source',
    kinds: ['string'],
    doc: 'Where a distributed Map read the item: the URI of the file, or STATE_DATA.',
    page,
    only: 'map',
  },
];

/** The fields that the context object has in a state. */
export function contextFieldsAt(at: {
  readonly isInMap: boolean;
  readonly hasToken: boolean;
}): readonly ContextField[] {
  return CONTEXT_FIELDS.filter(({ only }) => (only === 'map' ? at.isInMap : only === undefined || at.hasToken));
}

/** A row for each member of `$states` in JSONata. */
export interface StatesField {
  readonly name: string;
  readonly doc: string;
  readonly page: string;
  /** Where the member exists, if not everywhere: behind the success of a state that does work, or in a Catcher. */
  readonly only?: 'result' | 'catcher';
}

/** What `$states` holds, from docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html. */
export const STATES_FIELDS: readonly StatesField[] = [
  { name: 'input', doc: 'The input of the state.', page: PAGES.jsonata },
  { name: 'result', doc: 'What a Task, Parallel or Map gave, once it succeeded.', page: PAGES.jsonata, only: 'result' },
  {
    name: 'errorOutput',
    doc: 'The error that was caught, with Error and Cause; only in a Catcher.',
    page: PAGES.jsonata,
    only: 'catcher',
  },
  { name: 'context', doc: 'The context object.', page: PAGES.jsonata },
];

/** The fields that are evaluated once the work of a state succeeded. */
const RESULT_FIELDS: readonly string[] = ['Output', 'Assign'];

/** The state types that have a result. */
const RESULT_TYPES: readonly string[] = ['Task', 'Parallel', 'Map'];

/**
 * The members that `$states` has in a field of a state, or of one of its Catchers; all of them while the type of the
 * state is not known.
 */
export function statesFieldsAt(type: string | undefined, field: string, inCatcher: boolean): readonly string[] {
  const hasResult = !inCatcher && RESULT_FIELDS.includes(field) && (!type || RESULT_TYPES.includes(type));
  const rows = STATES_FIELDS.filter(({ only }) => {
    if (only === 'catcher') return inCatcher || !type;
    return only === undefined || hasResult;
  });
  return rows.map(({ name }) => name);
}
