import { processIo } from '../demo/process-io';
import { DEMO_HELP, DEMO_OPTIONS, runDemo } from '../demo/run';
import type { Command } from './command';
import { type Option, readOptionsOnly } from './options';

/** Its own help text says what they are for. */
const OPTIONS: readonly Option[] = Object.entries(DEMO_OPTIONS).map(([name, { type }]) => ({
  name,
  doc: '',
  ...(type === 'string' ? { value: 'NUMBER' } : {}),
}));

/** `stateside demo`: serves the example API until it is interrupted. */
export const DEMO: Command = {
  name: 'demo',
  summary: 'Serve the example API that the examples call.',
  help: () => DEMO_HELP,
  run: async (args, world) => {
    readOptionsOnly(args, OPTIONS, 'demo');
    return runDemo(args, { ...processIo(), err: (text) => world.err(`stateside: ${text}`) });
  },
};
