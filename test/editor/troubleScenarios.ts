import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { type AtBench, type Bench, scenario } from './bench';
import { until } from './until';

/** What goes wrong around a test: each trouble gives one clear message where the person looks, and then all is well. */
export const troubleScenarios = (atBench: AtBench): void => {
  useTroubleServers(atBench);
  for (const row of failures) {
    scenario(atBench, `trouble-${row.name}`, row.title, (bench) => failure(bench, row));
  }
  scenario(atBench, 'trouble-silent', 'an endpoint that never answers is waited for until Cancel', silent);
  scenario(atBench, 'trouble-connection', 'an unknown connection is written where the offer says', unknownConnection);
  scenario(atBench, 'trouble-secret', 'without its secret nothing is sent', withoutSecret);
  scenario(atBench, 'no-case', 'a state without a test case gets one', withoutCase);
  scenario(atBench, 'trouble-project', 'a broken stateside.json is named and opened', brokenProject);
  scenario(atBench, 'trouble-cases', 'broken test cases are named and opened', brokenCases);
  scenario(atBench, 'trouble-not-json', 'a definition that is not JSON is named with its line', notJson);
  scenario(atBench, 'trouble-no-task', 'a definition without states has nothing to test', noTask);
  scenario(atBench, 'trouble-over', 'after all that a test runs as ever', allIsWell);
};

const states = ['Good', 'Refused', 'Silent', 'Binary', 'Half', 'Reset', 'Untrusted', 'Unknown connection', 'Secret'];

/** A state that fails on the wire, and what its trace says. */
interface Failure {
  readonly name: string;
  readonly title: string;
  readonly state: string;
  readonly says: readonly string[];
}

const failures: readonly Failure[] = [
  {
    name: 'refused',
    title: 'an endpoint where nothing listens',
    state: 'Refused',
    says: ['States.Http.Socket', 'nothing listens there (ECONNREFUSED)', 'No response came back.'],
  },
  {
    name: 'reset',
    title: 'an endpoint that resets the connection',
    state: 'Reset',
    says: ['States.Http.Socket', 'the other side closed it', 'No response came back.'],
  },
  {
    name: 'half',
    title: 'an answer that ends half-way',
    state: 'Half',
    says: ['States.Http.Socket', 'the other side closed it', 'This answer ends too'],
  },
  {
    name: 'binary',
    title: 'an answer that is no text',
    state: 'Binary',
    says: [
      'States.Runtime',
      "Unsupported response content-type 'image/png'",
      'The body is no text: 70 B of binary data.',
    ],
  },
  {
    name: 'untrusted',
    title: 'a certificate that nobody trusts',
    state: 'Untrusted',
    says: ['States.Http.Socket', 'its certificate is signed by itself, so nobody vouches for it'],
  },
];

const failure = async (bench: Bench, { state, says }: Failure): Promise<void> => {
  await testState(bench, state);
  const trace = await bench.editor.webviewText('FAILED');
  assert.ok(!trace.includes('SUCCEEDED'), trace);
  for (const part of [state, 'no test case: the input is {}', ...says])
    assert.ok(trace.includes(part), `the trace holds ${part}, but it is: ${trace}`);
};

const silent = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  await testState(bench, 'Good');
  await editor.webviewText('SUCCEEDED');
  await testState(bench, 'Silent');
  const running = await editor.webviewText('Sending the request and waiting for an answer.');
  assert.ok(running.includes('Running…') && !running.includes('SUCCEEDED'), `the old result is gone: ${running}`);
  await editor.screenshot('trouble-silent-running');
  await editor.clickInWebview('Cancel');
  const cancelled = await editor.webviewText('Cancelled');
  assert.ok(cancelled.includes('The run was cancelled.') && !cancelled.includes('SUCCEEDED'), cancelled);
};

