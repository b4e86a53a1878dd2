import { isSubstituted, type ObjectNode, type StringNode } from '../document/node';
import { closest } from '../spec/closest';
import type { Fix } from '../spec/diagnostic';
import { possibleFix, preferredFix, replaceString } from './edits';

/** A fix that puts what was most likely meant into a string's place; none when nothing is near. */
export function didYouMean(node: StringNode, candidates: readonly string[]): readonly Fix[] {
  const meant = nearest(node.value, candidates);
  return meant === undefined ? [] : [preferredFix(`Change to ${meant}`, replaceString(node, meant))];
}

/** The fix that puts what was most likely meant into a string's place; where nothing is near, one for each usual text. */
export function replacements(
  node: StringNode,
  candidates: readonly string[],
  usual: readonly string[] = candidates,
): readonly Fix[] {
  const near = didYouMean(node, candidates);
  return near.length > 0 ? near : usual.map((text) => possibleFix(`Change to ${text}`, replaceString(node, text)));
}

/**
 * The fix that gives a misspelled key one of the names that are missing from an object; none when no key is near.
 * Keys that `isKnown` tells are what they should be.
 */
export function renameKey(
  { members }: ObjectNode,
  missing: readonly string[],
  isKnown: (name: string) => boolean,
): readonly Fix[] {
  for (const { key } of members.slice(0, MOST_MEMBERS)) {
    const fixes = isKnown(key.value) || isSubstituted(key) ? [] : didYouMean(key, missing);
    if (fixes.length > 0) return fixes;
  }
  return [];
}

/** Misspelled keys are looked for among so many members. */
export const MOST_MEMBERS = 100;

/**
 * The candidate that a word most likely means: misspelled, in the wrong case, or with something added to it
 * (`FORM_URLENCODED` means `URL_ENCODED`); undefined when nothing is near.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const near = closest(word, candidates);
  if (near !== undefined || candidates.includes(word)) return near;
  const letters = lettersOf(word);
  return candidates.find((name) => name.length > 4 && letters.includes(lettersOf(name)));
}

function lettersOf(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '');
}
