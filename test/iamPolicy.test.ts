import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { parseDocument } from '../shared/document/document';
import { httpCallsOf } from '../shared/document/httpCalls';
import { type PatternSource, patternOf } from '../shared/report/callPattern';
import { executionPolicy, testingPolicy } from '../shared/report/iamPolicy';
import type { JsonObject } from '../shared/spec/json';
import { type Program, startProgram } from './support/program';

const ARN = 'arn:aws:events:us-east-2:123456789012:connection/Stripe/81210c42-8af1-456b-9c4a-6ff02fc664ac';
const MACHINE = 'arn:aws:states:us-east-2:123456789012:stateMachine:Invoices';
const SECRETS = 'arn:aws:secretsmanager:us-east-2:123456789012:secret:events!connection/Stripe/*';

function call(parameters: JsonObject, more: JsonObject = {}): JsonObject {
  const fields = { Method: 'GET', ApiEndpoint: 'https://api.stripe.com/v1/customers', ...parameters };
  const whole = { Authentication: { ConnectionArn: ARN }, ...fields };
  return { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', Parameters: whole, End: true, ...more };
}

function jsonataCall(fields: JsonObject): JsonObject {
  const whole = { Authentication: { ConnectionArn: ARN }, ApiEndpoint: 'https://api.stripe.com/v1', ...fields };
  const { Parameters: _, ...state } = call({}, { QueryLanguage: 'JSONata', Arguments: { Method: 'GET', ...whole } });
  return state;
}

function callsIn(states: JsonObject) {
  return httpCallsOf(parseDocument(JSON.stringify({ StartAt: 'A', States: states })));
}

function policyFor(states: JsonObject) {
  return executionPolicy(callsIn(states), { stateMachineArn: MACHINE });
}

function invocations(policy: JsonObject): readonly unknown[] {
  const { Statement: all } = JSON.parse(JSON.stringify(policy));
  return all.filter(({ Action }: JsonObject) => Action === 'states:InvokeHTTPEndpoint');
}

describe('the policy of a state machine', () => {
  it('is that of the page for one task', () => {
    assert.deepEqual(policyFor({ A: call({}) }), {
      policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'InvokeGet',
            Effect: 'Allow',
            Action: 'states:InvokeHTTPEndpoint',
            Resource: MACHINE,
            Condition: {
              StringEquals: { 'states:HTTPMethod': 'GET' },
              StringLike: { 'states:HTTPEndpoint': 'https://api.stripe.com/v1/customers' },
            },
          },
          {
            Sid: 'RetrieveConnectionCredentials',
            Effect: 'Allow',
            Action: 'events:RetrieveConnectionCredentials',
            Resource: ARN,
          },
          {
            Sid: 'ReadConnectionSecrets',
            Effect: 'Allow',
            Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
            Resource: SECRETS,
          },
        ],
      },
      warnings: [],
    });
  });

  it('never allows a method for an endpoint that only another method needs', () => {
    const post = { Method: 'POST', ApiEndpoint: 'https://api.stripe.com/v1/invoices' };
    const other = { ApiEndpoint: 'https://api.example.com/x' };
    const { policy, warnings } = policyFor({ A: call({}), B: call(post), C: call(other), D: call({}) });
    const conditions = invocations(policy).map((statement) => Object(statement).Condition);
    assert.deepEqual(conditions, [
      {
        StringEquals: { 'states:HTTPMethod': 'GET' },
        StringLike: { 'states:HTTPEndpoint': ['https://api.stripe.com/v1/customers', 'https://api.example.com/x'] },
      },
      {
        StringEquals: { 'states:HTTPMethod': 'POST' },
        StringLike: { 'states:HTTPEndpoint': 'https://api.stripe.com/v1/invoices' },
      },
    ]);
    assert.deepEqual(warnings, []);
  });

  it('takes in the tasks inside Map and Parallel, and no other states', () => {
    const inner = { StartAt: 'In', States: { In: call({ Method: 'PUT' }) } };
    const calls = callsIn({
      Loop: { Type: 'Map', ItemProcessor: inner, End: true },
      Both: { Type: 'Parallel', Branches: [{ StartAt: 'Left', States: { Left: call({}) } }], End: true },
      Other: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true },
    });
    assert.deepEqual(
      calls.map(({ stateName }) => stateName),
      ['In', 'Left'],
    );
  });

  it('knows each connection with its secret once', () => {
    const other = ARN.replaceAll('Stripe', 'Other');
    const { policy } = policyFor({ A: call({}), B: call({ Authentication: { ConnectionArn: other } }), C: call({}) });
    const text = JSON.stringify(policy);
    assert.equal(text.split(ARN).length, 2);
    assert.equal(text.split(other).length, 2);
    assert.ok(text.includes(SECRETS.replace('Stripe', 'Other')));
  });

  it('stays in the partition, the region and the account of the connections', () => {
    const china = ARN.replace('arn:aws:', 'arn:aws-cn:').replace('us-east-2', 'cn-north-1');
    const { policy, warnings } = executionPolicy(callsIn({ A: call({ Authentication: { ConnectionArn: china } }) }));
    const text = JSON.stringify(policy);
    assert.ok(text.includes('"arn:aws-cn:states:cn-north-1:123456789012:stateMachine:*"'), text);
    assert.ok(text.includes('"arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:events!connection/Stripe/*"'));
    assert.match(warnings.join(), /ARN of the state machine is not known/);
  });
});

