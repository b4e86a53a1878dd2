import { jsonata, leaveJsonata } from './jsonataFlow';
import { applyTemplate, leaveJsonPath, select } from './jsonPathFlow';
import { type Ending, fieldValue, type Life, mockedResult, record } from './life';

// The Parallel state, mocked, from https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html.

/** Runs a Parallel with a mock: what goes into the branches is evaluated, but not shown (recorded); the mock is what comes out. */
export async function liveParallel(life: Life): Promise<Ending> {
  if (life.state.queryLanguage === 'JSONata') {
    const template = fieldValue(life, 'Arguments');
    if (template !== undefined) await jsonata(life, template, 'Arguments', {});
    const result = record(life, 'result', mockedResult(life));
    return leaveJsonata(life, life.state.definition, { result: result.value }, result);
  }
  await applyTemplate(life, 'Parameters', await select(life, 'InputPath', life.input));
  return leaveJsonPath(life, record(life, 'result', mockedResult(life)));
}
