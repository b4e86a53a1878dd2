import { lastValueAt, type Node } from '../document/node';
import type { Span } from '../spec/diagnostic';
import type { WrittenTestCase } from './testCases';

/** The index of a case in the list of its file, unusable ones counted; -1 when it stands in another tree. */
export function caseIndex(root: Node | undefined, { span }: WrittenTestCase): number {
  return caseNodes(root).findIndex((node) => node.span.start === span.start);
}

/** The place of a value inside a case; where the way ends early, the last value on it, and without any the case's name. */
export function spanInCase(root: Node | undefined, testCase: WrittenTestCase, way: readonly (string | number)[]): Span {
  let node = caseNodes(root).find(({ span }) => span.start === testCase.span.start);
  let found = testCase.nameSpan;
  for (const step of way) {
    const items = node?.kind === 'array' ? node.items : [];
    node = typeof step === 'number' ? items[step] : lastValueAt(node, step);
    if (node === undefined) break;
    found = node.span;
  }
  return found;
}

function caseNodes(root: Node | undefined): readonly Node[] {
  const list = lastValueAt(root, 'tests');
  return list?.kind === 'array' ? list.items : [];
}
