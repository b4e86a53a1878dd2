import type { TestCase, WrittenTestCase } from '../../../shared/project/testCases';
import type { Handed, Plan } from '../../runner/walk';
import { type Definition, readDefinition } from '../definitions';
import { casesOf, type Hindered, type Prepared, prepare } from '../prepare';
import type { Target } from '../target';
import { subjectOf, type Tester } from '../tester';
import type { Subject } from '../trace/view';
import type { MockNeed } from './mockNeed';

/** All that is known of a state before it runs. */
export interface Ready {
  readonly subject: Subject;
  readonly prepared: Prepared | Hindered;
}

/** Plans the states of one machine with the text that its definition had when the walk began; each is planned once. */
export interface Plans {
  plan(stateName: string): Promise<Plan<Ready>>;
  /** Why a state that was not run needs a mock. */
  needOf(stateName: string): MockNeed | undefined;
}

/** Whoever waits no longer says how many tries are enough. */
const MOST_ATTEMPTS = 100;

/**
 * Makes the plans of a walk. The first state runs with its test case, unless it is handed something; later ones take
 * nothing but the mock of theirs. `origin` is a state of the machine that the walk stays in.
 */
export function createPlans(
  definition: Definition,
  start: Handed,
  { origin, retries, tester }: { origin: string; retries: boolean; tester: Pick<Tester, 'caseOf' | 'used'> },
): Plans {
  const { testables } = readDefinition(definition);
  const find = (name: string) => testables.find((testable) => testable.name === name);
  const allowed = (find(origin) ?? find(start.stateName))?.neighbours;
  const known = new Map<string, Plan<Ready>>();
  // A first state that is come back to is handed its input like any other.
  let isBeginning = start.input === undefined;
  const settle = (prepared: Prepared | Hindered): Prepared | Hindered =>
    prepared.kind === 'prepared' && retries
      ? {
          ...prepared,
          settings: { ...prepared.settings, retry: true, skipWaits: true, mostAttempts: MOST_ATTEMPTS },
        }
      : prepared;

  const make = async (stateName: string, isFirst: boolean): Promise<Plan<Ready>> => {
    const target: Target = { uri: definition.uri, stateName };
    const testable = find(stateName);
    if (testable && !testable.isWhole && !allowed?.has(stateName)) return { kind: 'absent' };
    if (testable === undefined && !isFirst) return { kind: 'absent' };
    const found = await casesOf(target);
    if (found.kind === 'hindered') return ready(subjectOf(target, undefined), found);
    const wanted = found.cases.find(({ name }) => name === tester.caseOf(target));
    const chosen = chooseCase(found.cases, wanted, testable?.mockNeed !== undefined, isFirst);
    if (testable?.mockNeed && chosen?.mock === undefined) return { kind: 'needsMock' };
    if (chosen) tester.used(target, chosen.name);
    return ready(
      subjectOf(target, chosen),
      settle(await prepare(target, isFirst ? chosen : mockOf(chosen), definition)),
    );
  };

  return {
    plan: async (stateName) => {
      const isFirst = isBeginning;
      isBeginning = false;
      const plan = known.get(stateName) ?? (await make(stateName, isFirst));
      if (!isFirst) known.set(stateName, plan);
      return plan;
    },
    needOf: (stateName) => find(stateName)?.mockNeed,
  };
}

function ready(subject: Subject, prepared: Prepared | Hindered): Plan<Ready> {
  return { kind: 'ready', ready: { subject, prepared } };
}

/** The case used last, else the first that serves: a state that runs without a mock needs no case to be handed something. */
function chooseCase(
  cases: readonly WrittenTestCase[],
  wanted: WrittenTestCase | undefined,
  needsMock: boolean,
  isFirst: boolean,
): WrittenTestCase | undefined {
  if (needsMock) return wanted?.mock ? wanted : cases.find(({ mock }) => mock !== undefined);
  if (isFirst) return wanted ?? cases[0];
  return wanted?.mock ? wanted : undefined;
}

function mockOf(testCase: WrittenTestCase | undefined): TestCase | undefined {
  if (testCase?.mock === undefined) return undefined;
  const { name, state, mock, stateConfiguration } = testCase;
  return { name, state, mock, ...(stateConfiguration && { stateConfiguration }) };
}
