import { JSONPath } from 'jsonpath-plus';
import type { JsonValue } from '../spec/json';
import type { PathStep } from './jsonPathSyntax';

const CACHED_QUERIES = 500;
const cachedQueries = new Set<string>();

/** Names that the library reads as names and that no text and no array has as a property of its own. */
const PLAIN_NAME = /^(?!length$)[A-Za-z_][\w-]*$/;

/**
 * The query in the language of jsonpath-plus for those of the steps, from a descent on, that the library answers as
 * Step Functions does: descents, and the wildcards and plain names behind them. Gives how many steps it covers; 0 for none.
 */
export function libraryQuery(steps: readonly PathStep[]): { readonly query: string; readonly covered: number } {
  let query = '$';
  let covered = 0;
  for (const step of steps) {
    const piece = queryPiece(step);
    if (piece === undefined) break;
    query += piece;
    covered += 1;
  }
  return { query: query.endsWith('.') ? `${query}.` : query, covered };
}

function queryPiece(step: PathStep): string | undefined {
  if (step.kind === 'wildcard') return '.*';
  if (step.kind === 'descent') return '.';
  if (step.kind !== 'property' || step.names.length !== 1) return undefined;
  const name = step.names[0] ?? '';
  return PLAIN_NAME.test(name) ? `.${name}` : undefined;
}

/** The values that a query finds in a value, in its order; none for a scalar. No script is ever evaluated. */
export function selectValues(query: string, json: JsonValue): readonly JsonValue[] {
  if (typeof json !== 'object' || json === null) return [];
  boundLibraryCache(query);
  return JSONPath<JsonValue[]>({ path: query, json: json as object, wrap: true, eval: false });
}

/** The library keeps every query it has seen; this keeps it from growing for ever. */
function boundLibraryCache(query: string): void {
  cachedQueries.add(query);
  if (cachedQueries.size <= CACHED_QUERIES) return;
  cachedQueries.clear();
  JSONPath.cache = {};
}
