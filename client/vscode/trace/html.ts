import { createHash } from 'node:crypto';

const SAFE = Symbol('safe markup');

/** Markup that may stand in the page as it is; only `html` and `styleElement` make it. */
export interface Html {
  readonly [SAFE]: string;
}

/** What may be put into a template: texts are escaped, markup and lists of it are not, the rest is left out. */
export type Part = string | number | Html | undefined | false | readonly Part[];

/** The one way to markup: every text put in is escaped, so it can never become an element or leave an attribute. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const pieces = strings.map((piece, index) => piece + (index < parts.length ? markup(parts[index]) : ''));
  return { [SAFE]: pieces.join('') };
}

/**
 * A style sheet of our own as an element, and its source for the `style-src` of a Content-Security-Policy. Its text stands
 * in the page as it is, so it must not hold the end of an element.
 */
export function styleElement(css: string): { readonly element: Html; readonly source: string } {
  // A parser of HTML knows no other ends of lines, and the hash is of what it makes of the text.
  const text = css.replaceAll('\r\n', '\n');
  if (/<\//.test(text)) throw new Error('The style sheet holds the end of an element.');
  const hash = createHash('sha256').update(text).digest('base64');
  return { element: { [SAFE]: `<style>${text}</style>` }, source: `'sha256-${hash}'` };
}

/** The text of finished markup. */
export function pageText(page: Html): string {
  return page[SAFE];
}

function markup(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return isList(part) ? part.map(markup).join('') : part[SAFE];
}

function isList(part: Html | readonly Part[]): part is readonly Part[] {
  return Array.isArray(part);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
