import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const EXAMPLES = 'client/examples';

/** A definition in a language of the editor. */
export interface Written {
  readonly name: string;
  readonly languageId: 'asl' | 'asl-yaml';
  readonly text: string;
}

/** States in JSONata: variables, functions, a Map and a Choice. */
export const JSONATA = `{
  "QueryLanguage": "JSONata",
  "StartAt": "Set",
  "States": {
    "Set": {
      "Type": "Pass",
      "Assign": { "total": 1, "names": "{% $map($states.input.items, function($v) { $v.name & \\"é\\" }) %}" },
      "Next": "Call"
    },
    "Call": {
      "Type": "Task",
      "Resource": "arn:aws:states:::http:invoke",
      "Arguments": {
        "ApiEndpoint": "{% 'https://api.example.com/' & $total %}",
        "Method": "post",
        "Headers": { "Host": "example.com", "Content-Type": "application/x-www-form-urlencoded" },
        "RequestBody": { "n": "{% $sum($names) + $totl %}" }
      },
      "Retry": [{ "ErrorEquals": ["States.Timeot"], "MaxAttempts": 2 }],
      "Catch": [{ "ErrorEquals": ["States.ALL"], "Assign": { "failed": "{% $states.errorOutput %}" }, "Next": "Each" }],
      "Output": "{% $states.result.ResponseBody %}",
      "Next": "Each"
    },
    "Each": {
      "Type": "Map",
      "Items": "{% [1..$total] %}",
      "ItemProcessor": {
        "StartAt": "Inner",
        "States": { "Inner": { "Type": "Pass", "Output": "{% $states.context.Map.Item.Value %}", "End": true } }
      },
      "Next": "Check"
    },
    "Check": {
      "Type": "Choice",
      "Choices": [{ "Condition": "{% $total > 1 %}", "Next": "Set" }],
      "Default": "Don"
    },
    "Done": { "Type": "Succeed" }
  }
}
`;

/** The ways of YAML: anchors, merges, blocks, flow style, quotes, comments and placeholders. */
export const YAML = `# Ways to write a definition.
StartAt: Call
States:
  Call: &call
    Type: Task
    Resource: "arn:aws:states:::http:invoke" # why
    Parameters:
      ApiEndpoint: 'https://api.example.com/\${Stage}/it''s'
      Method: get
      Headers: { Host: example.com, "Accept": [text/plain] }
      Authentication: {ConnectionArn: \${ConnectionArn}}
      RequestBody:
        text.$: >-
          States.Format('{} {}',
          $.a)
        more: |
          first
            second
    Retry:
    - ErrorEquals: [ States.ALL ]
      MaxAttempts: 3
    Next: Again
  Again:
    <<: *call
    Next: "D\\u006fne"
  ? Done
  : { Type: Succeed, Comment: !Sub "a" }
`;

/** Real definitions in JSON, JSONata and YAML, to cut, change and break. */
export const WRITTEN: readonly Written[] = [
  ...readdirSync(EXAMPLES)
    .filter((name) => name.endsWith('.asl.json'))
    .map((name) => ({ name, languageId: 'asl' as const, text: readFileSync(join(EXAMPLES, name), 'utf8') })),
  { name: 'jsonata.asl.json', languageId: 'asl', text: JSONATA },
  { name: 'placeholders.asl.json', languageId: 'asl', text: JSONATA.replaceAll('1,', '${One},') },
  { name: 'forms.asl.yaml', languageId: 'asl-yaml', text: YAML },
  { name: 'json.asl.yaml', languageId: 'asl-yaml', text: JSONATA },
];

const MANY = 100_000;

function many(from: string, count = MANY): string {
  return from.repeat(count);
}

function machine(state: string, head = ''): string {
  return `{${head}"StartAt":"A","States":{"A":{"Type":"Pass",${state},"End":true}}}`;
}

const IN_JSONATA = '"QueryLanguage":"JSONata",';

function bomb(item: (inside: string) => string): string {
  const levels = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];
  const lines = levels.map((name, index) => `${name}: &${name} ${item(`*${['a', ...levels][index]} ,`.repeat(9))}`);
  return `a: &a { x: 1, y: 2 }\n${lines.join('\n')}\nStates: *k\n`;
}