const WIDE: readonly [what: string, state: JsonObject, expected: RegExp, warning: RegExp][] = [
  [
    'a dynamic method',
    call({ 'Method.$': '$.m', Method: null }),
    /"Sid":"InvokeAnyMethod"/,
    /Any method is allowed.* A /,
  ],
  ['an expression as the method', jsonataCall({ Method: '{% $m %}' }), /InvokeAnyMethod/, /Any method/],
  [
    'an endpoint made by States.Format',
    call({ ApiEndpoint: null, 'ApiEndpoint.$': "States.Format('https://api.stripe.com/v1/customers/{}', $.id)" }),
    /"states:HTTPEndpoint":"https:\/\/api\.stripe\.com\/v1\/customers\/\*"/,
    /More than one endpoint of api\.stripe\.com/,
  ],
  [
    'an endpoint from the input',
    call({ ApiEndpoint: null, 'ApiEndpoint.$': '$.url' }),
    /"states:HTTPEndpoint":"\*"/,
    /Endpoints of any host/,
  ],
  [
    'an endpoint that JSONata joins',
    jsonataCall({ ApiEndpoint: "{% 'https://api.stripe.com/c/' & $states.input.id & '/orders' %}" }),
    /"https:\/\/api\.stripe\.com\/c\/\*\/orders"/,
    /More than one endpoint/,
  ],
  [
    'a host that a template tool fills in',
    call({ ApiEndpoint: 'https://${Host}/x' }),
    /"https:\/\/\*\/x"/,
    /Endpoints of any host/,
  ],
  [
    'a connection that a template tool fills in',
    call({ Authentication: { ConnectionArn: '${ConnectionArn}' } }),
    /"Resource":"arn:aws:events:\*:\*:connection\/\*"[\s\S]*"arn:aws:secretsmanager:\*:\*:secret:events!connection\/\*"/,
    /More connections than one/,
  ],
  [
    'pieces of an ARN that a template tool fills in',
    call({
      Authentication: {
        ConnectionArn: 'arn:${AWS::Partition}:events:${AWS::Region}:123456789012:connection/Stripe/${Id}',
      },
    }),
    /"arn:aws:events:\*:123456789012:connection\/Stripe\/\*"[\s\S]*"arn:aws:secretsmanager:\*:123456789012:secret:events!connection\/Stripe\/\*"/,
    /More connections than one/,
  ],
  ['no connection at all', call({ Authentication: null }), /"arn:aws:events:\*:\*:connection\/\*"/, /More connections/],
];

describe('what is known only at run time makes a policy wide, and is told', () => {
  for (const [what, state, expected, warning] of WIDE) {
    it(what, () => {
      const { policy, warnings } = policyFor({ A: dropNulls(state) });
      assert.match(JSON.stringify(policy), expected);
      assert.equal(warnings.length, 1, warnings.join('\n'));
      assert.match(warnings[0] ?? '', warning);
    });
  }
});

