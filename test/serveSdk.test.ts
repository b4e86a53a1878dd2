import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import {
  InvalidDefinition,
  InvalidExecutionInput,
  ListStateMachinesCommand,
  SFNClient,
  type SFNClientConfig,
  TestStateCommand,
  ValidateStateMachineDefinitionCommand,
  ValidationException,
} from '@aws-sdk/client-sfn';
import { type Program, startProgram } from './support/program';
import { type RawServer, reply, startRawServer } from './support/rawServer';
import { type LongProgram, startLongProgram } from './support/serving';

// `stateside serve` as the SDK for JavaScript sees it.

const PASS = JSON.stringify({ Type: 'Pass', End: true });

const CALL = JSON.stringify({
  Type: 'Task',
  Resource: 'arn:aws:states:::http:invoke',
  Parameters: {
    ApiEndpoint: 'https://api.example.com/x',
    Method: 'GET',
    Authentication: { ConnectionArn: 'arn:aws:events:us-west-2:123456789012:connection/Test/0' },
  },
  End: true,
});

let program: Program;
let api: RawServer;
let service: LongProgram;
let client: SFNClient;
let config: SFNClientConfig;
before(async () => {
  program = await startProgram();
  api = await startRawServer(reply('{"ok":true}'));
  const ApiKeyAuthParameters = { ApiKeyName: 'X-Api-Key', ApiKeyValue: '${secret:test-key}' };
  const project = {
    version: 1,
    connections: { Test: { AuthorizationType: 'API_KEY', AuthParameters: { ApiKeyAuthParameters } } },
    endpoints: { 'https://api.example.com': api.url },
  };
  await program.file('stateside.json', JSON.stringify(project));
  service = startLongProgram(['serve', '--port', '0'], program.folder, { STATESIDE_SECRET_TEST_KEY: 'owned-key' });
  const endpoint = /http.*$/.exec((await service.line()) ?? '')?.[0] ?? '';
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  config = { endpoint, region: 'us-east-1', credentials };
  client = new SFNClient({ ...config, disableHostPrefix: true });
});
after(async () => {
  client.destroy();
  await service.interrupt();
  await api.close();
  await program.end();
});

describe('the SDK for JavaScript', () => {
  it('tests an HTTP Task', async () => {
    const answer = await client.send(new TestStateCommand({ definition: CALL, inspectionLevel: 'TRACE' }));
    assert.equal(answer.status, 'SUCCEEDED');
    assert.deepEqual(JSON.parse(answer.output ?? '').ResponseBody, { ok: true });
    assert.equal(answer.inspectionData?.request?.url, 'https://api.example.com/x');
    assert.equal(answer.inspectionData?.response?.statusCode, '200');
    assert.equal(JSON.stringify(answer).includes('owned-key'), false);
    assert.match(answer.$metadata.requestId ?? '', /^[\da-f-]{36}$/);
    assert.match(api.requests.at(-1) ?? '', /X-Api-Key: owned-key/i);
  });

  it('reads numbers of the inspection as numbers', async () => {
    const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 2 }];
    const definition = JSON.stringify({ ...JSON.parse(CALL), Retry });
    const mock = { errorOutput: { error: 'Api.Down', cause: 'because' } };
    const stateConfiguration = { retrierRetryCount: 1 };
    const answer = await client.send(
      new TestStateCommand({ definition, mock, stateConfiguration, inspectionLevel: 'DEBUG' }),
    );
    assert.equal(answer.status, 'RETRIABLE');
    assert.deepEqual(answer.inspectionData?.errorDetails, { retryIndex: 0, retryBackoffIntervalSeconds: 4 });
  });

  it('puts sync- in front of the host of TestState unless it is told not to', async () => {
    const hosts: string[] = [];
    const httpAgent = new http.Agent({
      lookup: (host, options, callback) => {
        hosts.push(host);
        if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
        else callback(null, '127.0.0.1', 4);
      },
    });
    const endpoint = String(config.endpoint).replace('127.0.0.1', 'localhost');
    const prefixing = new SFNClient({ ...config, endpoint, requestHandler: { httpAgent } });
    assert.equal((await prefixing.send(new TestStateCommand({ definition: PASS }))).status, 'SUCCEEDED');
    assert.deepEqual(hosts, ['sync-localhost']);
    prefixing.destroy();
  });

  it('validates a definition', async () => {
    const definition = JSON.stringify({ StartAt: 'B', States: { A: JSON.parse(PASS) } });
    const { result, diagnostics, truncated } = await client.send(
      new ValidateStateMachineDefinitionCommand({ definition }),
    );
    assert.deepEqual([result, truncated, diagnostics?.[0]?.code], ['FAIL', false, 'MISSING_TRANSITION_TARGET']);
  });

  it('throws errors of their classes', async () => {
    const send = (input: { definition: string; input?: string }) => client.send(new TestStateCommand(input));
    await assert.rejects(send({ definition: '' }), ValidationException);
    await assert.rejects(send({ definition: 'x' }), InvalidDefinition);
    await assert.rejects(send({ definition: PASS, input: 'x' }), InvalidExecutionInput);
    await assert.rejects(client.send(new ListStateMachinesCommand({})), { name: 'UnknownOperationException' });
  });
});
