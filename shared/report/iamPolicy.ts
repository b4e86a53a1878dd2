import { connectionNameOf } from '../spec/connection';
import type { JsonObject, JsonValue } from '../spec/json';
import { type PatternSource, patternOf } from './callPattern';

// Policies for HTTP Tasks, from https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
// (IAM permissions to run an HTTP Task) and .../dg/test-state-isolation.html (IAM permissions for using TestState API).

/** What an HTTP Task calls. */
export interface PolicyCall {
  readonly stateName: string;
  readonly method: PatternSource;
  readonly endpoint: PatternSource;
  readonly connectionArn: PatternSource;
}

/** What the definition does not say itself. */
export interface PolicyOptions {
  /** ARN of the state machine that is to call; without it all machines of the connections' account and region may. */
  readonly stateMachineArn?: string;
  /** ARN of the role to test with; without it any role of the account may be passed on. */
  readonly roleArn?: string;
  /** Whoever tests may see what connections add to a request. */
  readonly revealSecrets?: boolean;
}

/** A policy with sentences about what makes it wider than need be; none where nothing does. */
export interface IamPolicy {
  readonly policy: JsonObject;
  readonly warnings: readonly string[];
}

/** The policy for the role of a state machine: its calls, each method with its endpoints, the connections, their secrets. */
export function executionPolicy(calls: readonly PolicyCall[], options: PolicyOptions = {}): IamPolicy {
  const connections = connectionsOf(calls);
  const machine = options.stateMachineArn ?? `${homeOf(connections, 'states')}:stateMachine:*`;
  const statements = [
    ...callStatements(calls, machine),
    statement('RetrieveConnectionCredentials', ['events:RetrieveConnectionCredentials'], connections),
    statement(
      'ReadConnectionSecrets',
      ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      connections.map(secretOf),
    ),
  ];
  const warnings = [...calls.flatMap(callWarnings), ...(options.stateMachineArn ? [] : [ANY_MACHINE])];
  return { policy: policyOf(statements), warnings };
}

/** The policy for a person who tests the states in AWS: TestState, the role to pass on, and RevealSecrets where wanted. */
export function testingPolicy(calls: readonly PolicyCall[], options: PolicyOptions = {}): IamPolicy {
  const role = options.roleArn ?? anyRole(connectionsOf(calls));
  const statements = [
    statement('TestStates', ['states:TestState', ...(options.revealSecrets ? ['states:RevealSecrets'] : [])], ['*']),
    {
      ...statement('PassRole', ['iam:PassRole'], [role]),
      Condition: { StringEquals: { 'iam:PassedToService': 'states.amazonaws.com' } },
    },
  ];
  return { policy: policyOf(statements), warnings: options.roleArn ? [] : [ANY_ROLE] };
}

const ANY_MACHINE =
  'The ARN of the state machine is not known: every state machine of the account may make these calls.';
const ANY_ROLE = 'The role to test with is not known: every role of the account may be passed on to Step Functions.';

function policyOf(statements: readonly JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements };
}

function statement(sid: string, actions: readonly string[], resources: readonly string[]): JsonObject {
  return { Sid: sid, Effect: 'Allow', Action: oneOrMore(actions), Resource: oneOrMore(resources) };
}

/** The same endpoint twice is one; one alone stands without its list. */
function oneOrMore(texts: readonly string[]): JsonValue {
  const distinct = [...new Set(texts)];
  const [only] = distinct;
  return only !== undefined && distinct.length === 1 ? only : distinct;
}

/** One statement for each method, for a list of methods beside one of endpoints would allow each with each. */
function callStatements(calls: readonly PolicyCall[], machine: string): readonly JsonObject[] {
  const byMethod = new Map<string, string[]>();
  for (const { method, endpoint } of calls) {
    const { pattern, exact } = patternOf(method);
    const key = exact ? pattern : '';
    byMethod.set(key, [...(byMethod.get(key) ?? []), patternOf(endpoint).pattern]);
  }
  return [...byMethod].map(([method, endpoints]) => ({
    ...statement(`Invoke${sidOf(method)}`, ['states:InvokeHTTPEndpoint'], [machine]),
    Condition: {
      ...(method === '' ? {} : { StringEquals: { 'states:HTTPMethod': method } }),
      StringLike: { 'states:HTTPEndpoint': oneOrMore(endpoints) },
    },
  }));
}

/** A Sid holds letters and digits only. */
function sidOf(method: string): string {
  const letters = method.replace(/[^A-Za-z0-9]/g, '');
  return letters === '' ? 'AnyMethod' : `${letters.charAt(0).toUpperCase()}${letters.slice(1).toLowerCase()}`;
}

function callWarnings({ stateName, method, endpoint, connectionArn }: PolicyCall): readonly string[] {
  return [
    ...(patternOf(method).exact
      ? []
      : [`Any method is allowed, because that of ${stateName} is known only when it runs.`]),
    ...endpointWarnings(stateName, patternOf(endpoint)),
    ...(patternOf(connectionArn).exact
      ? []
      : [`More connections than one are allowed, because that of ${stateName} is known only when it runs.`]),
  ];
}

function endpointWarnings(stateName: string, { pattern, exact }: ReturnType<typeof patternOf>): readonly string[] {
  if (exact) return [];
  const host = /^https:\/\/([^/*]+)\//.exec(pattern)?.[1];
  const allowed = host === undefined ? 'Endpoints of any host are' : `More than one endpoint of ${host} is`;
  return [`${allowed} allowed (${pattern}), because that of ${stateName} is known only when it runs.`];
}

/** Patterns for the connections; where an ARN is not known at all, any connection. */
function connectionsOf(calls: readonly PolicyCall[]): readonly string[] {
  // Everything in an ARN but its partition may be left open.
  const patterns = calls.map(({ connectionArn }) => patternOf(connectionArn).pattern.replace(/^arn:\*:/, 'arn:aws:'));
  return [...new Set(patterns.map((pattern) => (isConnection(pattern) ? pattern : ANY_CONNECTION)))];
}

const ANY_CONNECTION = 'arn:aws:events:*:*:connection/*';

function isConnection(pattern: string): boolean {
  return /^arn:[^:]*:events:[^:]*:[^:]*:connection\//.test(pattern);
}

/**
 * EventBridge calls a secret `events!connection/` and what follows is the name of its connection, with an identifier of
 * its own behind it.
 */
function secretOf(connection: string): string {
  const [, partition, , region, account] = connection.split(':');
  const name = connectionNameOf(connection) ?? '*';
  return `arn:${partition}:secretsmanager:${region}:${account}:secret:events!connection/${name === '*' ? '*' : `${name}/*`}`;
}

/** The beginning of ARNs of another service in the account and region of the connections; `*` where they are several. */
function homeOf(connections: readonly string[], service: string): string {
  return `arn:${partAt(connections, 1)}:${service}:${partAt(connections, 3)}:${partAt(connections, 4)}`;
}

function partAt(connections: readonly string[], index: number): string {
  const parts = new Set(connections.map((arn) => arn.split(':')[index] ?? '*'));
  const [only] = parts;
  return parts.size === 1 && only !== undefined ? only : '*';
}

function anyRole(connections: readonly string[]): string {
  return `arn:${partAt(connections, 1)}:iam::${partAt(connections, 4)}:role/*`;
}
