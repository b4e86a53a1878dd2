import { ERRORS, KEYS, type KeyKind, membersOf, TYPES, type ValueKind } from './aslKeys';
import type { FlavourName } from './expressionGrammar';
import { expression, type Grammar, type GrammarRule, groups, type Repository, scope, use } from './grammarRule';

const VALUES: readonly ValueKind[] = ['structure', 'names', 'payload', 'template', 'target', 'type', 'errors'];

// A plain scalar in block context, up to a comment; its first character must not mean anything else.
const PLAIN_START = String.raw`(?:[^\s\-?:,\[\]{}#&*!|>'"%@\x60]|[-?:](?=\S))`;
const PLAIN_KEY = String.raw`(?!-\s)${PLAIN_START}(?:[^:#\n]|:(?=\S)|(?<=\S)#)*?`;
const QUOTED_KEY = String.raw`"(?:[^"\\\n]|\\.)*+"|'(?:[^'\n]|'')*+'`;
const COLON = String.raw`\s*(:)(?=\s|$)`;
/** Lines without text belong to everything. */
const BLANK = String.raw`[ \t]*$`;

/** The grammar of definitions in YAML. Nothing unclosed runs over the lines that are indented below its key. */
export function yamlGrammar(): Grammar {
  return {
    name: 'Amazon States Language (YAML)',
    scopeName: 'source.asl-yaml.stateside',
    patterns: [
      scope('entity.other.document.begin.yaml.asl', '^---(?=\\s|$)'),
      scope('entity.other.document.end.yaml.asl', '^\\.\\.\\.(?=\\s|$)'),
      scope('keyword.other.directive.yaml.asl', '^%[A-Z].*$'),
      use('structure-value'),
    ],
    repository: Object.assign(
      {
        comment: scope('comment.line.number-sign.yaml.asl', '(?:^|(?<=\\s))#.*$'),
        properties: { patterns: PROPERTIES },
        ...SHARED,
      },
      ...VALUES.map(value),
      ...(['structure', 'names', 'payload'] as const).map(mapping),
    ),
  };
}

const PROPERTIES: readonly GrammarRule[] = [
  scope('storage.type.tag-handle.yaml.asl', String.raw`(?<=^|\s)![^\s,\[\]{}]*`),
  scope('entity.name.type.anchor.yaml.asl', String.raw`(?<=^|\s)&[^\s,\[\]{}]+`),
  scope('variable.other.alias.yaml.asl', String.raw`(?<=^|\s)\*[^\s,\[\]{}]+`),
];

/** What a string may hold where, beside `${Substitution}` and JSONata. */
interface Content {
  /** Looks ahead to what the string begins with. */
  readonly ahead: string;
  readonly scope: string;
  readonly patterns?: (flavour: FlavourName) => readonly GrammarRule[];
}

const CONTENTS: Readonly<Record<ValueKind, Content | undefined>> = {
  structure: undefined,
  names: undefined,
  payload: undefined,
  template: {
    ahead: String.raw`(?=\$(?!\{)|States\.)`,
    scope: 'meta.embedded.inline.jsonpath.asl',
    patterns: (flavour) => [expression(`template-${flavour}`)],
  },
  target: { ahead: String.raw`(?=\S)`, scope: 'entity.name.function.state.asl' },
  type: { ahead: `(?=${TYPES}(?:\\s|["',}\\]]|$))`, scope: 'support.constant.type.asl' },
  errors: { ahead: `(?=${ERRORS}(?:\\s|["',}\\]]|$))`, scope: 'support.constant.error.asl' },
};

function value(kind: ValueKind): Repository {
  const content = CONTENTS[kind];
  return {
    [`${kind}-value`]: {
      patterns: [
        use('comment'),
        use(`${membersOf(kind)}-members`),
        use(`${kind}-item`),
        blockScalar(kind),
        ...scalars(kind, 'block'),
      ],
    },
    // An item of a sequence, over all lines that are indented more than its dash.
    [`${kind}-item`]: {
      begin: String.raw`^( *)(-)(?=\s|$)`,
      while: String.raw`^(?=\1 |${BLANK})`,
      beginCaptures: groups('', '', 'punctuation.definition.block.sequence.item.yaml.asl'),
      patterns: [
        scope('punctuation.definition.block.sequence.item.yaml.asl', String.raw`(?<=-\s)\s*-(?=\s|$)`),
        use(`${kind}-value`),
      ],
    },
    [`${kind}-flow`]: { patterns: [use('comment'), use(`${membersOf(kind)}-pairs`), ...scalars(kind, 'flow')] },
    [`${kind}-mapping`]: flowMapping(kind),
    [`${kind}-sequence`]: flowSequence(kind),
    ...(content === undefined ? {} : contentRules(kind, content)),
  };
}