const unknownConnection = async (bench: Bench): Promise<void> => {
  const { editor, read } = bench;
  await testState(bench, 'Unknown connection');
  const trace = await editor.webviewText('FAILED');
  assert.ok(trace.includes('Events.ConnectionResource.ResourceNotFound'), trace);
  assert.ok(trace.includes(`There is no connection 'Nobody': write it under "connections" in stateside.json`), trace);
  await editor.screenshot('trouble-connection-offer');
  await editor.clickInWebview('Write the connection into trouble/stateside.json');
  await editor.pick('API key');
  await editor.page.locator('.tab.active[data-resource-name="stateside.json"]').waitFor();
  const { connections } = JSON.parse(read('trouble/stateside.json') ?? '');
  assert.equal(connections.Nobody.AuthParameters.ApiKeyAuthParameters.ApiKeyValue, '${secret:nobody-apikeyvalue}');
  await editor.clickInWebview('Run again');
  await editor.answer('Stateside: the secret nobody-apikeyvalue', 'example-key-3');
  await editor.webviewText('SUCCEEDED');
};

const withoutSecret = async (bench: Bench): Promise<void> => {
  const { editor, api } = bench;
  const before = api.requests.length;
  await testState(bench, 'Secret');
  await editor.page.locator('.quick-input-widget input[type=password]').waitFor();
  await editor.dismiss();
  const message = await editor.webviewText('Not run');
  assert.ok(message.includes('The secret late-key, which the connection Late needs, was not given.'), message);
  assert.equal(api.requests.length, before, 'nothing was sent');
};

const withoutCase = async (bench: Bench): Promise<void> => {
  const { editor, read } = bench;
  await testState(bench, 'Good');
  await editor.webviewText('no test case: the input is {}');
  await editor.clickInWebview('Create test case');
  await editor.page.locator('.tab.active[data-resource-name="trouble.asl.test.json"]').waitFor();
  const { tests } = JSON.parse(read('trouble/trouble.asl.test.json') ?? '');
  assert.deepEqual(tests, [{ name: 'Good 1', state: 'Good', input: {} }]);
  await editor.clickInWebview('Run again');
  await editor.webviewText('test case: Good 1');
};

const brokenProject = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile('broken/broken.asl.json');
  await editor.clickCodeLens('Test state');
  const message = await editor.webviewText('Not run');
  assert.match(message, /The project file cannot be used: stateside\.json:3: /);
  assert.ok(!message.includes('SUCCEEDED'), message);
  await editor.clickInWebview('Open stateside.json');
  await editor.page.locator('.tab.active[data-resource-name="stateside.json"]').waitFor();
  // The notation is the JSON support's of the editor itself: one error shows once.
  await editor.squiggles('error', 1);
  assert.match(await editor.problem('Value expected'), /Ln 3/);
};

const brokenCases = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile('cases/cases.asl.json');
  await editor.clickCodeLens('Test state');
  const message = await editor.webviewText('Not run');
  assert.match(message, /The test cases cannot be used: cases\.asl\.test\.json:3: /);
  await editor.clickInWebview('Open cases.asl.test.json');
  await editor.page.locator('.tab.active[data-resource-name="cases.asl.test.json"]').waitFor();
  assert.match(await editor.problem('Property keys must be doublequoted'), /Ln 3/);
};

const notJson = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile('trouble/not-json.asl.json');
  await editor.runCommand('Stateside: Test State');
  const sentence = 'The definition is not JSON: not-json.asl.json:2: A colon is expected here';
  await editor.notification(sentence);
  await editor.screenshot('trouble-not-json-told');
  await editor.clickNotification(sentence, 'Show');
  await editor.page.getByText('Ln 2, Col 22 (9 selected)').waitFor();
  assert.match(await editor.problem('json-syntax'), /Ln 2/);
};

const noTask = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile('trouble/no-task.asl.json');
  await editor.page.keyboard.press('Control+Alt+Enter');
  await editor.notification('There is no state to test: no-task.asl.json');
  assert.equal(await editor.page.locator('.codelens-decoration a').count(), 0);
};

