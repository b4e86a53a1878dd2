import type { EnumValue, Field, JsonKind } from './field';

// What the requests of the services take that Step Functions calls by integrations of its own: the parameters of each
// service's API reference, written as Step Functions takes them, with a capital letter, and where an integration has
// parameters of its own, those of its page below
// https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html. Deprecated ones are left out. Which of
// them are required stands with the actions.

const REFERENCE = 'https://docs.aws.amazon.com';
const GUIDE = `${REFERENCE}/step-functions/latest/dg`;

/** A row before its page is known. */
type Row = Omit<Field, 'page' | 'dynamic'>;

/** The rows of one request, with the page that lists its parameters. */
function request(page: string, rows: readonly Row[]): readonly Field[] {
  return rows.map((row) => ({ ...row, page, dynamic: true }));
}

function row(kinds: readonly JsonKind[], name: string, doc: string, fields?: readonly Row[]): Row {
  return { name, doc, kinds, ...(fields ? { fields: request('', fields) } : {}) };
}

const text = (name: string, doc: string): Row => row(['string'], name, doc);
const number = (name: string, doc: string): Row => row(['number'], name, doc);
const flag = (name: string, doc: string): Row => row(['boolean'], name, doc);
const object = (name: string, doc: string, fields?: readonly Row[]): Row => row(['object'], name, doc, fields);
const list = (name: string, doc: string, fields?: readonly Row[]): Row => row(['array'], name, doc, fields);
const json = (name: string, doc: string): Row => row(['object', 'string'], name, doc);

function oneOf(name: string, doc: string, values: readonly EnumValue[]): Row {
  return { ...text(name, doc), values };
}

const TAGS = list('Tags', 'Names and values to find it by.');
const TAG_MAP = object('Tags', 'Names and values to find it by.');
const CLIENT_TOKEN = text('ClientToken', 'A text that makes the same request count once.');
const CLIENT_REQUEST_TOKEN = text('ClientRequestToken', 'A text that makes the same request count once.');
const VPC_CONFIG = object('VpcConfig', 'The subnets and security groups that it runs in.');

/** Rows whose names say enough; their pages say more. */
function plain(kind: JsonKind, names: string): readonly Row[] {
  return names.split(' ').map((name) => row([kind], name, ''));
}

/** Lambda: Invoke. */
export const LAMBDA_INVOKE = request(`${GUIDE}/connect-lambda.html`, [
  text('FunctionName', 'The name or ARN of the function.'),
  row(['object', 'string', 'array', 'number', 'boolean', 'null'], 'Payload', 'The event that the function gets.'),
  text('Qualifier', 'The version or alias of the function.'),
  oneOf('InvocationType', 'Whether the call waits for the function.', [
    { value: 'RequestResponse', doc: 'The default: it waits, and gives what the function returns.' },
    { value: 'Event', doc: 'The function runs later; only a status code comes back.' },
    { value: 'DryRun', doc: 'Nothing runs: the call is only checked.' },
  ]),
  text('ClientContext', 'Data about the caller in Base64, which the function finds in its context.'),
]);

const TABLE_NAME = text('TableName', 'The name or ARN of the table.');
const KEY = object('Key', 'The primary key of the item: attribute names to typed values, such as `{"S": "text"}`.');
const CONDITION = text('ConditionExpression', 'What must hold for the item, or the call fails.');
const ATTRIBUTE_NAMES = object('ExpressionAttributeNames', 'What `#name` stands for in expressions.');
const ATTRIBUTE_VALUES = object(
  'ExpressionAttributeValues',
  'What `:value` stands for in expressions, as typed values.',
);
const CAPACITY = oneOf('ReturnConsumedCapacity', 'Whether the answer says how much capacity was used.', [
  { value: 'NONE', doc: 'The default: it does not.' },
  { value: 'TOTAL', doc: 'For the call as a whole.' },
  { value: 'INDEXES', doc: 'For the table and each index as well.' },
]);
const COLLECTION_METRICS = oneOf('ReturnItemCollectionMetrics', 'Whether the answer says how large collections are.', [
  { value: 'NONE', doc: 'The default: it does not.' },
  { value: 'SIZE', doc: 'It does, for those that the call changed.' },
]);
const VALUES_ON_FAILURE = oneOf('ReturnValuesOnConditionCheckFailure', 'What a failed condition gives back.', [
  { value: 'NONE', doc: 'Nothing.' },
  { value: 'ALL_OLD', doc: 'The item as it was.' },
]);
const OLD_VALUES = oneOf('ReturnValues', 'What comes back of the item.', [
  { value: 'NONE', doc: 'The default: nothing.' },
  { value: 'ALL_OLD', doc: 'The item as it was.' },
]);
const UPDATED_VALUES = oneOf('ReturnValues', 'What comes back of the item.', [
  { value: 'NONE', doc: 'The default: nothing.' },
  { value: 'ALL_OLD', doc: 'The item as it was.' },
  { value: 'UPDATED_OLD', doc: 'What was changed, as it was.' },
  { value: 'ALL_NEW', doc: 'The item as it is now.' },
  { value: 'UPDATED_NEW', doc: 'What was changed, as it is now.' },
]);
const DYNAMODB = `${REFERENCE}/amazondynamodb/latest/APIReference`;

