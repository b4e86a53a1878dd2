import { lastValueAt, type Member, type Node, type StringNode, textAt } from '../document/node';
import { parseYaml } from '../document/yaml/parse';

// Functions of CloudFormation, as far as a connection needs them, from
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html.

/** A tree in which the short forms of functions, such as `!GetAtt`, are written out, as they are in JSON. */
export function withExpandedTags(node: Node): Node {
  if (node.kind === 'array') return { ...node, items: node.items.map(withExpandedTags) };
  if (node.kind === 'object') return { ...node, members: node.members.map(mapValue(withExpandedTags)) };
  const [, name, argument = ''] = (node.kind === 'string' && node.bare && TAG.exec(node.value)) || [];
  if (name === undefined) return node;
  const inner = parseYaml(argument).root ?? text('', node);
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  return functionNode(key, withExpandedTags(inner), node);
}

const TAG = /^!([A-Za-z][\w:]*)(.*)$/s;

/**
 * A tree with the defaults of a template's parameters in the places where Ref, Fn::Sub and Fn::Join ask for them. What
 * only CloudFormation can tell stays a function, and so does a parameter that the template hides with NoEcho.
 */
export function withParameters(node: Node, parameters: Node | undefined): Node {
  if (node.kind === 'array') return { ...node, items: node.items.map((item) => withParameters(item, parameters)) };
  if (node.kind !== 'object') return node;
  const inside: Node = { ...node, members: node.members.map(mapValue((value) => withParameters(value, parameters))) };
  const value = resultOf(inside, (name) => defaultOf(lastValueAt(parameters, name)));
  return value === undefined ? inside : text(value, node);
}

type Lookup = (name: string) => string | undefined;

/** The text that a function gives; undefined when it is none of those known here, or asks for what nobody knows. */
function resultOf(node: Node, lookup: Lookup): string | undefined {
  if (node.kind !== 'object' || node.members.length !== 1) return undefined;
  const ref = textAt(node, 'Ref');
  if (ref !== undefined) return lookup(ref);
  const sub = lastValueAt(node, 'Fn::Sub');
  if (sub) return substituted(sub, lookup);
  const join = lastValueAt(node, 'Fn::Join');
  return join ? joined(join) : undefined;
}

function joined(join: Node): string | undefined {
  const [separator, list] = join.kind === 'array' ? join.items : [];
  if (separator?.kind !== 'string' || list?.kind !== 'array') return undefined;
  const texts = list.items.flatMap((item) => scalarText(item) ?? []);
  return texts.length === list.items.length ? texts.join(separator.value) : undefined;
}

function substituted(sub: Node, lookup: Lookup): string | undefined {
  const [pattern, values] = sub.kind === 'array' ? sub.items : [sub];
  if (pattern?.kind !== 'string') return undefined;
  let isKnown = true;
  const value = pattern.value.replace(/\$\{(!?)([^{}]*)\}/g, (_whole, mark: string, name: string) => {
    if (mark !== '') return `\${${name}}`;
    const own = lastValueAt(values, name.trim());
    const found = own ? scalarText(own) : lookup(name.trim());
    if (found === undefined) isKnown = false;
    return found ?? '';
  });
  return isKnown ? value : undefined;
}

function defaultOf(parameter: Node | undefined): string | undefined {
  const hidden = lastValueAt(parameter, 'NoEcho');
  if (hidden !== undefined && scalarText(hidden) !== 'false') return undefined;
  // The default of such a parameter is the name of a place where the value is kept.
  if (textAt(parameter, 'Type')?.startsWith('AWS::SSM::Parameter::Value')) return undefined;
  const value = lastValueAt(parameter, 'Default');
  return value && scalarText(value);
}

/** A text, number or flag as CloudFormation takes it for a text; undefined for anything else. */
export function scalarText(node: Node): string | undefined {
  return node.kind === 'string' || node.kind === 'number' || node.kind === 'boolean' ? String(node.value) : undefined;
}

function mapValue(change: (value: Node) => Node): (member: Member) => Member {
  return (member) => (member.value ? { ...member, value: change(member.value) } : member);
}

function functionNode(name: string, argument: Node, { span }: Node): Node {
  return { kind: 'object', span, members: [{ key: text(name, argument), value: argument, colon: undefined }] };
}

function text(value: string, { span }: Node): StringNode {
  return { kind: 'string', span, value };
}
