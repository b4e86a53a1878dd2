/** What a person is typing at a place of an expression: a root such as `$name`, the steps behind it, and a part of a word. */
export interface Chain {
  /** Where it starts: at its root, or at the part of a word where there is no root. */
  readonly start: number;
  /** With its dollar signs, such as `$`, `$$` or `$states`; empty when a word is typed that has none. */
  readonly root: string;
  /** Names and indexes that are complete; `*` for any other step, such as a filter. */
  readonly steps: readonly (string | number)[];
  /** A dot stands behind the root, so that `part` is the beginning of a name. */
  readonly isInside: boolean;
  /** Where the part of a word starts, and where the word ends that it is the beginning of. */
  readonly partStart: number;
  readonly end: number;
}

/** So much text in front of the place is looked at. */
const LONGEST = 500;

const STEP = /\.(?:\w+|`[^`]*`)|\[[^[\]]*\]/;
const CHAIN = new RegExp(`(?<root>\\$\\$?\\w*)(?:(?<steps>(?:${STEP.source})*)(?<dot>\\.)(?<part>\\w*|\`[^\`]*))?$`);

/** Reads what is being typed at a place; undefined where no name can stand, as behind `).`. */
export function chainAt(text: string, index: number): Chain | undefined {
  const before = text.slice(Math.max(0, index - LONGEST), index);
  const end = index + (/^\w*/.exec(text.slice(index, index + LONGEST))?.[0].length ?? 0);
  const match = CHAIN.exec(before);
  if (match === null) return wordAt(before, index, end);
  const { root = '', steps = '', dot, part = '' } = match.groups ?? {};
  return {
    start: index - match[0].length,
    root,
    steps: stepsIn(steps),
    isInside: dot !== undefined,
    partStart: dot === undefined ? index - match[0].length : index - part.length,
    end,
  };
}

/** The chain that an index lies in, up to the end of the word there, as a hover shows it; undefined when there is none. */
export function chainAround(text: string, index: number): { readonly chain: Chain; readonly text: string } | undefined {
  const sigil = /^\$*/.exec(text.slice(index, index + 2))?.[0].length ?? 0;
  const word = /^\w*/.exec(text.slice(index + sigil, index + LONGEST))?.[0].length ?? 0;
  const end = index + sigil + word;
  const chain = chainAt(text, end);
  return chain && chain.root !== '' ? { chain, text: text.slice(chain.start, end) } : undefined;
}

function wordAt(before: string, index: number, end: number): Chain | undefined {
  const word = /[\w.]*$/.exec(before)?.[0] ?? '';
  const start = index - word.length;
  const isStep = word.startsWith('.') || /[\])}"'`]$/.test(before.slice(0, before.length - word.length));
  return isStep ? undefined : { start, root: '', steps: [], isInside: false, partStart: start, end };
}

function stepsIn(text: string): readonly (string | number)[] {
  return Array.from(text.matchAll(new RegExp(STEP.source, 'g')), ([step]) => {
    if (step.startsWith('.')) return step.slice(1).replace(/^`|`$/g, '');
    const inside = step.slice(1, -1).trim();
    if (/^\d+$/.test(inside)) return Number(inside);
    return /^(['"]).*\1$/.test(inside) ? inside.slice(1, -1) : '*';
  });
}
