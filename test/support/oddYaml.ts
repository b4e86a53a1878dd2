import type { JsonValue } from '../../shared/spec/json';

/**
 * Writes a value as YAML as nobody would lay it out: indentation, blanks, styles, comments, anchors and line ends are what the numbers say,
 * which are taken in turn. Strings must be of printable characters and line feeds.
 */
export function oddYaml(value: JsonValue, choices: readonly number[]): string {
  let taken = 0;
  const pen: Pen = {
    choose: (most) => (choices[taken++ % choices.length] ?? 0) % (most + 1),
    comments: 0,
    isBehindText: false,
    anchors: new Map(),
  };
  const head = pen.choose(3) === 0 ? `---${lineEnd(pen)}` : '';
  const start = between(pen, '');
  const body = isFilled(value) ? block(pen, value, ' '.repeat(pen.choose(2))) : leaf(pen, value, '', 0);
  const foot = pen.choose(5) === 0 ? '...\n' : '';
  const text = head + start + body + foot;
  const lineBreak = pen.choose(2) === 0 ? '\r\n' : '\n';
  return (pen.choose(6) === 0 ? '\uFEFF' : '') + text.replaceAll('\n', lineBreak);
}

interface Pen {
  /** A number from 0 to the one given. */
  readonly choose: (most: number) => number;
  comments: number;
  /** Tells whether a comment that is indented deeply would go on a block's text. */
  isBehindText: boolean;
  /** The names of values that have been written. */
  readonly anchors: Map<string, string>;
}

