import { INTRINSIC_FUNCTIONS } from '../../shared/spec/intrinsicFunctions';
import { JSONATA_FUNCTIONS } from '../../shared/spec/jsonataFunctions';
import { anyOf, EXPRESSIONS, type Grammar, type GrammarRule, groups, type Repository, scope, use } from './grammarRule';

/** How a text is written down: in which quotes, and therefore how quotes and escapes look inside an expression. */
interface Flavour {
  /** Where the text around ends, so that nothing unclosed inside runs over it; empty when the rule around sees to it. */
  readonly stop: string;
  readonly single: string;
  readonly double: string;
  readonly escape: string;
  /** A regular expression literal without its slashes. */
  readonly pattern: string;
}

const ESCAPED = {
  single: "'",
  double: String.raw`\\"`,
  // What the expression escapes has its backslash escaped once more.
  escape: String.raw`\\\\(?:\\.|[^"\\])|\\.`,
  pattern: String.raw`(?:\[(?:[^\]\\"]|\\\\(?:\\.|[^"\\])|\\[^\\])*+\]|[^\[/\\"]|\\\\(?:\\.|[^"\\])|\\[^\\])++`,
};

const PLAIN = {
  single: "'",
  double: '"',
  escape: String.raw`\\.`,
  pattern: String.raw`(?:\[(?:[^\]\\\n]|\\.)*+\]|[^\[/\\\n]|\\.)++`,
};

/** The flavours by name: JSON strings, YAML's two quoted styles, its block scalars, and its plain ones. */
export const FLAVOURS = {
  json: { ...ESCAPED, stop: '(?=")|$' },
  double: { ...ESCAPED, stop: '(?=")' },
  single: {
    stop: "(?='(?!'))",
    single: "''",
    double: '"',
    escape: String.raw`\\''|\\.|''`,
    pattern: String.raw`(?:\[(?:[^\]\\'\n]|''|\\''|\\[^'])*+\]|[^\[/\\'\n]|''|\\''|\\[^'])++`,
  },
  block: { ...PLAIN, stop: '' },
  plain: { ...PLAIN, stop: String.raw`(?=\s#)|$` },
} as const satisfies Readonly<Record<string, Flavour>>;

/** The name of a flavour. */
export type FlavourName = keyof typeof FLAVOURS;

const FUNCTIONS = anyOf(JSONATA_FUNCTIONS.map(({ name }) => name.replace('$', '')));
const INTRINSICS = anyOf(INTRINSIC_FUNCTIONS.map(({ name }) => name.replace('States.', '')));

const SUBSTITUTION: GrammarRule = {
  name: 'meta.template.expression.substitution.asl',
  match: String.raw`(\$\{)([^{}"'\\\n]*+)(\})`,
  captures: groups(
    '',
    'punctuation.definition.template-expression.begin.asl',
    'variable.parameter.substitution.asl',
    'punctuation.definition.template-expression.end.asl',
  ),
};

/** The grammar of expressions; its rules are used by name, with the flavour behind a dash. */
export function expressionGrammar(): Grammar {
  const rules = (Object.keys(FLAVOURS) as FlavourName[]).map((name) => flavoured(name, FLAVOURS[name]));
  return {
    name: 'Expressions of the Amazon States Language',
    scopeName: EXPRESSIONS,
    patterns: [use('jsonata-block'), use('template-block'), use('substitution')],
    repository: Object.assign({ substitution: SUBSTITUTION }, ...rules),
  };
}

function flavoured(name: FlavourName, flavour: Flavour): Repository {
  // A plain scalar cannot begin with a brace; where one is written all the same, it is read as a block scalar's text.
  const withJsonata = name === 'plain' ? {} : { [`jsonata-${name}`]: jsonata(flavour) };
  return {
    ...withJsonata,
    [`path-${name}`]: { patterns: path(name, flavour) },
    [`index-${name}`]: index(name, flavour),
    [`template-${name}`]: { patterns: [use(`intrinsic-${name}`), use(`path-${name}`)] },
    [`intrinsic-${name}`]: intrinsic(name, flavour),
  };
}

/** The end of a region, or of the text around it. */
function ended(end: string, { stop }: Flavour): string {
  return stop === '' ? end : `${end}|${stop}`;
}

