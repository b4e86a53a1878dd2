import { httpTaskOf, stateMachineOf } from '../../shared/document/stateMachine';
import { meaningAt } from '../meaning';
import type { Subject } from '../subject';
import { convertState, isJsonPathMachine } from './convertLanguage';
import { convertMachine } from './convertMachine';
import { addErrorHandling } from './errorHandling';
import { moveSecret } from './moveSecret';
import type { Refactoring } from './refactoring';
import { sortFields } from './sortFields';
import { isBroken } from './stateFields';

/**
 * What can be changed at an offset of a definition without changing what it does, or to make it do more: of the innermost
 * state there, and of the whole machine outside of all states, unless the question `isAutomatic`, because a cursor moved.
 * `path` is that of the definition.
 */
export function refactoringsAt(
  { document, projectFile }: Subject,
  offset: number,
  path: string | undefined,
  isAutomatic = false,
): readonly Refactoring[] {
  const { machine, state, place } = meaningAt(document, offset);
  if (state === undefined) return machine === undefined || isAutomatic ? [] : convertMachine(document, machine);
  if (state.node === undefined) return [];
  const task = isBroken(document, state.node.span) ? undefined : httpTaskOf(state);
  const forTask = task
    ? [
        ...moveSecret(document, task, place, { path, projectFile }),
        ...sortFields(document, task),
        ...addErrorHandling(document, task),
      ]
    : [];
  // A state in a machine of JSONata can only be converted together with all others.
  const whole = isAutomatic || isJsonPathMachine(document, state) ? undefined : stateMachineOf(document);
  const all = whole ? convertMachine(document, whole) : [];
  return [...forTask, ...convertState(document, state), ...all].filter(
    ({ edits, disabled }) => edits.length > 0 || disabled !== undefined,
  );
}
