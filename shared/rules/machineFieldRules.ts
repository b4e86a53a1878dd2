import type { StateMachine } from '../document/stateMachine';
import { PAGES } from '../spec/pages';
import { machineExample } from './example';
import { type FieldFault, faultsIn } from './fieldChecks';
import { partsOfMachine } from './parts';
import { type Rule, SCHEMA_CODE } from './rule';

/** The faults of some sorts in the fields of the whole. */
function faultsAbout(...sorts: readonly FieldFault[]): Rule<StateMachine>['check'] {
  return (machine, context) => faultsIn(partsOfMachine(machine), context).filter(({ about }) => sorts.includes(about));
}

const ONE_STATE = { Done: { Type: 'Succeed' } };

const notSupported: Rule<StateMachine> = {
  name: 'machine-field-not-supported',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A state machine has no such field',
  doc: 'A machine has `Comment`, `QueryLanguage`, `StartAt`, `States`, `TimeoutSeconds` and `Version`, written with capitals.',
  page: PAGES.stateMachine,
  example: {
    wrong: machineExample(ONE_STATE, { Description: 'Ends at once' }),
    right: machineExample(ONE_STATE, { Comment: 'Ends at once' }),
  },
  check: faultsAbout('notSupported'),
};

const value: Rule<StateMachine> = {
  name: 'machine-field-value',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A field of a state machine has a value that it does not take',
  doc: '`QueryLanguage` is JSONPath or JSONata, `Version` is `"1.0"`, and `TimeoutSeconds` is a whole number up to 99,999,999.',
  page: PAGES.stateMachine,
  example: {
    wrong: machineExample(ONE_STATE, { QueryLanguage: 'jsonata' }),
    right: machineExample(ONE_STATE, { QueryLanguage: 'JSONata', TimeoutSeconds: 0 }),
  },
  check: faultsAbout('kind', 'range', 'value'),
};

/** Rules about the fields of the whole machine, as the table has them. */
export const MACHINE_FIELD_RULES: readonly Rule<StateMachine>[] = [notSupported, value];
