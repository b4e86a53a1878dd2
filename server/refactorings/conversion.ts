import { type Draft, rootWay, type Way } from '../../shared/expressions/jsonataDraft';
import { type DraftScope, draftOfPath } from '../../shared/expressions/jsonataOfTemplate';
import { Obstacle } from '../../shared/expressions/obstacle';
import type { JsonValue } from '../../shared/spec/json';

/** A field with its value. */
export type NewField = readonly [name: string, value: JsonValue];

/** What stands in the place of a field: any number of fields, none where it goes away. */
export type NewFields = ReadonlyMap<string, readonly NewField[]>;

/** The fields of a state that change, and what the result depends on, as ends of "the same as long as ...". */
export interface Converted {
  readonly fields: NewFields;
  readonly provided: readonly string[];
}

/** The fields of an object by name while they are converted. */
export interface Fields {
  readonly fields: ReadonlyMap<string, JsonValue>;
  /** What the state sees: its input behind InputPath. */
  readonly scope: DraftScope;
  /** Puts other fields into the place of one. */
  put(field: string, ...made: readonly NewField[]): void;
}

/** A state while it is converted. */
export interface Conversion extends Fields {
  readonly type: string | undefined;
  /** Puts a field behind those that are in the place of one already. */
  add(field: string, made: NewField): void;
}

/** The input of a state, before any path. */
export const INPUT: Way = rootWay('$states.input');

/** Tells whether a draft is just the input of the state. */
export function isInput(draft: Draft): boolean {
  return draft.kind === 'way' && draft.text === INPUT.text;
}

/** Puts the field that holds a number into the place of the one that holds its path, which may lead to a number's text. */
export function convertNumberPath({ fields, scope, put }: Fields, name: string): void {
  const path = fields.get(`${name}Path`);
  if (path !== undefined) put(`${name}Path`, [name, `{% $number(${wayAt(path, scope).text}) %}`]);
}

/** The way of a path that must lead into input, context or variables. Throws an Obstacle where it does not. */
export function wayAt(path: JsonValue, scope: DraftScope): Way {
  const draft = draftOfPath(String(path), scope);
  if (draft.kind !== 'way') throw new Obstacle(`This path leads to nothing of the input: ${String(path)}`);
  return draft;
}

/** Checks that what InputPath reads is read still: where it leads nowhere the state fails. Throws an Obstacle when it is not. */
export function checkUse({ data }: DraftScope, made: Draft): void {
  if (data.kind !== 'way' || data.certain) return;
  const isUsed = JSON.stringify(made).includes(JSON.stringify(data.text).slice(1, -1));
  if (!isUsed) throw new Obstacle('InputPath reads what is not used');
}
