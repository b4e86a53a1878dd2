import type { Place } from '../shared/document/locate';
import { type State, type StateMachine, stateMachineOf } from '../shared/document/stateMachine';
import { isDistributed, type MachineVariables, machineVariables, outsideOf } from '../shared/rules/machineVariables';
import { variableAssignments } from '../shared/rules/stateVariables';
import type { ExpressionPlace } from './expressionPlace';
import type { Subject } from './subject';

/** A variable with the names of the states that assign it, in the order of the text. */
export interface Variable {
  readonly name: string;
  readonly assignedBy: readonly string[];
}

/** The variables that may have a value when the state at a place is entered, in the order of their Assigns. */
export function variablesInScope(subject: Subject, place: Place, { state }: ExpressionPlace): readonly Variable[] {
  const levels = levelsAround(subject, place);
  const variables = levels.reduce<MachineVariables | undefined>(
    (around, { machine, holder }) => machineVariables(machine, NAMES, outsideIn(around, holder, machine)),
    undefined,
  );
  if (variables === undefined) return [];
  return assignedIn(levels).filter(({ name }) => variables.mayHave(state, name));
}

/** The variable of a name that a place can see, whether it has a value there or not; undefined when no state assigns it. */
export function variableNamed(subject: Subject, place: Place, name: string): Variable | undefined {
  return assignedIn(levelsAround(subject, place)).find((variable) => variable.name === name);
}

/** Which states lead where is judged by the rules: here every name counts. */
const NAMES = { list: [], has: () => true, nearest: () => undefined, open: false };

/** A machine around a place, and the state around it that holds the machine. */
interface Level {
  readonly machine: StateMachine;
  readonly holder: State | undefined;
}

function outsideIn(around: MachineVariables | undefined, holder: State | undefined, machine: StateMachine) {
  return around && holder ? outsideOf(holder, machine, around) : () => false;
}

/** The machines around a place from the outermost on. */
function levelsAround({ document }: Subject, { chain }: Place): readonly Level[] {
  const nodes = new Set<unknown>(chain);
  const levels: Level[] = [];
  let machine = stateMachineOf(document);
  let holder: State | undefined;
  while (machine !== undefined) {
    levels.push({ machine, holder });
    holder = machine.states.find(({ node }) => nodes.has(node));
    machine = holder?.nested.find(({ node }) => nodes.has(node));
  }
  return levels;
}

/** What is assigned around a distributed Map is not seen inside of it. */
function assignedIn(levels: readonly Level[]): readonly Variable[] {
  const from = levels.findLastIndex(({ machine }) => isDistributed(machine));
  const found = new Map<string, string[]>();
  for (const { machine } of levels.slice(Math.max(0, from))) {
    for (const state of machine.states) {
      for (const { name } of variableAssignments(state).list) {
        const states = found.get(name) ?? [];
        if (states.at(-1) !== state.name) states.push(state.name);
        found.set(name, states);
      }
    }
  }
  return Array.from(found, ([name, assignedBy]) => ({ name, assignedBy }));
}
