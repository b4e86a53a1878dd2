import type { TestCase } from '../shared/project/testCases';
import { type ContextField, contextFieldsAt, STATES_FIELDS } from '../shared/spec/contextObject';
import { INTRINSIC_FUNCTIONS } from '../shared/spec/intrinsicFunctions';
import type { JsonValue } from '../shared/spec/json';
import { JSONATA_FUNCTIONS } from '../shared/spec/jsonataFunctions';
import {
  describeContext,
  describeData,
  describeFunction,
  describeJsonata,
  describeStatesField,
  describeVariable,
  previewOf,
  signatureOf,
  signatureOfJsonata,
} from './describeExpression';
import type { Chain } from './expressionChain';
import { dataOf, lookUp, membersOf, sourceOf } from './expressionData';
import type { ExpressionPlace } from './expressionPlace';
import { intrinsicCall, jsonataCall, type Writer } from './expressionSnippets';
import type { Meaning } from './meaning';
import type { Subject } from './subject';
import type { Draft } from './suggestion';
import { variablesInScope } from './variablesInScope';

/** A piece of an expression to offer: the snippet takes the place of the text from an index of the value on. */
export interface Piece extends Draft {
  readonly snippet: string;
  readonly from: number;
}

/** What is known where a piece is offered. */
export interface Offer {
  readonly subject: Subject;
  readonly meaning: Meaning;
  readonly place: ExpressionPlace;
  readonly chain: Chain;
  readonly write: Writer;
}

/** Behind a mark that is not closed yet: what closes it. */
export function closing({ place, write }: Offer): readonly Piece[] {
  const { value } = place.expression.node;
  if (value.trim() !== '{%') return [];
  const shown = { label: '{% %}', kind: 'snippet', detail: 'an expression', docs: 'Closes the expression.' } as const;
  return [{ ...shown, snippet: `${write('{% ')}$0${write(' %}')}`, from: 0 }];
}

/** The members of `$states` that exist in the field. */
export function statesPieces({ place, chain, write }: Offer): readonly Piece[] {
  const rows = STATES_FIELDS.filter(({ name }) => place.expression.statesFields.includes(name));
  return rows.map((row) => ({
    label: `$states.${row.name}`,
    kind: 'variable',
    detail: 'data of the state',
    docs: () => describeStatesField(row),
    snippet: write(`$states.${row.name}`),
    from: chain.start,
  }));
}

/** The fields of the context object as whole paths. */
export function contextPieces({ place, chain, write }: Offer, root: string): readonly Piece[] {
  return contextFieldsOf(place).map((row) => ({
    label: `${root}.${row.path}`,
    kind: 'variable',
    detail: 'context',
    docs: () => describeContext(row, root),
    snippet: write(`${root}.${row.path}`),
    from: chain.start,
  }));
}

function contextFieldsOf({ state, machine, expression }: ExpressionPlace): readonly ContextField[] {
  const isInMap =
    /\/(?:ItemProcessor|Iterator)(?:\/|$)/.test(machine?.location ?? '') || expression.field === 'ItemSelector';
  const resource = state.node?.members.find(({ key }) => key.value === 'Resource')?.value;
  const hasToken = resource?.kind === 'string' && resource.value.endsWith('.waitForTaskToken');
  return contextFieldsAt({ isInMap, hasToken });
}

/** The variables that may have a value, and for a state alone those of the test cases. */
export function variables({ subject, meaning, place, chain, write }: Offer): readonly Piece[] {
  const known = variablesInScope(subject, meaning.place, place);
  const names = new Set(known.map(({ name }) => name));
  const given = place.machine
    ? []
    : Object.keys(Object.assign({}, ...(subject.testCases ?? []).map((one) => one.variables)));
  const rows = [...known, ...given.filter((name) => !names.has(name)).map((name) => ({ name, assignedBy: [] }))];
  return rows.map((row) => ({
    label: `$${row.name}`,
    kind: 'variable',
    detail: 'variable',
    docs: () => describeVariable(row),
    snippet: write(`$${row.name}`),
    from: chain.start,
  }));
}

/** The functions of JSONata that Step Functions has. */
export function jsonataFunctions({ place, chain, write }: Offer): readonly Piece[] {
  const isCalled = place.expression.node.value.charAt(chain.end) === '(';
  return JSONATA_FUNCTIONS.filter(({ origin }) => origin !== 'removed').map((row) => ({
    label: `$${row.name}`,
    kind: 'function',
    detail: signatureOfJsonata(row),
    docs: () => describeJsonata(row),
    snippet: isCalled ? write(`$${row.name}`) : jsonataCall(row, write),
    from: chain.start,
  }));
}

/** `$` itself. */
export function wholes({ place, chain, write }: Offer): readonly Piece[] {
  const { title } = dataOf(sourceOf(place), place, []);
  return [
    { label: '$', kind: 'variable', detail: title, docs: `All of ${title}.`, snippet: write('$'), from: chain.start },
  ];
}

/** The intrinsic functions. */
export function intrinsics({ place, chain, write }: Offer): readonly Piece[] {
  const isCalled = place.expression.node.value.charAt(chain.end) === '(';
  return INTRINSIC_FUNCTIONS.map((row) => ({
    label: row.name,
    kind: 'function',
    detail: signatureOf(row),
    docs: () => describeFunction(row),
    snippet: isCalled ? write(row.name) : intrinsicCall(row, write),
    from: chain.start,
  }));
}

/** The test cases of the state. */
export function casesOf({ subject, place }: Offer): readonly TestCase[] {
  return (subject.testCases ?? []).filter(({ state }) => place.machine === undefined || state === place.state.name);
}

/** What `$` may stand for in JSONPath. */
export function inputValues(offer: Offer): readonly JsonValue[] {
  return dataOf(sourceOf(offer.place), offer.place, casesOf(offer)).values;
}

/** What the variable at the root of a chain may stand for. */
export function variableValues(offer: Offer): readonly JsonValue[] {
  const given: readonly JsonValue[] = casesOf(offer).flatMap(({ variables: values }) => values ?? []);
  return lookUp(given, [offer.chain.root.slice(1)]);
}

/** The names below a chain; with `rootFrom` they are offered as whole paths from the root on. */
export function members(
  { chain, place, write }: Offer,
  values: readonly JsonValue[],
  steps: readonly (string | number)[],
  rootFrom?: number,
): readonly Piece[] {
  const isJsonata = place.expression.kind === 'jsonata';
  const before = rootFrom === undefined ? '' : chain.root;
  return Array.from(membersOf(lookUp(values, steps)), ([name, value]) => {
    const isPlain = /^[A-Za-z_]\w*$/.test(name);
    const step = isPlain ? `.${name}` : isJsonata ? `.\`${name}\`` : `['${name.replace(/['\\]/g, '\\$&')}']`;
    const isWhole = rootFrom !== undefined;
    const text = isWhole || !isPlain ? `${before}${step}` : name;
    return {
      label: isWhole || isPlain ? text : step,
      kind: 'data',
      detail: previewOf(value),
      docs: () => describeData(name, value),
      snippet: write(text),
      from: rootFrom ?? (isPlain ? chain.partStart : chain.partStart - 1),
    };
  });
}
