import type { State } from '../document/stateMachine';
import type { JsonObject } from '../spec/json';
import { PAGES } from '../spec/pages';
import { machineExample } from './example';
import { type Fault, type FieldFault, faultsIn } from './fieldChecks';
import { partsOfState } from './parts';
import { type Context, type Rule, SCHEMA_CODE } from './rule';

/** The faults of one sort in the objects of a state that tables describe. */
function faultsAbout(about: FieldFault): Rule<State>['check'] {
  return (state, context) => faultsOf(state, context).filter((fault) => fault.about === about);
}

/** A state is looked at once for all rules of a validation. */
function faultsOf(state: State, context: Context): readonly Fault[] {
  const known = REMEMBERED.get(state);
  if (known?.context === context) return known.faults;
  const faults = faultsIn(partsOfState(state, context), context);
  REMEMBERED.set(state, { context, faults });
  return faults;
}

const REMEMBERED = new WeakMap<State, { readonly context: Context; readonly faults: readonly Fault[] }>();

/** A task that a worker of the author's own does. */
function taskExample(fields: JsonObject): string {
  const Resource = 'arn:aws:states:us-east-1:123456789012:activity:Work';
  return machineExample({ Work: { Type: 'Task', Resource, ...fields, End: true } });
}

const notSupported: Rule<State> = {
  name: 'field-not-supported',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A field stands where it is not known',
  doc: 'Each state type, and each object inside a state, takes certain fields, written with capitals. `Catch` and `Retry` belong to Task, Parallel and Map, `TimeoutSeconds` to Task, and a branch or processor has no `QueryLanguage` of its own. A rule inside `And`, `Or` or `Not` of a Choice has no `Next`.',
  page: PAGES.states,
  example: {
    wrong: machineExample({ Start: { Type: 'Pass', TimeoutSeconds: 5, End: true } }),
    right: taskExample({ TimeoutSeconds: 5 }),
  },
  check: faultsAbout('notSupported'),
};

const required: Rule<State> = {
  name: 'field-required',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A required field is missing',
  doc: 'A Task needs `Resource`, a Choice `Choices`, a Parallel `Branches`; a Retrier needs `ErrorEquals`, a Catcher and a rule of a Choice `Next` as well; `Credentials` hold a `RoleArn`. A distributed Map needs an `ExecutionType`, an ItemReader of CSV its `CSVHeaderLocation`.',
  page: PAGES.states,
  example: {
    wrong: taskExample({ Retry: [{ MaxAttempts: 2 }] }),
    right: taskExample({ Retry: [{ ErrorEquals: ['States.Http.Socket'] }] }),
  },
  check: faultsAbout('required'),
};

const exclusive: Rule<State> = {
  name: 'field-exclusive',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'Fields of which there may be one stand together, or none is there',
  doc: 'A Wait has one of `Seconds`, `SecondsPath`, `Timestamp` and `TimestampPath`, a Map either `ItemProcessor` or its older name `Iterator`. Of a field and its `Path` there may be one: the value stands in the definition, or in the data.',
  page: PAGES.states,
  example: {
    wrong: machineExample({ Pause: { Type: 'Wait', Seconds: 5, SecondsPath: '$.seconds', End: true } }),
    right: machineExample({ Pause: { Type: 'Wait', SecondsPath: '$.seconds', End: true } }),
  },
  check: faultsAbout('exclusive'),
};

const kind: Rule<State> = {
  name: 'field-kind',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A field has a value of the wrong kind',
  doc: 'Each field takes certain kinds of JSON values: `TimeoutSeconds` a whole number without quotes, `End` true or false, `Next` a string, `Retry` a list of objects. In a JSONata state, many take an expression between `{%` and `%}` as well.',
  page: PAGES.states,
  example: {
    wrong: machineExample({ Pause: { Type: 'Wait', Seconds: '5', End: true } }),
    right: machineExample(
      { Pause: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', End: true } },
      { QueryLanguage: 'JSONata' },
    ),
  },
  check: faultsAbout('kind'),
};

const range: Rule<State> = {
  name: 'field-range',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A number is outside of its range',
  doc: 'Seconds and attempts go up to 99,999,999. `TimeoutSeconds` and `HeartbeatSeconds` of a Task start at 1, as does `BackoffRate`; `MaxAttempts`, `Seconds` and `MaxConcurrency` may be 0. `MaxDelaySeconds` is less than 31,622,401.',
  page: PAGES.errors,
  example: {
    wrong: taskExample({ Retry: [{ ErrorEquals: ['States.Http.Socket'], BackoffRate: 0.5 }] }),
    right: taskExample({ Retry: [{ ErrorEquals: ['States.Http.Socket'], BackoffRate: 1, MaxAttempts: 0 }] }),
  },
  check: faultsAbout('range'),
};

const value: Rule<State> = {
  name: 'field-value',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A field takes certain words only',
  doc: 'Some fields take one of a few words, capitals included: `QueryLanguage` is JSONPath or JSONata, `JitterStrategy` NONE or FULL, `Mode` INLINE or DISTRIBUTED.',
  page: PAGES.errors,
  example: {
    wrong: taskExample({ Retry: [{ ErrorEquals: ['States.Http.Socket'], JitterStrategy: 'Full' }] }),
    right: taskExample({ Retry: [{ ErrorEquals: ['States.Http.Socket'], JitterStrategy: 'FULL' }] }),
  },
  check: faultsAbout('value'),
};

const form: Rule<State> = {
  name: 'field-form',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A text has another form than its field asks for',
  doc: '`Resource` is an ARN, also where it calls a Lambda function. `Timestamp` is a time such as `2030-01-31T12:00:00Z`, with a `T` and a zone. The `Resource` of an ItemReader is `s3:getObject` or `s3:listObjectsV2`.',
  page: PAGES.task,
  example: {
    wrong: machineExample({ Work: { Type: 'Task', Resource: 'my-function', End: true } }),
    right: machineExample({ Work: { Type: 'Task', Resource: '${FunctionArn}', End: true } }),
  },
  check: faultsAbout('form'),
};

const empty: Rule<State> = {
  name: 'field-empty',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A list is empty',
  doc: '`Choices`, `Branches`, `ErrorEquals`, and the rules in `And` and `Or` are never empty. A Retrier or Catcher that should take any error lists `States.ALL`.',
  page: PAGES.states,
  example: {
    wrong: taskExample({ Retry: [{ ErrorEquals: [] }] }),
    right: taskExample({ Retry: [] }),
  },
  check: faultsAbout('empty'),
};

/** Rules about the fields of a state and of the objects in it, as the tables have them. */
export const FIELD_RULES: readonly Rule<State>[] = [notSupported, required, exclusive, kind, range, value, form, empty];
