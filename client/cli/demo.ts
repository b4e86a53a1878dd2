import { processIo } from '../demo/process-io';
import { DEMO_HELP, runDemo } from '../demo/run';
import type { Command } from './command';

/** `stateside demo`: serves the example API until it is interrupted. */
export const DEMO: Command = {
  name: 'demo',
  summary: 'Serve the example API that the examples call.',
  help: () => DEMO_HELP,
  run: (args) => runDemo(args, processIo()),
};
