import { parseDocument } from '../document/document';
import { isSingleState } from '../document/stateMachine';
import type { Mock, StateConfiguration, TestStateRequest } from '../executor/testStateRequest';
import type { TestCase } from './testCases';

/** The request that runs a test case of a definition, whose substitutions are put in already; without one, `{}` goes in. */
export function toTestStateRequest(
  definition: string,
  testCase: TestCase | undefined,
  stateName: string | undefined = testCase?.state,
): TestStateRequest {
  const { input, variables, context, mock, stateConfiguration } = testCase ?? {};
  // A definition that is one state has no names to choose from.
  const named = stateName !== undefined && !isSingleState(parseDocument(definition));
  return {
    definition,
    ...(named ? { stateName } : {}),
    input: JSON.stringify(input ?? {}),
    ...(variables === undefined ? {} : { variables: JSON.stringify(variables) }),
    ...(context === undefined ? {} : { context: JSON.stringify(context) }),
    ...(mock === undefined ? {} : { mock: mockText(mock) }),
    ...(stateConfiguration === undefined ? {} : { stateConfiguration: configurationText(stateConfiguration) }),
  };
}

function mockText({ result, ...rest }: NonNullable<TestCase['mock']>): Mock {
  return result === undefined ? rest : { ...rest, result: JSON.stringify(result) };
}

function configurationText(configuration: NonNullable<TestCase['stateConfiguration']>): StateConfiguration {
  const { mapItemReaderData, ...rest } = configuration;
  return mapItemReaderData === undefined ? rest : { ...rest, mapItemReaderData: JSON.stringify(mapItemReaderData) };
}
