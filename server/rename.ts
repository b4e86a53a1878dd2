import { type Edit, fixesIn, replaceString } from '../shared/rules/edits';
import type { Span } from '../shared/spec/diagnostic';
import { STATE_NAME_CHARACTERS, VARIABLE_NAME_CHARACTERS, VARIABLE_NAME_PATTERN } from '../shared/spec/limits';
import type { Subject } from './subject';
import { type Named, namedAt, type Occurrence } from './symbol';

/** What renaming gives: the changes of the text, or the sentence that says why the new name cannot be. */
export type Renaming =
  | {
      readonly kind: 'edits';
      readonly named: Named;
      readonly edits: readonly { readonly span: Span; readonly text: string }[];
    }
  | { readonly kind: 'refused'; readonly message: string };

/** The name at an offset that can be given anew, without quotes or a dollar sign; undefined when none stands there. */
export function renameableAt(
  subject: Subject,
  offset: number,
): { readonly span: Span; readonly name: string } | undefined {
  const named = namedAt(subject, offset);
  if (named === undefined || !named.occurrences.some(({ role }) => role === 'definition')) return undefined;
  return { span: named.at.span, name: named.name };
}

/** Gives the name at an offset anew, everywhere where it stands; undefined when none stands there. */
export function rename(subject: Subject, offset: number, name: string): Renaming | undefined {
  const named = namedAt(subject, offset);
  if (named === undefined) return undefined;
  const message = REFUSALS[named.kind](name, named);
  if (message !== undefined) return { kind: 'refused', message };
  const edits = named.occurrences.flatMap((occurrence) => changed(subject, named, occurrence, name));
  return { kind: 'edits', named, edits };
}

function changed({ document }: Subject, { kind }: Named, { node, span }: Occurrence, name: string) {
  if (kind === 'variable') return [{ span: { start: span.start, end: span.end }, text: name }];
  const edit: Edit = replaceString(node, name);
  const [fix] = fixesIn(document, { span: node.span, fixes: [{ title: '', edits: [edit] }] });
  return fix?.edits ?? [];
}

const REFUSALS: Readonly<Record<Named['kind'], (name: string, named: Named) => string | undefined>> = {
  state: (name, { name: old, taken }) => {
    if (name === '') return 'A state needs a name';
    if (name.length > STATE_NAME_CHARACTERS)
      return `The name of a state has at most ${STATE_NAME_CHARACTERS} characters`;
    return name !== old && taken.has(name) ? `There is a state with this name already: ${name}` : undefined;
  },
  variable: (name, { name: old, taken }) => {
    if (!VARIABLE_NAME_PATTERN.test(name)) {
      return `The name of a variable is made of letters, digits and underscores, and starts with a letter: ${name}`;
    }
    if (name.length > VARIABLE_NAME_CHARACTERS) {
      return `The name of a variable has at most ${VARIABLE_NAME_CHARACTERS} characters`;
    }
    if (name === 'states') return 'No variable can be called states: $states holds the input and the result';
    return name !== old && taken.has(name) ? `There is a variable with this name already: ${name}` : undefined;
  },
};
