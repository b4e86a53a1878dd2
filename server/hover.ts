import { touches } from '../shared/document/document';
import type { Node, StringNode } from '../shared/document/node';
import type { State } from '../shared/document/stateMachine';
import { findConnection } from '../shared/project/resolveConnection';
import { knownNode } from '../shared/rules/knownValues';
import type { Span } from '../shared/spec/diagnostic';
import { HTTP_TASK_RESOURCE_PATTERN } from '../shared/spec/httpTask';
import {
  describeBrokenConnection,
  describeConnection,
  describeError,
  describeField,
  describeHeader,
  describeHttpTask,
  describeState,
  describeSubstitution,
  describeValue,
} from './describe';
import { describeSdkCall, describeServiceCall } from './describeExpression';
import { hoverInExpression } from './expressionHover';
import { expressionPlaceAt } from './expressionPlace';
import { sdkCallOf, serviceCallOf } from './integrationFields';
import { type Meaning, meaningAt } from './meaning';
import type { Subject } from './subject';

/** What a hover shows, in Markdown, about a span of the text. */
export interface Hover {
  readonly markdown: string;
  readonly span: Span;
}

/** Says what stands at an offset; undefined where nothing is known. */
export function hover(subject: Subject, offset: number): Hover | undefined {
  const meaning = meaningAt(subject.document, offset);
  const { member, role, string } = meaning.place;
  if (string !== undefined) {
    const substitution = substitutionAt(subject, string, offset);
    if (substitution) return withTarget(substitution, subject, meaning, string);
    const expression = expressionPlaceAt(subject, meaning, offset);
    if (expression) return hoverInExpression(subject, meaning, expression);
  }
  if (role === 'value') return string && shown(valueMarkdown(subject, meaning, string), string);
  return member && touches(member.key.span, offset)
    ? shown(keyMarkdown(meaning, member.key.value), member.key)
    : undefined;
}

/** A placeholder in the place of a state's name stands for the state, too. */
function withTarget(found: Hover, { document, surroundings }: Subject, meaning: Meaning, written: StringNode): Hover {
  const name = meaning.place.role === 'value' ? knownNode(written, document.text, surroundings.substitutions) : written;
  const isTarget = meaning.field !== undefined && VALUES[meaning.field.name] === describeTarget;
  if (!isTarget || name.kind !== 'string') return found;
  const target = describeTarget(name.value, meaning);
  return target === undefined ? found : { ...found, markdown: `${found.markdown}\n\n${target}` };
}

function shown(markdown: string | undefined, node: Node): Hover | undefined {
  return markdown === undefined ? undefined : { markdown, span: node.span };
}

function keyMarkdown({ keys, field, isDynamic, state }: Meaning, key: string): string | undefined {
  if (keys.kind === 'states') return state && describeState(state);
  if (keys.kind === 'headers') return describeHeader(isDynamic ? key.slice(0, -2) : key);
  return field && describeField(field, { dynamic: isDynamic && field.name !== key });
}

function valueMarkdown(subject: Subject, meaning: Meaning, { value }: StringNode): string | undefined {
  const { field } = meaning;
  if (field === undefined || meaning.isDynamic) return undefined;
  const known = field.values?.find((row) => row.value === value);
  return known ? describeValue(field, known) : VALUES[field.name]?.(value, meaning, subject);
}

type Describe = (value: string, meaning: Meaning, subject: Subject) => string | undefined;

function describeTarget(name: string, { machine }: Meaning): string | undefined {
  const state: State | undefined = machine?.states.find((other) => other.name === name);
  return state && describeState(state);
}

/** Fields whose values are named elsewhere: in the definition, in the project, or in a table of its own. */
const VALUES: Readonly<Record<string, Describe>> = {
  Next: describeTarget,
  Default: describeTarget,
  StartAt: describeTarget,
  Resource: describeResource,
  ErrorEquals: (name) => describeError(name),
  ConnectionArn: (arn, _, subject) => {
    const found = findConnection(subject.project, arn);
    if (found === undefined) return undefined;
    return found.kind === 'found'
      ? describeConnection(found.name, found.connection)
      : describeBrokenConnection(found.name, found.message);
  },
};

function describeResource(resource: string): string | undefined {
  if (HTTP_TASK_RESOURCE_PATTERN.test(resource)) return describeHttpTask(resource);
  const call = serviceCallOf(resource);
  if (call) return describeServiceCall(call);
  const sdk = sdkCallOf(resource);
  return sdk && describeSdkCall(resource, sdk);
}

/** A `${Name}` around the offset, in a key or a value. */
function substitutionAt({ document, surroundings }: Subject, { span }: StringNode, offset: number): Hover | undefined {
  return matchAround(document.text, span, offset, /\$\{([^{}]*)\}/g, (match) =>
    describeSubstitution(match[1] ?? '', surroundings.substitutions),
  );
}

function matchAround(
  text: string,
  { start, end }: Span,
  offset: number,
  pattern: RegExp,
  describe: (match: RegExpMatchArray) => string | undefined,
): Hover | undefined {
  for (const match of text.slice(start, end).matchAll(pattern)) {
    const span = { start: start + match.index, end: start + match.index + match[0].length };
    if (!touches(span, offset)) continue;
    const markdown = describe(match);
    if (markdown !== undefined) return { markdown, span };
  }
  return undefined;
}
