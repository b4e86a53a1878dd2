import type { Option } from './options';
import type { World } from './world';

/** One command of the program. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  help(): string;
  /** Runs with the arguments behind the command's name and gives the exit code. Throws WrongUse. */
  run(args: readonly string[], world: World): Promise<number>;
}

const WIDTH = 78;

/** A help text: how to call, what it does, the table of options, and what else is worth saying. */
export function helpText(
  usage: string,
  about: string,
  options: readonly Option[],
  more: readonly string[] = [],
): string {
  const paragraphs = [`Usage: ${usage}`, wrap(about, ''), optionTable(options), ...more.map((text) => wrap(text, ''))];
  return `${paragraphs.join('\n\n')}\n`;
}

function optionTable(options: readonly Option[]): string {
  return options
    .map(({ name, value, doc }) => `  --${name}${value === undefined ? '' : ` ${value}`}\n${wrap(doc, '      ')}`)
    .join('\n');
}

function wrap(text: string, indent: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && indent.length + line.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => indent + line).join('\n');
}