function jsonata(flavour: Flavour): GrammarRule {
  return {
    name: 'meta.embedded.inline.jsonata.asl',
    begin: String.raw`\{%`,
    end: ended(String.raw`%\}`, flavour),
    beginCaptures: groups('punctuation.section.embedded.begin.jsonata.asl'),
    endCaptures: groups('punctuation.section.embedded.end.jsonata.asl'),
    patterns: jsonataBody(flavour),
  };
}

function jsonataBody(flavour: Flavour): readonly GrammarRule[] {
  const operand = '[\\w)\\]}\'"`$]';
  const words = ['and', 'or', 'in'].flatMap((word) => [`\\b${word}`, `\\b${word} `, `\\b${word}  `]).join('|');
  return [
    {
      name: 'comment.block.jsonata.asl',
      begin: String.raw`/\*`,
      end: ended(String.raw`\*/`, flavour),
      patterns: [{ match: flavour.escape }],
    },
    quoted('double', flavour.double, 'jsonata', flavour),
    quoted('single', flavour.single, 'jsonata', flavour),
    {
      name: 'variable.other.property.quoted.jsonata.asl',
      begin: '`',
      end: ended('`', flavour),
      patterns: [escapes(flavour)],
    },
    use('substitution'),
    // After an operand a slash divides; anywhere else it opens a regular expression.
    scope('keyword.operator.arithmetic.jsonata.asl', `(?<=${operand}|${operand} |${operand}  )(?<!${words})/(?!\\*)`),
    scope('string.regexp.jsonata.asl', `/(?![*/])${flavour.pattern}/[a-z]*`),
    lambda(flavour),
    {
      match: String.raw`(\$states)\b(?:\s*(\.)\s*(input|result|errorOutput|context)\b)?`,
      captures: groups(
        '',
        'variable.language.states.jsonata.asl',
        'punctuation.accessor.jsonata.asl',
        'support.variable.property.jsonata.asl',
      ),
    },
    scope('support.function.jsonata.asl', String.raw`\$${FUNCTIONS}(?=\s*\()`),
    scope('entity.name.function.jsonata.asl', String.raw`\$[A-Za-z_]\w*(?=\s*\()`),
    scope('variable.other.readwrite.jsonata.asl', String.raw`\$[A-Za-z_]\w*`),
    scope('variable.language.context.jsonata.asl', String.raw`\$\$?`),
    ...JSONATA_WORDS,
    escapes(flavour),
  ];
}

/** What looks the same in every flavour. */
const JSONATA_WORDS: readonly GrammarRule[] = [
  scope('keyword.operator.logical.jsonata.asl', String.raw`(?<![.\w])(?:and|or|in)\b`),
  scope('constant.language.jsonata.asl', String.raw`(?<![.\w])(?:true|false|null)\b`),
  scope('constant.numeric.jsonata.asl', String.raw`\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b`),
  scope('keyword.operator.chain.jsonata.asl', '~>'),
  scope('keyword.operator.assignment.jsonata.asl', ':='),
  scope('keyword.operator.range.jsonata.asl', String.raw`\.\.`),
  scope('keyword.operator.comparison.jsonata.asl', '!=|<=|>=|[=<>]'),
  scope('keyword.operator.ternary.jsonata.asl', String.raw`\?[:?]?`),
  scope('keyword.operator.jsonata.asl', String.raw`\*\*|[&|*+^@#-]|%(?!\})`),
  scope('punctuation.accessor.jsonata.asl', String.raw`\.`),
  scope('punctuation.separator.jsonata.asl', '[,;:]'),
  scope('punctuation.section.brackets.jsonata.asl', String.raw`[()\[\]{}]`),
  scope('variable.other.property.jsonata.asl', String.raw`[A-Za-z_]\w*`),
];

function lambda(flavour: Flavour): GrammarRule {
  return {
    begin: String.raw`(?:\b(function)|(λ))\s*(\()`,
    end: ended(String.raw`\)`, flavour),
    beginCaptures: groups(
      '',
      'storage.type.function.jsonata.asl',
      'storage.type.function.jsonata.asl',
      'punctuation.section.brackets.jsonata.asl',
    ),
    endCaptures: groups('punctuation.section.brackets.jsonata.asl'),
    patterns: [
      scope('variable.parameter.jsonata.asl', String.raw`\$\w+`),
      scope('punctuation.separator.jsonata.asl', ','),
    ],
  };
}

