import type { AslDocument } from '../document/document';
import type { Member, ObjectNode } from '../document/node';
import {
  breakBefore,
  isAliased,
  isFlow,
  replaceYamlMember,
  type YamlEdit,
  type YamlPiece,
} from '../document/yaml/edits';
import { endOf, gapOf, unitOf, write } from './edits';

/** Which members of an object change, each with what stands in its place: itself, new ones, or nothing. */
export type MemberChanges = ReadonlyMap<Member, readonly YamlPiece[]>;

/** Changes members of an object, and nothing of the others, in the document's own notation; undefined where that cannot be done. */
export function changeMembers(
  { text, format }: AslDocument,
  object: ObjectNode,
  changes: MemberChanges,
): readonly YamlEdit[] | undefined {
  if (format === 'yaml' && isAliased(text, object)) return undefined;
  return format === 'yaml' && !isFlow(text, object)
    ? changeLines(text, object, changes)
    : changeRuns(text, object, changes);
}

function changeLines(text: string, object: ObjectNode, changes: MemberChanges): readonly YamlEdit[] | undefined {
  const edits: YamlEdit[] = [];
  for (const [member, pieces] of changes) {
    const [edit] = replaceYamlMember(text, object, member, pieces);
    if (edit === undefined) return undefined;
    edits.push(joined(text, edits, edit));
  }
  return edits;
}

/** The last line of a text has its break in front: there lines that go away have a break in common, and become one edit. */
function joined(text: string, edits: YamlEdit[], edit: YamlEdit): YamlEdit {
  const last = edits.at(-1);
  if (last === undefined || last.span.end <= edit.span.start) return edit;
  edits.pop();
  const span = { start: breakBefore(text, last.span.start), end: edit.span.end };
  return joined(text, edits, { span, text: last.text + edit.text });
}

/** Neighbours that change become one edit, because of the commas between them. */
function changeRuns(text: string, object: ObjectNode, changes: MemberChanges): readonly YamlEdit[] {
  const { members } = object;
  const edits: YamlEdit[] = [];
  for (let first = 0; first < members.length; first++) {
    if (!isChanged(members[first], changes)) continue;
    let behind = first;
    while (isChanged(members[behind], changes)) behind++;
    edits.push(changeRun(text, object, first, behind, changes));
    first = behind;
  }
  return edits;
}

function isChanged(member: Member | undefined, changes: MemberChanges): boolean {
  return member !== undefined && changes.has(member);
}

function changeRun(text: string, object: ObjectNode, first: number, behind: number, changes: MemberChanges): YamlEdit {
  const { span, members } = object;
  const run = members.slice(first, behind);
  const [before, start, end, after] = [members[first - 1], members[first], members[behind - 1], members[behind]];
  const pieces = run.flatMap((member) => changes.get(member) ?? []);
  if (start === undefined || end === undefined) return { span, text: '' };
  if (pieces.length > 0) {
    return { span: { start: start.key.span.start, end: endOf(end) }, text: written(text, object, pieces) };
  }
  if (after) return { span: { start: start.key.span.start, end: after.key.span.start }, text: '' };
  return {
    span: { start: before ? endOf(before) : span.start + 1, end: before ? endOf(end) : span.end - 1 },
    text: '',
  };
}

function written(text: string, object: ObjectNode, pieces: readonly YamlPiece[]): string {
  const gap = gapOf(text, object);
  const texts = pieces.map((piece) => {
    if ('member' in piece) return text.slice(piece.member.key.span.start, endOf(piece.member));
    const value = gap === undefined ? JSON.stringify(piece.value) : write(piece.value, gap, unitOf(text, object, gap));
    return `${JSON.stringify(piece.name)}: ${value}`;
  });
  return texts.join(gap === undefined ? ', ' : `,${gap}`);
}
