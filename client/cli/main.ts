#!/usr/bin/env node
import { runCommandLine } from './commandLine';
import { processWorld } from './world';

void runCommandLine(process.argv.slice(2), processWorld(__dirname)).then((code) => {
  process.exitCode = code;
});
