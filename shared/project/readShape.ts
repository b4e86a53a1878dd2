import { toValue } from '../document/json';
import { type Member, memberNamed, type Node, type ObjectNode, type StringNode } from '../document/node';
import { closest } from '../spec/closest';
import type { Diagnostic, Fix, Severity, Span } from '../spec/diagnostic';
import type { JsonValue } from '../spec/json';
import type { Shape, ShapeField, TextShape } from '../spec/shape';
import { hasReference, secretNameOf, writtenRef } from './reference';

/** Where a value stands while it is read: who is told of findings, under which rule, and how the value is called. */
export interface At {
  readonly rule: string;
  /** Keys and indexes from the root. */
  readonly path: readonly string[];
  /** Begins the names of rules that hold for a whole file: `project` or `test-case`. */
  readonly family: string;
  /** True inside a connection, where a text may refer to secrets. */
  readonly references?: boolean;
  report(finding: Diagnostic): void;
}

/** Makes one finding of ours: its code is its rule. */
export function finding(
  rule: string,
  span: Span,
  message: string,
  severity: Severity = 'ERROR',
  fix?: Fix,
): Diagnostic {
  return { rule, code: rule, severity, message, span, ...(fix ? { fixes: [fix] } : {}) };
}

/**
 * Reads a value by its shape and reports every place that does not fit. Gives what can be used: parts of a wrong kind
 * and texts that are none of the allowed ones are left out, texts that break a limit are kept; undefined when nothing is left.
 */
export function readShape(node: Node, shape: Shape, at: At): JsonValue | undefined {
  switch (shape.kind) {
    case 'json':
      return toValue(node);
    case 'text':
      return readText(node, shape, at);
    case 'flag':
      return node.kind === 'boolean' ? node.value : wrongKind(node, shape, at);
    case 'count':
      return readCount(node, shape, at);
    case 'either':
      return readEither(node, shape, at);
    case 'list':
      return readList(node, shape, at);
    case 'map':
      return readMap(node, shape, at);
    case 'object':
      return readObject(node, shape, at);
  }
}

type Of<Kind extends Shape['kind']> = Extract<Shape, { kind: Kind }>;

function readText(node: Node, shape: TextShape, at: At): JsonValue | undefined {
  if (node.kind !== 'string') return wrongKind(node, shape, at);
  const wrong = textWrong(node.value, shape, at);
  if (wrong) at.report(finding(at.rule, node.span, `${wrong}: ${nameOf(at)}`, 'ERROR', valueFix(node, shape)));
  return wrong && shape.values ? undefined : node.value;
}

function textWrong(text: string, shape: TextShape, at: At): string | undefined {
  // What a reference stands for is checked when it is known.
  if (at.references === true && hasReference(text)) return undefined;
  const { minimum = 0, maximum = Number.POSITIVE_INFINITY, values } = shape;
  if (values && !values.includes(text)) return `Only ${listed(values)} can stand here`;
  if (text.length < minimum) return 'This text is empty';
  if (text.length > maximum) return `This text has more than ${maximum} characters`;
  return shape.wrong?.(text);
}

function valueFix(node: StringNode, shape: TextShape): Fix | undefined {
  const meant = shape.values && closest(node.value, shape.values);
  return meant === undefined ? undefined : replacing(node.span, meant);
}

function readCount(node: Node, shape: Of<'count'>, at: At): JsonValue | undefined {
  if (node.kind !== 'number' || typeof node.value !== 'number') return wrongKind(node, shape, at);
  const { only } = shape;
  const fits = only === undefined ? Number.isInteger(node.value) && node.value >= 0 : node.value === only;
  if (!fits) {
    const what = only === undefined ? 'Only a whole number from 0 can stand here' : `Only ${only} can stand here`;
    at.report(finding(at.rule, node.span, `${what}: ${nameOf(at)}`));
  }
  return node.value;
}

function readEither(node: Node, { shapes }: Of<'either'>, at: At): JsonValue | undefined {
  const fitting = shapes.find((shape) => KINDS[shape.kind].kinds.includes(node.kind));
  if (fitting) return readShape(node, fitting, at);
  const kinds = shapes.map((shape) => KINDS[shape.kind].name).join(' or ');
  at.report(finding(at.rule, node.span, `This must be ${kinds}: ${nameOf(at)}`));
  return undefined;
}

function readList(node: Node, shape: Of<'list'>, at: At): JsonValue | undefined {
  if (node.kind !== 'array') return wrongKind(node, shape, at);
  const { maximum } = shape;
  if (maximum !== undefined && node.items.length > maximum) {
    at.report(finding(at.rule, node.span, `This list has more than ${maximum} items: ${nameOf(at)}`));
  }
  return node.items.flatMap((item, index) => readShape(item, shape.items, below(at, String(index))) ?? []);
}

function readMap(node: Node, shape: Of<'map'>, at: At): JsonValue | undefined {
  if (node.kind !== 'object') return wrongKind(node, shape, at);
  return readMembers(node, at, (member) => {
    const inside = below(at, member.key.value);
    const wrong = textWrong(member.key.value, shape.keys, { ...inside, references: false });
    if (wrong) at.report(finding(at.rule, member.key.span, `${wrong}: ${member.key.value}`));
    return [member.key.value, member.value && readShape(member.value, shape.values, inside)];
  });
}

function readObject(node: Node, shape: Of<'object'>, at: At): JsonValue | undefined {
  if (node.kind !== 'object') return wrongKind(node, shape, at);
  reportMissing(node, shape, at);
  reportOneOf(node, shape, at);
  return readMembers(node, at, (member) => {
    const field = shape.fields.find(({ name }) => name === member.key.value);
    if (field === undefined) reportUnknown(member, node, shape, at);
    if (field === undefined || !member.value) return undefined;
    const inside = {
      ...below(at, field.name),
      rule: field.rule ?? at.rule,
      references: field.references ?? at.references ?? false,
    };
    if (field.secret) reportLiteral(member.value, inside);
    const value = readShape(member.value, field.shape, inside);
    return field.unused ? undefined : [field.sameAs ?? field.name, value];
  });
}

