/** What a source file says to people: the sentences that are translated, and the places where one cannot be. */
export interface SpokenWords {
  readonly sentences: readonly string[];
  /** Each place as it is written, cut after 80 characters. */
  readonly wrong: readonly string[];
}

// A call that translates, with the literal that it begins with, if it does: no key can be computed.
const CALL = /(?:\bl10n\.t|\bsay)\(\s*(?:'((?:[^'\\\n]|\\['\\])*)'|"((?:[^"\\\n]|\\["\\])*)")?\s*([,)])?/g;

// Every use of the translator that is no call; the page gets it under another name.
const ALIAS = /\bl10n\.t\b(?!\()/g;
const ALLOWED_ALIAS = /\bsay: vscode\.l10n\.t\b/g;

// Where a person reads what stands there, a literal would never be translated.
const BARE = [
  /\bshow(?:Information|Warning|Error)Message\(\s*['"`]\w/g,
  /\b(?:title|prompt|placeHolder|openLabel|saveLabel|tooltip):\s*'[^']*[a-z][^']*'/g,
  /\baria-label="[^"$]/g,
];

/**
 * Reads the sentences of a TypeScript source that are translated: the literals that `vscode.l10n.t(...)` and
 * `say(...)` begin with. Wrong is a call that begins with anything else, and a text for people outside of such a call.
 */
export function spokenWords(source: string): SpokenWords {
  const calls = [...source.matchAll(CALL)];
  const isWhole = ([, single, double, end]: RegExpExecArray) =>
    (single !== undefined || double !== undefined) && end !== undefined;
  return {
    sentences: calls.filter(isWhole).map(([, single, double = '']) => (single ?? double).replace(/\\(.)/g, '$1')),
    wrong: [
      ...calls.filter((call) => !isWhole(call)).map(({ index }) => source.slice(index, index + 80)),
      ...[...source.replaceAll(ALLOWED_ALIAS, '').matchAll(ALIAS)].map(([alias]) => alias),
      ...BARE.flatMap((place) => [...source.matchAll(place)].map(([text]) => text.slice(0, 80))),
    ],
  };
}

/** The numbers in the places of a sentence, each once and in order: `{1} of {0}` has 0 and 1. */
export function placesOf(sentence: string): readonly string[] {
  return [...new Set([...sentence.matchAll(/\{(\d+)\}/g)].map(([, place = '']) => place))].sort();
}
