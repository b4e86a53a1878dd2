/** The JSON kinds that a field's value may have. */
export type JsonKind = 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array';

/** One allowed value of a field that takes only certain texts. */
export interface EnumValue {
  readonly value: string;
  readonly doc: string;
}

/**
 * Where expressions stand in a field. JSONPath: the text is a `path`, a `referencePath`, or `dynamic`, which is a path
 * or a call of an intrinsic function; a `template` has such texts under keys that end in `.$`. JSONata: the text may be
 * an `expression`, and in a `template` any text at any depth may be one.
 */
export type ExpressionHolder = 'path' | 'referencePath' | 'dynamic' | 'template' | 'expression';

/** The form of a text, and AWS's sentence about one that has another. */
export interface TextPattern {
  readonly fits: (text: string) => boolean;
  readonly sentence: string;
}

/** Fields of which an object has one at most; when the group is required, it has exactly one. */
export interface FieldGroup {
  readonly names: readonly string[];
  readonly required?: boolean;
}

/** What a text in one field of an object means for another: that it must be there, or must not. */
export interface FieldCondition {
  readonly field: string;
  readonly value: string;
  readonly required?: string;
  readonly unsupported?: string;
  /** AWS's sentence, where it is not the usual one. */
  readonly sentence?: string;
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
  /** Which expressions its texts hold; a row without it has plain texts. */
  readonly holds?: ExpressionHolder;
  readonly values?: readonly EnumValue[];
  /** A number must be whole. */
  readonly integer?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  /** A list, text or object must not be empty. */
  readonly filled?: boolean;
  /** The form of its texts. */
  readonly pattern?: TextPattern;
  /** The kinds of a list's items. */
  readonly itemKinds?: readonly JsonKind[];
  /** AWS's word for what it expects, where it is not that of the kinds. */
  readonly expected?: string;
  /** A rule of its own says whether it is there and what it holds: the rules about all fields leave it alone. */
  readonly ownRule?: boolean;
  /** The fields of its object, or of each object in its list; a template may have more than these. */
  readonly fields?: readonly Field[];
  /** The fields of its object by the action that the Resource beside it names, such as `getObject`; more may stand there. */
  readonly fieldsByAction?: Readonly<Record<string, readonly Field[]>>;
  /** What holds for several of those fields together. */
  readonly groups?: readonly FieldGroup[];
  readonly conditions?: readonly FieldCondition[];
  /** Its objects are rules of a Choice, `nested` ones inside of another rule; their tables are those of choiceOperators. */
  readonly choiceRules?: 'top' | 'nested';
  /** What completion puts in as the value, as a TextMate snippet in JSON. */
  readonly snippet?: string;
}

/** Finds a row by its exact name; undefined when the table has none. */
export function fieldNamed(fields: readonly Field[] | undefined, name: string): Field | undefined {
  return fields?.find((field) => field.name === name);
}
