import { isSubstituted, type Node, type StringNode, valueAt } from '../shared/document/node';
import { allStates, connectionArnOf, httpTaskOf, singleStateOf, stateMachineOf } from '../shared/document/stateMachine';
import { spanOfPiece } from '../shared/rules/stateExpressions';
import { consoleLink } from '../shared/spec/consolePages';
import type { Span } from '../shared/spec/diagnostic';
import { integrationOf, parseServiceResource } from '../shared/spec/integrations';
import { PAGES } from '../shared/spec/pages';
import type { Subject } from './subject';

/** A text that leads to a page on the web; `tooltip` says to which. */
export interface Link {
  readonly span: Span;
  readonly target: string;
  readonly tooltip: string;
}

/**
 * The links of a definition: the Resource of a service to the page about it in the guide, and the Lambda functions,
 * topics, state machines and connections named by ARN to the console. A link is underlined, in the colour of the text:
 * one in each state, such as from its Type, would look like a finding in each state.
 */
export function linksOf({ document }: Subject): readonly Link[] {
  const machine = stateMachineOf(document);
  const single = machine?.states.length ? undefined : singleStateOf(document);
  const states = single ? [single] : [...allStates(machine)];
  return states.flatMap((state) => {
    const resource = valueAt(state.node, 'Resource');
    const task = httpTaskOf(state);
    const arn = connectionArnOf(task?.fields?.value)?.value;
    return [
      ...linkOf(document.text, resource, guideLink),
      ...[...stringsIn(state.node)].flatMap((node) => linkOf(document.text, node, consoleLink)),
      ...linkOf(document.text, arn, connectionLink),
    ];
  });
}

type Target = (value: string) => { readonly target: string; readonly tooltip: string } | undefined;

function linkOf(text: string, node: Node | undefined, targetOf: Target): readonly Link[] {
  if (node?.kind !== 'string' || isSubstituted(node)) return [];
  const found = targetOf(node.value);
  const span = spanOfPiece(text, node, 0, node.value.length);
  // What a YAML alias brings in is written at its anchor, and is a link there; a client refuses all for one without text.
  return found && span.start < span.end ? [{ span, ...found }] : [];
}

const guideLink: Target = (arn) => {
  const resource = parseServiceResource(arn);
  if (resource === undefined) return undefined;
  const page = resource.service === 'http' ? PAGES.httpTask : integrationOf(resource)?.page;
  return page === undefined
    ? undefined
    : { target: page, tooltip: `About ${resource.service} in the guide of Step Functions` };
};

/** The strings of a state in which an ARN may stand; machines inside have states of their own. */
function* stringsIn(state: Node | undefined): Generator<StringNode> {
  const resource = valueAt(state, 'Resource');
  if (resource?.kind === 'string') yield resource;
  for (const field of ['Parameters', 'Arguments']) {
    const fields = valueAt(state, field);
    if (fields?.kind !== 'object') continue;
    for (const { value } of fields.members) if (value?.kind === 'string') yield value;
  }
}

const connectionLink: Target = (arn) => (arn.includes(':connection/') ? consoleLink(arn) : undefined);
