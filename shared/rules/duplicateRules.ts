import { isSubstituted, type Member, type Node, type ObjectNode } from '../document/node';
import type { State, StateMachine } from '../document/stateMachine';
import { PAGES } from '../spec/pages';
import { possibleFix, removeMember } from './edits';
import { machineExample } from './example';
import { shortened } from './httpFieldRules';
import type { Finding, Rule } from './rule';

const title = 'A key stands twice in one object';
const doc =
  'Of several values under one key only the last one counts: AWS reads the definition without a word, and the others are lost.';

const inState: Rule<State> = {
  name: 'duplicate-key',
  severity: 'WARNING',
  title,
  doc,
  page: PAGES.language,
  example: {
    wrong: machineExample({ Note: { Type: 'Pass', Result: { id: 1, other: 2 }, End: true } }).replace('other', 'id'),
    right: machineExample({ Note: { Type: 'Pass', Result: { id: 1, other: { id: 2 } }, End: true } }),
  },
  check: ({ node, nested, location }) =>
    node ? duplicatesIn(node, new Set(nested.map((machine) => machine.node)), location) : [],
};

const inMachine: Rule<StateMachine> = {
  name: 'duplicate-state',
  severity: 'WARNING',
  title: 'A state, or a field of a machine, stands twice',
  doc: `${doc} A state that has the name of another one in the same machine takes its place.`,
  page: PAGES.language,
  example: {
    wrong: machineExample({ Start: { Type: 'Pass', End: true }, Other: { Type: 'Succeed' } }).replace('Other', 'Start'),
    right: machineExample({ Start: { Type: 'Pass', Next: 'Other' }, Other: { Type: 'Succeed' } }),
  },
  check: ({ node, states, location }) => {
    const nodes = states.flatMap((state) => state.node ?? []);
    return duplicatesIn(node, new Set(nodes), location || '/');
  },
};

/** The repeated keys of an object and of those inside it; what stands in `apart` is judged for itself. */
function duplicatesIn(node: Node, apart: ReadonlySet<Node>, location: string): readonly Finding[] {
  const found: Finding[] = [];
  const walk = (value: Node | undefined, depth: number): void => {
    if (value === undefined || depth > DEEPEST || (value !== node && apart.has(value))) return;
    if (value.kind === 'array') for (const item of value.items) walk(item, depth + 1);
    if (value.kind !== 'object') return;
    for (const member of overriddenMembers(value)) found.push(duplicate(value, member, location));
    for (const member of value.members) if (isBranched(member.value)) walk(member.value, depth + 1);
  };
  walk(node, 0);
  return found;
}

function isBranched(node: Node | undefined): boolean {
  return node?.kind === 'object' || node?.kind === 'array';
}

/** Values that are nested deeper are not looked at. */
const DEEPEST = 500;

const NONE: readonly Member[] = [];

/** Members behind which another one has the same key. */
function overriddenMembers({ members }: ObjectNode): readonly Member[] {
  if (!hasRepeated(members)) return NONE;
  const last = new Map(members.map((member) => [member.key.value, member]));
  return members.filter((member) => last.get(member.key.value) !== member && !isSubstituted(member.key));
}

/** Of few keys each is compared with each: that is quicker than any set of them. */
function hasRepeated(members: readonly Member[]): boolean {
  if (members.length > FEW) return new Set(members.map(({ key }) => key.value)).size < members.length;
  return members.some(({ key }, index) => {
    for (let other = index + 1; other < members.length; other++) {
      if (members[other]?.key.value === key.value) return true;
    }
    return false;
  });
}

const FEW = 16;

function duplicate(object: ObjectNode, member: Member, location: string): Finding {
  const name = shortened(member.key.value);
  return {
    span: member.key.span,
    location,
    message: `This key stands again below, and only the last one counts: ${name}`,
    fixes: [possibleFix(`Remove this ${name}`, removeMember(object, member))],
  };
}

/** Rules about repeated keys inside a state. */
export const DUPLICATE_KEY_RULES: readonly Rule<State>[] = [inState];

/** Rules about repeated keys of a machine and of its States. */
export const DUPLICATE_STATE_RULES: readonly Rule<StateMachine>[] = [inMachine];