function quoted(kind: 'single' | 'double', quote: string, language: string, flavour: Flavour): GrammarRule {
  return {
    name: `string.quoted.${kind}.${language}.asl`,
    begin: quote,
    end: ended(quote, flavour),
    patterns: [
      escapes(flavour),
      ...(language === 'intrinsic' ? [scope('constant.other.placeholder.intrinsic.asl', String.raw`\{\}`)] : []),
      use('substitution'),
    ],
  };
}

function escapes(flavour: Flavour): GrammarRule {
  return scope('constant.character.escape.asl', flavour.escape);
}

function path(name: FlavourName, flavour: Flavour): readonly GrammarRule[] {
  return [
    use('substitution'),
    scope('variable.language.context.jsonpath.asl', String.raw`\$\$`),
    scope('variable.other.readwrite.jsonpath.asl', String.raw`\$[A-Za-z_]\w*`),
    scope('variable.language.root.jsonpath.asl', String.raw`\$`),
    scope('variable.language.current.jsonpath.asl', '@'),
    use(`index-${name}`),
    scope('keyword.operator.descent.jsonpath.asl', String.raw`\.\.`),
    scope('punctuation.accessor.jsonpath.asl', String.raw`\.`),
    scope('support.function.jsonpath.asl', String.raw`(?<=\.)[A-Za-z_]\w*(?=\(\s*\))`),
    scope('variable.other.property.jsonpath.asl', String.raw`(?<=\.)[^\s.\[\](){},:;'"\\*?=<>!&|~#$@]+`),
    scope('keyword.operator.wildcard.jsonpath.asl', String.raw`\*`),
    escapes(flavour),
  ];
}

/** What stands in brackets: a name, an index, a slice or a filter. */
function index(name: FlavourName, flavour: Flavour): GrammarRule {
  return {
    begin: String.raw`\[`,
    end: ended(String.raw`\]`, flavour),
    beginCaptures: groups('punctuation.section.brackets.begin.jsonpath.asl'),
    endCaptures: groups('punctuation.section.brackets.end.jsonpath.asl'),
    patterns: [
      quoted('double', flavour.double, 'jsonpath', flavour),
      quoted('single', flavour.single, 'jsonpath', flavour),
      scope('keyword.operator.filter.jsonpath.asl', String.raw`\?`),
      scope('keyword.operator.comparison.jsonpath.asl', '[=!]=|=~|<=|>=|[<>]'),
      scope('keyword.operator.logical.jsonpath.asl', String.raw`&&|\|\||!`),
      scope('keyword.operator.slice.jsonpath.asl', ':'),
      scope('constant.numeric.jsonpath.asl', String.raw`(?<![\w.])-?\d+(?:\.\d+)?`),
      scope('constant.language.jsonpath.asl', String.raw`(?<![\w.])(?:true|false|null)\b`),
      scope('punctuation.separator.jsonpath.asl', ','),
      scope('punctuation.section.parens.jsonpath.asl', '[()]'),
      use(`path-${name}`),
    ],
  };
}

function intrinsic(name: FlavourName, flavour: Flavour): GrammarRule {
  return {
    begin: String.raw`\b(?:(States\.${INTRINSICS})|(States\.\w+))\s*(\()`,
    end: ended(String.raw`\)`, flavour),
    beginCaptures: groups(
      '',
      'support.function.intrinsic.asl',
      'entity.name.function.intrinsic.asl',
      'punctuation.section.parens.begin.intrinsic.asl',
    ),
    endCaptures: groups('punctuation.section.parens.end.intrinsic.asl'),
    patterns: [
      use(`intrinsic-${name}`),
      quoted('single', flavour.single, 'intrinsic', flavour),
      scope('punctuation.separator.intrinsic.asl', ','),
      scope('constant.numeric.intrinsic.asl', String.raw`(?<![\w.$])-?\d+(?:\.\d+)?\b`),
      scope('constant.language.intrinsic.asl', String.raw`(?<![\w.$])(?:true|false|null)\b`),
      use(`path-${name}`),
    ],
  };
}
