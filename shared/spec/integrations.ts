import type { Field } from './field';
import {
  APIGATEWAY_INVOKE,
  ATHENA_QUERY,
  ATHENA_RESULTS,
  ATHENA_START_QUERY,
  BATCH_SUBMIT_JOB,
  BEDROCK_CUSTOMIZE,
  BEDROCK_INVOKE_MODEL,
  CODEBUILD_BATCH,
  CODEBUILD_DELETE_BUILDS,
  CODEBUILD_GET_REPORTS,
  CODEBUILD_RETRY_BATCH,
  CODEBUILD_START_BATCH,
  CODEBUILD_START_BUILD,
  CODEBUILD_STOP_BUILD,
  DATABREW_START_JOB_RUN,
  DYNAMODB_DELETE_ITEM,
  DYNAMODB_GET_ITEM,
  DYNAMODB_PUT_ITEM,
  DYNAMODB_UPDATE_ITEM,
  ECS_RUN_TASK,
  EKS_CALL,
  EKS_CREATE_CLUSTER,
  EKS_CREATE_NODEGROUP,
  EKS_CREATE_PROFILE,
  EKS_DELETE_CLUSTER,
  EKS_DELETE_NODEGROUP,
  EKS_DELETE_PROFILE,
  EKS_RUN_JOB,
  EMR_ADD_STEP,
  EMR_CANCEL_STEP,
  EMR_CREATE_CLUSTER,
  EMR_EKS_CREATE,
  EMR_EKS_DELETE,
  EMR_EKS_START_JOB,
  EMR_MODIFY_FLEET,
  EMR_MODIFY_GROUP,
  EMR_PROTECT,
  EMR_SERVERLESS_APPLICATION,
  EMR_SERVERLESS_CANCEL_JOB,
  EMR_SERVERLESS_CREATE,
  EMR_SERVERLESS_START_JOB,
  EMR_TERMINATE,
  EVENTS_PUT_EVENTS,
  GLUE_START_JOB_RUN,
  LAMBDA_INVOKE,
  MEDIACONVERT_CREATE_JOB,
  SAGEMAKER_CREATE_ENDPOINT,
  SAGEMAKER_ENDPOINT_CONFIG,
  SAGEMAKER_LABELING,
  SAGEMAKER_MODEL,
  SAGEMAKER_PROCESSING,
  SAGEMAKER_TRAINING,
  SAGEMAKER_TRANSFORM,
  SAGEMAKER_TUNING,
  SAGEMAKER_UPDATE_ENDPOINT,
  SNS_PUBLISH,
  SQS_SEND_MESSAGE,
  STATES_START_EXECUTION,
} from './integrationRequests';

// The services that Step Functions calls by integrations of its own, from
// https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html and the pages below it. The fields that a
// request must have are those of the service's API; AWS names the first that is missing.

