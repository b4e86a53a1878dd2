import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { parseText } from './resolveState';
import { StateError } from './stateError';

// The items of an ItemReader, from https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html.
// In a test they come from `mapItemReaderData` instead of Amazon S3.

/** The items that were read; `pointed` when ItemsPointer chose them, `keyed` when they are the members of an object. */
export interface ReadItems {
  readonly items: readonly JsonValue[];
  readonly keyed: boolean;
  readonly pointed: boolean;
}

/**
 * Reads items as the ReaderConfig says: JSON by default, JSON lines or CSV; `most` is what its MaxItems gave, where 0
 * means all of them (recorded). Throws States.ItemReaderFailed.
 */
export function readItems(text: string, config: JsonObject, most = 0): ReadItems {
  const type = typeof config.InputType === 'string' ? config.InputType : 'JSON';
  const read = READERS[type] ?? READERS.JSON;
  const found = read?.(text, config) ?? plain([]);
  return { ...found, items: most > 0 ? found.items.slice(0, most) : found.items };
}

const READERS: Readonly<Record<string, (text: string, config: JsonObject) => ReadItems>> = {
  JSON: (text, config) => jsonItems(text, config),
  JSONL: (text) => plain(lines(text).map((line) => required(parseText(line)))),
  CSV: (text, config) => plain(csvItems(text, config)),
};

function plain(items: readonly JsonValue[]): ReadItems {
  return { items, keyed: false, pointed: false };
}

function jsonItems(text: string, config: JsonObject): ReadItems {
  const pointer = typeof config.ItemsPointer === 'string' ? config.ItemsPointer : undefined;
  const value = required(parseText(text));
  const found = pointer === undefined ? value : pointedAt(value, pointer);
  const keyed = isJsonObject(found);
  const items = keyed ? Object.entries(found).map(([Key, Value]) => ({ Key, Value })) : found;
  if (Array.isArray(items)) return { items, keyed, pointed: pointer !== undefined };
  throw failed('The items that were read are not a list.');
}

/** A JSON Pointer of RFC 6901. */
function pointedAt(value: JsonValue, pointer: string): JsonValue {
  let found: JsonValue | undefined = value;
  for (const step of pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    if (Array.isArray(found)) found = found[Number(step)];
    else found = isJsonObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  if (found === undefined) throw failed(`ItemsPointer leads nowhere: ${pointer}`);
  return found;
}

/** Short rows are padded with empty texts, extra columns are dropped, a blank header becomes an empty key (recorded). */
function csvItems(text: string, config: JsonObject): readonly JsonObject[] {
  const rows = csvRows(text, DELIMITERS[String(config.CSVDelimiter ?? 'COMMA')] ?? ',');
  const given = config.CSVHeaderLocation === 'GIVEN' && Array.isArray(config.CSVHeaders);
  const headers = given ? (config.CSVHeaders as readonly JsonValue[]).map(String) : (rows.shift() ?? []);
  return rows.map((row) => Object.fromEntries(headers.map((header, column) => [header, row[column] ?? ''])));
}

const DELIMITERS: Readonly<Record<string, string>> = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

/** Fields in double quotes may hold delimiters, line ends and doubled quotes (RFC 4180). */
function csvRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [[]];
  let field = '';
  let quoted = false;
  const endField = (): void => {
    rows.at(-1)?.push(field);
    field = '';
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quoted && character === '"' && text[at + 1] === '"') field += text[++at];
    else if (character === '"') quoted = !quoted;
    else if (quoted) field += character;
    else if (character === delimiter) endField();
    else if (character === '\n') {
      endField();
      rows.push([]);
    } else if (character !== '\r') field += character;
  }
  endField();
  return rows.filter((row) => row.length > 1 || row[0] !== '');
}

function lines(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

function required(value: JsonValue | undefined): JsonValue {
  if (value === undefined) throw failed('The items that were read are not valid JSON.');
  return value;
}

function failed(cause: string): StateError {
  return new StateError('States.ItemReaderFailed', cause);
}
