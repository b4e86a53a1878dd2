import { isSubstituted } from '../document/node';
import type { State, StateMachine } from '../document/stateMachine';
import { closest } from '../spec/closest';
import { VARIABLE_NAME_CHARACTERS, VARIABLE_NAME_PATTERN } from '../spec/limits';
import { PAGES } from '../spec/pages';
import { preferredFix } from './edits';
import { machineExample } from './example';
import { isDistributed, type MachineVariables, machineVariables, outsideOf } from './machineVariables';
import type { Context, Finding, Rule } from './rule';
import { spanOfPiece } from './stateExpressions';
import { type VariableUse, variableAssignments, variableUses } from './stateVariables';

const page = PAGES.variables;

const reserved: Rule<State> = {
  name: 'variable-reserved',
  severity: 'ERROR',
  code: 'RESERVED_VARIABLE_NAME',
  title: 'A variable has a name that Step Functions keeps for itself',
  doc: '`$states` holds the input, the result and the context object: no variable can be called `states`.',
  page,
  example: {
    wrong: assignExample({ states: 1 }),
    right: assignExample({ state: 1 }),
  },
  check: function* (state) {
    for (const { name, key, location } of variableAssignments(state).list) {
      if (name !== RESERVED) continue;
      yield { span: key.span, location, message: `Cannot assign to reserved variable '$${name}'.` };
    }
  },
};

const RESERVED = 'states';

const variableName: Rule<State> = {
  name: 'variable-name',
  severity: 'ERROR',
  code: 'INVALID_VARIABLE_NAME',
  title: 'This cannot be the name of a variable',
  doc: `The name of a variable starts with a letter, goes on with letters, digits and underscores of any alphabet, and has at most ${VARIABLE_NAME_CHARACTERS} characters. It stands without a dollar sign where it is assigned.`,
  page,
  example: {
    wrong: assignExample({ 'order-id': 1 }),
    right: assignExample({ order_id: 1, ürün: 2 }),
  },
  check: function* (state) {
    for (const { name, key, location } of variableAssignments(state).list) {
      const written = state.queryLanguage === 'JSONata' ? key.value : name;
      const isLong = [...written].length > VARIABLE_NAME_CHARACTERS;
      if (VARIABLE_NAME_PATTERN.test(written) && !isLong) continue;
      const why = isLong
        ? `the variable name is longer than ${VARIABLE_NAME_CHARACTERS} characters.`
        : 'the variable name contains invalid characters.';
      yield { span: key.span, location, message: `Invalid variable name '${written}': ${why}` };
    }
  },
};

const undefinedVariable: Rule<State> = {
  name: 'variable-undefined',
  severity: 'WARNING',
  code: 'POSSIBLY_UNDEFINED_VARIABLE',
  title: 'A variable has no value when it is read',
  doc: 'No state on a way that leads here assigns the variable. A state reads what earlier states assigned: its own `Assign` counts for the states behind it. Inside a Parallel or an inline Map the variables around it can be read, but not the other way round; a distributed Map cannot read them: hand them in with `ItemSelector`.',
  page,
  example: {
    wrong: readExample('counter'),
    right: readExample('count'),
  },
  check: function* (state, context) {
    if (!isOutermost(state) || context.document.problems.length > 0) return;
    yield* undefinedIn(state, outermostVariables(state.machine, context), context);
  },
};

function* undefinedIn(state: State, around: MachineVariables, context: Context): Generator<Finding> {
  for (const use of variableUses(state)) {
    if (use.asks || isSubstituted(use.node) || around.mayHave(state, use.name)) continue;
    yield undefinedFinding(use, around, context);
  }
  for (const inside of state.nested) {
    const variables = machineVariables(inside, context.namesOf(inside), outsideOf(state, inside, around));
    for (const inner of inside.states) yield* undefinedIn(inner, variables, context);
  }
}

function undefinedFinding({ name, node, index, location }: VariableUse, around: MachineVariables, context: Context) {
  const span = spanOfPiece(context.document.text, node, index, name.length);
  const meant = closest(name, [...around.names].slice(0, MOST_NAMES));
  return {
    span,
    location,
    message: `Variable $${name} may have no value: no state that leads here assigns it`,
    fixes: meant === undefined ? [] : [preferredFix(`Change to $${meant}`, { span, text: meant })],
  };
}

/** So many names are compared with a misspelled one. */
const MOST_NAMES = 200;

const shadowed: Rule<State> = {
  name: 'variable-shadowed',
  severity: 'ERROR',
  title: 'A variable inside a Parallel or Map has the name of one around it',
  doc: 'The states inside a Parallel or an inline Map read the variables around them, but cannot assign them, nor have variables of their own with those names. Choose another name; what is found inside leaves as the output of the state, whose own `Assign` may keep it.',
  page,
  example: {
    wrong: nestedExample('total'),
    right: nestedExample('part'),
  },
  check: function* (state, context) {
    if (!isOutermost(state) || state.nested.length === 0) return;
    yield* shadowedIn(state, [outermostVariables(state.machine, context).names]);
  },
};

function* shadowedIn(state: State, around: readonly ReadonlySet<string>[]): Generator<Finding> {
  for (const inside of state.nested) {
    const outer = isDistributed(inside) ? [] : around;
    const own = new Set<string>();
    for (const inner of inside.states) {
      for (const { name, key, location } of variableAssignments(inner).list) {
        own.add(name);
        if (!outer.some((names) => names.has(name))) continue;
        yield { span: key.span, location, message: `A variable around this machine has the same name: ${name}` };
      }
    }
    for (const inner of inside.states) yield* shadowedIn(inner, [...outer, own]);
  }
}

/** The findings inside a state belong to the outermost state around it; a state alone may be handed any variables. */
function isOutermost(state: State): state is State & { readonly machine: StateMachine } {
  return state.machine?.location === '';
}

const known = new WeakMap<StateMachine, MachineVariables>();

function outermostVariables(machine: StateMachine, context: Context): MachineVariables {
  const found = known.get(machine) ?? machineVariables(machine, context.namesOf(machine), () => false);
  known.set(machine, found);
  return found;
}

function assignExample(assign: Readonly<Record<string, number>>): string {
  return machineExample({ Count: { Type: 'Pass', Assign: assign, End: true } });
}

function readExample(name: string): string {
  return machineExample({
    Count: { Type: 'Pass', Assign: { count: 1 }, Next: 'Show' },
    Show: { Type: 'Pass', Parameters: { 'shown.$': `$${name}` }, End: true },
  });
}

function nestedExample(name: string): string {
  const inner = { StartAt: 'Add', States: { Add: { Type: 'Pass', Assign: { [name]: 1 }, End: true } } };
  return machineExample({
    Begin: { Type: 'Pass', Assign: { total: 0 }, Next: 'Work' },
    Work: { Type: 'Parallel', Branches: [inner], End: true },
  });
}

/** Rules about the names of variables. */
export const VARIABLE_RULES: readonly Rule<State>[] = [reserved, variableName];

/** Rules about variables of a state and the machine around it. */
export const VARIABLE_SCOPE_RULES: readonly Rule<State>[] = [undefinedVariable, shadowed];
