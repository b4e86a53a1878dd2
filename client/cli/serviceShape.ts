import { DEFINITION_CHARACTERS, PAYLOAD_BYTES, STATE_NAME_CHARACTERS } from '../../shared/spec/limits';

// What the operations take, from https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html and
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html, with the
// limits of the service's model.

/** What a member of a request may be. Lengths are those of the text. */
export type MemberShape =
  | {
      readonly kind: 'text';
      readonly min?: number;
      readonly max?: number;
      readonly values?: readonly string[];
      /** AWS does not repeat its value when it refuses it. */
      readonly sensitive?: boolean;
    }
  | { readonly kind: 'whole'; readonly min: number; readonly max?: number }
  | { readonly kind: 'flag' }
  | { readonly kind: 'structure'; readonly members: readonly Member[] };

/** One member of a request. */
export interface Member {
  readonly name: string;
  readonly shape: MemberShape;
  readonly required?: boolean;
}

const DATA: MemberShape = { kind: 'text', max: PAYLOAD_BYTES, sensitive: true };

const DEFINITION: Member = {
  name: 'definition',
  required: true,
  shape: { kind: 'text', min: 1, max: DEFINITION_CHARACTERS, sensitive: true },
};

const STATE_NAME: MemberShape = { kind: 'text', min: 1, max: STATE_NAME_CHARACTERS, sensitive: true };

const COUNT: MemberShape = { kind: 'whole', min: 0 };

const MOCK: MemberShape = {
  kind: 'structure',
  members: [
    { name: 'result', shape: DATA },
    {
      name: 'errorOutput',
      shape: {
        kind: 'structure',
        members: [
          { name: 'error', shape: { kind: 'text', max: 256, sensitive: true } },
          { name: 'cause', shape: { kind: 'text', max: 32_768, sensitive: true } },
        ],
      },
    },
    { name: 'fieldValidationMode', shape: { kind: 'text', values: ['STRICT', 'PRESENT', 'NONE'] } },
  ],
};

const STATE_CONFIGURATION: MemberShape = {
  kind: 'structure',
  members: [
    { name: 'retrierRetryCount', shape: COUNT },
    { name: 'errorCausedByState', shape: STATE_NAME },
    { name: 'mapIterationFailureCount', shape: COUNT },
    { name: 'mapItemReaderData', shape: DATA },
  ],
};

/** The members of a TestState request. */
export const TEST_STATE_MEMBERS: readonly Member[] = [
  DEFINITION,
  { name: 'roleArn', shape: { kind: 'text', min: 1, max: 256 } },
  { name: 'input', shape: DATA },
  { name: 'inspectionLevel', shape: { kind: 'text', values: ['INFO', 'DEBUG', 'TRACE'] } },
  { name: 'revealSecrets', shape: { kind: 'flag' } },
  { name: 'variables', shape: DATA },
  { name: 'stateName', shape: STATE_NAME },
  { name: 'mock', shape: MOCK },
  { name: 'context', shape: DATA },
  { name: 'stateConfiguration', shape: STATE_CONFIGURATION },
];

/** The members of a ValidateStateMachineDefinition request. */
export const VALIDATE_MEMBERS: readonly Member[] = [
  DEFINITION,
  { name: 'type', shape: { kind: 'text', values: ['STANDARD', 'EXPRESS'] } },
  { name: 'severity', shape: { kind: 'text', values: ['ERROR', 'WARNING'] } },
  { name: 'maxResults', shape: { kind: 'whole', min: 0, max: 100 } },
];
