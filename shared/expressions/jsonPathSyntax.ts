import type { JsonValue } from '../spec/json';

/** Where a path starts: `$`, `$$`, `$name`, or, inside a filter, the item under test (`@`). */
export type PathRoot =
  | { readonly kind: 'input' }
  | { readonly kind: 'context' }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'item' };

/** One step of a path. */
export type PathStep =
  | { readonly kind: 'property'; readonly names: readonly string[] }
  | { readonly kind: 'index'; readonly indexes: readonly number[] }
  /** `[(@.length-2)]`: the item that many places before the end of the array. */
  | { readonly kind: 'fromEnd'; readonly distance: number }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'wildcard' }
  /** `..`: every object and array from here down; the next step picks from them. */
  | { readonly kind: 'descent' }
  | { readonly kind: 'filter'; readonly test: FilterTest }
  | { readonly kind: 'function'; readonly name: string; readonly parameters: readonly FilterValue[] };

/** A checked path. `text` is its source without the blanks around it. */
export interface Path {
  readonly text: string;
  readonly root: PathRoot;
  readonly steps: readonly PathStep[];
  /** The path leads to at most one value; any other path gives an array, empty when nothing was found. */
  readonly definite: boolean;
}

/** A condition of `[?( )]`. */
export type FilterTest =
  | { readonly kind: 'all'; readonly tests: readonly FilterTest[] }
  | { readonly kind: 'any'; readonly tests: readonly FilterTest[] }
  | { readonly kind: 'not'; readonly test: FilterTest }
  | { readonly kind: 'exists'; readonly path: Path }
  | {
      readonly kind: 'compare';
      readonly operator: FilterOperator;
      readonly left: FilterValue;
      readonly right: FilterValue;
    };

/** A side of a comparison, or a parameter of a function. */
export type FilterValue =
  | { readonly kind: 'literal'; readonly value: JsonValue }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'pattern'; readonly pattern: RegExp };

/** The operators that compare in a filter, longer ones before those they start with. */
export const FILTER_OPERATORS = [
  '===',
  '!==',
  '==',
  '!=',
  '=~',
  '<=',
  '>=',
  '<',
  '>',
  'in',
  'nin',
  'subsetof',
  'anyof',
  'noneof',
  'size',
  'empty',
  'contains',
] as const;

/** An operator that compares in a filter. */
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/** Tells whether a step leads to at most one value. */
export function isDefiniteStep(step: PathStep | undefined): boolean {
  if (step?.kind === 'property') return step.names.length === 1;
  if (step?.kind === 'index') return step.indexes.length === 1;
  return step?.kind === 'fromEnd';
}

/** The path in the form in which sentences quote it, such as `$['a'][0]`; steps that lead to many in short form. */
export function normalizedPath(steps: readonly PathStep[], root = '$'): string {
  return root + steps.map(normalizedStep).join('');
}

/** One step in the form in which sentences quote it. */
export function normalizedStep(step: PathStep): string {
  if (step.kind === 'property') return `[${step.names.map((name) => `'${name}'`).join()}]`;
  if (step.kind === 'index') return `[${step.indexes.join()}]`;
  if (step.kind === 'fromEnd') return `[-${step.distance}]`;
  if (step.kind === 'slice') return `[${step.from ?? ''}:${step.to ?? ''}]`;
  if (step.kind === 'wildcard') return '[*]';
  if (step.kind === 'descent') return '..';
  return step.kind === 'filter' ? '[?]' : `.${step.name}()`;
}
