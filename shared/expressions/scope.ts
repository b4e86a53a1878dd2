import type { JsonObject, JsonValue } from '../spec/json';

/** What the paths of a JSONPath state can read: `$` is the input, `$$` the context, `$name` a variable. */
export interface Scope {
  readonly input: JsonValue;
  readonly context: JsonObject;
  readonly variables: JsonObject;
  /** The input as it was written, for sentences that quote it; without it the input is printed compactly. */
  readonly inputText?: string;
}

/** What an expression may ask of the world. Nothing else of it is read. */
export interface Effects {
  readonly now: () => Date;
  /** A number of at least 0 and below 1. */
  readonly random: () => number;
  /** A version 4 UUID. */
  readonly uuid: () => string;
  /** Told which expression of which field is evaluated next, so that one that never ends can be named. */
  readonly entering?: (field: string, expression: string) => void;
}
