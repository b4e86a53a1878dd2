/** What a text is the name of, where the name stands somewhere else too: in a definition, in the project or in a table. */
export type Named =
  | 'state'
  | 'error'
  | 'method'
  | 'header'
  | 'stage'
  | 'rule'
  | 'connection'
  | 'endpoint'
  | 'substitution'
  | 'profile';

/** A text; limits count UTF-16 units. `values` are the only ones allowed. */
export interface TextShape {
  readonly kind: 'text';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly values?: readonly string[];
  /** What the values mean, for those that do not say it themselves. */
  readonly meanings?: Readonly<Record<string, string>>;
  readonly names?: Named;
  /** A JSONata expression, with or without its delimiters. */
  readonly expression?: boolean;
  /** AWS does not repeat the text when it refuses it. */
  readonly sensitive?: boolean;
  /** Tells what is wrong with a text, as a sentence without its end; undefined when nothing is. */
  readonly wrong?: (text: string) => string | undefined;
}

/** One field that an object of one of our files, or of an AWS request, may have. */
export interface ShapeField {
  readonly name: string;
  readonly doc: string;
  readonly shape: Shape;
  readonly required?: boolean;
  /** What a person begins with: a new object is offered with it, although it may be missing. */
  readonly usual?: boolean;
  /** Belongs to one value of a field of the object, or of the object around it; with that value it is required. */
  readonly when?: { readonly field: string; readonly is: string };
  /** The value authenticates: it should not be written into a file. */
  readonly secret?: boolean;
  /** The name of the flag beside this field that tells whether its value is a secret. */
  readonly secretWith?: string;
  /** Checked, because AWS's own requests and answers carry it, but not used. */
  readonly unused?: boolean;
  /** The field that this one is another spelling of. */
  readonly sameAs?: string;
  /** Texts in it may refer to secrets and environment variables. */
  readonly references?: boolean;
  /** Name of the findings about this field and what is in it; that of the field around it when absent. */
  readonly rule?: string;
}

/** What a JSON value must look like: one table serves reading, checking, completion and the JSON schema. */
export type Shape =
  | TextShape
  | { readonly kind: 'flag' }
  | { readonly kind: 'count'; readonly only?: number; readonly maximum?: number }
  | {
      readonly kind: 'json';
      /** An object is meant, as a rule. */
      readonly object?: boolean;
    }
  | { readonly kind: 'either'; readonly shapes: readonly Shape[] }
  | { readonly kind: 'list'; readonly items: Shape; readonly maximum?: number }
  | {
      readonly kind: 'map';
      readonly keys: TextShape;
      readonly values: Shape;
      /** How the key of a new entry is called until its own name takes its place. */
      readonly newKey?: string;
    }
  | {
      readonly kind: 'object';
      readonly fields: readonly ShapeField[];
      /** How bad a field is that the table does not know. */
      readonly unknown: 'ERROR' | 'WARNING';
      /** Fields of which exactly one must stand there. */
      readonly oneOf?: readonly string[];
      /** The field whose values decide which others belong here. */
      readonly variant?: string;
    };