/** DynamoDB: GetItem. */
export const DYNAMODB_GET_ITEM = request(`${DYNAMODB}/API_GetItem.html`, [
  TABLE_NAME,
  KEY,
  flag('ConsistentRead', 'Whether the newest state is read.'),
  text('ProjectionExpression', 'The attributes to read, with commas.'),
  ATTRIBUTE_NAMES,
  CAPACITY,
]);

/** DynamoDB: PutItem. */
export const DYNAMODB_PUT_ITEM = request(`${DYNAMODB}/API_PutItem.html`, [
  TABLE_NAME,
  object('Item', 'The item: attribute names to typed values, such as `{"S": "text"}`.'),
  CONDITION,
  ATTRIBUTE_NAMES,
  ATTRIBUTE_VALUES,
  OLD_VALUES,
  VALUES_ON_FAILURE,
  CAPACITY,
  COLLECTION_METRICS,
]);

/** DynamoDB: UpdateItem. */
export const DYNAMODB_UPDATE_ITEM = request(`${DYNAMODB}/API_UpdateItem.html`, [
  TABLE_NAME,
  KEY,
  text('UpdateExpression', 'What changes, such as `SET #n = :n`.'),
  CONDITION,
  ATTRIBUTE_NAMES,
  ATTRIBUTE_VALUES,
  UPDATED_VALUES,
  VALUES_ON_FAILURE,
  CAPACITY,
  COLLECTION_METRICS,
]);

/** DynamoDB: DeleteItem. */
export const DYNAMODB_DELETE_ITEM = request(`${DYNAMODB}/API_DeleteItem.html`, [
  TABLE_NAME,
  KEY,
  CONDITION,
  ATTRIBUTE_NAMES,
  ATTRIBUTE_VALUES,
  OLD_VALUES,
  VALUES_ON_FAILURE,
  CAPACITY,
  COLLECTION_METRICS,
]);

/** SQS: SendMessage. */
export const SQS_SEND_MESSAGE = request(`${REFERENCE}/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html`, [
  text('QueueUrl', 'The address of the queue.'),
  row(['string', 'object'], 'MessageBody', 'The message.'),
  number('DelaySeconds', 'How long the message stays hidden, from 0 to 900.'),
  object('MessageAttributes', 'Names to typed values that go with the message.'),
  object('MessageSystemAttributes', 'Attributes that the service reads, such as the trace header of X-Ray.'),
  text('MessageGroupId', 'The group whose messages keep their order.'),
  text('MessageDeduplicationId', 'A text that makes the same message of a FIFO queue count once.'),
]);

/** SNS: Publish. */
export const SNS_PUBLISH = request(`${REFERENCE}/sns/latest/api/API_Publish.html`, [
  text('TopicArn', 'The topic whose subscribers get the message.'),
  row(['string', 'object'], 'Message', 'The message.'),
  text('Subject', 'The subject of e-mails.'),
  object('MessageAttributes', 'Names to typed values that go with the message; subscriptions may filter by them.'),
  oneOf('MessageStructure', 'Whether each protocol gets a text of its own.', [
    { value: 'json', doc: 'Message holds JSON from protocols to texts, with `default` among them.' },
  ]),
  text('TargetArn', 'A device or topic, in place of TopicArn.'),
  text('PhoneNumber', 'A phone number for an SMS, in place of TopicArn.'),
  text('MessageGroupId', 'The group whose messages keep their order.'),
  text('MessageDeduplicationId', 'A text that makes the same message of a FIFO topic count once.'),
]);

/** EventBridge: PutEvents. */
export const EVENTS_PUT_EVENTS = request(`${REFERENCE}/eventbridge/latest/APIReference/API_PutEvents.html`, [
  list('Entries', 'The events.', [
    json('Detail', 'What happened, as JSON.'),
    text('DetailType', 'What kind of event it is.'),
    text('EventBusName', 'The name or ARN of the bus; the default one where it is missing.'),
    text('Source', 'Who says so, such as `my.app`.'),
    list('Resources', 'ARNs that the event is about.'),
    text('Time', 'When it happened.'),
    text('TraceHeader', 'The trace header of X-Ray.'),
  ]),
  text('EndpointId', 'A global endpoint to send to.'),
]);

/** Step Functions: StartExecution. */
export const STATES_START_EXECUTION = request(
  `${REFERENCE}/step-functions/latest/apireference/API_StartExecution.html`,
  [
    text('StateMachineArn', 'The ARN of the state machine, of a version or of an alias.'),
    row(['object', 'string'], 'Input', 'The input of the execution.'),
    text('Name', 'The name of the execution.'),
    text('TraceHeader', 'The trace header of X-Ray.'),
  ],
);

const QUERY = object('QueryParameters', 'Names to lists of values.');
const REQUEST_BODY = json('RequestBody', 'What is sent.');
const HTTP_METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD'];

function methods(names: readonly string[]): Row {
  const values = names.map((value) => ({ value, doc: `Sends a ${value} request.` }));
  return oneOf('Method', 'The HTTP method.', values);
}

/** API Gateway: an API of the same account. */
export const APIGATEWAY_INVOKE = request(`${GUIDE}/connect-api-gateway.html`, [
  text('ApiEndpoint', 'The host name of the API, such as `id.execute-api.us-east-1.amazonaws.com`.'),
  methods([...HTTP_METHODS, 'OPTIONS']),
  object('Headers', 'Names to lists of values.'),
  text('Stage', 'The stage of the API.'),
  text('Path', 'The path behind the stage.'),
  QUERY,
  REQUEST_BODY,
  oneOf('AuthType', 'How the call is authorized.', [
    { value: 'NO_AUTH', doc: 'The default: not at all.' },
    { value: 'IAM_ROLE', doc: 'Signed with the role of the state machine.' },
    { value: 'RESOURCE_POLICY', doc: 'By the resource policy of the API.' },
  ]),
]);

