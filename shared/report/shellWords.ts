import { MASK } from './mask';

/** A shell variable that stands in the place of something masked. */
export interface ShellVariable {
  readonly name: string;
  /** Where it stands, such as `header Authorization` or `query token`. */
  readonly place: string;
}

/** A command for bash, and the variables that have to be set before it runs: none when nothing in it is masked. */
export interface ShellCommand {
  readonly text: string;
  readonly variables: readonly ShellVariable[];
}

/** Writes words of a command, each of which bash reads as one argument, and collects the variables in them. */
export interface WordWriter {
  /**
   * A word in quotes. Each mask in it becomes a variable: it is called by `name`, or else by the last name in front of
   * it, as that of a member or a pair. `kind` is the first word of its place.
   */
  word(text: string, kind?: string, name?: string): string;
  /** A word that is one variable of this name. */
  variable(name: string, place: string): string;
  readonly variables: readonly ShellVariable[];
}

/** Makes a writer for one command; with `reveal` a mask is a text like any other. */
export function wordWriter(reveal: boolean): WordWriter {
  const variables: ShellVariable[] = [];
  const variable = (wanted: string, place: string): string => {
    const name = freeName(wanted, variables);
    variables.push({ name, place });
    // A variable that is not set ends the command before anything is sent.
    return `"\${${name}:?}"`;
  };
  const concealed = ([first = '', ...pieces]: readonly string[], kind: string, name: string | undefined): string => {
    let word = piece(first);
    let before = first;
    for (const next of pieces) {
      const called = name ?? nameBefore(before);
      word += variable(variableName(called, kind), `${kind} ${called}`.trim()) + piece(next);
      before = next;
    }
    return word;
  };
  return {
    variables,
    variable,
    word: (text, kind = 'secret', name) =>
      reveal || !text.includes(MASK) ? quoted(text) : concealed(text.split(MASK), kind, name),
  };
}

/** A text as one word for bash, whatever is in it; a NUL is left out, because no argument can hold one. */
export function quoted(text: string): string {
  if (/^[\w@%+:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll('\0', '').replaceAll("'", "'\\''")}'`;
}

/** A part of a word: nothing needs no quotes there. */
function piece(text: string): string {
  return text === '' ? '' : quoted(text);
}

/** The last name in a text: that of a member, a pair or a header whose value follows. */
function nameBefore(text: string): string {
  return /([A-Za-z][\w-]*)[^A-Za-z0-9_]*$/.exec(text.slice(-MOST_NAME))?.[1] ?? '';
}

const MOST_NAME = 60;

function variableName(name: string, kind: string): string {
  const upper = name
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  if (upper === '') return `${kind.toUpperCase()}_SECRET`;
  return TAKEN.has(upper) || !/^[A-Z]/.test(upper) ? `SECRET_${upper}` : upper;
}

/** Names that mean something to the shell. */
const TAKEN = new Set([
  'PATH',
  'HOME',
  'IFS',
  'ENV',
  'PWD',
  'SHELL',
  'USER',
  'UID',
  'EUID',
  'PPID',
  'GROUPS',
  'RANDOM',
  'SECONDS',
  'LINENO',
]);

/** Each place has a variable of its own: what is masked there is not compared. */
function freeName(name: string, variables: readonly ShellVariable[]): string {
  const taken = new Set(variables.map((variable) => variable.name));
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