/** A null stands for a field that is taken away. */
function dropNulls(state: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(state, (_, value) => (value === null ? undefined : value)));
}

const PATTERNS: readonly [PatternSource, string, boolean][] = [
  [{ kind: 'fixed', text: 'https://a.example/x?y=*' }, 'https://a.example/x${?}y=${*}', true],
  [{ kind: 'fixed', text: '${A}${B}x' }, '*x', false],
  [{ kind: 'path', text: "States.Format('a\\'b\\{c {} d', $.x)" }, "a'b{c * d", false],
  [{ kind: 'path', text: "States.Format('no hole')" }, 'no hole', true],
  [{ kind: 'path', text: 'States.ArrayGetItem($.urls, 0)' }, '*', false],
  [{ kind: 'path', text: '$$.Execution.Id' }, '*', false],
  [{ kind: 'jsonata', text: '{% "https://a.example/" %}' }, 'https://a.example/', true],
  [{ kind: 'jsonata', text: "{% $base & '/x' %}" }, '*/x', false],
  [{ kind: 'jsonata', text: "{% 'https://a.example/' & ($a = 'x' ? 'y' : 'z') %}" }, 'https://a.example/*', false],
  // Here the text in front is compared, and is no part of the value.
  [{ kind: 'jsonata', text: "{% 'https://a.example/' & $a = 'x' ? $b : $c %}" }, '*', false],
  [{ kind: 'jsonata', text: "{% 'https://a.example/' & $a ~> $replace('a', 'b') %}" }, '*', false],
  [{ kind: 'jsonata', text: "{% 'https://a.example/' & $a ; $b %}" }, '*', false],
  [{ kind: 'jsonata', text: "{% 'a & b' & $x %}" }, 'a & b*', false],
  [{ kind: 'jsonata', text: "{% 'https://${Host}/' & $x %}" }, 'https://*/*', false],
  [{ kind: 'jsonata', text: '{% "\\u0041" & $x %}' }, '*', false],
  [{ kind: 'unknown' }, '*', false],
];

