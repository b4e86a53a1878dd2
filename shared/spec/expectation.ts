import type { JsonObject, JsonValue } from './json';

/** What a run must come to, as test cases have it; objects match as subsets, nothing is expected of what is absent. */
export interface ExpectedRun {
  readonly status?: string;
  readonly output?: JsonValue;
  readonly error?: string;
  readonly cause?: string;
  readonly nextState?: string;
  readonly request?: {
    readonly method?: string;
    readonly url?: string;
    readonly headers?: Readonly<Record<string, string | readonly string[]>>;
    readonly body?: JsonValue;
  };
  readonly inspection?: JsonObject;
}