type Entry = readonly [name: string, value: JsonValue | undefined];

/** Reads each member; of a key that stands twice the last counts, as in JSON.parse, and the first is reported. */
function readMembers(node: ObjectNode, at: At, read: (member: Member) => Entry | undefined): JsonValue {
  const last = new Map(node.members.map((member) => [member.key.value, member]));
  const entries = node.members.flatMap((member) => {
    if (last.get(member.key.value) !== member) {
      const message = `This key stands again below, and only the last one counts: ${member.key.value}`;
      at.report(finding(`${at.family}-duplicate-key`, member.key.span, message, 'WARNING'));
      return [];
    }
    const entry = read(member);
    return entry === undefined || entry[1] === undefined ? [] : [[entry[0], entry[1]] as const];
  });
  return Object.fromEntries(entries);
}

function reportMissing(node: ObjectNode, shape: Of<'object'>, at: At): void {
  const there = new Set(node.members.filter(({ value }) => value !== undefined).map(({ key }) => key.value));
  const isThere = ({ name }: ShapeField): boolean =>
    there.has(name) || shape.fields.some((other) => other.sameAs === name && there.has(other.name));
  for (const field of shape.fields.filter((field) => field.required && !isThere(field))) {
    const where = at.path.length > 0 ? ` in ${nameOf(at)}` : '';
    at.report(finding(field.rule ?? at.rule, startOf(node), `A required field is missing${where}: ${field.name}`));
  }
}

function reportOneOf(node: ObjectNode, { oneOf }: Of<'object'>, at: At): void {
  if (oneOf === undefined) return;
  const there = node.members.filter(({ key }) => oneOf.includes(key.value));
  const [first, ...others] = new Map(there.map(({ key }) => [key.value, key])).values();
  const names = oneOf.join(', ');
  if (first === undefined) {
    const message = `One of these fields is required in ${nameOf(at)}: ${names}`;
    at.report(finding(at.rule, startOf(node), message));
  }
  for (const key of others) at.report(finding(at.rule, key.span, `Only one of these fields can stand here: ${names}`));
}

/** The first character of an object, where what is missing in it is shown. */
function startOf({ span }: ObjectNode): Span {
  return { start: span.start, end: span.start + 1 };
}

/** Reports that one of our files does not name the version of its format. */
export function reportMissingVersion(root: ObjectNode, at: At): void {
  if (memberNamed(root, 'version')) return;
  const message = 'The version of the format is missing: "version": 1';
  at.report(finding(`${at.family}-version`, startOf(root), message, 'WARNING'));
}

function reportUnknown(member: Member, node: ObjectNode, shape: Of<'object'>, at: At): void {
  const name = member.key.value;
  const there = node.members.map(({ key }) => key.value);
  const candidates = shape.fields.filter((field) => !field.unused && !there.includes(field.name));
  const meant = closest(
    name,
    candidates.map((field) => field.name),
  );
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  const fix = meant === undefined ? undefined : replacing(member.key.span, meant);
  const rule = `${at.family}-unknown-field`;
  at.report(finding(rule, member.key.span, `This field is not known here${hint}: ${name}`, shape.unknown, fix));
}

function reportLiteral(node: Node, at: At): void {
  if (node.kind !== 'string' || node.value === '' || hasReference(node.value)) return;
  at.report(literalSecret(node.span, at));
}

/** The warning about a secret that is written into a file, with a fix that puts a reference in its place. */
export function literalSecret(span: Span, at: Pick<At, 'path' | 'family'>): Diagnostic {
  const reference = writtenRef({ kind: 'secret', name: secretNameOf(at.path) });
  const message = `A secret stands here for everyone to read: write ${reference} or \${env:NAME} in the place of ${nameOf(at)}`;
  return finding(`${at.family}-literal-secret`, span, message, 'WARNING', replacing(span, reference));
}

/** A fix that puts a text, in quotes, in the place of another. */
export function replacing(span: Span, text: string): Fix {
  return { title: `Replace it with ${text}`, edits: [{ span, text: JSON.stringify(text) }], preferred: true };
}

function wrongKind(node: Node, shape: Shape, at: At): undefined {
  at.report(finding(at.rule, node.span, `This must be ${KINDS[shape.kind].name}: ${nameOf(at)}`));
  return undefined;
}

const KINDS: Readonly<Record<Shape['kind'], { readonly name: string; readonly kinds: readonly Node['kind'][] }>> = {
  text: { name: 'a text', kinds: ['string'] },
  flag: { name: 'true or false', kinds: ['boolean'] },
  count: { name: 'a number', kinds: ['number'] },
  json: { name: 'a value', kinds: ['string', 'number', 'boolean', 'null', 'object', 'array'] },
  either: { name: 'a value', kinds: ['string', 'number', 'boolean', 'null', 'object', 'array'] },
  list: { name: 'a list', kinds: ['array'] },
  map: { name: 'an object', kinds: ['object'] },
  object: { name: 'an object', kinds: ['object'] },
};

function below(at: At, name: string): At {
  return { ...at, path: [...at.path, name] };
}

function nameOf(at: Pick<At, 'path'>): string {
  return at.path.length === 0 ? 'the whole file' : at.path.slice(-2).join('.');
}

function listed(values: readonly string[]): string {
  const last = values.at(-1) ?? '';
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} or ${last}`;
}
