import { touches } from '../shared/document/document';
import { parseJson } from '../shared/document/json';
import { type Member, memberNamed } from '../shared/document/node';
import { connectionNameOf } from '../shared/spec/connection';
import type { Span } from '../shared/spec/diagnostic';
import { meaningAt } from './meaning';
import type { Subject } from './subject';
import { namedAt } from './symbol';

/** Where something is said: in the definition itself, or, with a path, in the project file. */
export interface Origin {
  readonly path?: string;
  readonly span: Span;
}

/**
 * Where the name at an offset comes from: the state that a transition leads to, the Assigns of a variable, the
 * connection of a ConnectionArn or the value of a `${Name}` in `stateside.json`. Empty when nothing is known.
 */
export function definitionsAt(subject: Subject, offset: number): readonly Origin[] {
  const named = namedAt(subject, offset);
  const definitions = named?.occurrences.filter(({ role }) => role === 'definition') ?? [];
  // A placeholder that names no state leads at least to where its value is given.
  if (named && (definitions.length > 0 || !named.at.isGiven)) return definitions.map(({ span }) => ({ span }));
  return [substitutionAt(subject, offset) ?? connectionAt(subject, offset)].flatMap((found) => found ?? []);
}

function connectionAt(subject: Subject, offset: number): Origin | undefined {
  const { field, isDynamic, place } = meaningAt(subject.document, offset);
  if (field?.name !== 'ConnectionArn' || isDynamic || place.role !== 'value' || !place.string) return undefined;
  const arn = place.string.value;
  const name = connectionNameOf(arn);
  return (
    inProject(subject, 'connections', arn) ?? (name === undefined ? undefined : inProject(subject, 'connections', name))
  );
}

function substitutionAt(subject: Subject, offset: number): Origin | undefined {
  const { string } = meaningAt(subject.document, offset).place;
  if (string === undefined) return undefined;
  const { start, end } = string.span;
  for (const match of subject.document.text.slice(start, end).matchAll(/\$\{([^{}]*)\}/g)) {
    const from = start + match.index;
    if (touches({ start: from, end: from + match[0].length }, offset))
      return inProject(subject, 'substitutions', match[1] ?? '');
  }
  return undefined;
}

function inProject(subject: Subject, part: 'connections' | 'substitutions', name: string): Origin | undefined {
  const found = projectMember(subject, part, name);
  return found && { path: found.path, span: found.member.key.span };
}

/** A member of the project file, by the object that it stands in; undefined when there is none. */
export function projectMember(
  { projectFile }: Subject,
  part: 'connections' | 'substitutions',
  name: string,
): { readonly path: string; readonly member: Member } | undefined {
  if (projectFile === undefined) return undefined;
  const { root } = parseJson(projectFile.text, { comments: true });
  const member = memberNamed(memberNamed(root, part)?.value, name);
  return member && { path: projectFile.path, member };
}
