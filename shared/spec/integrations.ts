// The services that Step Functions calls by integrations of its own, from
// https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html and the pages below it. The fields that a
// request must have are those of the service's API; AWS names the first that is missing.

/** One action of a service, as it stands behind the service's name in a Resource. */
export interface IntegrationAction {
  readonly name: string;
  readonly doc: string;
  /** The fields that its Parameters, or Arguments, must have. */
  readonly required: readonly string[];
  /** It can wait until the job is done, with `.sync`. */
  readonly sync?: boolean;
}

/** A service with its actions. */
export interface Integration {
  /** As it stands in a Resource, such as `lambda`. */
  readonly service: string;
  readonly title: string;
  readonly page: string;
  /** Actions can wait until a task token comes back, with `.waitForTaskToken`. */
  readonly callback?: boolean;
  /** Its jobs can hand their output on as JSON, with `.sync:2`. */
  readonly syncJson?: boolean;
  readonly actions: readonly IntegrationAction[];
}

const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';

/** The services, the most used ones first. HTTP Tasks have tables of their own. */
export const INTEGRATIONS: readonly Integration[] = [
  {
    service: 'lambda',
    title: 'AWS Lambda',
    page: `${GUIDE}/connect-lambda.html`,
    callback: true,
    actions: [action('invoke', 'Calls a function; the result is in Payload.', ['FunctionName'])],
  },
  {
    service: 'dynamodb',
    title: 'Amazon DynamoDB',
    page: `${GUIDE}/connect-ddb.html`,
    actions: [
      action('getItem', 'Reads an item by its key.', ['TableName', 'Key']),
      action('putItem', 'Writes an item, in place of one with the same key.', ['TableName', 'Item']),
      action('updateItem', 'Changes attributes of an item.', ['TableName', 'Key']),
      action('deleteItem', 'Removes an item by its key.', ['TableName', 'Key']),
    ],
  },
  {
    service: 'sqs',
    title: 'Amazon SQS',
    page: `${GUIDE}/connect-sqs.html`,
    callback: true,
    actions: [action('sendMessage', 'Sends a message to a queue.', ['QueueUrl', 'MessageBody'])],
  },
  {
    service: 'sns',
    title: 'Amazon SNS',
    page: `${GUIDE}/connect-sns.html`,
    callback: true,
    actions: [action('publish', 'Sends a message to the subscribers of a topic.', ['Message'])],
  },
  {
    service: 'events',
    title: 'Amazon EventBridge',
    page: `${GUIDE}/connect-eventbridge.html`,
    callback: true,
    actions: [action('putEvents', 'Sends events to an event bus.', ['Entries'])],
  },
  {
    service: 'states',
    title: 'AWS Step Functions',
    page: `${GUIDE}/connect-stepfunctions.html`,
    callback: true,
    syncJson: true,
    actions: [job('startExecution', 'Starts another state machine.', ['StateMachineArn'])],
  },
  {
    service: 'apigateway',
    title: 'Amazon API Gateway',
    page: `${GUIDE}/connect-api-gateway.html`,
    callback: true,
    actions: [action('invoke', 'Calls an API of the same account.', ['ApiEndpoint', 'Method'])],
  },
  {
    service: 'ecs',
    title: 'Amazon ECS and Fargate',
    page: `${GUIDE}/connect-ecs.html`,
    callback: true,
    actions: [job('runTask', 'Runs a container.', ['TaskDefinition'])],
  },
  {
    service: 'batch',
    title: 'AWS Batch',
    page: `${GUIDE}/connect-batch.html`,
    actions: [job('submitJob', 'Submits a job.', ['JobName', 'JobQueue', 'JobDefinition'])],
  },
  {
    service: 'glue',
    title: 'AWS Glue',
    page: `${GUIDE}/connect-glue.html`,
    actions: [job('startJobRun', 'Runs a Glue job.', ['JobName'])],
  },
  {
    service: 'athena',
    title: 'Amazon Athena',
    page: `${GUIDE}/connect-athena.html`,
    actions: [
      job('startQueryExecution', 'Runs a query.', ['QueryString']),
      action('stopQueryExecution', 'Stops a query.', ['QueryExecutionId']),
      action('getQueryExecution', 'Tells how a query stands.', ['QueryExecutionId']),
      action('getQueryResults', 'Reads the rows that a query found.', ['QueryExecutionId']),
    ],
  },
  {
    service: 'codebuild',
    title: 'AWS CodeBuild',
    page: `${GUIDE}/connect-codebuild.html`,
    actions: [
      job('startBuild', 'Starts a build.', ['ProjectName']),
      action('stopBuild', 'Stops a build.', ['Id']),
      action('batchDeleteBuilds', 'Deletes builds.', ['Ids']),
      action('batchGetReports', 'Reads reports of tests.', ['ReportArns']),
      job('startBuildBatch', 'Starts builds that belong together.', ['ProjectName']),
      action('stopBuildBatch', 'Stops builds that belong together.', ['Id']),
      action('retryBuildBatch', 'Starts them again.', []),
      action('deleteBuildBatch', 'Deletes them.', ['Id']),
    ],
  },
  {
    service: 'databrew',
    title: 'AWS Glue DataBrew',
    page: `${GUIDE}/connect-databrew.html`,
    actions: [job('startJobRun', 'Runs a DataBrew job.', ['Name'])],
  },
  {
    service: 'bedrock',
    title: 'Amazon Bedrock',
    page: `${GUIDE}/connect-bedrock.html`,
    callback: true,
    actions: [
      action('invokeModel', 'Asks a model.', ['ModelId']),
      job('createModelCustomizationJob', 'Trains a model further.', []),
    ],
  },
  {
    service: 'eks',
    title: 'Amazon EKS',
    page: `${GUIDE}/connect-eks.html`,
    callback: true,
    actions: [
      action('call', 'Calls the Kubernetes API.', []),
      job('runJob', 'Runs a Kubernetes job.', []),
      job('createCluster', 'Creates a cluster.', []),
      job('deleteCluster', 'Deletes a cluster.', []),
      job('createFargateProfile', 'Creates a Fargate profile.', []),
      job('deleteFargateProfile', 'Deletes a Fargate profile.', []),
      job('createNodegroup', 'Creates a group of nodes.', []),
      job('deleteNodegroup', 'Deletes a group of nodes.', []),
    ],
  },
  {
    service: 'elasticmapreduce',
    title: 'Amazon EMR',
    page: `${GUIDE}/connect-emr.html`,
    actions: [
      job('createCluster', 'Creates a cluster and runs its steps.', []),
      job('terminateCluster', 'Ends a cluster.', ['ClusterId']),
      job('addStep', 'Adds a step to a cluster.', ['ClusterId', 'Step']),
      action('cancelStep', 'Cancels a step that waits.', ['ClusterId', 'StepId']),
      action('setClusterTerminationProtection', 'Guards a cluster from being ended, or not.', ['ClusterId']),
      action('modifyInstanceFleetByName', 'Changes the size of a fleet.', ['ClusterId']),
      action('modifyInstanceGroupByName', 'Changes the size of a group.', ['ClusterId']),
    ],
  },
  {
    service: 'emr-containers',
    title: 'Amazon EMR on EKS',
    page: `${GUIDE}/connect-emr-eks.html`,
    actions: [
      action('createVirtualCluster', 'Creates a virtual cluster.', []),
      job('deleteVirtualCluster', 'Deletes a virtual cluster.', []),
      job('startJobRun', 'Runs a job.', []),
    ],
  },
  {
    service: 'emr-serverless',
    title: 'Amazon EMR Serverless',
    page: `${GUIDE}/connect-emr-serverless.html`,
    actions: [
      job('createApplication', 'Creates an application.', []),
      job('startApplication', 'Starts an application.', ['ApplicationId']),
      job('stopApplication', 'Stops an application.', ['ApplicationId']),
      job('deleteApplication', 'Deletes an application.', ['ApplicationId']),
      job('startJobRun', 'Runs a job.', ['ApplicationId']),
      job('cancelJobRun', 'Cancels a job.', ['ApplicationId']),
    ],
  },
  {
    service: 'mediaconvert',
    title: 'AWS Elemental MediaConvert',
    page: `${GUIDE}/connect-mediaconvert.html`,
    actions: [job('createJob', 'Converts media files.', [])],
  },
  {
    service: 'sagemaker',
    title: 'Amazon SageMaker AI',
    page: `${GUIDE}/connect-sagemaker.html`,
    actions: [
      job('createTrainingJob', 'Trains a model.', ['TrainingJobName']),
      job('createTransformJob', 'Runs a model over much data.', ['TransformJobName']),
      job('createProcessingJob', 'Prepares data or judges a model.', ['ProcessingJobName']),
      job('createHyperParameterTuningJob', 'Looks for the best settings.', ['HyperParameterTuningJobName']),
      job('createLabelingJob', 'Has people label data.', ['LabelingJobName']),
      action('createModel', 'Creates a model.', ['ModelName']),
      action('createEndpointConfig', 'Describes an endpoint.', ['EndpointConfigName']),
      action('createEndpoint', 'Creates an endpoint.', ['EndpointName', 'EndpointConfigName']),
      action('updateEndpoint', 'Changes an endpoint.', ['EndpointName', 'EndpointConfigName']),
    ],
  },
];