const allIsWell = async (bench: Bench): Promise<void> => {
  await bench.editor.openFile('trouble/trouble.asl.json');
  await bench.editor.select('"StartAt"');
  await bench.editor.runCommand('Stateside: Test State');
  await bench.editor.page.locator('.quick-input-widget input[placeholder="The state to test"]').waitFor();
  await bench.editor.pick('Good');
  const trace = await bench.editor.webviewText('SUCCEEDED');
  assert.ok(trace.includes('https://good.example.com/v1/customers'), trace);
};

const testState = async ({ editor }: Bench, state: string): Promise<void> => {
  await editor.openFile('trouble/trouble.asl.json');
  await editor.select(`"${state}": {`);
  await editor.page.keyboard.press('Control+Alt+Enter');
};

/** Starts the servers that make trouble, and writes the files that lead to them, before the first scenario. */
const useTroubleServers = (atBench: AtBench): void => {
  const servers: Server[] = [];
  const start = (server: Server): Promise<number> => {
    servers.push(server);
    return listen(server);
  };
  before(async () => {
    const { write, api } = atBench();
    const urls = {
      good: api.url,
      refused: 'http://127.0.0.1:1',
      silent: `http://127.0.0.1:${await start(createServer(never))}`,
      untrusted: `https://127.0.0.1:${await start(createTlsServer(selfSigned(), never))}`,
    };
    write('trouble/stateside.json', projectText(urls));
    write('trouble/trouble.asl.json', machineText(states.map(taskOf)));
    write('trouble/not-json.asl.json', '{\n  "StartAt" "Nowhere"\n}\n');
    write('trouble/no-task.asl.json', machineText([]));
    write('broken/stateside.json', '{\n  "version": 1,\n  "connections": { "Open": }\n}\n');
    write('broken/broken.asl.json', machineText([taskOf('Good')]));
    write(
      'cases/cases.asl.test.json',
      '{\n  "version": 1,\n  "tests": [{ "name": "one", "state": "Good", "input": {oops} }]\n}\n',
    );
    write('cases/cases.asl.json', machineText([taskOf('Good')]));
  });
  after(() => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  });
};

const never: RequestListener = () => undefined;

const paths: Readonly<Record<string, string>> = { Binary: '/v1/binary', Half: '/v1/half', Reset: '/v1/reset' };
const hosts: Readonly<Record<string, string>> = { Refused: 'refused', Silent: 'silent', Untrusted: 'untrusted' };
const connections: Readonly<Record<string, string>> = { 'Unknown connection': 'Nobody', Secret: 'Late' };

const taskOf = (name: string): readonly [name: string, state: unknown] => {
  const arn = `arn:aws:events:us-east-1:123456789012:connection/${connections[name] ?? 'Open'}/1`;
  const Parameters = {
    ApiEndpoint: `https://${hosts[name] ?? 'good'}.example.com${paths[name] ?? '/v1/customers'}`,
    Method: 'GET',
    Authentication: { ConnectionArn: arn },
  };
  return [name, { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', Parameters, End: true }];
};

const machineText = (all: readonly (readonly [name: string, state: unknown])[]): string =>
  `${JSON.stringify({ StartAt: all[0]?.[0], States: Object.fromEntries(all) }, null, 2)}\n`;

const projectText = (urls: Readonly<Record<string, string>>): string => {
  const apiKey = (value: string) => ({
    AuthorizationType: 'API_KEY',
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'X-Api-Key', ApiKeyValue: value } },
  });
  const project = {
    version: 1,
    connections: { Open: apiKey('${env:EXAMPLE_API_KEY}'), Late: apiKey('${secret:late-key}') },
    endpoints: Object.fromEntries(Object.entries(urls).map(([name, url]) => [`https://${name}.example.com`, url])),
  };
  return `${JSON.stringify(project, null, 2)}\n`;
};

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  return until('a listening server', async () => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : undefined;
  });
};

const selfSigned = (): { readonly key: Buffer; readonly cert: Buffer } => {
  const folder = mkdtempSync(join(tmpdir(), 'stateside-certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', cert];
  const about = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  try {
    execFileSync('openssl', ['req', '-x509', ...made, ...about], { stdio: 'pipe' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
