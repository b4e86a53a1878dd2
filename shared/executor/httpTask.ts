import { parseConnectionArn } from '../spec/connection';
import { HTTP_TASK_RESOURCE_PATTERN } from '../spec/httpTask';
import type { JsonValue } from '../spec/json';
import { HTTP_REQUEST_MILLISECONDS } from '../spec/limits';
import { secretsOf } from './authorize';
import { buildTaskRequest } from './buildRequest';
import type { Call, ConnectionAnswer } from './effects';
import { exchange, type Reply } from './exchange';
import { checkHttpFields, type HttpFields } from './httpFields';
import { type Life, mockedResult } from './life';
import { fetchToken } from './oauth';
import { readResult } from './readResponse';
import { StateError } from './stateError';
import type { HttpRequest, StageData } from './stateRun';
import { taskTimeout } from './taskTimeout';

/** Tells whether a definition is an HTTP Task. */
export function isHttpTask(definition: { readonly Resource?: JsonValue }): boolean {
  return typeof definition.Resource === 'string' && HTTP_TASK_RESOURCE_PATTERN.test(definition.Resource);
}

/**
 * Calls the API of an HTTP Task with its evaluated fields: check, find the connection, merge, authorize, encode, send,
 * read. Gives the task's result; throws the StateError of what fails. The journal gets every exchange.
 */
export async function callApi(life: Life, data: StageData): Promise<StageData> {
  const fieldsName = life.state.queryLanguage === 'JSONata' ? 'Arguments' : 'Parameters';
  const fields = checkHttpFields(data.value, fieldsName, life.settings.endpoints);
  if (fields.target.droppedFragment) life.journal.notes.add('The fragment of ApiEndpoint was not sent.');
  const timeoutSeconds = await taskTimeout(life);
  const answer = await askConnection(life, fields);
  const region = parseConnectionArn(fields.connectionArn)?.region || life.settings.region || DEFAULT_REGION;
  const connection = answer.kind === 'found' ? answer.connection : undefined;
  for (const secret of connection ? secretsOf(connection) : []) life.journal.secrets.add(secret);
  const token = answer.kind === 'found' ? await fetchToken(life, answer) : undefined;
  const request = buildTaskRequest(fields, connection, token, region);
  if (life.mock) return mocked(life, request);
  return sendTask(life, fields, request, answer, timeoutSeconds);
}

const DEFAULT_REGION = 'us-east-1';

async function askConnection(life: Life, fields: HttpFields): Promise<ConnectionAnswer> {
  life.effects.phase('connection');
  const asked = life.effects.now();
  const answer = await life.effects.connection(fields.connectionArn, callOf(fields));
  life.journal.waited += life.effects.now() - asked;
  if (answer.kind === 'found') return answer;
  if (life.mock) {
    life.journal.notes.add(`${answer.message} With a mock it adds nothing to the request.`);
    return answer;
  }
  if (answer.kind === 'missing') throw new StateError('Events.ConnectionResource.ResourceNotFound', answer.message);
  throw new StateError(answer.error ?? 'Events.ConnectionResource.InvalidConnectionState', answer.message);
}

function callOf({ method, target }: HttpFields): Call {
  return { method, url: target.sentTo ?? target.endpoint.replace(/\?.*$/s, '') };
}

function mocked(life: Life, request: HttpRequest): StageData {
  life.journal.exchanges.push({ purpose: 'task', request, timings: { total: 0 } });
  return mockedResult(life);
}

async function sendTask(
  life: Life,
  fields: HttpFields,
  request: HttpRequest,
  answer: ConnectionAnswer,
  timeoutSeconds: number,
): Promise<StageData> {
  const limit = Math.min(timeoutSeconds * 1000, HTTP_REQUEST_MILLISECONDS);
  const reply = await exchange(life, 'task', fields.target, request, limit);
  if (reply.kind === 'failed') throw sendError(reply, limit < HTTP_REQUEST_MILLISECONDS);
  const { statusCode } = reply.response;
  if (
    answer.kind === 'found' &&
    answer.connection.AuthorizationType === 'OAUTH_CLIENT_CREDENTIALS' &&
    (statusCode === 401 || statusCode === 407)
  ) {
    life.effects.keepToken(undefined);
  }
  return { value: readResult(reply.response) };
}

/** A shorter TimeoutSeconds is States.Timeout without a cause; all else of the network is States.Http.Socket (names beyond the timeout are our choice). */
function sendError(reply: Extract<Reply, { kind: 'failed' }>, ownTimeout: boolean): StateError {
  if (reply.why === 'timeout' && ownTimeout) return new StateError('States.Timeout');
  return new StateError('States.Http.Socket', `${reply.message}.`);
}
