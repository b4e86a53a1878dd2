import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDocument } from '../shared/document/document';
import { machineExample } from '../shared/rules/example';
import { validate } from '../shared/rules/validate';
import { NO_SURROUNDINGS } from '../shared/spec/diagnostic';
import type { JsonObject, JsonValue } from '../shared/spec/json';

// What AWS answered when definitions were created or validated: its codes, sentences and places, word for word.

type Said = readonly [code: string, message: string, location?: string];

interface Case {
  readonly text: string;
  readonly said: readonly Said[];
}

const SCHEMA = 'SCHEMA_VALIDATION_FAILED';
const TARGET = 'MISSING_TRANSITION_TARGET';
const DONE = { Type: 'Succeed' };
const WORK = { Type: 'Task', Resource: 'arn:aws:states:us-east-1:123456789012:activity:Work', End: true };
const PASS = { Type: 'Pass', End: true };
const JSONATA = { QueryLanguage: 'JSONata' };
const CALL = 'arn:aws:states:::lambda:invoke';
const ITEM = { StartAt: 'B', States: { B: DONE } };
const MAP = { Type: 'Map', End: true };
const CHOICES = [{ Variable: '$.a', IsPresent: true, Next: 'B' }];
const DISTRIBUTED = { ...ITEM, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
const LONG = 'x'.repeat(81);

/** A machine with one state, called A, and what is said of it. */
function state(value: JsonObject, ...said: readonly Said[]): Case {
  return { text: machineExample({ A: value }), said };
}

function states(value: Readonly<Record<string, JsonObject>>, ...said: readonly Said[]): Case {
  return { text: machineExample(value), said };
}

function schema(message: string, location: string): Said {
  return [SCHEMA, message, location];
}

function retry(fields: JsonObject): JsonObject {
  return { ...WORK, Retry: [{ ErrorEquals: ['Busy'], ...fields }] };
}

function output(value: JsonValue): JsonObject {
  return { ...PASS, ...JSONATA, Output: { v: value } };
}

function reader(config: JsonObject): JsonObject {
  const ItemReader = {
    Resource: 'arn:aws:states:::s3:getObject',
    Parameters: { Bucket: 'b', Key: 'k' },
    ReaderConfig: config,
  };
  return { ...MAP, ItemProcessor: DISTRIBUTED, ItemReader };
}

const onlyOne = (...names: string[]) => `There should only be one of the following fields: [${names.join(', ')}]`;
const needsOne = (...names: string[]) =>
  `This object should have only one of the following fields: [${names.join(', ')}]`;

const CASES: Readonly<Record<string, Case>> = {
  'an integration without Parameters': state(
    { ...WORK, Resource: CALL },
    schema(`Parameters field is required for resource ARN: ${CALL}`, '/States/A/Resource'),
  ),
  'an integration without Arguments': state(
    { ...WORK, ...JSONATA, Resource: CALL },
    schema(`Arguments field is required for resource ARN: ${CALL}`, '/States/A/Resource'),
  ),
  'a request without a field': state(
    { ...WORK, Resource: CALL, Parameters: {} },
    schema("The field 'FunctionName' is required but was missing", '/States/A/Parameters'),
  ),
  'a field of another type': state({ ...PASS, Catch: [] }, schema("Field 'Catch' is not supported", '/States/A')),
  'TimeoutSeconds of a Map': state(
    { ...MAP, ItemProcessor: ITEM, TimeoutSeconds: 5 },
    schema("Field 'TimeoutSeconds' is not supported", '/States/A'),
  ),
  'QueryLanguage of a processor': state(
    { ...MAP, ItemProcessor: { ...ITEM, QueryLanguage: 'JSONPath' } },
    schema("Field 'QueryLanguage' is not supported", '/States/A/ItemProcessor'),
  ),
  'a field of JSONPath': state(
    { ...PASS, ...JSONATA, InputPath: '$' },
    schema(
      "The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage",
      '/States/A',
    ),
  ),
  'the Result of a Pass in JSONata': state(
    { ...PASS, ...JSONATA, Result: 1 },
    schema(
      "The QueryLanguage is set to 'JSONata', but field 'Result' is only supported for the 'JSONPath' QueryLanguage",
      '/States/A',
    ),
  ),
  'a field of JSONata': state(
    { ...PASS, Output: {} },
    schema(
      "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage",
      '/States/A',
    ),
  ),
  'a language that there is not': state(
    { ...PASS, QueryLanguage: 'JMESPath' },
    schema('Value should be one of the following: [JSONPath, JSONata]', '/States/A/QueryLanguage'),
  ),
  'a jitter that there is not': state(
    retry({ JitterStrategy: 'SOME' }),
    schema('Value should be one of the following: [NONE, FULL]', '/States/A/Retry[0]/JitterStrategy'),
  ),
  'an execution type that there is not': state(
    { ...MAP, ItemProcessor: { ...ITEM, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'FAST' } } },
    schema(
      'Value should be one of the following: [STANDARD, EXPRESS]',
      '/States/A/ItemProcessor/ProcessorConfig/ExecutionType',
    ),
  ),
  'a version that there is not': {
    text: machineExample({ A: DONE }, { Version: '2.0' }),
    said: [schema('Value should be one of the following: [1.0]', '/Version')],
  },
  'a downgrade': {
    text: machineExample({ A: { ...PASS, QueryLanguage: 'JSONPath' } }, JSONATA),
    said: [schema("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", '/States/A')],
  },
  'a text that is none': state({ ...PASS, Comment: 1 }, schema('Expected value of type [STRING]', '/States/A/Comment')),
  'a whole number that is none': state(
    { Type: 'Wait', Seconds: 1.5, End: true },
    schema('Expected value of type Integer', '/States/A/Seconds'),
  ),
  'a number that is too small': state(
    { Type: 'Wait', Seconds: -1, End: true },
    schema('Minimum value is 0', '/States/A/Seconds'),
  ),
  'a number that is too large': state(
    { Type: 'Wait', Seconds: 100_000_000, End: true },
    schema('Maximum value is 99999999', '/States/A/Seconds'),
  ),
  'Next and End': states({ A: { ...PASS, Next: 'B' }, B: DONE }, schema(onlyOne('Next', 'End'), '/States/A')),
  'neither Next nor End': states({ A: { Type: 'Pass' }, B: DONE }, schema(needsOne('Next', 'End'), '/States/A')),
  'ItemProcessor and Iterator': state(
    { ...MAP, ItemProcessor: ITEM, Iterator: { StartAt: 'C', States: { C: DONE } } },
    schema(onlyOne('ItemProcessor', 'Iterator'), '/States/A'),
  ),
  'two timeouts': state(
    { ...WORK, TimeoutSeconds: 1, TimeoutSecondsPath: '$.a' },
    schema(onlyOne('TimeoutSeconds', 'TimeoutSecondsPath'), '/States/A'),
  ),
  'two errors': state(
    { Type: 'Fail', Error: 'E', ErrorPath: '$.a' },
    schema(onlyOne('Error', 'ErrorPath'), '/States/A'),
  ),
  'a Wait for nothing': state(
    { Type: 'Wait', End: true },
    schema(needsOne('SecondsPath', 'Seconds', 'TimestampPath', 'Timestamp'), '/States/A'),
  ),
  'a rule of nothing': states(
    { A: { Type: 'Choice', Choices: [{ Next: 'B' }] }, B: DONE },
    schema(
      'The object must have only one of the following fields, [And, Or, Not, Variable, Condition]',
      '/States/A/Choices[0]',
    ),
  ),
  'a Retrier without ErrorEquals': state(
    { ...WORK, Retry: [{ MaxAttempts: 1 }] },
    schema('These fields are required: [ErrorEquals]', '/States/A/Retry[0]'),
  ),
  'a Catcher without Next': state(
    { ...WORK, Catch: [{ ErrorEquals: ['Busy'] }] },
    schema('These fields are required: [Next]', '/States/A/Catch[0]'),
  ),
  'a machine without StartAt': {
    text: '{"States": {"A": {"Type": "Succeed"}}}',
    said: [schema('These fields are required: [StartAt]', '/')],
  },
  'a machine without anything': { text: '{}', said: [schema('These fields are required: [States, StartAt]', '/')] },
  'no Choices': states(
    { A: { Type: 'Choice', Choices: [], Default: 'B' }, B: DONE },
    schema('Value cannot be empty', '/States/A/Choices'),
  ),
  'no Branches': state(
    { Type: 'Parallel', Branches: [], End: true },
    schema('Value cannot be empty', '/States/A/Branches'),
  ),
  'no ErrorEquals': state(
    { ...WORK, Retry: [{ ErrorEquals: [] }] },
    schema('Value cannot be empty', '/States/A/Retry[0]/ErrorEquals'),
  ),
  'States.ALL beside another': state(
    { ...WORK, Retry: [{ ErrorEquals: ['States.ALL', 'Busy'] }] },
    schema('States.ALL must appear alone and at end of list', '/States/A/Retry[0]/ErrorEquals'),
  ),
  'a Resource of no form': state(
    { ...WORK, Resource: 'work' },
    schema('Value is not a valid resource ARN', '/States/A/Resource'),
  ),
  'a Resource that there is not': state(
    { ...WORK, Resource: `${CALL}.sync`, Parameters: { FunctionName: 'f' } },
    schema(
      `The resource provided ${CALL}.sync is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
      '/States/A/Resource',
    ),
  ),
  'a path of no form': state(
    { ...PASS, InputPath: '$.a[' },
    schema('Value must be a valid JSONPath.', '/States/A/InputPath'),
  ),
  'a reference path without its dollar sign': state(
    { ...PASS, ResultPath: 'a' },
    schema("Value is not a Reference Path: Reference path didn't start with '$'", '/States/A/ResultPath'),
  ),
  'a time of no form': state(
    { Type: 'Wait', Timestamp: 'tomorrow', End: true },
    schema('String does not match RFC3339 timestamp', '/States/A/Timestamp'),
  ),
  'an expression without its end': state(
    output('{% 1'),
    schema('JSONata string must start with {% and end with %}', '/States/A/Output/v'),
  ),
  'CSV without its header': state(
    reader({ InputType: 'CSV' }),
    schema("The field 'CSVHeaderLocation' is required", '/States/A/ItemReader/ReaderConfig'),
  ),
  'CSV headers that are not given': state(
    reader({ InputType: 'CSV', CSVHeaderLocation: 'GIVEN' }),
    schema('These fields are required: [CSVHeaders]', '/States/A/ItemReader/ReaderConfig'),
  ),
  'an execution type inside': state(
    { ...MAP, ItemProcessor: { ...ITEM, ProcessorConfig: { Mode: 'INLINE', ExecutionType: 'STANDARD' } } },
    schema("Field 'ExecutionType' is not supported", '/States/A/ItemProcessor/ProcessorConfig'),
  ),
  'JSONata of no form': state(output('{% [1,, 2] %}'), [
    'INVALID_JSONATA_EXPRESSION',
    'The symbol "," cannot be used as a unary operator',
    '/States/A/Output/v',
  ]),
  'a bracket that is not closed in JSONata': state(output('{% $states.input[1, 2] %}'), [
    'INVALID_JSONATA_EXPRESSION',
    'Expected "]", got ","',
    '/States/A/Output/v',
  ]),
  'a name at the top level': state(output('{% phone %}'), [
    'UNSUPPORTED_JSONATA_EXPRESSION',
    "Reference to 'phone' at the top level is not supported.",
    '/States/A/Output/v',
  ]),
  'the input of JSONata': state(output('{% $$.a %}'), [
    'UNSUPPORTED_JSONATA_EXPRESSION',
    "Reference to '$$' is not supported.",
    '/States/A/Output/v',
  ]),
  'a member of $states that is not there': state(output('{% $states.errorOutput %}'), [
    'UNSUPPORTED_JSONATA_EXPRESSION',
    "Field '$states.errorOutput' does not exist.",
    '/States/A/Output/v',
  ]),
  'two states of one name': state({ ...MAP, ItemProcessor: { StartAt: 'A', States: { A: DONE } } }, [
    'DUPLICATE_STATE_NAME',
    'Duplicate State name: A',
    '/States/A/ItemProcessor/States/A',
  ]),
  'a name that is too long': states({ [LONG]: DONE }, [
    'INVALID_STATE_NAME',
    `Invalid State name: ${LONG} exceeds the 80-character limit allowed by the service`,
    `/States/${LONG}`,
  ]),
  'the variable $states': state({ ...PASS, Assign: { states: 1 } }, [
    'RESERVED_VARIABLE_NAME',
    "Cannot assign to reserved variable '$states'.",
    '/States/A/Assign',
  ]),
  'a variable of another form': state({ ...PASS, Assign: { 'x-y': 1 } }, [
    'INVALID_VARIABLE_NAME',
    "Invalid variable name 'x-y': the variable name contains invalid characters.",
    '/States/A/Assign',
  ]),
  'a StartAt that is not there': {
    text: machineExample({ A: DONE }, { StartAt: 'X' }),
    said: [
      [TARGET, "Missing 'Next' target: X", '/StartAt'],
      [TARGET, 'State "A" is not reachable.', '/States/A'],
    ],
  },
  'a Next that is not there': states(
    { A: { Type: 'Pass', Next: 'NOPE' }, B: DONE },
    [TARGET, "Missing 'Next' target: NOPE", '/States/A/Next'],
    [TARGET, 'State "B" is not reachable.', '/States/B'],
  ),
  'a Default that is not there': states({ A: { Type: 'Choice', Choices: CHOICES, Default: 'NOPE' }, B: DONE }, [
    TARGET,
    "Missing 'Next' target: NOPE",
    '/States/A/Default',
  ]),
  'a state that nothing leads to': states({ A: DONE, C: DONE }, [TARGET, 'State "C" is not reachable.', '/States/C']),
  'no end': states({ A: { Type: 'Pass', Next: 'A' }, B: { Type: 'Pass', Next: 'B' } }, [
    'MISSING_END_STATE',
    'Workflow has no terminal state',
  ]),
  'a header of the service': state(
    {
      ...WORK,
      Resource: 'arn:aws:states:::http:invoke',
      Parameters: {
        ApiEndpoint: 'https://api.example.com',
        Method: 'GET',
        Authentication: {
          ConnectionArn: 'arn:aws:events:us-east-1:123456789012:connection/Name/81210c42-8af1-456b-9c4a-6ff02fc664ac',
        },
        Headers: { authorization: 'none' },
      },
    },
    schema("The 'Headers' field contains unsupported values: [authorization]", '/States/A/Parameters'),
  ),
};

describe('AWS says of', () => {
  for (const [what, { text, said }] of Object.entries(CASES)) {
    it(what, () => {
      const found = validate(parseDocument(text), NO_SURROUNDINGS).filter(({ severity }) => severity === 'ERROR');
      const told = found.map(({ code, message, location }) =>
        location === undefined ? [code, message] : [code, message, location],
      );
      assert.deepEqual(told.toSorted(), [...said].toSorted());
    });
  }

  it('nothing of what it was seen to accept', () => {
    const texts = [
      machineExample({ A: retry({ IntervalSeconds: 0 }) }),
      machineExample({ A: DONE }, { TimeoutSeconds: 0 }),
      machineExample({ A: { Type: 'Fail', ErrorPath: "States.Format('a')", CausePath: '$.b' } }),
      machineExample({ A: { ...MAP, ItemProcessor: DISTRIBUTED, ToleratedFailurePercentage: 0.5 } }),
      machineExample({
        A: { ...MAP, ItemProcessor: { StartAt: 'B', States: { B: { Type: 'Pass', Next: 'B' } } } },
      }),
      machineExample({ A: { ...PASS, Comment: '{% phone %}' } }),
      machineExample({ A: { ...WORK, Retry: [{ ErrorEquals: ['{% phone %}'] }] } }),
      machineExample({ A: { ...PASS, Result: { 'a.$': '$.b' } } }),
    ];
    for (const text of texts) {
      const found = validate(parseDocument(text), NO_SURROUNDINGS).filter(({ severity }) => severity !== 'INFO');
      assert.deepEqual(found, [], text);
    }
  });
});
