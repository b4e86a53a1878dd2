import { isSubstituted, memberNamed, type ObjectNode, type StringNode } from '../document/node';
import { httpTaskOf, type State } from '../document/stateMachine';
import type { Fix } from '../spec/diagnostic';
import { fieldNamed } from '../spec/field';
import {
  type IntegrationAction,
  integrationOf,
  parseServiceResource,
  SDK_SUFFIXES,
  type ServiceResource,
  suffixesOf,
} from '../spec/integrations';
import type { JsonObject, JsonValue } from '../spec/json';
import { PAGES } from '../spec/pages';
import { missingField } from '../spec/sentences';
import { isStateField } from '../spec/states';
import { insertMember, possibleFix, preferredFix, replaceString } from './edits';
import { machineExample } from './example';
import { isFixed } from './httpTask';
import { isOpen } from './machineRules';
import { type Context, type Rule, SCHEMA_CODE } from './rule';
import { isLanguageOpen } from './stateRules';
import { renameKey } from './suggest';

/** A Task that calls a service by an integration. HTTP Tasks have rules of their own. */
interface ServiceTask {
  readonly node: ObjectNode;
  readonly written: StringNode;
  readonly resource: ServiceResource;
  /** What Step Functions knows about the action; undefined when it calls the AWS API as it is. */
  readonly action: IntegrationAction | undefined;
  readonly fieldsName: 'Parameters' | 'Arguments';
  readonly otherName: 'Parameters' | 'Arguments';
}

function serviceTaskOf(state: State): ServiceTask | undefined {
  const { node, type, queryLanguage } = state;
  const written = memberNamed(node, 'Resource')?.value;
  if (!node || type !== 'Task' || written?.kind !== 'string' || written.bare || httpTaskOf(state)) return undefined;
  const resource = parseServiceResource(written.value);
  if (resource === undefined || /^https?$/i.test(resource.service)) return undefined;
  const action = integrationOf(resource)?.actions.find(({ name }) => name === resource.action);
  const isJsonata = queryLanguage === 'JSONata';
  return {
    node,
    written,
    resource,
    action,
    fieldsName: isJsonata ? 'Arguments' : 'Parameters',
    otherName: isJsonata ? 'Parameters' : 'Arguments',
  };
}

