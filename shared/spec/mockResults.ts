import type { JsonKind } from './field';
import type { JsonObject } from './json';

// Shapes of the results of optimized integrations, as mocks of TestState are checked against them. From the service
// models and https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html; results of other services
// are checked for being an object only.

/** One member of a result. */
export interface ResultMember {
  readonly name: string;
  readonly kind: JsonKind | 'any';
  readonly required?: boolean;
  readonly values?: readonly string[];
  readonly minimumLength?: number;
  readonly members?: readonly ResultMember[];
}

/** The result of one integration, by its resource without the partition; each pattern such as `.sync` is one of its own. */
export interface MockResult {
  readonly resource: string;
  readonly members: readonly ResultMember[];
  /** A usual result in short, to begin a mock with. */
  readonly example: JsonObject;
}

/** The row of a resource in any partition; undefined for a service of which nothing is known. */
export function mockResultOf(resource: string): MockResult | undefined {
  const integration = resource.replace(/^arn:[^:]+:states:::/, '');
  return MOCK_RESULTS.find((known) => known.resource === integration);
}

const EXECUTION_ARN = 'arn:aws:states:us-east-1:123456789012:execution:Example:example-1';
const MACHINE_ARN = 'arn:aws:states:us-east-1:123456789012:stateMachine:Example';
const START_DATE = '2026-01-01T00:00:00Z';
const EXECUTION = { ExecutionArn: EXECUTION_ARN, StartDate: START_DATE, StateMachineArn: MACHINE_ARN };

/** What DescribeExecution answers: `.sync` hands it on. Its output is a text, with `.sync:2` any JSON. */
function described(output: ResultMember['kind']): readonly ResultMember[] {
  return [
    { name: 'ExecutionArn', kind: 'string', required: true, minimumLength: 1 },
    { name: 'Input', kind: output },
    { name: 'Name', kind: 'string', minimumLength: 1 },
    { name: 'Output', kind: output },
    { name: 'StartDate', kind: 'any', required: true },
    { name: 'StateMachineArn', kind: 'string', required: true, minimumLength: 1 },
    {
      name: 'Status',
      kind: 'string',
      required: true,
      values: ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'],
    },
    { name: 'StopDate', kind: 'any' },
  ];
}

/** The integrations whose mocked results are checked. */
export const MOCK_RESULTS: readonly MockResult[] = [
  {
    resource: 'lambda:invoke',
    example: { Payload: {}, StatusCode: 200 },
    members: [
      { name: 'ExecutedVersion', kind: 'string' },
      { name: 'FunctionError', kind: 'string' },
      { name: 'LogResult', kind: 'string' },
      { name: 'Payload', kind: 'any' },
      { name: 'StatusCode', kind: 'number' },
    ],
  },
  {
    resource: 'sqs:sendMessage',
    example: { MessageId: 'example-message-1' },
    members: [
      { name: 'MD5OfMessageAttributes', kind: 'string' },
      { name: 'MD5OfMessageBody', kind: 'string' },
      { name: 'MD5OfMessageSystemAttributes', kind: 'string' },
      { name: 'MessageId', kind: 'string' },
      { name: 'SequenceNumber', kind: 'string' },
    ],
  },
  {
    resource: 'sns:publish',
    example: { MessageId: 'example-message-1' },
    members: [
      { name: 'MessageId', kind: 'string' },
      { name: 'SequenceNumber', kind: 'string' },
    ],
  },
  {
    resource: 'dynamodb:getItem',
    example: { Item: {} },
    members: [
      { name: 'ConsumedCapacity', kind: 'object' },
      { name: 'Item', kind: 'object' },
    ],
  },
  {
    resource: 'dynamodb:putItem',
    example: {},
    members: [
      { name: 'Attributes', kind: 'object' },
      { name: 'ConsumedCapacity', kind: 'object' },
      { name: 'ItemCollectionMetrics', kind: 'object' },
    ],
  },
  {
    resource: 'events:putEvents',
    example: { Entries: [{ EventId: 'example-event-1' }], FailedEntryCount: 0 },
    members: [
      {
        name: 'Entries',
        kind: 'array',
        members: [
          { name: 'ErrorCode', kind: 'string' },
          { name: 'ErrorMessage', kind: 'string' },
          { name: 'EventId', kind: 'string' },
        ],
      },
      { name: 'FailedEntryCount', kind: 'number' },
    ],
  },
  {
    resource: 'states:startExecution',
    example: { ExecutionArn: EXECUTION_ARN, StartDate: START_DATE },
    members: [
      { name: 'ExecutionArn', kind: 'string', required: true, minimumLength: 1 },
      { name: 'StartDate', kind: 'any', required: true },
    ],
  },
  {
    resource: 'states:startExecution.sync',
    example: { ...EXECUTION, Status: 'SUCCEEDED', Output: '{}' },
    members: described('string'),
  },
  {
    resource: 'states:startExecution.sync:2',
    example: { ...EXECUTION, Status: 'SUCCEEDED', Output: {} },
    members: described('any'),
  },
];
