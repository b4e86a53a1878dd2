import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/spec/json';

/** A case of test/cases/testState, whose README says what stands in it. */
export interface StateCase {
  readonly name: string;
  readonly mark: 'observed' | 'documented' | 'ours';
  readonly request: JsonObject;
  readonly response?: JsonObject;
  readonly error?: JsonObject;
}

const FOLDER = path.join(__dirname, '..', 'cases', 'testState');

/** All cases, by the name of their file. */
export function readStateCases(): ReadonlyMap<string, readonly StateCase[]> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return new Map(
    files.map((file) => [
      path.basename(file, '.json'),
      JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as readonly StateCase[],
    ]),
  );
}

/** The request as TestState takes it: what stands in it as plain JSON becomes text. */
export function requestOf({ request }: StateCase): JsonObject {
  return withTexts(request, ['definition', 'input', 'variables', 'context'], {
    mock: (mock) => withTexts(mock, ['result']),
    stateConfiguration: (configuration) => withTexts(configuration, ['mapItemReaderData']),
  });
}

/** What TestState should answer, plain JSON as texts; matchers stay what they are. */
export function expectedOf({ response, error }: StateCase): JsonObject {
  if (response === undefined) return { error: error ?? {} };
  return { response: withTexts(response, ['output'], { inspectionData: (data) => withTexts(data, STAGES) }) };
}

const STAGES = [
  'input',
  'afterArguments',
  'afterInputPath',
  'afterParameters',
  'result',
  'afterResultSelector',
  'afterResultPath',
  'variables',
];

function withTexts(
  object: JsonObject,
  texts: readonly string[],
  deeper: Readonly<Record<string, (value: JsonObject) => JsonObject>> = {},
): JsonObject {
  const entries = Object.entries(object).map(([name, value]): readonly [string, JsonValue] => {
    if (texts.includes(name))
      return [name, typeof value === 'string' || isMatcher(value) ? value : JSON.stringify(value)];
    return [name, isJsonObject(value) && Object.hasOwn(deeper, name) ? (deeper[name]?.(value) ?? value) : value];
  });
  return Object.fromEntries(entries);
}

function isMatcher(value: JsonValue | undefined): value is { readonly $match: string } {
  return isJsonObject(value) && typeof value.$match === 'string' && Object.keys(value).length === 1;
}

/** The expected value with each matcher replaced by the text that it matches, so that equal values mean that all is well. */
export function settled(expected: JsonValue, actual: JsonValue | undefined): JsonValue {
  if (isMatcher(expected))
    return typeof actual === 'string' && new RegExp(expected.$match).test(actual) ? actual : expected;
  if (!isJsonObject(expected) || !isJsonObject(actual)) return expected;
  return Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, settled(value, actual[name])]));
}