const CONTAINER_OVERRIDES = list('ContainerOverrides', 'What changes for containers.', [
  text('Name', 'The container, as the task definition calls it.'),
  list('Command', 'The words of the command.'),
  list('Environment', 'Variables, each with Name and Value.'),
  list('EnvironmentFiles', 'Files of variables in Amazon S3.'),
  number('Cpu', 'Its CPU units.'),
  number('Memory', 'Its hard limit of memory in MiB.'),
  number('MemoryReservation', 'Its soft limit of memory in MiB.'),
  list('ResourceRequirements', 'GPUs and the like.'),
]);

/** ECS: RunTask. */
export const ECS_RUN_TASK = request(`${REFERENCE}/AmazonECS/latest/APIReference/API_RunTask.html`, [
  text('TaskDefinition', 'The family, the family and revision, or the ARN of the task definition.'),
  text('Cluster', 'The name or ARN of the cluster.'),
  oneOf('LaunchType', 'What the task runs on.', [
    { value: 'EC2', doc: 'Instances of your own.' },
    { value: 'FARGATE', doc: 'AWS Fargate.' },
    { value: 'EXTERNAL', doc: 'Machines outside of AWS.' },
    { value: 'MANAGED_INSTANCES', doc: 'Instances that Amazon ECS looks after.' },
  ]),
  object('NetworkConfiguration', 'The network; required for tasks with the mode awsvpc, as on Fargate.', [
    object('AwsvpcConfiguration', 'Where in a VPC.', [
      list('Subnets', 'The subnets.'),
      list('SecurityGroups', 'The security groups.'),
      oneOf('AssignPublicIp', 'Whether it gets a public address.', [
        { value: 'ENABLED', doc: 'It does.' },
        { value: 'DISABLED', doc: 'It does not.' },
      ]),
    ]),
  ]),
  object('Overrides', 'What differs from the task definition.', [
    CONTAINER_OVERRIDES,
    text('Cpu', 'The CPU units of the task.'),
    text('Memory', 'The memory of the task.'),
    text('TaskRoleArn', 'The role of its containers.'),
    text('ExecutionRoleArn', 'The role that starts it.'),
    object('EphemeralStorage', 'How much storage it has.'),
  ]),
  number('Count', 'How many tasks are started.'),
  text('Group', 'The group that the task belongs to.'),
  list('CapacityProviderStrategy', 'Which capacity is used, in place of LaunchType.'),
  list('PlacementConstraints', 'Where the task may run.'),
  list('PlacementStrategy', 'Where it runs best.'),
  text('PlatformVersion', 'The version of Fargate.'),
  oneOf('PropagateTags', 'Whose tags the task gets.', [
    { value: 'TASK_DEFINITION', doc: 'Those of the task definition.' },
    { value: 'SERVICE', doc: 'Those of the service.' },
    { value: 'NONE', doc: 'Nobody’s.' },
  ]),
  flag('EnableECSManagedTags', 'Whether Amazon ECS adds tags of its own.'),
  flag('EnableExecuteCommand', 'Whether commands can be run in its containers.'),
  text('StartedBy', 'Who started it, to find it by.'),
  TAGS,
  CLIENT_TOKEN,
  list('VolumeConfigurations', 'Volumes that the task definition leaves open.'),
]);

/** Batch: SubmitJob. */
export const BATCH_SUBMIT_JOB = request(`${REFERENCE}/batch/latest/APIReference/API_SubmitJob.html`, [
  text('JobName', 'The name of the job.'),
  text('JobQueue', 'The name or ARN of the queue.'),
  text('JobDefinition', 'The name, the name and revision, or the ARN of the job definition.'),
  object('Parameters', 'What the placeholders of the job definition stand for.'),
  object('ContainerOverrides', 'What differs from the job definition.', [
    list('Command', 'The words of the command.'),
    list('Environment', 'Variables, each with Name and Value.'),
    text('InstanceType', 'The type of the instances of a parallel job.'),
    list('ResourceRequirements', 'VCPUs, memory and GPUs.'),
  ]),
  object('ArrayProperties', 'Makes it an array job: its Size.'),
  list('DependsOn', 'Jobs that must be done before.'),
  object('RetryStrategy', 'How often a failed job is tried again.'),
  object('Timeout', 'How long an attempt may take: AttemptDurationSeconds.'),
  object('NodeOverrides', 'What differs for the nodes of a parallel job.'),
  object('EcsPropertiesOverride', 'What differs for a job on Amazon ECS with several containers.'),
  object('EksPropertiesOverride', 'What differs for a job on Amazon EKS.'),
  text('ShareIdentifier', 'Whose share of a fair queue it takes.'),
  number('SchedulingPriorityOverride', 'Its priority in a fair queue.'),
  flag('PropagateTags', 'Whether the task on Amazon ECS gets the tags, too.'),
  TAG_MAP,
]);

