import type { AslDocument } from '../document/document';
import { DEFINITION_CHARACTERS } from '../spec/limits';
import { PAGES } from '../spec/pages';
import { machineExample } from './example';
import type { Rule } from './rule';

const ONE_STATE = { Done: { Type: 'Succeed' } };

const definitionSize: Rule<AslDocument> = {
  name: 'definition-size',
  severity: 'ERROR',
  title: 'The definition is too large',
  doc: 'Step Functions takes definitions of at most 1 MiB. Parts of a workflow can be state machines of their own, which a Task starts with `arn:aws:states:::states:startExecution.sync:2`.',
  page: PAGES.quotas,
  example: {
    // Made when asked for, as it is as large as it says.
    get wrong() {
      return machineExample(ONE_STATE, { Comment: 'x'.repeat(DEFINITION_CHARACTERS) });
    },
    right: machineExample(ONE_STATE, { Comment: 'x' }),
  },
  check: function* ({ text, format }) {
    // YAML is turned into JSON first: how long that is depends on the tool.
    if (format !== 'json' || text.length <= DEFINITION_CHARACTERS) return;
    const message = `A definition has at most ${DEFINITION_CHARACTERS} characters: this one has ${text.length}`;
    yield { span: { start: 0, end: 1 }, message };
  },
};

/** Rules about the size of the text. */
export const SIZE_RULES: readonly Rule<AslDocument>[] = [definitionSize];