function isFilled(value: JsonValue): value is JsonValue[] | { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** The end of a line, maybe with a comment. */
function lineEnd(pen: Pen): string {
  const blanks = ' '.repeat(pen.choose(2));
  return pen.choose(4) === 0 ? `${blanks} #c${pen.comments++} \n` : `${blanks}\n`;
}

/** Blank lines and comments between two members. */
function between(pen: Pen, indent: string): string {
  const blank = () => (pen.isBehindText ? '' : `${' '.repeat(pen.choose(3))}\n`.repeat(Math.max(0, pen.choose(4) - 2)));
  const before = blank();
  const most = pen.isBehindText ? indent.length : 7;
  const column = pen.choose(3) === 0 ? ' '.repeat(pen.choose(most)) : indent;
  return pen.choose(4) === 0 ? `${before}${column}#c${pen.comments++}\n${blank()}` : before;
}

function block(pen: Pen, value: JsonValue, indent: string, first = indent): string {
  let lead = first;
  let done = '';
  const add = (write: () => string): void => {
    done += lead === indent ? between(pen, indent) + lead : lead;
    done += write();
    lead = indent;
  };
  if (Array.isArray(value)) for (const item of value) add(() => `-${behindDash(pen, item, indent)}`);
  else for (const [name, own] of membersOf(value)) add(() => `${keyOf(pen, name)}${behindColon(pen, own, indent)}`);
  return done;
}

function membersOf(value: JsonValue): [string, JsonValue][] {
  return Object.entries(value as { readonly [name: string]: JsonValue });
}

function keyOf(pen: Pen, name: string): string {
  return `${oneLine(pen, name, false)}${' '.repeat(pen.choose(3) === 0 ? 1 : 0)}:`;
}

function behindDash(pen: Pen, value: JsonValue, indent: string): string {
  const gap = ' '.repeat(1 + pen.choose(3));
  if (!isFilled(value) || pen.choose(4) === 0) return leaf(pen, value, indent, gap.length);
  const inner = `${indent} ${gap}`;
  if (pen.choose(4) > 0) return block(pen, value, inner, gap);
  return `${named(pen, value)}${lineEnd(pen)}${block(pen, value, inner)}`;
}

function behindColon(pen: Pen, value: JsonValue, indent: string): string {
  if (!isFilled(value) || pen.choose(4) === 0) return leaf(pen, value, indent, 1 + pen.choose(2));
  const deeper = Array.isArray(value) ? pen.choose(4) : 1 + pen.choose(4);
  return `${named(pen, value)}${lineEnd(pen)}${block(pen, value, indent + ' '.repeat(deeper))}`;
}

function named(pen: Pen, value: JsonValue): string {
  if (pen.choose(5) > 0) return '';
  const name = `a${pen.anchors.size}`;
  pen.anchors.set(JSON.stringify(value), name);
  return ` &${name}`;
}

/** A value that begins behind its key or dash. */
function leaf(pen: Pen, value: JsonValue, indent: string, gap: number): string {
  pen.isBehindText = false;
  const anchor = pen.anchors.get(JSON.stringify(value));
  const blanks = ' '.repeat(gap);
  if (anchor !== undefined && pen.choose(1) === 0) return `${blanks}*${anchor}${lineEnd(pen)}`;
  if (typeof value === 'string' && canBeBlock(value) && pen.choose(2) === 0)
    return blanks + literal(pen, value, indent);
  const onOwnLine = pen.choose(6) === 0 && gap > 0;
  const lead = onOwnLine ? `${lineEnd(pen)}${indent}  ${' '.repeat(pen.choose(3))}` : blanks;
  return `${lead}${flow(pen, value, indent)}${lineEnd(pen)}`;
}

function canBeBlock(value: string): boolean {
  return value.trim() !== '';
}

/** The indentation is said where the first line does not show it. */
function literal(pen: Pen, value: string, indent: string): string {
  pen.isBehindText = true;
  const deeper = 1 + pen.choose(4);
  const isSaid = /^\n*[ \n]/.test(value) || pen.choose(4) === 0;
  const ending = /\n*$/.exec(value)?.[0].length ?? 0;
  const chomp = ending === 0 ? '-' : ending === 1 && pen.choose(1) === 0 ? '' : '+';
  const lines = value.replace(/\n$/, '').split('\n');
  const written = lines.map((line) => (line === '' ? ' '.repeat(pen.choose(1)) : indent + ' '.repeat(deeper) + line));
  const more = chomp === '+' ? '' : ' \n'.repeat(Math.max(0, pen.choose(4) - 2));
  return `|${isSaid ? deeper : ''}${chomp}${lineEnd(pen)}${written.join('\n')}\n${more}`;
}

function flow(pen: Pen, value: JsonValue, indent: string): string {
  const gap = (): string => {
    const kind = pen.choose(6);
    if (kind > 0) return ' '.repeat(kind % 3);
    return `${lineEnd(pen)}${indent}${' '.repeat(1 + pen.choose(4))}`;
  };
  if (Array.isArray(value)) {
    return `[${gap()}${value.map((item: JsonValue) => flow(pen, item, indent)).join(`${gap()},${gap()}`)}${gap()}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = membersOf(value).map(
      ([name, own]) => `${oneLine(pen, name, true)}: ${gap()}${flow(pen, own, indent)}`,
    );
    return `{${gap()}${members.join(`${gap()},${gap()}`)}${gap()}}`;
  }
  return typeof value === 'string' ? overLines(pen, oneLine(pen, value, true), indent) : JSON.stringify(value);
}

/** A string in quotes may go on in the next line where it has a blank between two words. */
function overLines(pen: Pen, written: string, indent: string): string {
  if (!/^["']/.test(written) || pen.choose(2) > 0) return written;
  return written.replace(/(?<=\w) (?=\w)/, ` \n${indent}${' '.repeat(1 + pen.choose(4))}`);
}

function oneLine(pen: Pen, value: string, isFlow: boolean): string {
  const isPlain = /^[A-Za-z$][\w.$]*(?: [\w.]+)*$/.test(value) || (/^\$\{\w+\}$/.test(value) && !isFlow);
  if (isPlain && !/^(?:true|false|null)$/i.test(value) && pen.choose(2) > 0) return value;
  return pen.choose(1) === 0 && !value.includes('\n') ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
}
