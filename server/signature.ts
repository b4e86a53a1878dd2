import { type IntrinsicParameter, intrinsicFunctionNamed } from '../shared/spec/intrinsicFunctions';
import { jsonataFunctionNamed, jsonataParameters } from '../shared/spec/jsonataFunctions';
import { expressionPlaceAt } from './expressionPlace';
import { type OpenCall, scanExpression, sourceWithoutMark } from './expressionScan';
import { link, paragraphs } from './markdown';
import { meaningAt } from './meaning';
import type { Subject } from './subject';

/** A function while its arguments are typed. */
export interface Signature {
  /** As it is called, with its parameters. */
  readonly label: string;
  /** In Markdown. */
  readonly docs: string;
  readonly parameters: readonly SignatureParameter[];
  /** The number of the parameter that is being typed; undefined when there are more arguments than parameters. */
  readonly active: number | undefined;
}

/** A parameter: its place in the label, and what it takes. */
export interface SignatureParameter {
  readonly start: number;
  readonly end: number;
  readonly docs: string;
}

/** The innermost known function whose arguments are around an offset; undefined when there is none. */
export function signatureAt(subject: Subject, offset: number): Signature | undefined {
  const place = expressionPlaceAt(subject, meaningAt(subject.document, offset), offset);
  if (place === undefined) return undefined;
  const { node, kind } = place.expression;
  const { calls } = scanExpression(sourceWithoutMark(node.value, kind), place.index);
  for (const call of calls.toReversed()) {
    const found = kind === 'jsonata' ? jsonataSignature(call) : intrinsicSignature(call);
    if (found) return found;
  }
  return undefined;
}

function jsonataSignature({ name, argument }: OpenCall): Signature | undefined {
  const row = name.startsWith('$') ? jsonataFunctionNamed(name.slice(1)) : undefined;
  if (row === undefined) return undefined;
  const parameters = jsonataParameters(row).map((parameter) => ({ ...parameter, takes: parameter.kind }));
  return signature(name, parameters, docsOf(row), argument);
}

function intrinsicSignature({ name, argument }: OpenCall): Signature | undefined {
  const row = intrinsicFunctionNamed(name);
  if (row === undefined) return undefined;
  const parameters = row.parameters.map((parameter) => ({ ...parameter, takes: kindsOf(parameter) }));
  return signature(name, parameters, docsOf(row), argument);
}

/** The call and what its parameters take stand above it already. */
function docsOf({ doc, page }: { readonly doc: string; readonly page: string }): string {
  return paragraphs(doc, link(page));
}

function kindsOf({ kinds }: IntrinsicParameter): string {
  return kinds?.join(' or ') ?? 'any value';
}

interface Parameter {
  readonly name: string;
  readonly takes: string;
  readonly optional?: boolean;
  readonly rest?: boolean;
}

function signature(name: string, list: readonly Parameter[], docs: string, argument: number): Signature {
  let label = `${name}(`;
  const parameters = list.map(({ name: parameter, takes, optional, rest }, index) => {
    if (index > 0) label += ', ';
    const start = label.length;
    label += rest ? `${parameter}...` : optional ? `[${parameter}]` : parameter;
    return { start, end: label.length, docs: `${takes}${optional ? ', optional' : ''}` };
  });
  const last = list.length - 1;
  const active = argument <= last ? argument : list[last]?.rest ? last : undefined;
  return { label: `${label})`, docs, parameters, active };
}
