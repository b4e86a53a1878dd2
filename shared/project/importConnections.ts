import { lineColumns } from '../document/document';
import { parseJson } from '../document/json';
import { lastValueAt, type Node, textAt } from '../document/node';
import { parseYaml } from '../document/yaml/parse';
import { AUTHORIZATION_TYPES, connectionNameOf } from '../spec/connection';
import { AUTH_PARAMETERS_OF, CONNECTION_NAME_PATTERN, DESCRIBED_FIELDS } from '../spec/connectionShape';
import { RESOURCE_TYPE } from './plainConnection';
import { withExpandedTags, withParameters } from './template';

/** A connection that a text holds: the name that it has there, and how it is written. */
export interface ImportedConnection {
  readonly name: string;
  readonly written: Node;
}

/** What a text holds: connections, or the sentence that says why there are none. */
export type Imported =
  | { readonly kind: 'connections'; readonly connections: readonly ImportedConnection[] }
  | { readonly kind: 'nothing'; readonly message: string };

/**
 * Finds the connections of a text in JSON or YAML: an answer of DescribeConnection, a request of CreateConnection, a
 * CloudFormation or SAM template, or another project file. Never throws. The parameters of a template count with their
 * defaults, unless they are hidden. A text that cannot be read whole gives nothing, so that no secret is mistaken.
 */
export function importConnections(text: string): Imported {
  if (text.trim() === '') return nothing('There is nothing to import: the text is empty');
  if (text.length > MOST_CHARACTERS) return nothing('There is nothing to import: the text is too long for a template');
  const read = readText(text);
  if ('message' in read) return nothing(`This is neither JSON nor YAML: ${read.message}`);
  const { root } = read;
  const body = lastValueAt(root, 'TemplateBody');
  // An answer of GetTemplate holds a template in YAML as one text.
  if (body?.kind === 'string') return importConnections(body.value);
  const found = unique(connectionsIn(body ?? root));
  return found.length > 0 ? { kind: 'connections', connections: found } : nothing(whyNothing(body ?? root));
}

/** CloudFormation takes templates of up to a million bytes. */
const MOST_CHARACTERS = 2_000_000;

function nothing(message: string): Imported {
  return { kind: 'nothing', message };
}

function readText(text: string): { readonly root: Node } | { readonly message: string } {
  const json = /^[\s\uFEFF]*[[{]/.test(text) ? parseJson(text, { comments: true }) : undefined;
  if (json?.root && json.problems.length === 0) return { root: json.root };
  const yaml = parseYaml(text);
  if (yaml.root && yaml.problems.length === 0) return { root: withExpandedTags(yaml.root) };
  const [problem] = (json ?? yaml).problems;
  if (problem === undefined) return { message: 'it holds no value' };
  return { message: `line ${lineColumns(text)(problem.span.start).line + 1}: ${problem.message}` };
}

function connectionsIn(root: Node): readonly ImportedConnection[] {
  if (root.kind === 'array') return root.items.flatMap(connectionsIn);
  const resources = resourcesIn(root);
  if (resources.length > 0) return resources.map((found) => templateConnection(found, root));
  const project = lastValueAt(root, 'connections');
  if (project?.kind === 'object') {
    return project.members.flatMap(({ key, value }) =>
      value ? [{ name: connectionNameOf(key.value) ?? key.value, written: value }] : [],
    );
  }
  return isConnection(root) ? [{ name: nameOf(root), written: root }] : [];
}

/** An answer or a request is known by its kind of authorization, or by credentials. */
function isConnection(node: Node): boolean {
  const type = textAt(node, 'AuthorizationType') ?? textAt(node, 'Type');
  const isKind = AUTHORIZATION_TYPES.some((name) => name === type);
  const auth = lastValueAt(node, 'AuthParameters');
  return auth !== undefined && (isKind || Object.values(AUTH_PARAMETERS_OF).some((name) => lastValueAt(auth, name)));
}

function nameOf(node: Node): string {
  const name = textAt(node, 'Name') ?? connectionNameOf(textAt(node, 'ConnectionArn') ?? '') ?? '';
  return CONNECTION_NAME_PATTERN.test(name) ? name : 'connection';
}

/** The connections among the resources of a template, also where it is a piece of one or stands in a larger file. */
function resourcesIn(root: Node): readonly ImportedConnection[] {
  if (isResource(root)) return [{ name: 'connection', written: root }];
  const homes = [lastValueAt(root, 'Resources'), lastValueAt(lastValueAt(root, 'resources'), 'Resources'), root];
  for (const home of homes) {
    const found = (home?.kind === 'object' ? home.members : []).flatMap(({ key, value }) =>
      value && isResource(value) ? [{ name: key.value, written: value }] : [],
    );
    if (found.length > 0) return found;
  }
  return [];
}

function isResource(node: Node): boolean {
  return textAt(node, 'Type') === RESOURCE_TYPE && lastValueAt(node, 'Properties') !== undefined;
}

/** In a template a connection is called as its property says, or else as its resource is. */
function templateConnection({ name, written }: ImportedConnection, template: Node): ImportedConnection {
  const resource = withParameters(written, lastValueAt(template, 'Parameters'));
  const own = textAt(lastValueAt(resource, 'Properties'), 'Name') ?? '';
  return { name: CONNECTION_NAME_PATTERN.test(own) ? own : name, written: resource };
}

function unique(found: readonly ImportedConnection[]): readonly ImportedConnection[] {
  const taken = new Set<string>();
  return found.map((one) => {
    const name = freeName(one.name, (other) => taken.has(other));
    taken.add(name);
    return { ...one, name };
  });
}

/** A name that is not taken: the wanted one, or that with the first free number behind it. */
export function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const name = `${wanted}-${number}`;
    if (!isTaken(name)) return name;
  }
}

function whyNothing(root: Node): string {
  if (lastValueAt(root, 'Connections')?.kind === 'array') {
    return 'This answer lists connections without their AuthParameters: take the answer of DescribeConnection for one of them';
  }
  if (lastValueAt(root, 'Resources') ?? lastValueAt(root, 'AWSTemplateFormatVersion')) {
    return `This template has no connection: a resource of the type ${RESOURCE_TYPE} with its Properties`;
  }
  if (lastValueAt(root, 'States')) return 'This is a state machine, not a connection';
  if (DESCRIBED_FIELDS.some((name) => lastValueAt(root, name))) {
    return 'This answer has no AuthParameters: take the whole answer of DescribeConnection';
  }
  return `There is no connection in this text: expected is an answer of DescribeConnection, a request of CreateConnection, or a CloudFormation template with ${RESOURCE_TYPE}`;
}
