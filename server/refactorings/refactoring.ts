import type { Fix } from '../../shared/spec/diagnostic';

/** A change that somebody may want though nothing is wrong; `edits` are of the definition. */
export interface Refactoring {
  readonly title: string;
  readonly kind: 'rewrite' | 'extract';
  readonly edits: Fix['edits'];
  /** Why it cannot be done here, as a sentence; there are no edits then. */
  readonly disabled?: string;
  /** Another file with its new text, which is made where there is none. */
  readonly file?: { readonly path: string; readonly text: string; readonly isNew: boolean };
}