/** Glue: StartJobRun. */
export const GLUE_START_JOB_RUN = request(`${REFERENCE}/glue/latest/webapi/API_StartJobRun.html`, [
  text('JobName', 'The name of the job.'),
  object('Arguments', 'Arguments of the job, such as `--input`.'),
  number('Timeout', 'How many minutes it may take.'),
  oneOf(
    'WorkerType',
    'The size of its workers.',
    ['Standard', 'G.025X', 'G.1X', 'G.2X', 'G.4X', 'G.8X', 'Z.2X'].map(worker),
  ),
  number('NumberOfWorkers', 'How many workers it has.'),
  number('MaxCapacity', 'How many DPUs it may use, where there is no WorkerType.'),
  oneOf('ExecutionClass', 'How soon it runs.', [
    { value: 'STANDARD', doc: 'The default: at once.' },
    { value: 'FLEX', doc: 'When there is capacity to spare.' },
  ]),
  text('JobRunId', 'An earlier run, to be tried again.'),
  flag('JobRunQueuingEnabled', 'Whether it may wait for its turn.'),
  object('NotificationProperty', 'After how long a delay is told of.'),
  text('SecurityConfiguration', 'The name of its security configuration.'),
]);

function worker(value: string): EnumValue {
  return { value, doc: `The worker type ${value}.` };
}

const ATHENA = `${REFERENCE}/athena/latest/APIReference`;
const QUERY_EXECUTION_ID = text('QueryExecutionId', 'The ID of the query.');

/** Athena: StartQueryExecution. */
export const ATHENA_START_QUERY = request(`${ATHENA}/API_StartQueryExecution.html`, [
  text('QueryString', 'The query in SQL.'),
  text('WorkGroup', 'The workgroup that runs it.'),
  object('QueryExecutionContext', 'What names without a database mean.', [
    text('Database', 'The database.'),
    text('Catalog', 'The data catalog.'),
  ]),
  object('ResultConfiguration', 'Where the result goes.', [
    text('OutputLocation', 'The place in Amazon S3, as `s3://...`.'),
    object('EncryptionConfiguration', 'How it is encrypted.'),
    text('ExpectedBucketOwner', 'The account that owns the bucket.'),
    object('AclConfiguration', 'Who may read it.'),
  ]),
  list('ExecutionParameters', 'Values for the question marks of the query.'),
  object('ResultReuseConfiguration', 'Whether an earlier result may be used.'),
  CLIENT_REQUEST_TOKEN,
]);

/** Athena: StopQueryExecution and GetQueryExecution. */
export const ATHENA_QUERY = request(`${ATHENA}/API_GetQueryExecution.html`, [QUERY_EXECUTION_ID]);

/** Athena: GetQueryResults. */
export const ATHENA_RESULTS = request(`${ATHENA}/API_GetQueryResults.html`, [
  QUERY_EXECUTION_ID,
  number('MaxResults', 'How many rows come back.'),
  text('NextToken', 'Where the last answer ended.'),
  oneOf('QueryResultType', 'What comes back.', [
    { value: 'DATA_ROWS', doc: 'The rows.' },
    { value: 'DATA_MANIFEST', doc: 'The list of files that the query wrote.' },
  ]),
]);

const CODEBUILD = `${REFERENCE}/codebuild/latest/APIReference`;
const BUILD_ID = text('Id', 'The ID of the build.');
const BATCH_ID = text('Id', 'The ID of the batch build.');
const IDEMPOTENCY_TOKEN = text('IdempotencyToken', 'A text that makes the same request count once.');

const BUILD_ROWS: readonly Row[] = [
  text('ProjectName', 'The name of the project.'),
  text('SourceVersion', 'The commit, branch, tag or version to build.'),
  list('EnvironmentVariablesOverride', 'Variables, each with Name, Value and Type.'),
  text('BuildspecOverride', 'Another buildspec: its text, path or ARN.'),
  text('ImageOverride', 'Another image.'),
  IDEMPOTENCY_TOKEN,
  ...plain(
    'object',
    'SourceAuthOverride ArtifactsOverride RegistryCredentialOverride CacheOverride GitSubmodulesConfigOverride LogsConfigOverride',
  ),
  ...plain(
    'string',
    'SourceTypeOverride SourceLocationOverride EnvironmentTypeOverride ComputeTypeOverride ImagePullCredentialsTypeOverride CertificateOverride ServiceRoleOverride EncryptionKeyOverride',
  ),
  ...plain('array', 'SecondarySourcesOverride SecondarySourcesVersionOverride SecondaryArtifactsOverride'),
  ...plain('number', 'GitCloneDepthOverride QueuedTimeoutInMinutesOverride'),
  ...plain('boolean', 'PrivilegedModeOverride InsecureSslOverride DebugSessionEnabled'),
];

/** CodeBuild: StartBuild. */
export const CODEBUILD_START_BUILD = request(`${CODEBUILD}/API_StartBuild.html`, [
  ...BUILD_ROWS,
  ...plain('object', 'BuildStatusConfigOverride'),
  ...plain('number', 'TimeoutInMinutesOverride'),
  ...plain('boolean', 'ReportBuildStatusOverride'),
]);

/** CodeBuild: StartBuildBatch. */
export const CODEBUILD_START_BATCH = request(`${CODEBUILD}/API_StartBuildBatch.html`, [
  ...BUILD_ROWS,
  ...plain('object', 'BuildBatchConfigOverride'),
  ...plain('number', 'BuildTimeoutInMinutesOverride'),
  ...plain('boolean', 'ReportBuildBatchStatusOverride'),
]);

