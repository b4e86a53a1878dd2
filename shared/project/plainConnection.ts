import { isSubstituted, lastValueAt, type Member, type Node, type StringNode, textAt, valueAt } from '../document/node';
import { CONNECTION_STATES } from '../spec/connection';
import { CONNECTION_SHAPE, DESCRIBED_FIELDS } from '../spec/connectionShape';
import type { Span } from '../spec/diagnostic';
import type { Shape, ShapeField } from '../spec/shape';
import { secretNameOf, writtenRef } from './reference';

/** A project whose connections, also those of its profiles, are all in the form that CreateConnection takes. */
export function withPlainConnections(root: Node): Node {
  return mapMembers(root, (key, value) => {
    if (key === 'connections') return plainConnections(value, [key]);
    if (key !== 'profiles') return value;
    return mapMembers(value, (profile, parts) =>
      mapMembers(parts, (part, node) => (part === 'connections' ? plainConnections(node, [key, profile, part]) : node)),
    );
  });
}

function plainConnections(node: Node, path: Path): Node {
  return mapMembers(node, (name, value) => plainConnection(value, [...path, name]));
}

/**
 * A connection in the form that CreateConnection takes, whether it was written so, as an answer of DescribeConnection or
 * as an AWS::Events::Connection of a CloudFormation template. What an answer hides, and what a template does not hold
 * itself, becomes a reference to a secret whose name follows from `path`, the keys from the project down to the
 * connection. Spans stay those of the text. What is none of the three comes back as it is.
 */
export function plainConnection(written: Node, path: Path): Node {
  const properties = textAt(written, 'Type') === RESOURCE_TYPE ? lastValueAt(written, 'Properties') : undefined;
  if (properties) return withUsualNames(fill(properties, CONNECTION_SHAPE, path, fromTemplate));
  const isAnswer = DESCRIBED_FIELDS.some((name) => valueAt(written, name) !== undefined);
  return withUsualNames(isAnswer ? fill(written, CONNECTION_SHAPE, path, fromAnswer) : written);
}

type Path = readonly string[];

/** The type of a connection in a template: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-connection.html. */
export const RESOURCE_TYPE = 'AWS::Events::Connection';

/** A change of one value, told by its shape and path; it is asked for a value before what is inside that value. */
type Change = (node: Node, shape: Shape, path: Path) => Node;

function fill(node: Node, shape: Shape, path: Path, change: Change): Node {
  const changed = change(node, shape, path);
  if (shape.kind === 'list' && changed.kind === 'array') {
    const items = changed.items.map((item, index) =>
      fill(item, shape.items, [...path, nameOfItem(item, index)], change),
    );
    return { ...changed, items };
  }
  if (shape.kind !== 'object') return changed;
  return mapMembers(changed, (key, value) => {
    const field = shape.fields.find(({ name }) => name === key);
    // A value that decides what the others mean is not asked for.
    return field === undefined || field.references === false
      ? value
      : fill(value, field.shape, pathOf(field, path), change);
  });
}

/** The value of a parameter is called as the parameter is: `header-x-key`. */
function pathOf({ name, secretWith }: ShapeField, path: Path): Path {
  return secretWith === undefined ? [...path, name] : path;
}

function nameOfItem(item: Node, index: number): string {
  const key = lastValueAt(item, 'Key');
  const word = key?.kind === 'string' && !DYNAMIC.test(key.value) ? key.value : '';
  return /[A-Za-z0-9]/.test(word) ? word : String(index + 1);
}

/** What an answer hides: credentials that must be there, and values beside a flag that calls them secret. */
const fromAnswer: Change = (node, shape, path) => {
  if (shape.kind !== 'object' || node.kind !== 'object') return node;
  const hidden = shape.fields.filter((field) => lastValueAt(node, field.name) === undefined && isHidden(field, node));
  const span = { start: node.span.start, end: node.span.start + 1 };
  const added = hidden.map((field) => ({
    key: text(field.name, span),
    value: reference(pathOf(field, path), span),
    colon: undefined,
  }));
  return added.length === 0 ? node : { ...node, members: [...node.members, ...added] };
};

function isHidden({ required, secret, secretWith }: ShapeField, node: Node): boolean {
  const flag = secretWith === undefined ? undefined : lastValueAt(node, secretWith);
  return (required === true && secret === true) || (flag?.kind === 'boolean' && flag.value === true);
}

/** Functions and dynamic references, which only CloudFormation can tell, and flags written as texts, which it takes. */
const fromTemplate: Change = (node, shape, path) => {
  if (shape.kind === 'text') return templateText(node, path);
  if (shape.kind === 'flag') return templateFlag(node);
  if (node.kind === 'array') return { ...node, items: node.items.filter((item) => !isNoValue(item)) };
  if (node.kind !== 'object') return node;
  return { ...node, members: node.members.filter(({ value }) => value === undefined || !isNoValue(value)) };
};

function templateText(node: Node, path: Path): Node {
  if (isFunction(node)) return reference(path, node.span);
  if (node.kind !== 'string' || !DYNAMIC.test(node.value)) return node;
  let count = 0;
  const value = node.value.replace(new RegExp(DYNAMIC, 'g'), () => {
    count += 1;
    return writtenRef({ kind: 'secret', name: `${secretNameOf(path)}${count === 1 ? '' : `-${count}`}` });
  });
  return text(value, node.span);
}

/** A flag that nobody knows hides its value, which is the safe side. */
function templateFlag(node: Node): Node {
  const value = isFunction(node) || (node.kind === 'string' && /^true$/i.test(node.value));
  const isFlag = value || (node.kind === 'string' && /^false$/i.test(node.value));
  return isFlag ? { kind: 'boolean', span: node.span, value } : node;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
const DYNAMIC = /\{\{resolve:[^{}]*\}\}/;

function isFunction(node: Node): boolean {
  return node.kind === 'object' && isSubstituted(node);
}

/** `{ "Ref": "AWS::NoValue" }` takes away what it stands for. */
function isNoValue(node: Node): boolean {
  return textAt(node, 'Ref') === 'AWS::NoValue';
}

/** One name for each field, so that the last one written counts; and no state where it says that all is well. */
function withUsualNames(node: Node): Node {
  if (node.kind !== 'object') return node;
  const members = node.members.filter(({ key, value }) => !(key.value === 'ConnectionState' && isWell(value)));
  return { ...node, members: members.map(renamed) };
}

function renamed(member: Member): Member {
  const fields = CONNECTION_SHAPE.kind === 'object' ? CONNECTION_SHAPE.fields : [];
  const usual = fields.find(({ name }) => name === member.key.value)?.sameAs;
  return usual === undefined ? member : { ...member, key: { ...member.key, value: usual } };
}

function isWell(state: Node | undefined): boolean {
  if (state?.kind !== 'string') return false;
  return Object.entries(CONNECTION_STATES).some(([name, error]) => name === state.value && error === undefined);
}

function reference(path: Path, span: Span): StringNode {
  return text(writtenRef({ kind: 'secret', name: secretNameOf(path) }), span);
}

function text(value: string, span: Span): StringNode {
  return { kind: 'string', span, value };
}

function mapMembers(node: Node, change: (key: string, value: Node) => Node): Node {
  if (node.kind !== 'object') return node;
  const members = node.members.map((member) =>
    member.value === undefined ? member : { ...member, value: change(member.key.value, member.value) },
  );
  return { ...node, members };
}