const notRecognized: Rule<State> = {
  name: 'resource-not-recognized',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'Step Functions does not know this resource',
  doc: 'An integration is called as `arn:aws:states:::service:action`. Some services let the task wait for a job with `.sync`, or for a task token with `.waitForTaskToken`; `.sync:2` belongs to `states:startExecution` alone. A call of Lambda waits for the function in any case.',
  page: PAGES.integrations,
  example: {
    wrong: taskExample('arn:aws:states:::lambda:invoke.sync', { FunctionName: 'work' }),
    right: taskExample('arn:aws:states:::lambda:invoke.waitForTaskToken', { FunctionName: 'work' }),
  },
  check: function* (state) {
    const task = serviceTaskOf(state);
    if (!task) return;
    const known = recognized(task.resource);
    if (known === undefined) return;
    yield {
      span: task.written.span,
      location: `${state.location}/Resource`,
      message: `The resource provided ${task.written.value} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
      fixes: [preferredFix(`Change to ${known}`, replaceString(task.written, known))],
    };
  },
};

/** What a resource that certainly does not exist should be; undefined when it exists, or may exist. */
function recognized(resource: ServiceResource): string | undefined {
  const { prefix, service, action, suffix } = resource;
  const integration = integrationOf(resource);
  const suffixes = integration ? suffixesOf(integration) : service.startsWith('aws-sdk:') ? SDK_SUFFIXES : undefined;
  if (suffixes === undefined) return undefined;
  const meant = integration?.actions.find(({ name }) => name.toLowerCase() === action.toLowerCase())?.name ?? action;
  const end = suffixes.includes(suffix) ? suffix : (suffixes.find((one) => one !== '' && suffix.startsWith(one)) ?? '');
  return meant === action && end === suffix ? undefined : `${prefix}${service}:${meant}${end}`;
}

const parametersRequired: Rule<State> = {
  name: 'resource-parameters-required',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A call of a service has no Parameters, or no Arguments',
  doc: 'Every integration with a service needs `Parameters`, in JSONata `Arguments`, even where the call has no fields that it must have: then it is an empty object.',
  page: PAGES.integrations,
  example: {
    wrong: taskExample('arn:aws:states:::aws-sdk:s3:listBuckets'),
    right: taskExample('arn:aws:states:::aws-sdk:s3:listBuckets', {}),
  },
  check: function* (state, context) {
    const task = serviceTaskOf(state);
    if (!task || memberNamed(task.node, task.fieldsName) || memberNamed(task.node, task.otherName)) return;
    if (isLanguageOpen(state, context) || isOpen(task.node) || context.isBroken(task.node.span)) return;
    yield {
      span: task.written.span,
      location: `${state.location}/Resource`,
      message: `${task.fieldsName} field is required for resource ARN: ${task.written.value}`,
      fixes: insertParameters(task, context),
    };
  },
};

function insertParameters({ node, fieldsName, action }: ServiceTask, { document }: Context): readonly Fix[] {
  const renames = renameKey(node, [fieldsName], isStateField);
  if (renames.length > 0) return renames;
  const fields = Object.fromEntries(action?.required.map((name) => [name, emptyValue(action, name)]) ?? []);
  return [preferredFix(`Insert ${fieldsName}`, insertMember(document.text, node, fieldsName, fields))];
}

const requiredField: Rule<State> = {
  name: 'resource-required-field',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A call of a service lacks a field that it must have',
  doc: 'Each action needs certain fields of its request, such as the `FunctionName` of `lambda:invoke`. In JSONPath each may be dynamic, as in `"FunctionName.$"`.',
  page: PAGES.integrations,
  example: {
    wrong: taskExample('arn:aws:states:::sqs:sendMessage', { MessageBody: 'Hello' }),
    right: taskExample('arn:aws:states:::sqs:sendMessage', { 'QueueUrl.$': '$.queue', MessageBody: 'Hello' }),
  },
  check: function* (state, context) {
    const task = serviceTaskOf(state);
    const holder = task && memberNamed(task.node, task.fieldsName);
    const fields = holder?.value;
    if (!task?.action || fields?.kind !== 'object' || !isFixed(fields)) return;
    if (isOpen(fields) || context.isBroken(fields.span) || isLanguageOpen(state, context)) return;
    for (const name of task.action.required.filter((one) => !has(fields, one, task))) {
      yield {
        span: holder?.key.span ?? fields.span,
        location: `${state.location}/${task.fieldsName}`,
        message: missingField(name),
        fixes: giveField(fields, name, task.action, context),
      };
    }
  },
};

function has(fields: ObjectNode, name: string, { fieldsName }: ServiceTask): boolean {
  const isThere = memberNamed(fields, name) !== undefined;
  return isThere || (fieldsName === 'Parameters' && memberNamed(fields, `${name}.$`) !== undefined);
}

/** Names differ in capitals from those of other tools; else the field goes in, with a value to be filled in. */
function giveField(fields: ObjectNode, name: string, action: IntegrationAction, { document }: Context): readonly Fix[] {
  const other = fields.members.find(({ key }) => key.value.toLowerCase() === name.toLowerCase() && !isSubstituted(key));
  if (other && !action.required.includes(other.key.value)) {
    return [preferredFix(`Change to ${name}`, replaceString(other.key, name))];
  }
  return [possibleFix(`Insert ${name}`, insertMember(document.text, fields, name, emptyValue(action, name)))];
}

/** What stands for a field until its author fills it in. */
function emptyValue({ request }: IntegrationAction, name: string): JsonValue {
  const kind = fieldNamed(request, name)?.kinds[0];
  return kind === 'object' ? {} : kind === 'array' ? [] : '';
}

function taskExample(resource: string, fields?: JsonObject): string {
  const Parameters = fields === undefined ? {} : { Parameters: fields };
  return machineExample({ Call: { Type: 'Task', Resource: resource, ...Parameters, End: true } });
}

/** Rules about calls of services other than HTTP Tasks. */
export const RESOURCE_RULES: readonly Rule<State>[] = [notRecognized, parametersRequired, requiredField];
