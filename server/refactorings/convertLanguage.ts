import type { AslDocument } from '../../shared/document/document';
import { memberNamed, type ObjectNode, textAt } from '../../shared/document/node';
import { allStates, type State, type StateMachine } from '../../shared/document/stateMachine';
import { Obstacle } from '../../shared/expressions/obstacle';
import type { MemberChanges } from '../../shared/rules/memberEdits';
import type { Fix } from '../../shared/spec/diagnostic';
import type { Refactoring } from './refactoring';
import { editsOfFields, fieldsOfState, shownName } from './stateFields';
import { stateInJsonata } from './toJsonata';
import { stateInJsonPath } from './toJsonPath';

/** Writes a state in the other query language, where its machine lets it have another one; none for a state without fields. */
export function convertState(document: AslDocument, state: State): readonly Refactoring[] {
  const { node, queryLanguage } = state;
  if (node === undefined || state.type === undefined) return [];
  if (queryLanguage === 'JSONPath') {
    return [attempt(`Convert ${shownName(state)} to JSONata`, () => inJsonata(document, state, node, sayingSo(node)))];
  }
  const own = memberNamed(node, 'QueryLanguage');
  // A machine in JSONata has no state in JSONPath.
  if (own === undefined) return [];
  const convert = (): Converted => {
    const fields = fieldsOfState(document, node);
    const { fields: made, provided } = stateInJsonPath(state, fields);
    return { edits: editsOfFields(document, node, fields, made, new Map([[own, []]])), provided };
  };
  return isJsonPathMachine(document, state) ? [attempt(`Convert ${shownName(state)} to JSONPath`, convert)] : [];
}

/** Writes all states of a machine, and of those inside of it, in JSONata; none when it is in JSONata already. */
export function convertMachine(document: AslDocument, machine: StateMachine): readonly Refactoring[] {
  const own = memberNamed(machine.node, 'QueryLanguage');
  const start = memberNamed(machine.node, 'StartAt');
  if (
    machine.location !== '' ||
    start === undefined ||
    (textAt(machine.node, 'QueryLanguage') ?? 'JSONPath') !== 'JSONPath'
  )
    return [];
  const convert = (): Converted => {
    const change = { name: 'QueryLanguage', value: 'JSONata' };
    const changes: MemberChanges = new Map([own ? [own, [change]] : [start, [{ member: start }, change]]]);
    const all: Fix['edits'][number][] = [...editsOfFields(document, machine.node, new Map(), new Map(), changes)];
    const provided: string[] = [];
    for (const state of allStates(machine)) {
      const converted = memberOfMachine(document, state);
      all.push(...converted.edits);
      provided.push(...converted.provided);
    }
    return { edits: all, provided: [...new Set(provided)] };
  };
  return [attempt('Convert all states to JSONata', convert)];
}

interface Converted {
  readonly edits: Fix['edits'];
  readonly provided: readonly string[];
}

function attempt(title: string, convert: () => Converted): Refactoring {
  try {
    const { edits, provided } = convert();
    const condition = provided.length > 0 ? ` (the same as long as ${provided.join(', ')})` : '';
    return { title: title + condition, kind: 'rewrite', edits };
  } catch (caught) {
    if (!(caught instanceof Obstacle)) throw caught;
    return { title, kind: 'rewrite', edits: [], disabled: `${caught.message}.` };
  }
}

/** A state that says its language itself, in the place of what it said before. */
function sayingSo(node: ObjectNode): MemberChanges {
  const change = { name: 'QueryLanguage', value: 'JSONata' };
  const own = memberNamed(node, 'QueryLanguage');
  if (own) return new Map([[own, [change]]]);
  const type = memberNamed(node, 'Type');
  return new Map(type ? [[type, [{ member: type }, change]]] : []);
}

function inJsonata(document: AslDocument, state: State, node: ObjectNode, changes: MemberChanges): Converted {
  const fields = fieldsOfState(document, node);
  const { fields: made, provided } = stateInJsonata(state, fields);
  return { edits: editsOfFields(document, node, fields, made, changes), provided };
}

/** A state whose machine says the language: it does not have to say it any more. */
function memberOfMachine(document: AslDocument, state: State): Converted {
  const { node } = state;
  if (node === undefined) throw new Obstacle(`There is no state yet: ${state.name}`);
  const own = memberNamed(node, 'QueryLanguage');
  const changes: MemberChanges = new Map(own ? [[own, []]] : []);
  if (state.queryLanguage === 'JSONata') {
    return { edits: editsOfFields(document, node, new Map(), new Map(), changes), provided: [] };
  }
  try {
    return inJsonata(document, state, node, changes);
  } catch (caught) {
    throw caught instanceof Obstacle ? new Obstacle(`${state.name}: ${caught.message}`) : caught;
  }
}

/** States inside of states inherit the language of the whole machine. */
function isJsonPathMachine({ root }: AslDocument, { machine }: State): boolean {
  return machine === undefined || (textAt(root, 'QueryLanguage') ?? 'JSONPath') === 'JSONPath';
}
