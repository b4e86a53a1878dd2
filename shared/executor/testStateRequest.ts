// The request of the TestState API, from https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html.

/** How much of what happened an answer shows. */
export type InspectionLevel = 'INFO' | 'DEBUG' | 'TRACE';

/** What stands in for calling a service; all texts are JSON texts. Exactly one of result and errorOutput is there. */
export interface Mock {
  readonly result?: string;
  readonly errorOutput?: { readonly error?: string; readonly cause?: string };
  readonly fieldValidationMode?: 'STRICT' | 'PRESENT' | 'NONE';
}

/** Circumstances of the run that a test sets. */
export interface StateConfiguration {
  readonly retrierRetryCount?: number;
  readonly errorCausedByState?: string;
  readonly mapIterationFailureCount?: number;
  /** JSON text. */
  readonly mapItemReaderData?: string;
}

/** What to run, as TestState takes it: definition, input, variables and context are JSON texts. */
export interface TestStateRequest {
  readonly definition: string;
  readonly stateName?: string;
  readonly roleArn?: string;
  /** Defaults to `{}`. */
  readonly input?: string;
  readonly inspectionLevel?: InspectionLevel;
  readonly revealSecrets?: boolean;
  readonly variables?: string;
  readonly context?: string;
  readonly mock?: Mock;
  readonly stateConfiguration?: StateConfiguration;
}

/** What a run needs to know beside its request; from `stateside.json`, options and settings. */
export interface RunSettings {
  /** Default region of User-Agent, where the ConnectionArn names none. */
  readonly region?: string;
  /** URL prefix -> where the socket connects instead. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** `http://host:port` of a proxy; loopback targets bypass it. */
  readonly proxy?: string;
  /** Hosts that bypass the proxy, each with what is below it. */
  readonly noProxy?: readonly string[];
  /** False accepts certificates that nobody trusts. Default true. */
  readonly strictSsl?: boolean;
  /** Really waits and sends again where a Retrier says so. Default false. */
  readonly retry?: boolean;
  /** With `retry`: the waits are written down, but not waited for. Default false. */
  readonly skipWaits?: boolean;
  /** With `retry`: the most tries of a state; then its run ends with RETRIABLE. Default: as many as its Retriers say. */
  readonly mostAttempts?: number;
  /** A caller's context object may stand without a mock; only the TestState surfaces refuse it. Default false. */
  readonly strictTestState?: boolean;
}

/** A request that TestState refuses before anything runs: the name and the sentence of its error. */
export interface ApiError {
  readonly name: 'ValidationException' | 'InvalidDefinition' | 'InvalidExecutionInput' | 'InvalidArn';
  readonly message: string;
}
