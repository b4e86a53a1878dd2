import { type Member, memberNamed, type Node, type ObjectNode, valueAt } from '../document/node';
import type { HttpTask } from '../document/stateMachine';
import { parseConnectionArn } from '../spec/connection';
import type { Field, JsonKind } from '../spec/field';
import { CONNECTION_FIELDS, HTTP_TASK_FIELDS } from '../spec/httpTask';
import { PAGES } from '../spec/pages';
import { missingField, severalOf } from '../spec/sentences';
import { isStateField } from '../spec/states';
import {
  insertMember,
  placeholderOf,
  placeholdersOf,
  possibleFix,
  preferredFix,
  removeMember,
  wrapMember,
} from './edits';
import { GOOD_FIELDS, httpTaskExample } from './example';
import {
  type DescribedObject,
  describedObjects,
  fieldAt,
  fieldsOf,
  fixedAt,
  isFixed,
  lacks,
  locationOf,
} from './httpTask';
import { misspelled } from './httpUnknownRules';
import { isOpen } from './machineRules';
import { type Context, type Finding, type Rule, SCHEMA_CODE } from './rule';
import { isLanguageOpen } from './stateRules';
import { renameKey } from './suggest';

const page = PAGES.httpTask;

const parametersRequired: Rule<HttpTask> = {
  name: 'http-parameters-required',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'An HTTP Task has no Parameters, or no Arguments',
  doc: 'What an HTTP Task calls stands in an object under `Parameters` where the state is written in JSONPath, and under `Arguments` where it is written in JSONata.',
  page,
  example: { wrong: httpTaskExample({}, { Parameters: undefined }), right: httpTaskExample({}) },
  check: function* (task, context) {
    const { state, node, fieldsName, fields, resource } = task;
    const location = `${state.location}/Resource`;
    const message = `${fieldsName} field is required for resource ARN: ${resource.value}`;
    if (fields?.value) {
      const isWrong = fields.value.kind !== 'object' && isFixed(fields.value);
      if (isWrong)
        yield { span: fields.value.span, location, message: `${fieldsName} of an HTTP Task must be an object` };
      return;
    }
    // In the other language's place they are the complaint of the rule about query languages.
    if (fields || memberNamed(node, otherName(task)) || isLanguageOpen(state, context)) return;
    if (isOpen(node) || context.isBroken(node.span)) return;
    const renames = renameKey(node, [fieldsName], isStateField);
    const edit = insertMember(context.document.text, node, fieldsName, requiredFields());
    const fixes = renames.length > 0 ? renames : [preferredFix(`Insert ${fieldsName}`, edit)];
    yield { span: resource.span, location, message, fixes };
  },
};

function otherName({ fieldsName }: HttpTask): 'Parameters' | 'Arguments' {
  return fieldsName === 'Parameters' ? 'Arguments' : 'Parameters';
}

/** What a new HTTP Task needs: the connection goes into the first of the two fields that may hold it. */
function requiredFields() {
  const connection = CONNECTION_TABLE ? { [CONNECTION_TABLE.name]: placeholderOf(CONNECTION_TABLE) } : {};
  return { ...placeholdersOf(HTTP_TASK_FIELDS), ...connection };
}

const CONNECTION_TABLE = HTTP_TASK_FIELDS.find(({ name }) => name === CONNECTION_FIELDS[0]);

const requiredField: Rule<HttpTask> = {
  name: 'http-required-field',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A required field of an HTTP Task is missing',
  doc: 'An HTTP Task needs `ApiEndpoint` and `Method`, and in `Authentication` or `InvocationConfig` a `ConnectionArn`. In JSONPath each may be dynamic, as in `"ApiEndpoint.$"`.',
  page,
  example: {
    wrong: httpTaskExample({ Method: undefined }),
    right: httpTaskExample({ Method: undefined, 'Method.$': '$.method' }),
  },
  check: function* (task, context) {
    for (const described of describedObjects(task)) {
      const { object, fields } = described;
      if (isOpen(object) || context.isBroken(object.span)) continue;
      for (const field of fields) {
        if (!field.required || !lacks(task, object, field.name)) continue;
        yield { ...missing(task, described, field, context), location: locationOf(task) };
      }
    }
  },
};

/** A missing field is often there under another name, which is then what is shown; else it is inserted. */
function missing(task: HttpTask, described: DescribedObject, field: Field, { document }: Context): Finding {
  const message = missingField(field.name);
  const other = misspelled(task, described, field.name);
  if (other) return { span: other.member.key.span, message, fixes: other.fixes };
  const { object, holder } = described;
  const insertion = insertMember(document.text, object, field.name, placeholderOf(field));
  return { span: holder.key.span, message, fixes: [preferredFix(`Insert ${field.name}`, insertion)] };
}

