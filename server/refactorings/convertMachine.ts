import type { AslDocument } from '../../shared/document/document';
import { memberNamed, textAt } from '../../shared/document/node';
import {
  allMachines,
  allStates,
  type QueryLanguage,
  type State,
  type StateMachine,
} from '../../shared/document/stateMachine';
import { Obstacle } from '../../shared/expressions/obstacle';
import type { MemberChanges } from '../../shared/rules/memberEdits';
import { attempt, convertedState } from './convertLanguage';
import type { Refactoring } from './refactoring';
import { type Changed, editsOfFields } from './stateFields';

/**
 * Writes all states of a whole machine, and of those inside of it, in the other query language; where some cannot be
 * written so, they are the reason. None for a machine inside of another one, and for one without StartAt.
 */
export function convertMachine(document: AslDocument, machine: StateMachine): readonly Refactoring[] {
  const own = memberNamed(machine.node, 'QueryLanguage');
  const start = memberNamed(machine.node, 'StartAt');
  if (machine.location !== '' || start === undefined) return [];
  const language = languageOf(machine) === 'JSONPath' ? 'JSONata' : 'JSONPath';
  const change = { name: 'QueryLanguage', value: language };
  const changes: MemberChanges =
    language === 'JSONPath'
      ? new Map(own ? [[own, []]] : [])
      : new Map([own ? [own, [change]] : [start, [{ member: start }, change]]]);
  return [attempt(`Convert the state machine to ${language}`, () => converted(document, machine, language, changes))];
}

/** Anything but JSONPath counts as JSONata. */
function languageOf({ node }: StateMachine): QueryLanguage {
  return (textAt(node, 'QueryLanguage') ?? 'JSONPath') === 'JSONPath' ? 'JSONPath' : 'JSONata';
}

function converted(
  document: AslDocument,
  machine: StateMachine,
  language: QueryLanguage,
  changes: MemberChanges,
): Changed {
  checkInside(machine, language);
  const whole = editsOfFields(document, machine.node, new Map(), new Map(), changes);
  const states = [...allStates(machine)].map((state) => stateOf(document, state, language));
  const reasons = states.flatMap((made) => (typeof made === 'string' ? [made] : []));
  if (reasons.length > 0) throw new Obstacle(listed(reasons));
  const made = [whole, ...states.filter((state) => typeof state !== 'string')];
  return { edits: made.flatMap(({ edits }) => edits), provided: made.flatMap(({ provided }) => provided) };
}

/** A machine inside of another one has no language of its own; what it says would win over the whole. */
function checkInside(machine: StateMachine, language: QueryLanguage): void {
  for (const inside of allMachines(machine)) {
    const isOther = memberNamed(inside.node, 'QueryLanguage') !== undefined && languageOf(inside) !== language;
    if (inside !== machine && isOther) throw new Obstacle(`There is a QueryLanguage of its own at ${inside.location}`);
  }
}

/** A state whose machine says the language, which it does not have to say any more; the reason where it cannot be written so. */
function stateOf(document: AslDocument, state: State, language: QueryLanguage): Changed | string {
  const { node } = state;
  if (node === undefined) return `There is no state yet: ${state.name}`;
  const own = memberNamed(node, 'QueryLanguage');
  try {
    return convertedState(document, state, node, language, new Map(own ? [[own, []]] : []));
  } catch (caught) {
    if (!(caught instanceof Obstacle)) throw caught;
    return `${state.name}: ${caught.message}`;
  }
}

/** More of them would not be read in a menu. */
const MOST_REASONS = 5;

function listed(reasons: readonly string[]): string {
  const more = reasons.length - MOST_REASONS;
  const shown = reasons.slice(0, MOST_REASONS).join('; ');
  return more > 0 ? `${shown}; and ${more} more ${more === 1 ? 'state' : 'states'}` : shown;
}
