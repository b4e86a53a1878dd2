import { boundedCache } from './boundedCache';
import { type IntrinsicCall, parseIntrinsic } from './intrinsicSyntax';
import { parsePath } from './jsonPathParser';
import type { Path } from './jsonPathSyntax';
import type { Parsed } from './syntaxProblem';

const MOST_TEXTS = 1000;
const paths = boundedCache<Parsed<Path>>(MOST_TEXTS);
const calls = boundedCache<Parsed<IntrinsicCall>>(MOST_TEXTS);

/** Parses a path, or remembers what parsing it gave. */
export function cachedPath(text: string): Parsed<Path> {
  return paths.remember(text, parsePath);
}

/** Parses a call of an intrinsic function, or remembers what parsing it gave. */
export function cachedIntrinsic(text: string): Parsed<IntrinsicCall> {
  return calls.remember(text, parseIntrinsic);
}
