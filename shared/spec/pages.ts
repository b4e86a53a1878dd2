const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';

/** Addresses of the pages that the tables of this folder were made from. */
export const PAGES = {
  httpTask: `${GUIDE}/call-https-apis.html`,
  testState: `${GUIDE}/test-state-isolation.html`,
  errors: `${GUIDE}/concepts-error-handling.html`,
  quotas: `${GUIDE}/service-quotas.html`,
  task: `${GUIDE}/state-task.html`,
  choice: `${GUIDE}/state-choice.html`,
  map: `${GUIDE}/state-map-distributed.html`,
  integrations: `${GUIDE}/integrate-optimized.html`,
  states: `${GUIDE}/workflow-states.html`,
  stateMachine: `${GUIDE}/statemachine-structure.html`,
  inputOutput: `${GUIDE}/concepts-input-output-filtering.html`,
  jsonata: `${GUIDE}/transforming-data.html`,
  variables: `${GUIDE}/workflow-variables.html`,
  intrinsics: `${GUIDE}/intrinsic-functions.html`,
  context: `${GUIDE}/input-output-contextobject.html`,
  connections: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection-auth.html',
  createConnection: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateConnection.html',
  language: 'https://states-language.net',
} as const;
