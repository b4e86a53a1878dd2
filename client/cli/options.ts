import { parseArgs } from 'node:util';
import { closest } from '../../shared/spec/closest';
import { WrongUse } from './wrongUse';

/** One option of a command; without `value` it is a switch. */
export interface Option {
  readonly name: string;
  /** What stands for the value in the help text. */
  readonly value?: string;
  readonly doc: string;
  /** The only values allowed. */
  readonly values?: readonly string[];
  /** It may be given more than once. */
  readonly repeated?: true;
}

/** What was given on the command line: values by option, switches that were set, and the rest. */
export interface Given {
  readonly values: ReadonlyMap<string, string>;
  /** The values of options that may be given more than once, in order. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly switches: ReadonlySet<string>;
  readonly rest: readonly string[];
}

/** Every command has it. */
export const HELP_OPTION: Option = { name: 'help', doc: 'Show this text.' };

/** Reads arguments by a table of options. Throws WrongUse for an option that is not in it, or has a wrong value. */
export function readOptions(args: readonly string[], options: readonly Option[], command: string): Given {
  const { values, positionals } = parsed(args, options, command);
  const texts = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  for (const [name, value] of texts) checkValue(options, name, value);
  const lists = Object.entries(values).filter((entry): entry is [string, string[]] => Array.isArray(entry[1]));
  return {
    values: new Map(texts),
    lists: new Map(lists),
    switches: new Set(Object.keys(values).filter((name) => values[name] === true)),
    rest: positionals,
  };
}

/** As `readOptions`, for a command that takes options only. Throws WrongUse for anything else, with a hint if there is one. */
export function readOptionsOnly(
  args: readonly string[],
  options: readonly Option[],
  command: string,
  hint?: string,
): Given {
  const given = readOptions(args, options, command);
  const [more] = given.rest;
  if (more !== undefined) {
    throw new WrongUse(`This argument is not expected${hint === undefined ? '' : ` (${hint})`}: ${more}`);
  }
  return given;
}

function parsed(args: readonly string[], options: readonly Option[], command: string) {
  const table = Object.fromEntries(
    options.map(({ name, value, repeated = false }) => [
      name,
      { type: value ? 'string' : 'boolean', multiple: repeated } as const,
    ]),
  );
  try {
    return parseArgs({ args: [...args], options: table, strict: true, allowPositionals: true });
  } catch (error) {
    throw new WrongUse(parseSentence(error, options, command));
  }
}

function parseSentence(error: unknown, options: readonly Option[], command: string): string {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const written = /'(-[^' ]*)/.exec(error.message)?.[1] ?? '';
  const option = options.find(({ name }) => `--${name}` === written);
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' || option === undefined) {
    const meant = closest(
      written.replace(/^-+/, ''),
      options.map(({ name }) => name),
    );
    const hint = meant === undefined ? '' : ` (did you mean --${meant}?)`;
    return `This option is not known to stateside ${command}${hint}: ${written}`;
  }
  return option.value === undefined
    ? `This option takes no value: ${written}`
    : `This option needs a value, with an equals sign if it begins with a dash: ${written} ${option.value}`;
}

function checkValue(options: readonly Option[], name: string, value: string): void {
  const values = options.find((option) => option.name === name)?.values;
  if (values === undefined || values.includes(value)) return;
  throw new WrongUse(`This option takes only ${values.join(', ')}: --${name} ${value}`);
}
