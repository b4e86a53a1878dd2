import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { complete } from '../server/completion';
import { plainText } from '../server/suggestion';
import { parseDocument } from '../shared/document/document';
import { NO_SURROUNDINGS } from '../shared/spec/diagnostic';
import { cursorIn } from './support/cursor';

// What is offered in YAML is what is offered in JSON, put in as one writes YAML.

const TASK = `StartAt: Call
States:
  Call:
    Type: Task
    Resource: arn:aws:states:::http:invoke
    Parameters:
      ApiEndpoint: https://api.example.com
`;

interface Case {
  readonly name: string;
  readonly text: string;
  readonly label: string;
  /** The text after the item was picked, as an editor indents it. */
  readonly picked: string;
}

const CASES: readonly Case[] = [
  {
    name: 'a key on a line of its own',
    text: `${TASK}      |\n    End: true\n`,
    label: 'Method',
    picked: `${TASK}      Method: GET\n    End: true\n`,
  },
  {
    name: 'a key that is half typed',
    text: `${TASK}      Meth|\n    End: true\n`,
    label: 'Method',
    picked: `${TASK}      Method: GET\n    End: true\n`,
  },
  {
    name: 'a key with an object',
    text: `${TASK}      Authen|\n`,
    label: 'Authentication',
    picked: `${TASK}      Authentication:\n        ConnectionArn: X\n`,
  },
  {
    name: 'the first key of an object',
    text: 'StartAt: A\nStates:\n  A:\n    Ty|\n',
    label: 'Type',
    picked: 'StartAt: A\nStates:\n  A:\n    Type: Task\n',
  },
  {
    name: 'the name of a key that has a value',
    text: `${TASK}      Metho|: GET\n`,
    label: 'Method',
    picked: `${TASK}      Method: GET\n`,
  },
  {
    name: 'a value behind its key',
    text: `${TASK}      Method: |\n`,
    label: 'PATCH',
    picked: `${TASK}      Method: PATCH\n`,
  },
  {
    name: 'a value directly behind the colon',
    text: `${TASK}      Method:|\n`,
    label: 'PATCH',
    picked: `${TASK}      Method: PATCH\n`,
  },
  {
    name: 'a value in quotes',
    text: `${TASK}      Method: 'P|'\n`,
    label: 'PATCH',
    picked: `${TASK}      Method: 'PATCH'\n`,
  },
  {
    name: 'the name of a state',
    text: `${TASK}    Next: |\n  My Done: { Type: Succeed }\n`,
    label: 'My Done',
    picked: `${TASK}    Next: My Done\n  My Done: { Type: Succeed }\n`,
  },
  {
    name: 'a key of an item of a list',
    text: `${TASK}    Retry:\n      - |\n`,
    label: 'ErrorEquals',
    picked: `${TASK}    Retry:\n      - ErrorEquals:\n          - States.ALL\n`,
  },
  {
    name: 'a second key of an item of a list',
    text: `${TASK}    Retry:\n      - ErrorEquals: [States.ALL]\n        |\n`,
    label: 'MaxAttempts',
    picked: `${TASK}    Retry:\n      - ErrorEquals: [States.ALL]\n        MaxAttempts: 3\n`,
  },
  {
    name: 'an item of a list',
    text: `${TASK}    Retry:\n      - ErrorEquals:\n          - |\n`,
    label: 'States.Timeout',
    picked: `${TASK}    Retry:\n      - ErrorEquals:\n          - States.Timeout\n`,
  },
  {
    name: 'a key between braces',
    text: 'StartAt: A\nStates:\n  A: { Type: Pass, | }\n',
    label: 'End',
    picked: 'StartAt: A\nStates:\n  A: { Type: Pass, "End": true }\n',
  },
  {
    name: 'a key of the machine in an empty file',
    text: '|',
    label: 'StartAt',
    picked: 'StartAt: ',
  },
];

describe('In YAML there is offered', () => {
  for (const { name, text: marked, label, picked } of CASES) {
    it(name, () => {
      const { text, offset } = cursorIn(marked);
      const { edited, items } = pick(text, offset, label);
      assert.ok(items.includes(label), `${label} of ${items.join(', ')}`);
      assert.equal(edited?.replace(/ConnectionArn: .*/, 'ConnectionArn: X'), picked);
    });
  }

  it('a whole machine, which is YAML without a problem', () => {
    const { edited = '' } = pick('', 0, 'State machine with an HTTP Task (JSONata)');
    const { problems, root } = parseDocument(edited, 'yaml');
    assert.deepEqual(problems, []);
    assert.deepEqual(root?.kind === 'object' && root.members.map(({ key }) => key.value), [
      'QueryLanguage',
      'StartAt',
      'States',
    ]);
  });

  it('a whole state, which is YAML without a problem', () => {
    const { edited = '' } = pick('StartAt: A\nStates:\n  \n', 21, 'HTTP Task (JSONPath)');
    assert.deepEqual(parseDocument(edited, 'yaml').problems, []);
    assert.match(edited, /^ {2}Call API:\n {4}Type: Task\n/m);
  });

  it('nothing in a comment, nor behind a value', () => {
    for (const marked of [`${TASK}      # |\n`, `${TASK}      Method: GET |\n`, `${TASK}      Meth |\n`]) {
      const { text, offset } = cursorIn(marked);
      assert.deepEqual(pick(text, offset, '').items, [], marked);
    }
  });

  it('nothing but what leaves YAML that can be read', () => {
    const { text } = cursorIn(
      `${TASK}      Method: GET|\n    Retry:\n      - ErrorEquals: [States.ALL]\n    End: true\n`,
    );
    for (let offset = 0; offset <= text.length; offset++) {
      for (const label of pick(text, offset, '').items) {
        const { edited = '' } = pick(text, offset, label);
        const before = parseDocument(text, 'yaml').problems.length;
        assert.ok(parseDocument(edited, 'yaml').problems.length <= before, `${offset} ${label}\n${edited}`);
      }
    }
  });
});

/** Picks an item as an editor does: the blanks of the line stand in front of each further line too. */
function pick(text: string, offset: number, label: string) {
  const subject = {
    document: parseDocument(text, 'yaml'),
    surroundings: NO_SURROUNDINGS,
    project: undefined,
    projectFile: undefined,
  };
  const suggestions = complete(subject, offset);
  const items = suggestions.map((item) => item.label);
  const item = suggestions.find((one) => one.label === label);
  if (item === undefined) return { items };
  const indent = /(?:^|\n)([ ]*)[^\n]*$/.exec(text.slice(0, item.span.start))?.[1] ?? '';
  const put = plainText(item.snippet).replaceAll('\n', `\n${indent}`);
  return { items, edited: text.slice(0, item.span.start) + put + text.slice(item.span.end) };
}
