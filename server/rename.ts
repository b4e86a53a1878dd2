import type { StringNode } from '../shared/document/node';
import { type Edit, fixesIn, replaceString } from '../shared/rules/edits';
import type { Span } from '../shared/spec/diagnostic';
import { STATE_NAME_CHARACTERS, VARIABLE_NAME_CHARACTERS, VARIABLE_NAME_PATTERN } from '../shared/spec/limits';
import { projectMember } from './definition';
import type { Subject } from './subject';
import { type Named, namedAt, type Occurrence } from './symbol';

/** A new text in the place of a span. */
interface TextChange {
  readonly span: Span;
  readonly text: string;
}

/** What renaming gives: the changes of the text, or the sentence that says why the new name cannot be. */
export type Renaming =
  | {
      readonly kind: 'edits';
      readonly named: Named;
      readonly edits: readonly TextChange[];
      /** The changes of the project file, where it gives the name for a placeholder. */
      readonly inProject?: { readonly path: string; readonly edits: readonly TextChange[] } | undefined;
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
  const given = named.occurrences.filter(({ isGiven }) => isGiven).map((one) => givenName(subject, named.name, one));
  const missing = given.find((one) => one.kind === 'refused');
  if (missing) return missing;
  const written = named.occurrences.filter(({ isGiven }) => !isGiven);
  const edits = written.flatMap((occurrence) => changed(subject, named, occurrence, name));
  return { kind: 'edits', named, edits, inProject: changedInProject(given, name) };
}

/** Where the project file gives a name for a placeholder, or the sentence that says that it gives only a part of it. */
type GivenName =
  | { readonly kind: 'value'; readonly path: string; readonly node: StringNode }
  | { readonly kind: 'refused'; readonly message: string };

function givenName(subject: Subject, name: string, { span }: Occurrence): GivenName {
  const written = subject.document.text.slice(span.start, span.end);
  const found = projectMember(subject, 'substitutions', /^\$\{([^{}]*)\}$/.exec(written)?.[1] ?? '');
  const value = found?.member.value;
  if (found === undefined || value?.kind !== 'string' || value.value !== name) {
    return { kind: 'refused', message: `The name is put together from what stateside.json gives: ${written}` };
  }
  return { kind: 'value', path: found.path, node: value };
}

/** Several placeholders may be of one name. */
function changedInProject(given: readonly GivenName[], name: string) {
  const values = given.flatMap((one) => (one.kind === 'value' ? one : []));
  const [first] = values;
  if (first === undefined) return undefined;
  const byStart = new Map(values.map(({ node: { span } }) => [span.start, { span, text: JSON.stringify(name) }]));
  return { path: first.path, edits: [...byStart.values()] };
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
