import type { TestStateRequest } from '../executor/testStateRequest';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';

/**
 * What went into a run, as a test case has it: the JSON texts of its request as plain JSON, a text where it is none.
 * An empty input, and what was not given, are left out.
 */
export function givenOf(request: TestStateRequest): JsonObject {
  const { input, variables, context, mock, stateConfiguration } = request;
  const { mapItemReaderData, ...configuration } = stateConfiguration ?? {};
  const members: Readonly<Record<string, unknown>> = {
    input: input === '{}' ? undefined : jsonOr(input),
    variables: objectIn(variables),
    context: objectIn(context),
    mock: mock && { ...mock, ...(mock.result === undefined ? {} : { result: jsonOr(mock.result) }) },
    stateConfiguration: stateConfiguration && {
      ...configuration,
      ...(mapItemReaderData === undefined ? {} : { mapItemReaderData: jsonOr(mapItemReaderData) }),
    },
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as JsonObject;
}

/** The JSON texts that went into a run. */
export function givenTexts({ input, variables, context, mock }: TestStateRequest): readonly string[] {
  return [input, variables, context, mock?.result, mock?.errorOutput?.cause].filter((text) => text !== undefined);
}

function objectIn(text: string | undefined): JsonObject | undefined {
  const value = jsonOr(text);
  return isJsonObject(value) ? value : undefined;
}

function jsonOr(text: string | undefined): JsonValue | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
