// Stands in for the `aws` command line in tests. It lies in a folder with three files of the test: `mode` says how it
// behaves, `url` where `stateside serve` listens, and `calls` gets a line of JSON for each call. It reads its arguments
// and prints its answers and errors as version 2 of the command does.

import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const FOLDER = process.env.STAND_IN_AWS;
const OPTIONS = new Set(['--cli-input-json', '--inspection-level', '--output', '--color', '--cli-read-timeout']);
const SWITCHES = new Set(['--reveal-secrets']);
const SERVICE = 'when calling the TestState operation';

/** How it fails: exit code and standard error, in the words of the command. */
const FAILURES = {
  noCredentials: [253, 'Unable to locate credentials. You can configure credentials by running "aws login".'],
  noRegion: [253, 'You must specify a region. You can also configure your region by running "aws configure".'],
  expired: [
    254,
    `An error occurred (ExpiredTokenException) ${SERVICE}: The security token included in the request is expired`,
  ],
  sso: [255, 'Error when retrieving token from sso: Token has expired and refresh failed'],
  accessDenied: [
    254,
    `An error occurred (AccessDeniedException) ${SERVICE}: User: arn:aws:iam::123456789012:user/me is not authorized to perform: states:TestState`,
  ],
  noPassRole: [
    254,
    `An error occurred (AccessDeniedException) ${SERVICE}: User: arn:aws:iam::123456789012:user/me is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/Tester`,
  ],
  noRevealSecrets: [
    254,
    `An error occurred (AccessDeniedException) ${SERVICE}: User: arn:aws:iam::123456789012:user/me is not authorized to perform: states:RevealSecrets`,
  ],
  refused: [254, `An error occurred (ValidationException) ${SERVICE}: State not found in definition`],
  throttled: [254, `An error occurred (ThrottlingException) ${SERVICE} (reached max retries: 2): Rate exceeded`],
  tooOld: [
    252,
    'usage: aws [options] <command> <subcommand>\n\naws: error: argument operation: Invalid choice, valid choices are:\n\ncreate-activity | delete-activity',
  ],
  failed: [1, 'Traceback (most recent call last):\nImportError: this installation is broken'],
};

main(process.argv.slice(2));

function main(args) {
  const request = readRequest(args);
  const { AWS_PAGER, AWS_CLI_AUTO_PROMPT } = process.env;
  log({ args, folder: process.cwd(), request, env: { AWS_PAGER, AWS_CLI_AUTO_PROMPT } });
  const mode = readFileSync(path.join(FOLDER, 'mode'), 'utf8').trim();
  if (mode in FAILURES) return fail(...FAILURES[mode]);
  if (mode === 'rubbish') return process.stdout.write('<html>Please sign in</html>\n');
  if (mode === 'flood') return flood();
  if (mode === 'killed') return process.kill(process.pid, 'SIGKILL');
  if (mode === 'silent') return silent();
  answer(request);
}

function readRequest(args) {
  const [service, operation, ...rest] = args;
  if (service !== 'stepfunctions' || operation !== 'test-state') fail(252, 'Invalid choice');
  const values = new Map();
  while (rest.length > 0) {
    const [name, value] = optionFrom(rest);
    if (!OPTIONS.has(name) && !SWITCHES.has(name) && name !== '--profile' && name !== '--region') {
      fail(252, `Unknown options: ${name}`);
    }
    values.set(name, value);
  }
  const file = values.get('--cli-input-json').replace('file://', '');
  const request = JSON.parse(readFileSync(file, 'latin1'));
  const level = { inspectionLevel: values.get('--inspection-level') };
  return { ...request, ...level, ...(values.has('--reveal-secrets') ? { revealSecrets: true } : {}) };
}

function optionFrom(rest) {
  const word = rest.shift();
  const [name, ...value] = word.split('=');
  if (value.length > 0) return [name, value.join('=')];
  return [word, SWITCHES.has(word) ? true : rest.shift()];
}

function log(call) {
  appendFileSync(path.join(FOLDER, 'calls'), `${JSON.stringify(call)}\n`);
}

function fail(code, text) {
  process.stderr.write(`\n${text}\n`);
  process.exit(code);
}

/** Never answers; what it started holds its output open. */
function silent() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'inherit' });
  log({ started: child.pid });
  setInterval(() => undefined, 1000);
}

function flood() {
  process.stdout.on('error', () => process.exit(1));
  const write = () => {
    while (process.stdout.write('x'.repeat(65_536)));
    process.stdout.once('drain', write);
  };
  write();
}

function answer(request) {
  const url = readFileSync(path.join(FOLDER, 'url'), 'utf8').trim();
  const headers = { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'AWSStepFunctions.TestState' };
  const call = http.request(url, { method: 'POST', headers, agent: false }, (response) => {
    const chunks = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('end', () => print(JSON.parse(Buffer.concat(chunks).toString('utf8')), response.statusCode));
  });
  call.on('error', () => fail(255, `Could not connect to the endpoint URL: "${url}"`));
  call.end(JSON.stringify(request));
}

/** `change`, where the test wrote one, changes what `stateside serve` answered: AWS has another opinion. */
function print(body, status) {
  if (status !== 200)
    fail(254, `An error occurred (${String(body.__type).split('#').pop()}) ${SERVICE}: ${body.message}`);
  const change = path.join(FOLDER, 'change');
  const { from = '', to = '', ...members } = existsSync(change) ? JSON.parse(readFileSync(change, 'utf8')) : {};
  const changed = { ...JSON.parse(JSON.stringify(body).replaceAll(from || '\u0000', to)), ...members };
  process.stdout.write(`${JSON.stringify(changed, undefined, 4)}\n`);
}
