import assert from 'node:assert/strict';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type OneEnd, runOnce } from '../client/vscode/aws/awsProcess';
import type { TestStateRequest } from '../shared/executor/testStateRequest';
import { AWS_ENVIRONMENT, awsCall } from '../shared/report/awsCall';
import { awsTrouble } from '../shared/report/awsTrouble';
import { type AwsOnPath, awsOnPath } from './support/awsOnPath';
import { type LongProgram, startLongProgram } from './support/serving';

const PLAIN = { profile: '', region: '', roleArn: 'arn:aws:iam::123456789012:role/Tester', reveal: false };
const REQUEST: TestStateRequest = {
  definition: '{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}',
  stateName: 'A',
  input: '{"name":"Zoë 🧾"}',
};
const LONG = 60_000;

describe('the aws command in a process of its own', () => {
  let service: LongProgram;
  let aws: AwsOnPath;
  before(async () => {
    service = startLongProgram(['serve', '--port', '0'], tmpdir());
    const line = (await service.line()) ?? '';
    aws = awsOnPath();
    aws.ask(line.replace('Listening on ', ''));
  });
  beforeEach(() => aws.mode('ok'));
  after(async () => {
    aws.end();
    await service.interrupt();
  });

  function run(request = REQUEST, options = PLAIN, signal = new AbortController().signal, milliseconds = LONG) {
    const { args, file, text } = awsCall(request, options);
    const env = { ...process.env, ...AWS_ENVIRONMENT, ...aws.env };
    return runOnce({ command: 'aws', args, file, text, env, signal, milliseconds });
  }

  function ended(end: OneEnd) {
    return end.kind === 'ended' ? end : assert.fail(JSON.stringify(end));
  }

  it('hands the request over in a private file, and gives the answer', async () => {
    const { code, stdout, stderr } = ended(await run(REQUEST, { ...PLAIN, profile: 'dev', region: 'eu-west-1' }));
    assert.equal(code, 0, stderr);
    const { output, status, inspectionData } = JSON.parse(stdout);
    assert.deepEqual([output, status], [REQUEST.input, 'SUCCEEDED']);
    assert.equal(inspectionData.input, REQUEST.input);
    const call = aws.calls().at(-1) ?? assert.fail('no call');
    assert.deepEqual(call.request, { ...REQUEST, roleArn: PLAIN.roleArn, inspectionLevel: 'TRACE' });
    assert.ok(!call.args.join(' ').includes('Zoë'));
    assert.deepEqual(call.args.slice(-2), ['--profile=dev', '--region=eu-west-1']);
    assert.deepEqual(call.env, { AWS_PAGER: '', AWS_CLI_AUTO_PROMPT: 'off' });
    assert.ok(!existsSync(call.folder), 'the folder of the request is gone');
  });

  it('gives nobody else the file to read', async () => {
    aws.mode('silent');
    const stop = new AbortController();
    const count = aws.started().length;
    const end = run(REQUEST, PLAIN, stop.signal);
    await started(aws, count);
    const { folder } = aws.calls().at(-1) ?? assert.fail('no call');
    assert.equal(statSync(path.join(folder, 'request.json')).mode & 0o077, 0);
    assert.equal(statSync(folder).mode & 0o077, 0);
    stop.abort();
    await end;
    assert.ok(!existsSync(folder));
  });

  const FAILURES: readonly [mode: string, kind: string][] = [
    ['noCredentials', 'noCredentials'],
    ['noRegion', 'noRegion'],
    ['expired', 'expired'],
    ['sso', 'expired'],
    ['accessDenied', 'accessDenied'],
    ['noPassRole', 'noPassRole'],
    ['noRevealSecrets', 'noRevealSecrets'],
    ['refused', 'refused'],
    ['throttled', 'throttled'],
    ['tooOld', 'tooOld'],
    ['failed', 'failed'],
  ];
  for (const [mode, kind] of FAILURES) {
    it(`tells why there is no answer: ${mode}`, async () => {
      aws.mode(mode);
      assert.equal(awsTrouble(ended(await run())).kind, kind);
    });
  }

  it('hands on what the service refuses', async () => {
    const trouble = awsTrouble(ended(await run({ ...REQUEST, stateName: 'Gone' })));
    assert.deepEqual(trouble, { kind: 'refused', said: 'ValidationException: State not found in definition' });
  });

  it('has a code of null when a signal ended it', async () => {
    aws.mode('killed');
    const { code } = ended(await run());
    assert.ok(code === null || code > 128, String(code));
  });

  it('gives rubbish as it is', async () => {
    aws.mode('rubbish');
    assert.equal(ended(await run()).stdout, '<html>Please sign in</html>\n');
  });

  it('is ended when it says too much', async () => {
    aws.mode('flood');
    assert.deepEqual(await run(), { kind: 'tooMuch' });
  });

  it('is ended with all that it started when it is cancelled', async () => {
    aws.mode('silent');
    const stop = new AbortController();
    const count = aws.started().length;
    const end = run(REQUEST, PLAIN, stop.signal);
    const child = await started(aws, count);
    stop.abort();
    assert.deepEqual(await end, { kind: 'cancelled' });
    await gone(child);
    assert.deepEqual(await run(REQUEST, PLAIN, stop.signal), { kind: 'cancelled' });
  });

  it('is ended when it takes too long', async () => {
    aws.mode('silent');
    assert.deepEqual(await run(REQUEST, PLAIN, new AbortController().signal, 1000), { kind: 'late' });
  });

  it('is missed where there is none, and does not start where it is no program', async () => {
    const { args, file, text } = awsCall(REQUEST, PLAIN);
    const rest = { args, file, text, env: aws.env, signal: new AbortController().signal, milliseconds: LONG };
    const missing = await runOnce({ ...rest, command: 'no-such-aws' });
    assert.ok(missing.kind === 'notStarted' && missing.isMissing, JSON.stringify(missing));
    const plain = path.join(aws.folder, 'plain');
    writeFileSync(plain, 'no program');
    const unusable = await runOnce({ ...rest, command: plain });
    assert.ok(unusable.kind === 'notStarted' && !unusable.isMissing, JSON.stringify(unusable));
  });
});

/** Waits until the stand-in has started one process more than so many, and gives its id. */
async function started(aws: AwsOnPath, count: number): Promise<number> {
  for (;;) {
    const id = aws.started()[count];
    if (id !== undefined) return id;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Waits until a process is no more. */
async function gone(id: number): Promise<void> {
  while (isThere(id)) await new Promise((resolve) => setImmediate(resolve));
}

function isThere(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}