/** CodeBuild: StopBuild. */
export const CODEBUILD_STOP_BUILD = request(`${CODEBUILD}/API_StopBuild.html`, [BUILD_ID]);

/** CodeBuild: BatchDeleteBuilds. */
export const CODEBUILD_DELETE_BUILDS = request(`${CODEBUILD}/API_BatchDeleteBuilds.html`, [
  list('Ids', 'The IDs of the builds.'),
]);

/** CodeBuild: BatchGetReports. */
export const CODEBUILD_GET_REPORTS = request(`${CODEBUILD}/API_BatchGetReports.html`, [
  list('ReportArns', 'The ARNs of the reports.'),
]);

/** CodeBuild: StopBuildBatch and DeleteBuildBatch. */
export const CODEBUILD_BATCH = request(`${CODEBUILD}/API_StopBuildBatch.html`, [BATCH_ID]);

/** CodeBuild: RetryBuildBatch. */
export const CODEBUILD_RETRY_BATCH = request(`${CODEBUILD}/API_RetryBuildBatch.html`, [
  BATCH_ID,
  oneOf('RetryType', 'Which builds run again.', [
    { value: 'RETRY_ALL_BUILDS', doc: 'All of them.' },
    { value: 'RETRY_FAILED_BUILDS', doc: 'Those that failed.' },
  ]),
  IDEMPOTENCY_TOKEN,
]);

/** DataBrew: StartJobRun. */
export const DATABREW_START_JOB_RUN = request(`${GUIDE}/connect-databrew.html`, [text('Name', 'The name of the job.')]);

/** Bedrock: InvokeModel. */
export const BEDROCK_INVOKE_MODEL = request(`${GUIDE}/connect-bedrock.html`, [
  text('ModelId', 'The ID or ARN of the model.'),
  json('Body', 'What the model is asked, in its own format.'),
  object('Input', 'Where it stands in Amazon S3, in place of Body.', [text('S3Uri', 'The object, as `s3://...`.')]),
  object('Output', 'Where the answer goes in Amazon S3.', [text('S3Uri', 'The object, as `s3://...`.')]),
  text('ContentType', 'The media type of Body.'),
  text('Accept', 'The media type of the answer.'),
  text('GuardrailIdentifier', 'The guardrail that looks at question and answer.'),
  text('GuardrailVersion', 'The version of the guardrail.'),
  oneOf('Trace', 'Whether the answer says what the guardrail did.', [
    { value: 'ENABLED', doc: 'It does.' },
    { value: 'DISABLED', doc: 'It does not.' },
  ]),
]);

/** Bedrock: CreateModelCustomizationJob. */
export const BEDROCK_CUSTOMIZE = request(
  `${REFERENCE}/bedrock/latest/APIReference/API_CreateModelCustomizationJob.html`,
  [
    text('JobName', 'The name of the job.'),
    text('CustomModelName', 'The name of the new model.'),
    text('BaseModelIdentifier', 'The model that is trained further.'),
    text('RoleArn', 'The role that the service takes on.'),
    object('TrainingDataConfig', 'What it learns from.'),
    object('OutputDataConfig', 'Where the results go.'),
    object('ValidationDataConfig', 'What it is judged by.'),
    text('CustomizationType', 'How it is trained.'),
    object('HyperParameters', 'Settings of the training.'),
    text('CustomModelKmsKeyId', 'The key that encrypts the new model.'),
    list('CustomModelTags', 'Tags of the new model.'),
    list('JobTags', 'Tags of the job.'),
    VPC_CONFIG,
    CLIENT_REQUEST_TOKEN,
  ],
);

const EKS = `${REFERENCE}/eks/latest/APIReference`;
const CLUSTER_NAME = text('ClusterName', 'The name of the cluster.');
const KUBERNETES: readonly Row[] = [
  CLUSTER_NAME,
  text('CertificateAuthority', 'The certificate of the cluster in Base64.'),
  text('Endpoint', 'The address of its Kubernetes API.'),
];

/** EKS: a call of the Kubernetes API. */
export const EKS_CALL = request(`${GUIDE}/connect-eks.html`, [
  ...KUBERNETES,
  methods(HTTP_METHODS),
  text('Path', 'The path of the operation.'),
  QUERY,
  REQUEST_BODY,
]);

/** EKS: a Kubernetes job. */
export const EKS_RUN_JOB = request(`${GUIDE}/connect-eks.html`, [
  ...KUBERNETES,
  json('Job', 'The definition of the job.'),
  text('Namespace', 'The namespace; `default` where it is missing.'),
  object('LogOptions', 'Whether and how logs are fetched, with `.sync`.', [
    flag('RetrieveLogs', 'Whether logs are fetched when the job is done.'),
    flag('RawLogs', 'Whether they stay texts.'),
    object('LogParameters', 'Names to lists of values, such as `tailLines`.'),
  ]),
]);

/** EKS: CreateCluster. */
export const EKS_CREATE_CLUSTER = request(`${EKS}/API_CreateCluster.html`, [
  text('Name', 'The name of the cluster.'),
  text('RoleArn', 'The role of its control plane.'),
  object('ResourcesVpcConfig', 'Its subnets and security groups.'),
  TAG_MAP,
  CLIENT_REQUEST_TOKEN,
  ...plain('object', 'KubernetesNetworkConfig Logging AccessConfig'),
  ...plain('string', 'Version'),
  ...plain('array', 'EncryptionConfig'),
]);

