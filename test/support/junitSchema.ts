import type { XmlElement } from './xml';

// What both schemas of JUnit's XML allow: that of Ant (JUnit.xsd) and that of Jenkins (junit-10.xsd).

interface ElementRow {
  /** Attributes with the pattern of their values; one that ends with a question mark may be absent. */
  readonly attributes: Readonly<Record<string, RegExp>>;
  /** The children in their order, each with how often it may stand there. */
  readonly children: readonly (readonly [names: readonly string[], least: number, most: number])[];
  readonly text?: true;
}

const COUNT = /^\d+$/;
const SECONDS = /^\d+\.\d{3}$/;
/** A token has no blanks around it, none twice, and no line break. */
const TOKEN = /^\S+( \S+)*$/;
const ANY = /^/;

const ROWS: Readonly<Record<string, ElementRow>> = {
  testsuites: { attributes: {}, children: [[['testsuite'], 0, Number.POSITIVE_INFINITY]] },
  testsuite: {
    attributes: {
      id: COUNT,
      name: TOKEN,
      package: TOKEN,
      hostname: TOKEN,
      timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
      tests: COUNT,
      failures: COUNT,
      errors: COUNT,
      'skipped?': COUNT,
      time: SECONDS,
    },
    children: [
      [['properties'], 1, 1],
      [['testcase'], 0, Number.POSITIVE_INFINITY],
      [['system-out'], 1, 1],
      [['system-err'], 1, 1],
    ],
  },
  properties: { attributes: {}, children: [] },
  testcase: {
    attributes: { name: TOKEN, classname: TOKEN, time: SECONDS },
    children: [[['skipped', 'error', 'failure'], 0, 1]],
  },
  skipped: { attributes: { 'message?': ANY }, children: [], text: true },
  error: { attributes: { 'message?': ANY, type: ANY }, children: [], text: true },
  failure: { attributes: { 'message?': ANY, type: ANY }, children: [], text: true },
  'system-out': { attributes: {}, children: [], text: true },
  'system-err': { attributes: {}, children: [], text: true },
};

/** Everything in which an element departs from the schemas; none when it is as they want it. */
export function junitProblems(element: XmlElement): readonly string[] {
  const row = ROWS[element.name];
  if (row === undefined) return [`There is no such element: ${element.name}`];
  const text = row.text || element.text.trim() === '' ? [] : [`Text stands in ${element.name}`];
  return [
    ...text,
    ...attributeProblems(element, row),
    ...childProblems(element, row),
    ...element.children.flatMap(junitProblems),
  ];
}

function attributeProblems({ name, attributes }: XmlElement, row: ElementRow): readonly string[] {
  const known = new Map(Object.entries(row.attributes).map(([key, value]) => [key.replace('?', ''), value]));
  const required = Object.keys(row.attributes).filter((key) => !key.endsWith('?'));
  return [
    ...required.filter((key) => !attributes.has(key)).map((key) => `${name} lacks ${key}`),
    ...[...attributes]
      .filter(([key, value]) => !known.get(key)?.test(value))
      .map(([key, value]) => `${name} has ${key}="${value}"`),
  ];
}

function childProblems({ name, children }: XmlElement, row: ElementRow): readonly string[] {
  const problems: string[] = [];
  let at = 0;
  for (const [names, least, most] of row.children) {
    let count = 0;
    for (; names.includes(children[at]?.name ?? '') && count < most; at++) count++;
    if (count < least) problems.push(`${name} lacks ${names.join(' or ')}`);
  }
  const more = children[at];
  return more === undefined ? problems : [...problems, `${name} holds ${more.name} where it must not`];
}
