/** The JSON kinds that a field's value may have. */
export type JsonKind = 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array';

/** One allowed value of a field that takes only certain texts. */
export interface EnumValue {
  readonly value: string;
  readonly doc: string;
}

/**
 * One row of a field table: all that validator, hover, completion and executor know about a field of a definition.
 * A row without `values` takes any text, one without `fields` any members.
 */
export interface Field {
  readonly name: string;
  readonly doc: string;
  /** Address of the page that describes the field. */
  readonly page: string;
  readonly kinds: readonly JsonKind[];
  readonly required?: boolean;
  /** May be written as `name.$` in a JSONPath template. */
  readonly dynamic?: boolean;
  /** The only query language that has the field; a row without it belongs to both. */
  readonly queryLanguage?: 'JSONPath' | 'JSONata';
  readonly values?: readonly EnumValue[];
  readonly fields?: readonly Field[];
  /** What completion puts in as the value, as a TextMate snippet in JSON. */
  readonly snippet?: string;
}

/** Finds a row by its exact name; undefined when the table has none. */
export function fieldNamed(fields: readonly Field[] | undefined, name: string): Field | undefined {
  return fields?.find((field) => field.name === name);
}
