import { parseDocument } from '../../../shared/document/document';
import { type CallField, type HttpCall, httpCallsOf } from '../../../shared/document/httpCalls';
import {
  allStates,
  httpTaskOf,
  isSingleState,
  type QueryLanguage,
  singleStateOf,
  stateMachineOf,
} from '../../../shared/document/stateMachine';
import type { RunSettings, TestStateRequest } from '../../../shared/executor/testStateRequest';

/** What a definition says of the state of a request; undefined where it has no such state. */
export interface StateFacts {
  readonly stateType: string;
  readonly queryLanguage: QueryLanguage;
  readonly isHttpTask: boolean;
}

/** Looks a request's state up in its definition. */
export function stateFacts({ definition, stateName }: TestStateRequest): StateFacts | undefined {
  const document = parseDocument(definition);
  const states = isSingleState(document) ? [singleStateOf(document)] : [...allStates(stateMachineOf(document))];
  const state = states.find((one) => one !== undefined && (stateName === undefined || one.name === stateName));
  return (
    state && {
      stateType: state.type ?? '',
      queryLanguage: state.queryLanguage,
      isHttpTask: httpTaskOf(state) !== undefined,
    }
  );
}

/** Something that holds on this machine only, so that the test in AWS is another one. */
export type LocalOnly =
  | { readonly kind: 'connection' | 'placeholders'; readonly text: string }
  | { readonly kind: 'account' | 'region'; readonly text: string; readonly there: string }
  | { readonly kind: 'endpoint'; readonly text: string; readonly there: string }
  | { readonly kind: 'context' };

/** What of a request holds on this machine only; nothing where all of it goes for AWS as well. */
export function localOnly(
  request: TestStateRequest,
  endpoints: RunSettings['endpoints'],
  place: { readonly region: string; readonly account: string | undefined },
): readonly LocalOnly[] {
  const call = callOf(request);
  const left = [...new Set(request.definition.match(/\$\{[\w:.-]+\}/g) ?? [])];
  return [
    ...connectionNotes(call?.connectionArn, place),
    ...(left.length > 0 ? [{ kind: 'placeholders' as const, text: left.join(', ') }] : []),
    ...(request.mock ? [] : endpointNotes(call?.endpoint, endpoints)),
    ...(request.context !== undefined && request.mock === undefined ? [{ kind: 'context' as const }] : []),
  ];
}

/** The method of a request's HTTP Task; empty where it is known only when the state runs, and for any other state. */
export function methodOf(request: TestStateRequest): string {
  const method = callOf(request)?.method;
  return method?.kind === 'fixed' ? method.text : '';
}

function callOf({ definition, stateName }: TestStateRequest): HttpCall | undefined {
  const calls = httpCallsOf(parseDocument(definition));
  return calls.find((call) => stateName === undefined || call.stateName === stateName);
}

/** The region and the account of a connection's ARN. */
const CONNECTION_ARN = /^arn:[^:]*:events:([^:]*):([^:]*):connection\/./;

function connectionNotes(
  arn: CallField | undefined,
  { region, account }: { readonly region: string; readonly account: string | undefined },
): readonly LocalOnly[] {
  if (arn?.kind !== 'fixed' || arn.text.includes('${')) return [];
  const [, ownRegion, ownAccount] = CONNECTION_ARN.exec(arn.text) ?? [];
  if (ownRegion === undefined || ownAccount === undefined) return [{ kind: 'connection', text: arn.text }];
  return [
    ...(region !== '' && ownRegion !== region ? [{ kind: 'region' as const, text: ownRegion, there: region }] : []),
    ...(account !== undefined && ownAccount !== account
      ? [{ kind: 'account' as const, text: ownAccount, there: account }]
      : []),
  ];
}

/** An endpoint that is known only when the state runs may be mapped as well: all mappings are named then. */
function endpointNotes(endpoint: CallField | undefined, endpoints: RunSettings['endpoints']): readonly LocalOnly[] {
  const mapped = Object.entries(endpoints).filter(
    ([prefix]) => endpoint?.kind !== 'fixed' || endpoint.text.startsWith(prefix),
  );
  return mapped.map(([text, there]) => ({ kind: 'endpoint' as const, text, there }));
}
