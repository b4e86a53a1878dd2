import type { JsonObject, JsonValue } from '../spec/json';

/** How a tested state ended, in the words of the TestState API. */
export type Status = 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';

/** Data of one stage. `text` is the source text, kept only while it passed through untouched. */
export interface StageData {
  readonly value: JsonValue;
  readonly text?: string;
}

/** The stages of a state's data, in the words of TestState's inspectionData. */
export type StageName =
  | 'input'
  | 'afterInputPath'
  | 'afterParameters'
  | 'afterArguments'
  | 'afterItemsPath'
  | 'afterItemsPointer'
  | 'afterItemSelector'
  | 'afterItemBatcher'
  | 'result'
  | 'afterResultSelector'
  | 'afterResultPath';

/** The data after one stage. */
export interface Stage {
  readonly name: StageName;
  readonly data: StageData;
}

/** Where a part of a request came from. */
export type Origin = 'definition' | 'connection' | 'authorization' | 'stepFunctions';

/** One header line, query pair or top-level body member, sent or overridden. */
export interface RequestPart {
  readonly name: string;
  /** The value as text: of a header as sent, of a query pair before encoding, of a body member as JSON (strings without quotes). */
  readonly value: string;
  readonly origin: Origin;
  /** The value must not be shown unless revealed. */
  readonly secret: boolean;
  /** Set on a part that was not sent: who put another value in its place. */
  readonly overriddenBy?: Origin;
}

/** A pair of the query with its text in the URL (empty for one that was overridden). */
export interface QueryPart extends RequestPart {
  readonly encoded: string;
}

/** The body as it went out. `members` is empty where it is no object. */
export interface RequestBody {
  readonly text: string;
  readonly encoding: 'NONE' | 'URL_ENCODED';
  readonly members: readonly RequestPart[];
  /** The merged value before encoding. */
  readonly value: JsonValue;
  /** The body without the members that the connection added; undefined when nothing is left. */
  readonly textWithoutConnection: string | undefined;
}

/** A request as it went out, each part with its origin. */
export interface HttpRequest {
  readonly protocol: 'https' | 'http';
  readonly method: string;
  /** The whole URL with its query, as the definition's host sees it. */
  readonly url: string;
  /** The URL before the query pairs were added. */
  readonly endpoint: string;
  readonly query: readonly QueryPart[];
  /** Header lines in the order on the wire, Host and Content-Length included; overridden ones behind them. */
  readonly headers: readonly RequestPart[];
  readonly body: RequestBody | undefined;
  /** Where the socket connected, when `endpoints` sent it elsewhere: the mapped URL without its query. */
  readonly sentTo?: string;
}

/** An answer as it came in. */
export interface HttpResponse {
  readonly protocol: 'https' | 'http';
  readonly statusCode: number;
  /** The reason phrase; empty when there was none. */
  readonly statusMessage: string;
  /** Header lines in the order on the wire, names in their own case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body as text; undefined when there was none or when it is no text. */
  readonly body: string | undefined;
  /** Bytes of the body that were read. */
  readonly bodyBytes: number;
  /** True when reading stopped at the limit. */
  readonly truncated: boolean;
}

/**
 * Milliseconds of one exchange. A phase that did not happen is absent: on a reused connection there is no lookup, no
 * connect and no tls, for an address of numbers no lookup, for http no tls; of what a proxy opens none is known.
 */
export interface Timings {
  /** From the beginning to the end of the answer, or to the failure; 0 where it is not known. */
  readonly total: number;
  /** Until the name of the host was looked up. */
  readonly lookup?: number;
  /** From then on until TCP was connected. */
  readonly connect?: number;
  /** From then on until TLS was agreed upon. */
  readonly tls?: number;
  /** From the beginning until the head of the answer had come. */
  readonly firstByte?: number;
  /** True when the connection had been kept open after an earlier exchange. */
  readonly reused?: true;
}

/** One HTTP call: the task's own, or the token call of its connection. */
export interface Exchange {
  readonly purpose: 'task' | 'token';
  readonly request: HttpRequest;
  readonly response?: HttpResponse;
  readonly timings: Timings;
}

/** One try of the task, with the wait that follows it when the state was really retried. */
export interface Attempt {
  readonly exchanges: readonly Exchange[];
  readonly error?: string;
  readonly cause?: string;
  readonly waitMilliseconds?: number;
  /** The next try came at once. */
  readonly waitSkipped?: true;
}

/** Which Retrier or Catcher took an error, by their index from 0. */
export interface ErrorDetails {
  readonly catchIndex?: number;
  readonly retryIndex?: number;
  readonly retryBackoffIntervalSeconds?: number;
}

/** What a Map state was told; absent members were not set. */
export interface MapDetails {
  readonly maxConcurrency: number;
  readonly toleratedFailureCount?: number;
  readonly toleratedFailurePercentage?: number;
}

/** All that happened when a state was run. Everything shown or exported is a pure function of it. */
export interface StateRun {
  readonly stateName: string;
  readonly stateType: string;
  readonly queryLanguage: 'JSONPath' | 'JSONata';
  readonly isHttpTask: boolean;
  readonly mocked: boolean;
  readonly status: Status;
  readonly output?: StageData;
  readonly error?: string;
  readonly cause?: string;
  readonly nextState?: string;
  readonly stages: readonly Stage[];
  /** Workflow variables after the state; undefined when there are none. */
  readonly variables?: JsonObject;
  /** The context object that the state could read. */
  readonly context?: JsonObject;
  readonly attempts: readonly Attempt[];
  readonly errorDetails?: ErrorDetails;
  readonly map?: MapDetails;
  /** When it began, as an ISO 8601 time in UTC. */
  readonly startedAt: string;
  /** Without the time that a person took to give a secret. */
  readonly durationMilliseconds: number;
  /** Secret values that took part, for masking. */
  readonly secrets: readonly string[];
  /** Sentences about choices of ours and circumstances that the person should know. */
  readonly notes: readonly string[];
}