/** Quoted and plain scalars and flow collections; plain ones end earlier inside a flow collection. */
function scalars(kind: ValueKind, place: Place): readonly GrammarRule[] {
  const content = CONTENTS[kind];
  return [
    use('properties'),
    expression('jsonata-block'),
    use(`${kind}-mapping`),
    use(`${kind}-sequence`),
    ...(content === undefined ? [] : [use(`${kind}-double`), use(`${kind}-single`)]),
    use('double'),
    use('single'),
    use(`${place}-constant`),
    ...(content === undefined ? [] : [use(`${kind}-${place}-text`)]),
    use(`${place}-text`),
  ];
}

type Place = 'block' | 'flow';

function flowMapping(kind: ValueKind): GrammarRule {
  return {
    name: 'meta.flow.mapping.yaml.asl',
    begin: String.raw`\{(?!%)`,
    end: String.raw`\}`,
    beginCaptures: groups('punctuation.definition.mapping.begin.yaml.asl'),
    endCaptures: groups('punctuation.definition.mapping.end.yaml.asl'),
    patterns: [scope('punctuation.separator.mapping.yaml.asl', ','), use(`${kind}-flow`)],
  };
}

function flowSequence(kind: ValueKind): GrammarRule {
  return {
    name: 'meta.flow.sequence.yaml.asl',
    begin: String.raw`\[`,
    end: String.raw`\]`,
    beginCaptures: groups('punctuation.definition.sequence.begin.yaml.asl'),
    endCaptures: groups('punctuation.definition.sequence.end.yaml.asl'),
    patterns: [scope('punctuation.separator.sequence.yaml.asl', ','), use(`${kind}-flow`)],
  };
}

type Style = 'double' | 'single';

/** A quoted string that begins in a certain way, and what may stand in it beside escapes. */
function quoted(style: Style, ahead: string, patterns: readonly GrammarRule[], contentName?: string): GrammarRule {
  return {
    name: `string.quoted.${style}.yaml.asl`,
    ...(contentName === undefined ? {} : { contentName }),
    begin: (style === 'double' ? '"' : "'") + ahead,
    end: style === 'double' ? '"' : "'(?!')",
    beginCaptures: groups('punctuation.definition.string.begin.yaml.asl'),
    endCaptures: groups('punctuation.definition.string.end.yaml.asl'),
    patterns: [...patterns, use(`${style}-escape`), expression('substitution')],
  };
}

function plain(place: Place, ahead: string, patterns: readonly GrammarRule[], more = ''): GrammarRule {
  return {
    name: `string.unquoted.plain.yaml.asl${more}`,
    begin: `${ahead}(?=${PLAIN_START})`,
    end: place === 'flow' ? String.raw`(?=\s*[,\[\]{}]|\s+#)|\s*$` : String.raw`(?=\s+#)|\s*$`,
    patterns: [...patterns, expression('substitution')],
  };
}

/** The rules for what only values of this kind hold. */
function contentRules(kind: ValueKind, { ahead, scope: name, patterns }: Content): Repository {
  return {
    [`${kind}-double`]: quoted('double', ahead, patterns?.('double') ?? [], name),
    [`${kind}-single`]: quoted('single', ahead, patterns?.('single') ?? [], name),
    [`${kind}-block-text`]: plain('block', ahead, patterns?.('plain') ?? [], ` ${name}`),
    [`${kind}-flow-text`]: plain('flow', ahead, patterns?.('plain') ?? [], ` ${name}`),
  };
}

const CONSTANTS = [
  ['constant.language.yaml.asl', String.raw`(?<=^|[\s\[,{:])(?:true|false|null|True|False|Null|TRUE|FALSE|NULL|~)`],
  ['constant.numeric.yaml.asl', String.raw`(?<=^|[\s\[,{:])[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`],
] as const;

function constants(end: string): GrammarRule {
  return { patterns: CONSTANTS.map(([name, match]) => scope(name, match + end)) };
}