const connection: Rule<HttpTask> = {
  name: 'http-connection',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'An HTTP Task has no connection, or two',
  doc: 'Exactly one of `Authentication` and `InvocationConfig` holds the `ConnectionArn` of the EventBridge connection that authorizes the call. An API without credentials needs a connection too: one with an API key that the API ignores will do.',
  page,
  example: {
    wrong: httpTaskExample({ Authentication: undefined }),
    right: httpTaskExample({ Authentication: undefined, InvocationConfig: GOOD_FIELDS.Authentication }),
  },
  check: function* (task, context) {
    const fields = fieldsOf(task);
    if (!fields || !task.fields || isOpen(fields)) return;
    const holders = CONNECTION_FIELDS.flatMap((name) => fieldAt(task, fields, name) ?? []);
    const [, second] = holders;
    if (second) {
      const message = severalOf(CONNECTION_FIELDS);
      const fixes = holders.map((holder) => possibleFix(`Remove ${holder.key.value}`, removeMember(fields, holder)));
      yield { span: second.key.span, location: locationOf(task), message, fixes };
    }
    if (holders.length === 0 && !context.isBroken(fields.span)) {
      yield noConnection(task, fields, task.fields, context);
    }
  },
};

function noConnection(task: HttpTask, object: ObjectNode, holder: Member, context: Context): Finding {
  const location = locationOf(task);
  const bare = fieldAt(task, object, 'ConnectionArn');
  if (!bare && CONNECTION_TABLE) {
    const described = { holder, object, fields: HTTP_TASK_FIELDS };
    return { ...missing(task, described, CONNECTION_TABLE, context), location };
  }
  const edits = bare ? wrapMember(context.document.text, object, bare, 'Authentication') : [];
  const fixes = [preferredFix('Put it into Authentication', ...edits)];
  return { span: (bare ?? holder).key.span, location, message: missingField('Authentication'), fixes };
}

const connectionArn: Rule<HttpTask> = {
  name: 'http-connection-arn',
  severity: 'ERROR',
  title: 'The ConnectionArn is no ARN of a connection',
  doc: 'A `ConnectionArn` looks like `arn:aws:events:us-east-1:123456789012:connection/Name/81210c42-8af1-456b-9c4a-6ff02fc664ac`, with the id that EventBridge gave the connection. It may come from a placeholder such as `${ConnectionArn}`, a path or an expression.',
  page: PAGES.createConnection,
  example: {
    wrong: httpTaskExample({ Authentication: { ConnectionArn: 'NONE' } }),
    right: httpTaskExample({ Authentication: { ConnectionArn: '${ConnectionArn}' } }),
  },
  check: function* (task) {
    for (const name of CONNECTION_FIELDS) {
      const arn = fixedAt(valueAt(fieldsOf(task), name), 'ConnectionArn');
      if (arn?.kind !== 'string' || parseConnectionArn(arn.value)) continue;
      const message = `ConnectionArn must be the ARN of an EventBridge connection: ${shortened(arn.value)}`;
      yield { span: arn.span, location: locationOf(task), message };
    }
  },
};

/** A value as a message shows it. */
export function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}

const fieldKind: Rule<HttpTask> = {
  name: 'http-field-kind',
  severity: 'ERROR',
  title: 'A field of an HTTP Task has a value of the wrong kind',
  doc: 'Each field takes certain kinds of JSON values: `ApiEndpoint`, `Method` and `ConnectionArn` take strings, `Authentication` and `Transform` objects. With a value of another kind the task cannot start.',
  page,
  example: {
    wrong: httpTaskExample({ ApiEndpoint: ['https://api.example.com'] }),
    right: httpTaskExample({ RequestBody: ['any', 'kind'], Method: 'POST' }),
  },
  check: function* (task) {
    for (const { object, fields } of describedObjects(task)) {
      for (const field of fields) {
        const value = fixedAt(object, field.name);
        if (!value || isAllowed(value, field)) continue;
        yield {
          span: value.span,
          location: locationOf(task),
          message: `${field.name} must be ${field.kinds.map((kind) => KINDS[kind]).join(' or ')}`,
        };
      }
    }
  },
};

/** What happens to Headers of another kind is not known: another rule speaks of it, more softly. */
function isAllowed(value: Node, { kinds, name, required }: Field): boolean {
  return kinds.includes(value.kind) || name === 'Headers' || (value.kind === 'null' && !required);
}

const KINDS: Readonly<Record<JsonKind, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  object: 'an object',
  array: 'an array',
};

/** Rules about the fields that an HTTP Task must have. */
export const HTTP_FIELD_RULES: readonly Rule<HttpTask>[] = [
  parametersRequired,
  requiredField,
  connection,
  connectionArn,
  fieldKind,
];