/** EKS: DeleteCluster. */
export const EKS_DELETE_CLUSTER = request(`${EKS}/API_DeleteCluster.html`, [text('Name', 'The name of the cluster.')]);

const PROFILE_NAME = text('FargateProfileName', 'The name of the profile.');

/** EKS: CreateFargateProfile. */
export const EKS_CREATE_PROFILE = request(`${EKS}/API_CreateFargateProfile.html`, [
  PROFILE_NAME,
  CLUSTER_NAME,
  text('PodExecutionRoleArn', 'The role that starts its pods.'),
  list('Subnets', 'The subnets of its pods.'),
  list('Selectors', 'Which pods run on Fargate.'),
  TAG_MAP,
  CLIENT_REQUEST_TOKEN,
]);

/** EKS: DeleteFargateProfile. */
export const EKS_DELETE_PROFILE = request(`${EKS}/API_DeleteFargateProfile.html`, [PROFILE_NAME, CLUSTER_NAME]);

const NODEGROUP_NAME = text('NodegroupName', 'The name of the group.');

/** EKS: CreateNodegroup. */
export const EKS_CREATE_NODEGROUP = request(`${EKS}/API_CreateNodegroup.html`, [
  NODEGROUP_NAME,
  CLUSTER_NAME,
  text('NodeRole', 'The role of its nodes.'),
  list('Subnets', 'The subnets of its nodes.'),
  object('ScalingConfig', 'How many nodes there are.'),
  list('InstanceTypes', 'The types of its instances.'),
  oneOf('CapacityType', 'How instances are bought.', [
    { value: 'ON_DEMAND', doc: 'When they are needed.' },
    { value: 'SPOT', doc: 'When they are cheap.' },
    { value: 'CAPACITY_BLOCK', doc: 'For a time, beforehand.' },
  ]),
  TAG_MAP,
  CLIENT_REQUEST_TOKEN,
  ...plain('object', 'RemoteAccess Labels LaunchTemplate UpdateConfig'),
  ...plain('string', 'AmiType Version ReleaseVersion'),
  ...plain('array', 'Taints'),
  ...plain('number', 'DiskSize'),
]);

/** EKS: DeleteNodegroup. */
export const EKS_DELETE_NODEGROUP = request(`${EKS}/API_DeleteNodegroup.html`, [NODEGROUP_NAME, CLUSTER_NAME]);

const EMR = `${GUIDE}/connect-emr.html`;
const CLUSTER_ID = text('ClusterId', 'The ID of the cluster.');

/** EMR: a cluster, as RunJobFlow makes it. */
export const EMR_CREATE_CLUSTER = request(EMR, [
  text('Name', 'The name of the cluster.'),
  object('Instances', 'Its instances; KeepJobFlowAliveWhenNoSteps must be true.'),
  text('ReleaseLabel', 'The release of Amazon EMR.'),
  list('Applications', 'What is installed, each with a Name.'),
  text('ServiceRole', 'The role of the service.'),
  text('JobFlowRole', 'The instance profile of its instances.'),
  text('LogUri', 'Where logs go in Amazon S3.'),
  TAGS,
  ...plain('object', 'ManagedScalingPolicy AutoTerminationPolicy KerberosAttributes'),
  ...plain('string', 'SecurityConfiguration AutoScalingRole ScaleDownBehavior CustomAmiId'),
  ...plain('array', 'Configurations BootstrapActions'),
  ...plain('number', 'StepConcurrencyLevel EbsRootVolumeSize'),
  ...plain('boolean', 'VisibleToAllUsers'),
]);

/** EMR: the end of a cluster. */
export const EMR_TERMINATE = request(EMR, [CLUSTER_ID]);

/** EMR: a step. */
export const EMR_ADD_STEP = request(EMR, [
  CLUSTER_ID,
  object('Step', 'The step.', [
    text('Name', 'The name of the step.'),
    oneOf('ActionOnFailure', 'What happens when it fails.', [
      { value: 'CONTINUE', doc: 'The next step runs.' },
      { value: 'CANCEL_AND_WAIT', doc: 'The others are cancelled, the cluster stays.' },
      { value: 'TERMINATE_CLUSTER', doc: 'The cluster ends.' },
    ]),
    object('HadoopJarStep', 'What runs: its Jar, Args, MainClass and Properties.'),
  ]),
]);

/** EMR: a step that is cancelled. */
export const EMR_CANCEL_STEP = request(EMR, [CLUSTER_ID, text('StepId', 'The ID of the step.')]);

/** EMR: a guard against the end of a cluster. */
export const EMR_PROTECT = request(EMR, [CLUSTER_ID, flag('TerminationProtected', 'Whether it is guarded.')]);

/** EMR: the size of a fleet. */
export const EMR_MODIFY_FLEET = request(EMR, [
  CLUSTER_ID,
  text('InstanceFleetName', 'The name of the fleet.'),
  object('InstanceFleet', 'Its capacities.', [
    number('TargetOnDemandCapacity', 'How much is bought on demand.'),
    number('TargetSpotCapacity', 'How much is bought as spot.'),
  ]),
]);