/** What is alike for values of all kinds. */
const SHARED: Repository = {
  'double-escape': scope('constant.character.escape.yaml.asl', String.raw`\\.`),
  'single-escape': scope('constant.character.escape.yaml.asl', "''"),
  double: {
    patterns: [quoted('double', String.raw`(?=\{%)`, [expression('jsonata-double')]), quoted('double', '', [])],
  },
  single: {
    patterns: [quoted('single', String.raw`(?=\{%)`, [expression('jsonata-single')]), quoted('single', '', [])],
  },
  'block-constant': constants(String.raw`(?=\s*$|\s+#)`),
  'flow-constant': constants(String.raw`(?=\s*(?:$|[,\]}])|\s+#)`),
  'block-text': plain('block', '', []),
  'flow-text': plain('flow', '', []),
};

/** A literal or folded scalar: its header, then all lines of the key, the first of which says what it is. */
function blockScalar(kind: ValueKind): GrammarRule {
  const name = 'string.unquoted.block.yaml.asl';
  const content = CONTENTS[kind];
  const rest = (ahead: string, patterns: readonly GrammarRule[], more = ''): GrammarRule => ({
    name: more === '' ? name : `${name} ${more}`,
    begin: String.raw`^\s*${ahead}`,
    while: '^',
    patterns,
  });
  return {
    begin: String.raw`(?<=[\s:])([|>])([-+0-9]{0,2})(?=\s*$|\s+#)(.*)$`,
    while: '^',
    beginCaptures: groups(
      '',
      'keyword.control.flow.block-scalar.yaml.asl',
      'storage.modifier.block-scalar.yaml.asl',
      'comment.line.number-sign.yaml.asl',
    ),
    patterns: [
      rest(String.raw`(?=\{%)`, [expression('jsonata-block'), expression('substitution')]),
      ...(content === undefined
        ? []
        : [rest(content.ahead, [...(content.patterns?.('block') ?? []), expression('substitution')], content.scope)]),
      rest(String.raw`(?=\S)`, [expression('substitution')]),
    ],
  };
}

function mapping(kind: 'structure' | 'names' | 'payload'): Repository {
  return {
    [`${kind}-members`]: { patterns: KEYS[kind].flatMap((key) => [member(key, ''), member(key, '- ')]) },
    [`${kind}-pairs`]: { patterns: KEYS[kind].map(pair) },
  };
}

// Themes give the keys of JSON data a colour of their own by this name; without `json` it means those of style sheets,
// which are as red as an error in the light theme.
const DATA_KEY = 'support.type.property-name';

function keyScope(name: string) {
  const format = name === DATA_KEY ? 'json.yaml.asl' : 'yaml.asl';
  return { name: `${name}.${format}`, patterns: [expression('substitution')] };
}

/** A key with its value, over all lines that are indented more than the key; a sequence may start in its column. */
function member({ key, scope: name, value: kind }: KeyKind, dash: '' | '- '): GrammarRule {
  const written = key === undefined ? `()(?:${QUOTED_KEY}|${PLAIN_KEY}|<<)` : `(["']|)${key}\\5`;
  const column = dash === '' ? String.raw`\1` : String.raw`\1  \3`;
  return {
    begin: `^( *)${dash === '' ? '()()' : '(-) ( *)'}(${written})${COLON}`,
    while: String.raw`^(?=${column}(?: |-(?:\s|$))|${BLANK})`,
    beginCaptures: {
      ...groups('', '', 'punctuation.definition.block.sequence.item.yaml.asl'),
      4: keyScope(name),
      6: { name: 'punctuation.separator.key-value.mapping.yaml.asl' },
    },
    patterns: [use(`${kind}-value`)],
  };
}

/** A key with its value inside a flow mapping. */
function pair({ key, scope: name, value: kind }: KeyKind): GrammarRule {
  const word = String.raw`[^\s,\[\]{}"'#:][^,\[\]{}#:\n]*?`;
  const written = key === undefined ? `()(?:${QUOTED_KEY}|${word})` : `(["']|)${key}\\2`;
  return {
    begin: String.raw`(${written})\s*(:)(?=\s|$|["'\[{])`,
    end: String.raw`(?=[,}\]])`,
    beginCaptures: { 1: keyScope(name), 3: { name: 'punctuation.separator.key-value.mapping.yaml.asl' } },
    patterns: [use(`${kind}-flow`)],
  };
}