describe('a pattern of what is called', () => {
  for (const [source, pattern, exact] of PATTERNS) {
    it(source.kind === 'unknown' ? 'unknown' : source.text, () =>
      assert.deepEqual(patternOf(source), { pattern, exact }),
    );
  }

  it('takes in every value that the joined texts can have', () => {
    const texts = fc.array(fc.record({ text: fc.string(), known: fc.boolean() }), { minLength: 1 });
    fc.assert(
      fc.property(texts, (pieces) => {
        const plain = pieces.map(({ text, known }) => ({ known, text: text.replace(/[\\'"${}\n]/g, '') }));
        const source = plain.map(({ text, known }) => (known ? `'${text}'` : '$x')).join(' & ');
        const { pattern, exact } = patternOf({ kind: 'jsonata', text: `{% ${source} %}` });
        const value = plain.map(({ text, known }) => (known ? text : 'something else')).join('');
        assert.ok(isLike(value, pattern), `${value} is not like ${pattern}`);
        assert.equal(
          exact,
          plain.every(({ known }) => known),
        );
      }),
    );
  });
});

/** StringLike of IAM. */
function isLike(value: string, pattern: string): boolean {
  const source = [...pattern.matchAll(/\$\{([*?$])\}|[\s\S]/g)].map(([token, escaped]) => {
    if (escaped === undefined && token === '*') return '[\\s\\S]*';
    return (escaped ?? token).replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`).test(value);
}

describe('the policy for testing in AWS', () => {
  it('allows the test, and one role to be passed on', () => {
    const roleArn = 'arn:aws:iam::123456789012:role/Tester';
    const { policy, warnings } = testingPolicy(callsIn({ A: call({}) }), { roleArn });
    assert.deepEqual(policy.Statement, [
      { Sid: 'TestStates', Effect: 'Allow', Action: 'states:TestState', Resource: '*' },
      {
        Sid: 'PassRole',
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: roleArn,
        Condition: { StringEquals: { 'iam:PassedToService': 'states.amazonaws.com' } },
      },
    ]);
    assert.deepEqual(warnings, []);
  });

  it('allows to see secrets only where that is wanted', () => {
    const { policy } = testingPolicy(callsIn({ A: call({}) }), { revealSecrets: true });
    assert.match(JSON.stringify(policy), /"Action":\["states:TestState","states:RevealSecrets"\]/);
  });

  it('tells that any role of the account may be passed on where none was named', () => {
    const { policy, warnings } = testingPolicy(callsIn({ A: call({}) }));
    assert.match(JSON.stringify(policy), /"arn:aws:iam::123456789012:role\/\*"/);
    assert.equal(warnings.length, 1);
  });
});

describe('stateside iam-policy', () => {
  let program: Program;
  before(async () => {
    program = await startProgram();
    await program.file('flow.asl.json', JSON.stringify({ StartAt: 'A', States: { A: call({ Method: '${Method}' }) } }));
    await program.file('stateside.json', JSON.stringify({ version: 1, substitutions: { Method: 'PATCH' } }));
    await program.file('none.asl.json', JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } }));
    await program.file('broken.asl.yaml', 'StartAt: [A\n');
    const yaml = `StartAt: A\nStates:\n  A: ${JSON.stringify(call({}))}\n`;
    await program.file('flow.asl.yaml', yaml);
  });
  after(() => program.end());

  it('prints the policy with the substitutions of the project put in', async () => {
    const { code, out, err } = await program.run(['iam-policy', 'flow.asl.json', '--state-machine-arn', MACHINE]);
    assert.equal(code, 0, err);
    assert.deepEqual(JSON.parse(out), policyFor({ A: call({ Method: 'PATCH' }) }).policy);
    assert.equal(err, '');
  });

  it('reads YAML, and warns on standard error', async () => {
    const { code, out, err } = await program.run(['iam-policy', 'flow.asl.yaml']);
    assert.equal(code, 0, err);
    assert.match(out, /"states:HTTPMethod": "GET"/);
    assert.match(err, /^Warning: The ARN of the state machine is not known/);
  });

  it('prints the policy for testing', async () => {
    const { code, out } = await program.run(['iam-policy', 'flow.asl.json', '--for', 'testing']);
    assert.equal(code, 0);
    assert.match(out, /"states:TestState"[\s\S]*"iam:PassRole"/);
    assert.ok(!out.includes('RevealSecrets'));
    const revealing = await program.run(['iam-policy', 'flow.asl.json', '--for', 'testing', '--reveal-secrets']);
    assert.match(revealing.out, /"states:RevealSecrets"/);
  });

  const REFUSED: readonly [readonly string[], number, RegExp][] = [
    [['none.asl.json'], 1, /There is no HTTP Task/],
    [['broken.asl.yaml'], 2, /cannot be read: broken\.asl\.yaml:\d+:\d+: /],
    [[], 2, /name a definition/],
    [['flow.asl.json', 'more'], 2, /not expected: more/],
    [['flow.asl.json', '--for', 'me'], 2, /execution, testing/],
    [['flow.asl.json', '--role-arn', MACHINE], 2, /goes with --for testing only: --role-arn/],
    [['flow.asl.json', '--reveal-secrets'], 2, /goes with --for testing only: --reveal-secrets/],
    [['flow.asl.json', '--for', 'testing', '--state-machine-arn', MACHINE], 2, /goes with --for execution only/],
    [['flow.asl.json', '--for', 'testing', '--role-arn', 'me'], 2, /takes an ARN .*: --role-arn me/],
    [['gone.asl.json'], 2, /There is no such file/],
  ];
  for (const [args, code, sentence] of REFUSED) {
    it(`says what is wrong: ${args.join(' ') || 'nothing'}`, async () => {
      const ended = await program.run(['iam-policy', ...args]);
      assert.equal(ended.code, code);
      assert.equal(ended.out, '');
      assert.match(ended.err, sentence);
    });
  }
});