/** One action of a service, as it stands behind the service's name in a Resource. */
export interface IntegrationAction {
  readonly name: string;
  readonly doc: string;
  /** The fields that its Parameters, or Arguments, must have. */
  readonly required: readonly string[];
  /** All fields that they may have, the usual ones first. */
  readonly request: readonly Field[];
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
    actions: [action('invoke', 'Calls a function; the result is in Payload.', ['FunctionName'], LAMBDA_INVOKE)],
  },
  {
    service: 'dynamodb',
    title: 'Amazon DynamoDB',
    page: `${GUIDE}/connect-ddb.html`,
    actions: [
      action('getItem', 'Reads an item by its key.', ['TableName', 'Key'], DYNAMODB_GET_ITEM),
      action('putItem', 'Writes an item, in place of one with the same key.', ['TableName', 'Item'], DYNAMODB_PUT_ITEM),
      action('updateItem', 'Changes attributes of an item.', ['TableName', 'Key'], DYNAMODB_UPDATE_ITEM),
      action('deleteItem', 'Removes an item by its key.', ['TableName', 'Key'], DYNAMODB_DELETE_ITEM),
    ],
  },
  {
    service: 'sqs',
    title: 'Amazon SQS',
    page: `${GUIDE}/connect-sqs.html`,
    callback: true,
    actions: [action('sendMessage', 'Sends a message to a queue.', ['QueueUrl', 'MessageBody'], SQS_SEND_MESSAGE)],
  },
  {
    service: 'sns',
    title: 'Amazon SNS',
    page: `${GUIDE}/connect-sns.html`,
    callback: true,
    actions: [action('publish', 'Sends a message to the subscribers of a topic.', ['Message'], SNS_PUBLISH)],
  },
  {
    service: 'events',
    title: 'Amazon EventBridge',
    page: `${GUIDE}/connect-eventbridge.html`,
    callback: true,
    actions: [action('putEvents', 'Sends events to an event bus.', ['Entries'], EVENTS_PUT_EVENTS)],
  },
  {
    service: 'states',
    title: 'AWS Step Functions',
    page: `${GUIDE}/connect-stepfunctions.html`,
    callback: true,
    syncJson: true,
    actions: [job('startExecution', 'Starts another state machine.', ['StateMachineArn'], STATES_START_EXECUTION)],
  },
  {
    service: 'apigateway',
    title: 'Amazon API Gateway',
    page: `${GUIDE}/connect-api-gateway.html`,
    callback: true,
    actions: [action('invoke', 'Calls an API of the same account.', ['ApiEndpoint', 'Method'], APIGATEWAY_INVOKE)],
  },
  {
    service: 'ecs',
    title: 'Amazon ECS and Fargate',
    page: `${GUIDE}/connect-ecs.html`,
    callback: true,
    actions: [job('runTask', 'Runs a container.', ['TaskDefinition'], ECS_RUN_TASK)],
  },
  {
    service: 'batch',
    title: 'AWS Batch',
    page: `${GUIDE}/connect-batch.html`,
    actions: [job('submitJob', 'Submits a job.', ['JobName', 'JobQueue', 'JobDefinition'], BATCH_SUBMIT_JOB)],
  },
  {
    service: 'glue',
    title: 'AWS Glue',
    page: `${GUIDE}/connect-glue.html`,
    actions: [job('startJobRun', 'Runs a Glue job.', ['JobName'], GLUE_START_JOB_RUN)],
  },
  {
    service: 'athena',
    title: 'Amazon Athena',
    page: `${GUIDE}/connect-athena.html`,
    actions: [
      job('startQueryExecution', 'Runs a query.', ['QueryString'], ATHENA_START_QUERY),
      action('stopQueryExecution', 'Stops a query.', ['QueryExecutionId'], ATHENA_QUERY),
      action('getQueryExecution', 'Tells how a query stands.', ['QueryExecutionId'], ATHENA_QUERY),
      action('getQueryResults', 'Reads the rows that a query found.', ['QueryExecutionId'], ATHENA_RESULTS),
    ],
  },
  {
    service: 'codebuild',
    title: 'AWS CodeBuild',
    page: `${GUIDE}/connect-codebuild.html`,
    actions: [
      job('startBuild', 'Starts a build.', ['ProjectName'], CODEBUILD_START_BUILD),
      action('stopBuild', 'Stops a build.', ['Id'], CODEBUILD_STOP_BUILD),
      action('batchDeleteBuilds', 'Deletes builds.', ['Ids'], CODEBUILD_DELETE_BUILDS),
      action('batchGetReports', 'Reads reports of tests.', ['ReportArns'], CODEBUILD_GET_REPORTS),
      job('startBuildBatch', 'Starts builds that belong together.', ['ProjectName'], CODEBUILD_START_BATCH),
      action('stopBuildBatch', 'Stops builds that belong together.', ['Id'], CODEBUILD_BATCH),
      action('retryBuildBatch', 'Starts them again.', [], CODEBUILD_RETRY_BATCH),
      action('deleteBuildBatch', 'Deletes them.', ['Id'], CODEBUILD_BATCH),
    ],
  },
  {
    service: 'databrew',
    title: 'AWS Glue DataBrew',
    page: `${GUIDE}/connect-databrew.html`,
    actions: [job('startJobRun', 'Runs a DataBrew job.', ['Name'], DATABREW_START_JOB_RUN)],
  },
  {
    service: 'bedrock',
    title: 'Amazon Bedrock',
    page: `${GUIDE}/connect-bedrock.html`,
    callback: true,
    actions: [
      action('invokeModel', 'Asks a model.', ['ModelId'], BEDROCK_INVOKE_MODEL),
      job('createModelCustomizationJob', 'Trains a model further.', [], BEDROCK_CUSTOMIZE),
    ],
  },
  {
    service: 'eks',
    title: 'Amazon EKS',
    page: `${GUIDE}/connect-eks.html`,
    callback: true,
    actions: [
      action('call', 'Calls the Kubernetes API.', [], EKS_CALL),
      job('runJob', 'Runs a Kubernetes job.', [], EKS_RUN_JOB),
      job('createCluster', 'Creates a cluster.', [], EKS_CREATE_CLUSTER),
      job('deleteCluster', 'Deletes a cluster.', [], EKS_DELETE_CLUSTER),
      job('createFargateProfile', 'Creates a Fargate profile.', [], EKS_CREATE_PROFILE),
      job('deleteFargateProfile', 'Deletes a Fargate profile.', [], EKS_DELETE_PROFILE),
      job('createNodegroup', 'Creates a group of nodes.', [], EKS_CREATE_NODEGROUP),
      job('deleteNodegroup', 'Deletes a group of nodes.', [], EKS_DELETE_NODEGROUP),
    ],
  },
  {
    service: 'elasticmapreduce',
    title: 'Amazon EMR',
    page: `${GUIDE}/connect-emr.html`,
    actions: [
      job('createCluster', 'Creates a cluster and runs its steps.', [], EMR_CREATE_CLUSTER),
      job('terminateCluster', 'Ends a cluster.', ['ClusterId'], EMR_TERMINATE),
      job('addStep', 'Adds a step to a cluster.', ['ClusterId', 'Step'], EMR_ADD_STEP),
      action('cancelStep', 'Cancels a step that waits.', ['ClusterId', 'StepId'], EMR_CANCEL_STEP),
      action(
        'setClusterTerminationProtection',
        'Guards a cluster from being ended, or not.',
        ['ClusterId'],
        EMR_PROTECT,
      ),
      action('modifyInstanceFleetByName', 'Changes the size of a fleet.', ['ClusterId'], EMR_MODIFY_FLEET),
      action('modifyInstanceGroupByName', 'Changes the size of a group.', ['ClusterId'], EMR_MODIFY_GROUP),
    ],
  },
  {
    service: 'emr-containers',
    title: 'Amazon EMR on EKS',
    page: `${GUIDE}/connect-emr-eks.html`,
    actions: [
      action('createVirtualCluster', 'Creates a virtual cluster.', [], EMR_EKS_CREATE),
      job('deleteVirtualCluster', 'Deletes a virtual cluster.', [], EMR_EKS_DELETE),
      job('startJobRun', 'Runs a job.', [], EMR_EKS_START_JOB),
    ],
  },
  {
    service: 'emr-serverless',
    title: 'Amazon EMR Serverless',
    page: `${GUIDE}/connect-emr-serverless.html`,
    actions: [
      job('createApplication', 'Creates an application.', [], EMR_SERVERLESS_CREATE),
      job('startApplication', 'Starts an application.', ['ApplicationId'], EMR_SERVERLESS_APPLICATION),
      job('stopApplication', 'Stops an application.', ['ApplicationId'], EMR_SERVERLESS_APPLICATION),
      job('deleteApplication', 'Deletes an application.', ['ApplicationId'], EMR_SERVERLESS_APPLICATION),
      job('startJobRun', 'Runs a job.', ['ApplicationId'], EMR_SERVERLESS_START_JOB),
      job('cancelJobRun', 'Cancels a job.', ['ApplicationId'], EMR_SERVERLESS_CANCEL_JOB),
    ],
  },
  {
    service: 'mediaconvert',
    title: 'AWS Elemental MediaConvert',
    page: `${GUIDE}/connect-mediaconvert.html`,
    actions: [job('createJob', 'Converts media files.', [], MEDIACONVERT_CREATE_JOB)],
  },
  {
    service: 'sagemaker',
    title: 'Amazon SageMaker AI',
    page: `${GUIDE}/connect-sagemaker.html`,
    actions: [
      job('createTrainingJob', 'Trains a model.', ['TrainingJobName'], SAGEMAKER_TRAINING),
      job('createTransformJob', 'Runs a model over much data.', ['TransformJobName'], SAGEMAKER_TRANSFORM),
      job('createProcessingJob', 'Prepares data or judges a model.', ['ProcessingJobName'], SAGEMAKER_PROCESSING),
      job(
        'createHyperParameterTuningJob',
        'Looks for the best settings.',
        ['HyperParameterTuningJobName'],
        SAGEMAKER_TUNING,
      ),
      job('createLabelingJob', 'Has people label data.', ['LabelingJobName'], SAGEMAKER_LABELING),
      action('createModel', 'Creates a model.', ['ModelName'], SAGEMAKER_MODEL),
      action('createEndpointConfig', 'Describes an endpoint.', ['EndpointConfigName'], SAGEMAKER_ENDPOINT_CONFIG),
      action(
        'createEndpoint',
        'Creates an endpoint.',
        ['EndpointName', 'EndpointConfigName'],
        SAGEMAKER_CREATE_ENDPOINT,
      ),
      action(
        'updateEndpoint',
        'Changes an endpoint.',
        ['EndpointName', 'EndpointConfigName'],
        SAGEMAKER_UPDATE_ENDPOINT,
      ),
    ],
  },
];

function action(name: string, doc: string, required: readonly string[], request: readonly Field[]): IntegrationAction {
  return { name, doc, required, request };
}

/** An action that starts a job. */
function job(name: string, doc: string, required: readonly string[], request: readonly Field[]): IntegrationAction {
  return { ...action(name, doc, required, request), sync: true };
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