/** Texts that are made to break a reader: deep, huge, half a character, or without an end. */
export const HOSTILE: readonly Written[] = [
  json('nothing', ''),
  json('a byte order mark', '\uFEFF'),
  json('a byte order mark twice', `\uFEFF\uFEFF${JSONATA}`),
  json('brackets', many('[')),
  json('brackets that are closed', many('[') + many(']')),
  json('brackets that close nothing', many(']')),
  json('braces', many('{')),
  json('keys and braces', many('{"a":')),
  json('lines of braces', many('{\n')),
  json('lines of keys', many('"a": [\n')),
  json('machines in machines', many('{"StartAt":"A","States":{"A":{"Type":"Map","ItemProcessor":', 400)),
  json('quotes', many('"')),
  json('backslashes', `{"a":"${many('\\')}`),
  json('placeholders without an end', many('"${')),
  json('commas', `{${many(',')}`),
  json('comments without an end', many('/*')),
  json('NUL', many('\0', 5000)),
  json('every control character', String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code))),
  json('a control character in each place', JSONATA.replaceAll('"', '"\u0001').replaceAll(':', ':\u0085')),
  json(
    'halves of characters',
    '{"\ud800": "\udc00\ud800", "States": {"\udfff": {"Type": "\ud83d", "Next": "\udfff"}}}',
  ),
  json('escaped halves of characters', machine('"Comment":"\\ud800","Next":"\\udc00\\ud800"')),
  json('mixed ends of lines', JSONATA.replaceAll(',\n', ',\r').replaceAll('{\n', '{\r\n')),
  json('only carriage returns', JSONATA.replaceAll('\n', '\r')),
  json('other ends of lines', JSONATA.replaceAll('\n', '\u2028')),
  json('a string of 5 MB', machine(`"Comment":"${many('x', 5_000_000)}"`)),
  json('a key of 1 MB', `{"StartAt":"A","States":{"${many('x', 1_000_000)}":{"Type":"Pas","Next":"${many('y')}"}}}`),
  json('a long expression', machine(`"Output":"{% ${many('$a + ', 2000)}1 %}"`, IN_JSONATA)),
  json('a deep expression', machine(`"Output":"{% ${many('(')}1 %}"`, IN_JSONATA)),
  json('deep objects in an expression', machine(`"Output":"{% ${many("{'a':")} %}"`, IN_JSONATA)),
  json('a deep path', machine(`"InputPath":"$${many('[?(@.a[')}"`)),
  json('a long path', machine(`"InputPath":"$${many('.a')}"`)),
  json('deep intrinsics', machine(`"Parameters":{"a.$":"${many('States.Array(')}"}`)),
  json('names of Object.prototype', machine('"__proto__":{"constructor":1},"toString":{"Next":"hasOwnProperty"}')),
  json(
    'states called as Object.prototype says',
    '{"StartAt":"__proto__","States":{"__proto__":{"Type":"constructor","Next":"toString"}}}',
  ),
  yaml('brackets', many('[')),
  yaml('braces and keys', many('{a: ')),
  yaml('dashes', many('- ')),
  yaml('question marks', many('? ')),
  yaml('levels', Array.from({ length: 1500 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')),
  yaml('colons', many('a: ')),
  yaml('anchors', many('&a ', 5000)),
  yaml('tags', many('!a ', 5000)),
  yaml('aliases of nothing', many('- *a\n', 5000)),
  yaml('an alias of itself', 'a: &a\n  b: *a\nStates: &s { A: *s, B: { <<: *s } }\nStartAt: *s\n'),
  yaml(
    'aliases of each other',
    'States: &a\n  A: &b { Type: *c, Next: *a }\n  B: &c { <<: *b, ItemProcessor: *a }\nStartAt: *c\n',
  ),
  yaml(
    'a bomb of lists',
    bomb((inside) => `[${inside}]`),
  ),
  yaml(
    'a bomb of merges',
    bomb((inside) => `{ <<: [${inside}] }`),
  ),
  yaml('documents', many('---\n', 3000)),
  yaml('directives', many('%a\n', 3000)),
  yaml('quotes on each line', many('a: "\n', 2000)),
  yaml('tabs', many('a:\n\tb: 1\n', 2000)),
  yaml('NUL', many('\0')),
  yaml('halves of characters', '"\ud800": "\udc00"\nStates:\n  \ud83d: { Type: \udfff }\n'),
  yaml('mixed ends of lines', YAML.replaceAll(':\n', ':\r').replaceAll('}\n', '}\r\n')),
  yaml('a byte order mark', `\uFEFF${YAML}`),
  yaml('a string of 1 MB', `States:\n  A: { Comment: "${many('x', 1_000_000)}" }\n`),
  yaml('a block of many lines', `States:\n  A:\n    Comment: |\n${many('      line\n')}`),
  yaml('keys of Object.prototype', 'States:\n  __proto__: { Type: constructor }\nStartAt: toString\n'),
];

function json(name: string, text: string): Written {
  return { name: `JSON of ${name}`, languageId: 'asl', text };
}

function yaml(name: string, text: string): Written {
  return { name: `YAML of ${name}`, languageId: 'asl-yaml', text };
}
