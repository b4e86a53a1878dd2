import { processIo } from './process-io';
import { runDemo } from './run';

void runDemo(process.argv.slice(2), processIo()).then((code) => {
  process.exitCode = code;
});
