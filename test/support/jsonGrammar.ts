import { ERRORS, KEYS, type KeyKind, membersOf, TYPES, type ValueKind } from './aslKeys';
import { expression, type Grammar, type GrammarRule, groups, type Repository, scope, use } from './grammarRule';

const VALUES: readonly ValueKind[] = ['structure', 'names', 'payload', 'template', 'target', 'type', 'errors'];

const STRING = 'string.quoted.double.json.asl';
const QUOTES = {
  beginCaptures: groups('punctuation.definition.string.begin.json.asl'),
  endCaptures: groups('punctuation.definition.string.end.json.asl'),
};
const TEXT = String.raw`(?:[^"\\\n]++|\\.)*+`;

/** The grammar of definitions in JSON. A string ends with its line at the latest. */
export function jsonGrammar(): Grammar {
  return {
    name: 'Amazon States Language (JSON)',
    scopeName: 'source.asl.stateside',
    patterns: [use('structure-value')],
    repository: Object.assign(
      {
        comment: { patterns: COMMENTS },
        constant: { patterns: CONSTANTS },
        escape: { patterns: ESCAPES },
        jsonata: text(String.raw`(?=\{%)`, [expression('jsonata-json')]),
        'plain-string': text('', []),
      },
      ...VALUES.map(value),
      ...(['structure', 'names', 'payload'] as const).map(object),
    ),
  };
}

const COMMENTS: readonly GrammarRule[] = [
  { name: 'comment.block.json.asl', begin: String.raw`/\*`, end: String.raw`\*/` },
  scope('comment.line.double-slash.json.asl', '//.*$'),
];

const CONSTANTS: readonly GrammarRule[] = [
  scope('constant.language.json.asl', String.raw`\b(?:true|false|null)\b`),
  scope('constant.numeric.json.asl', String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`),
];

const ESCAPES: readonly GrammarRule[] = [
  scope('constant.character.escape.json.asl', String.raw`\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})`),
  scope('invalid.illegal.unrecognized-string-escape.json.asl', String.raw`\\.`),
];

/** A string that begins in a certain way, and what may stand in it beside escapes. */
function text(ahead: string, patterns: readonly GrammarRule[], contentName?: string): GrammarRule {
  return {
    name: STRING,
    ...(contentName === undefined ? {} : { contentName }),
    begin: `"${ahead}`,
    end: '"|$',
    ...QUOTES,
    patterns: [...patterns, use('escape'), expression('substitution')],
  };
}

/** A string that may be one of some words. */
function words(name: string, wanted: string): GrammarRule {
  return {
    name: STRING,
    match: `(")(${wanted})(")`,
    captures: groups(
      '',
      'punctuation.definition.string.begin.json.asl',
      name,
      'punctuation.definition.string.end.json.asl',
    ),
  };
}

const STRINGS: Readonly<Record<ValueKind, readonly GrammarRule[]>> = {
  structure: [],
  names: [],
  payload: [],
  template: [
    text(String.raw`(?=\$(?!\{)|States\.)`, [expression('template-json')], 'meta.embedded.inline.jsonpath.asl'),
  ],
  target: [text('(?!$)', [], 'entity.name.function.state.asl')],
  type: [words('support.constant.type.asl', TYPES)],
  errors: [words('support.constant.error.asl', ERRORS)],
};

function value(kind: ValueKind): Repository {
  return {
    [`${kind}-value`]: {
      patterns: [
        use('comment'),
        use(`${membersOf(kind)}-object`),
        use(`${kind}-array`),
        use('jsonata'),
        ...STRINGS[kind],
        use('plain-string'),
        expression('substitution'),
        use('constant'),
      ],
    },
    [`${kind}-array`]: {
      name: 'meta.structure.array.json.asl',
      begin: String.raw`\[`,
      end: String.raw`\]`,
      beginCaptures: groups('punctuation.definition.array.begin.json.asl'),
      endCaptures: groups('punctuation.definition.array.end.json.asl'),
      patterns: [use(`${kind}-value`), scope('punctuation.separator.array.json.asl', ',')],
    },
  };
}

function object(kind: 'structure' | 'names' | 'payload'): Repository {
  return {
    [`${kind}-object`]: {
      name: 'meta.structure.dictionary.json.asl',
      begin: String.raw`\{`,
      end: String.raw`\}`,
      beginCaptures: groups('punctuation.definition.dictionary.begin.json.asl'),
      endCaptures: groups('punctuation.definition.dictionary.end.json.asl'),
      patterns: [use('comment'), ...KEYS[kind].map(member), use('plain-string'), expression('substitution')],
    },
  };
}

/**
 * A member of an object; what looks like the next key ends it where a comma is missing. A quote behind a backslash is none
 * that opens a key: without saying so, every one of them would be tried up to the end of its string.
 */
function member({ key = TEXT, scope: name, value: kind }: KeyKind): GrammarRule {
  return {
    begin: String.raw`(")(${key})(")\s*(:)`,
    end: String.raw`(,)|(?=\})|(?=(?<!\\)"${TEXT}"\s*:)`,
    beginCaptures: {
      ...groups(
        '',
        'punctuation.support.type.property-name.begin.json.asl',
        `${name}.json.asl`,
        'punctuation.support.type.property-name.end.json.asl',
        'punctuation.separator.dictionary.key-value.json.asl',
      ),
      2: { name: `${name}.json.asl`, patterns: [use('escape'), expression('substitution')] },
    },
    endCaptures: groups('', 'punctuation.separator.dictionary.pair.json.asl'),
    patterns: [use(`${kind}-value`)],
  };
}
