import { parseJson } from '../../../shared/document/json';
import { memberNamed, type Node, valueAt } from '../../../shared/document/node';
import { CONNECTION_NAME_PATTERN } from '../../../shared/spec/connectionShape';
import type { Span } from '../../../shared/spec/diagnostic';
import type { Say } from '../trace/view';

/** What is wrong with a new name of a connection in a project file; undefined when nothing is. */
export function wrongName(name: string, text: string | undefined, say: Say): string | undefined {
  if (!CONNECTION_NAME_PATTERN.test(name)) {
    return say('A connection is named by up to 64 letters, digits, dots, dashes and underscores');
  }
  return text !== undefined && connectionKey(text, name)
    ? say('There is a connection of this name already: {0}', name)
    : undefined;
}

/**
 * The place of a connection's key in a project file: that of a profile, if one is named and overrides it, else that of
 * the file itself, else the first of any profile. Undefined when there is none.
 */
export function connectionKey(text: string, name: string, profile?: string): Span | undefined {
  const { root } = parseJson(text, { comments: true });
  const profiles = valueAt(root, 'profiles');
  const keyIn = (node: Node | undefined) => memberNamed(valueAt(node, 'connections'), name)?.key.span;
  const own = profile === undefined ? undefined : keyIn(valueAt(profiles, profile));
  const others = profiles?.kind === 'object' ? profiles.members.flatMap(({ value }) => keyIn(value) ?? []) : [];
  return own ?? keyIn(root) ?? others[0];
}
