import { once } from 'node:events';
import { type AwsJsonServer, startAwsJsonServer } from './awsJson';
import { type Command, helpText } from './command';
import { HELP_OPTION, type Option, readOptionsOnly } from './options';
import { choosePlace } from './place';
import { PROJECT_OPTIONS } from './projectOptions';
import { createService, type Service } from './service';
import type { World } from './world';
import { WrongUse } from './wrongUse';

const USUAL_PORT = 4568;

const OPTIONS: readonly Option[] = [
  { name: 'port', value: 'N', doc: `The port to listen on. Default ${USUAL_PORT}; 0 takes any free one.` },
  { name: 'region', value: 'REGION', doc: 'The region, where the ConnectionArn names none.' },
  ...PROJECT_OPTIONS,
  HELP_OPTION,
];

/** `stateside serve`: answers the API until it is interrupted. 0 after serving, 2 for wrong use. */
export const SERVE: Command = {
  name: 'serve',
  summary: 'Answer TestState for the SDKs of AWS, on this machine.',
  help: () =>
    helpText(
      'stateside serve [--port N] [options]',
      'Answers TestState and ValidateStateMachineDefinition of the Step Functions API on 127.0.0.1, for any SDK of AWS and the aws command. Prints its address and serves until it is interrupted.',
      OPTIONS,
      [
        'The client needs this address as its endpoint and must not put a prefix in front of its host: disableHostPrefix in JavaScript, inject_host_prefix in Python, AWS_DISABLE_HOST_PREFIX_INJECTION=true for the aws command. Any credentials do.',
        'The project is looked for from the current folder upwards and read once. A secret written ${secret:stripe-key} in it is read from the environment variable STATESIDE_SECRET_STRIPE_KEY.',
      ],
    ),
  run: async (args, world) => {
    const { values } = readOptionsOnly(args, OPTIONS, 'serve');
    const port = portFrom(values.get('port') ?? String(USUAL_PORT));
    const service = createService(await choosePlace(values, world.cwd, world), world);
    const interrupted = world.interrupted();
    const server = await start(service, port, world);
    world.out(`Listening on ${server.url}\n`);
    if (!interrupted.aborted) await once(interrupted, 'abort');
    await server.close();
    service.end();
    return 0;
  },
};

function portFrom(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new WrongUse(`A port is a number from 0 to 65535: --port ${text}`);
}

async function start(service: Service, port: number, world: World): Promise<AwsJsonServer> {
  try {
    return await startAwsJsonServer(service, port, (line) => world.err(`${line}\n`));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const why = code === 'EADDRINUSE' ? 'another program uses it' : String(code ?? error);
    throw new WrongUse(`This port cannot be used (${why}), so choose another with --port: ${port}`);
  }
}
