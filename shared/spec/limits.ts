// Quotas, from https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html and the service models.

/** Bytes (UTF-8) that an input, output, result or variable may have. */
export const PAYLOAD_BYTES = 262_144;

/** Levels to which JSON may be nested: what a usual parser of Java takes. AWS does not say (our choice). */
export const NESTING_LEVELS = 1000;

/** Characters that a definition may have. */
export const DEFINITION_CHARACTERS = 1_048_576;

/** Characters that a state's name may have. */
export const STATE_NAME_CHARACTERS = 80;

/** Characters that the Label of a distributed Map may have. */
export const LABEL_CHARACTERS = 40;

/** Milliseconds after which an HTTP request ends, whatever TimeoutSeconds says. */
export const HTTP_REQUEST_MILLISECONDS = 60_000;

/** Milliseconds after which a test of a state ends with States.Timeout. */
export const TEST_STATE_MILLISECONDS = 300_000;

/** What the name of a variable is made of, from https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html. */
export const VARIABLE_NAME_PATTERN = /^\p{ID_Start}\p{ID_Continue}*$/u;

/** Characters that the name of a variable may have. */
export const VARIABLE_NAME_CHARACTERS = 80;