/** EMR: the size of a group. */
export const EMR_MODIFY_GROUP = request(EMR, [
  CLUSTER_ID,
  text('InstanceGroupName', 'The name of the group.'),
  object('InstanceGroup', 'What changes.', [number('InstanceCount', 'How many instances it has.')]),
]);

const EMR_EKS = `${REFERENCE}/emr-on-eks/latest/APIReference`;

/** EMR on EKS: CreateVirtualCluster. */
export const EMR_EKS_CREATE = request(`${EMR_EKS}/API_CreateVirtualCluster.html`, [
  text('Name', 'The name of the virtual cluster.'),
  object('ContainerProvider', 'The Amazon EKS cluster and its namespace.'),
  TAG_MAP,
  CLIENT_TOKEN,
]);

/** EMR on EKS: DeleteVirtualCluster. */
export const EMR_EKS_DELETE = request(`${EMR_EKS}/API_DeleteVirtualCluster.html`, [
  text('Id', 'The ID of the virtual cluster.'),
]);

/** EMR on EKS: StartJobRun. */
export const EMR_EKS_START_JOB = request(`${EMR_EKS}/API_StartJobRun.html`, [
  text('VirtualClusterId', 'The ID of the virtual cluster.'),
  text('Name', 'The name of the run.'),
  text('ExecutionRoleArn', 'The role of the run.'),
  text('ReleaseLabel', 'The release of Amazon EMR.'),
  object('JobDriver', 'What runs.'),
  TAG_MAP,
  CLIENT_TOKEN,
  ...plain('object', 'ConfigurationOverrides JobTemplateParameters RetryPolicyConfiguration'),
  ...plain('string', 'JobTemplateId'),
]);

const EMR_SERVERLESS = `${REFERENCE}/emr-serverless/latest/APIReference`;
const APPLICATION_ID = text('ApplicationId', 'The ID of the application.');

/** EMR Serverless: CreateApplication. */
export const EMR_SERVERLESS_CREATE = request(`${EMR_SERVERLESS}/API_CreateApplication.html`, [
  text('Name', 'The name of the application.'),
  text('ReleaseLabel', 'The release of Amazon EMR.'),
  text('Type', 'What it runs, such as SPARK or HIVE.'),
  TAG_MAP,
  CLIENT_TOKEN,
  ...plain(
    'object',
    'InitialCapacity MaximumCapacity AutoStartConfiguration AutoStopConfiguration NetworkConfiguration ImageConfiguration MonitoringConfiguration',
  ),
  ...plain('string', 'Architecture'),
]);

/** EMR Serverless: StartApplication, StopApplication and DeleteApplication. */
export const EMR_SERVERLESS_APPLICATION = request(`${EMR_SERVERLESS}/API_StartApplication.html`, [APPLICATION_ID]);

/** EMR Serverless: StartJobRun. */
export const EMR_SERVERLESS_START_JOB = request(`${EMR_SERVERLESS}/API_StartJobRun.html`, [
  APPLICATION_ID,
  text('ExecutionRoleArn', 'The role of the run.'),
  object('JobDriver', 'What runs.'),
  text('Name', 'The name of the run.'),
  TAG_MAP,
  CLIENT_TOKEN,
  ...plain('object', 'ConfigurationOverrides RetryPolicy'),
  ...plain('string', 'Mode'),
  ...plain('number', 'ExecutionTimeoutMinutes'),
]);

/** EMR Serverless: CancelJobRun. */
export const EMR_SERVERLESS_CANCEL_JOB = request(`${EMR_SERVERLESS}/API_CancelJobRun.html`, [
  APPLICATION_ID,
  text('JobRunId', 'The ID of the run.'),
]);

/** MediaConvert: CreateJob. */
export const MEDIACONVERT_CREATE_JOB = request(`${REFERENCE}/mediaconvert/latest/apireference/jobs.html`, [
  text('Role', 'The role that the service takes on.'),
  object('Settings', 'What is read and what is made of it.'),
  text('JobTemplate', 'A template of the job.'),
  text('Queue', 'The ARN of the queue.'),
  TAG_MAP,
  CLIENT_REQUEST_TOKEN,
  ...plain('object', 'AccelerationSettings UserMetadata'),
  ...plain('string', 'StatusUpdateInterval'),
  ...plain('array', 'HopDestinations'),
  ...plain('number', 'Priority'),
]);

const SAGEMAKER = `${REFERENCE}/sagemaker/latest/APIReference`;
const ROLE_ARN = text('RoleArn', 'The role that the service takes on.');
const STOPPING = object('StoppingCondition', 'How long it may take.');
const ENVIRONMENT = object('Environment', 'Variables of the container.');
const EXPERIMENT = object('ExperimentConfig', 'The experiment that it belongs to.');
const ISOLATION = flag('EnableNetworkIsolation', 'Whether the container has no network.');

/** SageMaker: CreateTrainingJob. */
export const SAGEMAKER_TRAINING = request(`${SAGEMAKER}/API_CreateTrainingJob.html`, [
  text('TrainingJobName', 'The name of the job.'),
  object('AlgorithmSpecification', 'The image or algorithm.'),
  ROLE_ARN,
  list('InputDataConfig', 'What it learns from.'),
  object('OutputDataConfig', 'Where the model goes.'),
  object('ResourceConfig', 'Its instances.'),
  STOPPING,
  object('HyperParameters', 'Settings of the algorithm.'),
  ENVIRONMENT,
  VPC_CONFIG,
  ISOLATION,
  EXPERIMENT,
  TAGS,
  ...plain('object', 'CheckpointConfig RetryStrategy DebugHookConfig ProfilerConfig'),
  ...plain('array', 'DebugRuleConfigurations'),
  ...plain('boolean', 'EnableInterContainerTrafficEncryption EnableManagedSpotTraining'),
]);

