import { closest } from '../../shared/spec/closest';
import type { Command } from './command';
import { DEMO } from './demo';
import { IAM_POLICY } from './iamPolicy';
import { SERVE } from './serve';
import { TEST } from './test';
import { TEST_STATE } from './testState';
import { TOUR } from './tour';
import { VALIDATE } from './validate';
import { programVersion, type World } from './world';
import { WrongUse } from './wrongUse';

/** Every command, in the order of the help text. */
export const COMMANDS: readonly Command[] = [VALIDATE, TEST, TEST_STATE, IAM_POLICY, SERVE, DEMO, TOUR];

/** Runs the program with its arguments and gives its exit code; wrong use is a sentence on standard error and 2. */
export async function runCommandLine(args: readonly string[], world: World): Promise<number> {
  try {
    return await dispatch(args, world);
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    world.err(`stateside: ${error.message}\n`);
    return 2;
  }
}

async function dispatch([first, ...rest]: readonly string[], world: World): Promise<number> {
  if (first === undefined) throw new WrongUse(`No command was given.\n\n${overview()}`);
  if (first === '--help' || first === '-h' || first === 'help') return printHelp(rest[0], world);
  if (first === '--version') return printVersion(world);
  const command = commandNamed(first);
  return asksForHelp(rest) ? printHelp(first, world) : command.run(rest, world);
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

function commandNamed(name: string): Command {
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command) return command;
  const meant = closest(
    name,
    COMMANDS.map((candidate) => candidate.name),
  );
  const hint = meant === undefined ? '; stateside --help lists them' : ` (did you mean ${meant}?)`;
  throw new WrongUse(`There is no such command${hint}: ${name}`);
}

function printHelp(name: string | undefined, world: World): number {
  world.out(name === undefined ? overview() : commandNamed(name).help());
  return 0;
}

async function printVersion(world: World): Promise<number> {
  world.out(`${await programVersion(world)}\n`);
  return 0;
}

function overview(): string {
  const widest = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(widest)}  ${summary}`);
  return [
    'Usage: stateside COMMAND [options]',
    '',
    'Checks Amazon States Language and runs its states on this machine.',
    '',
    ...lines,
    '',
    '  stateside COMMAND --help says more about a command, stateside --version which one this is.',
    '',
  ].join('\n');
}
