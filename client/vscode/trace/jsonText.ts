import type { JsonValue } from '../../../shared/spec/json';
import { type Html, html, type Part } from './html';

/**
 * JSON over several lines, two spaces deep, a list of one plain item on one line, as the values of headers are; a single
 * ellipsis where it is nested too deeply to be written.
 */
export function prettyJson(value: JsonValue): string {
  try {
    return JSON.stringify(value, undefined, 2).replace(ONE_ITEM, '[$1]');
  } catch (error) {
    if (error instanceof RangeError) return '…';
    throw error;
  }
}

/** A line break is never inside of a string, so a bracket right before one always opens a list. */
const ONE_ITEM = /\[\n *(?![[{])(.*)\n *\]/g;

/** A text as JSON over several lines, or as it is where it is no JSON. */
export function prettyIfJson(text: string): { readonly text: string; readonly isJson: boolean } {
  try {
    return { text: prettyJson(JSON.parse(text)), isJson: true };
  } catch {
    return { text, isJson: false };
  }
}

/** JSON text with a span around each key, string, number and word; a text that was cut off is coloured up to its end. */
export function colouredJson(text: string): Html {
  const parts: Part[] = [];
  let done = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(text.slice(done, match.index), colouredToken(match));
    done = match.index + match[0].length;
  }
  parts.push(text.slice(done));
  return html`${parts}`;
}

/** A string with the colon that makes it a key (groups 1 and 2), a number (3), or one of the three words (4). */
const TOKEN = /("(?:[^"\\\n]|\\.)*(?:"|$))(\s*:)?|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/g;

function colouredToken([all, string, colon, number, word]: RegExpExecArray): Html {
  if (string !== undefined && colon !== undefined) return html`<span class="key">${string}</span>${colon}`;
  if (string !== undefined) return html`<span class="string">${string}</span>`;
  if (number !== undefined) return html`<span class="number">${number}</span>`;
  return html`<span class="word">${word ?? all}</span>`;
}