/** SageMaker: CreateTransformJob. */
export const SAGEMAKER_TRANSFORM = request(`${SAGEMAKER}/API_CreateTransformJob.html`, [
  text('TransformJobName', 'The name of the job.'),
  text('ModelName', 'The name of the model.'),
  object('TransformInput', 'What the model reads.'),
  object('TransformOutput', 'Where its answers go.'),
  object('TransformResources', 'Its instances.'),
  oneOf('BatchStrategy', 'How much a request holds.', [
    { value: 'MultiRecord', doc: 'As many records as fit.' },
    { value: 'SingleRecord', doc: 'One record.' },
  ]),
  ENVIRONMENT,
  EXPERIMENT,
  TAGS,
  ...plain('object', 'ModelClientConfig DataProcessing DataCaptureConfig'),
  ...plain('number', 'MaxConcurrentTransforms MaxPayloadInMB'),
]);

/** SageMaker: CreateProcessingJob. */
export const SAGEMAKER_PROCESSING = request(`${SAGEMAKER}/API_CreateProcessingJob.html`, [
  text('ProcessingJobName', 'The name of the job.'),
  object('AppSpecification', 'The image and its command.'),
  object('ProcessingResources', 'Its instances.'),
  ROLE_ARN,
  list('ProcessingInputs', 'What it reads.'),
  object('ProcessingOutputConfig', 'Where its results go.'),
  STOPPING,
  ENVIRONMENT,
  EXPERIMENT,
  TAGS,
  ...plain('object', 'NetworkConfig'),
]);

/** SageMaker: CreateHyperParameterTuningJob. */
export const SAGEMAKER_TUNING = request(`${SAGEMAKER}/API_CreateHyperParameterTuningJob.html`, [
  text('HyperParameterTuningJobName', 'The name of the job.'),
  object('HyperParameterTuningJobConfig', 'What is tried, and what counts as better.'),
  object('TrainingJobDefinition', 'The training job that is run.'),
  TAGS,
  ...plain('object', 'WarmStartConfig Autotune'),
  ...plain('array', 'TrainingJobDefinitions'),
]);

/** SageMaker: CreateLabelingJob. */
export const SAGEMAKER_LABELING = request(`${SAGEMAKER}/API_CreateLabelingJob.html`, [
  text('LabelingJobName', 'The name of the job.'),
  text('LabelAttributeName', 'The attribute that holds the label.'),
  object('InputConfig', 'What is labelled.'),
  object('OutputConfig', 'Where the labels go.'),
  ROLE_ARN,
  object('HumanTaskConfig', 'What people are asked.'),
  TAGS,
  ...plain('object', 'StoppingConditions LabelingJobAlgorithmsConfig'),
  ...plain('string', 'LabelCategoryConfigS3Uri'),
]);

/** SageMaker: CreateModel. */
export const SAGEMAKER_MODEL = request(`${SAGEMAKER}/API_CreateModel.html`, [
  text('ModelName', 'The name of the model.'),
  object('PrimaryContainer', 'Its image and data.'),
  VPC_CONFIG,
  ISOLATION,
  TAGS,
  ...plain('object', 'InferenceExecutionConfig'),
  ...plain('string', 'ExecutionRoleArn'),
  ...plain('array', 'Containers'),
]);

/** SageMaker: CreateEndpointConfig. */
export const SAGEMAKER_ENDPOINT_CONFIG = request(`${SAGEMAKER}/API_CreateEndpointConfig.html`, [
  text('EndpointConfigName', 'The name of the configuration.'),
  list('ProductionVariants', 'The models, and how much of the traffic each gets.'),
  VPC_CONFIG,
  ISOLATION,
  TAGS,
  ...plain('object', 'AsyncInferenceConfig DataCaptureConfig ExplainerConfig'),
  ...plain('string', 'KmsKeyId ExecutionRoleArn'),
  ...plain('array', 'ShadowProductionVariants'),
]);

const ENDPOINT_NAME = text('EndpointName', 'The name of the endpoint.');
const ENDPOINT_CONFIG_NAME = text('EndpointConfigName', 'The name of its configuration.');
const DEPLOYMENT = object('DeploymentConfig', 'How traffic moves to it, and when it moves back.');

/** SageMaker: CreateEndpoint. */
export const SAGEMAKER_CREATE_ENDPOINT = request(`${SAGEMAKER}/API_CreateEndpoint.html`, [
  ENDPOINT_NAME,
  ENDPOINT_CONFIG_NAME,
  DEPLOYMENT,
  TAGS,
]);

/** SageMaker: UpdateEndpoint. */
export const SAGEMAKER_UPDATE_ENDPOINT = request(`${SAGEMAKER}/API_UpdateEndpoint.html`, [
  ENDPOINT_NAME,
  ENDPOINT_CONFIG_NAME,
  DEPLOYMENT,
  ...plain('array', 'ExcludeRetainedVariantProperties'),
  ...plain('boolean', 'RetainAllVariantProperties RetainDeploymentConfig'),
]);
