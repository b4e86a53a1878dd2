/** An element of an XML text; `text` is what stands in it directly. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** Every character that XML 1.0 allows. */
const ALLOWED = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads XML 1.0 without a document type, strictly. Throws where a conforming parser has to stop. */
export function parseXml(source: string): XmlElement {
  if (!ALLOWED.test(source)) throw new Error('A character that XML does not allow');
  let rest = take(source, /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/, 'declaration')[1];
  const element = (): XmlElement => {
    const [head, behind] = take(rest, /^<([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w.-]*="[^"<]*")*)\s*(\/?)>/, 'start tag');
    rest = behind;
    const [, name = '', attributes = '', empty] = head;
    const children: XmlElement[] = [];
    let text = '';
    while (empty === '' && !rest.startsWith('</')) {
      const characters = /^[^<]+/.exec(rest)?.[0];
      if (characters === undefined) children.push(element());
      else {
        if (characters.includes(']]>')) throw new Error(']]> stands in a text');
        text += decoded(characters);
        rest = rest.slice(characters.length);
      }
    }
    if (empty === '') rest = take(rest, new RegExp(`^</${name}\\s*>`), `end of ${name}`)[1];
    return { name, attributes: attributesIn(attributes), children, text };
  };
  const root = element();
  if (rest.trim() !== '') throw new Error(`Something stands behind the root: ${rest.slice(0, 40)}`);
  return root;
}

function take(text: string, pattern: RegExp, what: string): readonly [RegExpExecArray, string] {
  const found = pattern.exec(text);
  if (found === null) throw new Error(`Not a ${what}: ${text.slice(0, 60)}`);
  return [found, text.slice(found[0].length)];
}

function attributesIn(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/([\w.-]+)="([^"]*)"/g)) {
    if (attributes.has(name)) throw new Error(`An attribute stands twice: ${name}`);
    // A parser makes a blank of each line break that is not written as a reference.
    attributes.set(name, decoded(value.replace(/[\t\r\n]/g, ' ')));
  }
  return attributes;
}

function decoded(text: string): string {
  return text.replace(/&([^;&]*)(;?)/g, (whole, name: string, end: string) => {
    const code = /^#(\d+)$/.exec(name)?.[1];
    const letter = code === undefined ? NAMED[name] : String.fromCodePoint(Number(code));
    if (end === '' || letter === undefined || !ALLOWED.test(letter)) throw new Error(`Not a reference: ${whole}`);
    return letter;
  });
}
