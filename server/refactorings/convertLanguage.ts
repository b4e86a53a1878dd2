import type { AslDocument } from '../../shared/document/document';
import { memberNamed, type ObjectNode, textAt } from '../../shared/document/node';
import type { QueryLanguage, State } from '../../shared/document/stateMachine';
import { Obstacle } from '../../shared/expressions/obstacle';
import type { MemberChanges } from '../../shared/rules/memberEdits';
import { shownMarks } from './placeholders';
import type { Refactoring } from './refactoring';
import { type Changed, editsOfFields, fieldsOfState, shownName } from './stateFields';
import { stateInJsonata } from './toJsonata';
import { stateInJsonPath } from './toJsonPath';

/** Writes a state in the other query language, with the reason where that cannot be; none for a state without fields. */
export function convertState(document: AslDocument, state: State): readonly Refactoring[] {
  const { node, queryLanguage } = state;
  if (node === undefined || state.type === undefined) return [];
  if (queryLanguage === 'JSONPath') {
    const title = `Convert ${shownName(state)} to JSONata`;
    return [attempt(title, () => convertedState(document, state, node, 'JSONata', sayingSo(node)))];
  }
  const own = memberNamed(node, 'QueryLanguage');
  const changes: MemberChanges = new Map(own ? [[own, []]] : []);
  const convert = () => {
    if (!isJsonPathMachine(document, state)) throw new Obstacle(NO_JSON_PATH);
    return convertedState(document, state, node, 'JSONPath', changes);
  };
  return [attempt(`Convert ${shownName(state)} to JSONPath`, convert)];
}

// https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
const NO_JSON_PATH = 'A state machine in JSONata has no states in JSONPath: convert the whole state machine';

/** A refactoring, or the reason why it cannot be done here. */
export function attempt(title: string, convert: () => Changed): Refactoring {
  try {
    const { edits, provided } = convert();
    const conditions = [...new Set(provided)];
    const condition = conditions.length > 0 ? ` (the same as long as ${conditions.join(', ')})` : '';
    return { title: title + condition, kind: 'rewrite', edits };
  } catch (caught) {
    if (!(caught instanceof Obstacle)) throw caught;
    return { title, kind: 'rewrite', edits: [], disabled: `${shownMarks(caught.message)}.` };
  }
}

/** The edits that write a state in a language; `changes` are those of other fields. Throws the Obstacle of what cannot be written. */
export function convertedState(
  document: AslDocument,
  state: State,
  node: ObjectNode,
  language: QueryLanguage,
  changes: MemberChanges,
): Changed {
  if (state.queryLanguage === language) return editsOfFields(document, node, new Map(), new Map(), changes);
  const fields = fieldsOfState(document, node);
  const write = language === 'JSONata' ? stateInJsonata : stateInJsonPath;
  const { fields: made, provided } = write(state, fields);
  const changed = editsOfFields(document, node, fields, made, changes);
  return { edits: changed.edits, provided: [...provided, ...changed.provided] };
}

/** A state that says its language itself, in the place of what it said before. */
function sayingSo(node: ObjectNode): MemberChanges {
  const change = { name: 'QueryLanguage', value: 'JSONata' };
  const own = memberNamed(node, 'QueryLanguage');
  if (own) return new Map([[own, [change]]]);
  const type = memberNamed(node, 'Type');
  return new Map(type ? [[type, [{ member: type }, change]]] : []);
}

/** Tells whether a state may be in JSONPath: states inside of states inherit the language of the whole machine. */
export function isJsonPathMachine({ root }: AslDocument, { machine }: State): boolean {
  return machine === undefined || (textAt(root, 'QueryLanguage') ?? 'JSONPath') === 'JSONPath';
}