function action(name: string, doc: string, required: readonly string[]): IntegrationAction {
  return { name, doc, required };
}

/** An action that starts a job. */
function job(name: string, doc: string, required: readonly string[]): IntegrationAction {
  return { name, doc, required, sync: true };
}

/** The resource of an integration, taken apart: any AWS API is called under the service `aws-sdk:...`. */
export interface ServiceResource {
  /** What stands in front of the service, such as `arn:aws:states:::`. */
  readonly prefix: string;
  readonly service: string;
  readonly action: string;
  /** What stands behind the action, such as `.sync`; empty when nothing does. */
  readonly suffix: string;
}

const RESOURCE =
  /^(?<prefix>arn:(?:[^:$]+|\$\{[^}]*\}):states:::)(?<service>(?:aws-sdk:)?[\w-]+):(?<action>\w+)(?<suffix>(?:\.[\w:.]*)?)$/;

/** Reads the resource of an integration, in any partition; undefined for the ARN of a function, an activity or anything else. */
export function parseServiceResource(resource: string): ServiceResource | undefined {
  const { prefix = '', service = '', action: name = '', suffix = '' } = RESOURCE.exec(resource)?.groups ?? {};
  return prefix === '' ? undefined : { prefix, service, action: name, suffix };
}

/** The integration of a service; undefined when Step Functions has none of its own. */
export function integrationOf({ service }: ServiceResource): Integration | undefined {
  return INTEGRATIONS.find((integration) => integration.service === service);
}

const CALLBACK = '.waitForTaskToken';

/** The suffixes that an action takes, the empty one first. */
export function suffixesOfAction({ callback, syncJson }: Integration, { sync }: IntegrationAction): readonly string[] {
  const ofJobs = sync ? ['.sync', ...(syncJson ? ['.sync:2'] : [])] : [];
  return ['', ...ofJobs, ...(callback ? [CALLBACK] : [])];
}

/** The suffixes that some action of a service takes, the empty one first. */
export function suffixesOf(integration: Integration): readonly string[] {
  return [...new Set(integration.actions.flatMap((one) => suffixesOfAction(integration, one)))];
}

/** The suffixes of an AWS API that is called as it is. */
export const SDK_SUFFIXES: readonly string[] = ['', CALLBACK];
