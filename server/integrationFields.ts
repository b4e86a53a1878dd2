import type { Field } from '../shared/spec/field';
import {
  INTEGRATIONS,
  type Integration,
  type IntegrationAction,
  integrationOf,
  parseServiceResource,
  SDK_SUFFIXES,
  suffixesOfAction,
} from '../shared/spec/integrations';

/** A call of a service as a Resource names it: what it calls, and what the suffix makes of it. */
export interface ServiceCall {
  readonly resource: string;
  readonly integration: Integration;
  readonly action: IntegrationAction;
  /** Such as `.sync`; empty for a call that only waits for its answer. */
  readonly suffix: string;
}

/** Every call of every integration that Step Functions has of its own, in the order of their table. */
export const SERVICE_CALLS: readonly ServiceCall[] = INTEGRATIONS.flatMap((integration) =>
  integration.actions.flatMap((action) =>
    suffixesOfAction(integration, action).map((suffix) => ({
      resource: `arn:aws:states:::${integration.service}:${action.name}${suffix}`,
      integration,
      action,
      suffix,
    })),
  ),
);

/** The call that a Resource names, in any partition; undefined when it is none of an integration. */
export function serviceCallOf(resource: string): ServiceCall | undefined {
  const parts = parseServiceResource(resource);
  const integration = parts && integrationOf(parts);
  const action = integration?.actions.find(({ name }) => name === parts?.action);
  return parts && integration && action ? { resource, integration, action, suffix: parts.suffix } : undefined;
}

/** The API that a Resource calls as it is, such as `s3` and `putObject`; undefined when it calls none. */
export function sdkCallOf(resource: string): { readonly service: string; readonly action: string } | undefined {
  const parts = parseServiceResource(resource);
  if (!parts?.service.startsWith('aws-sdk:') || !SDK_SUFFIXES.includes(parts.suffix)) return undefined;
  return { service: parts.service.slice('aws-sdk:'.length), action: parts.action };
}

/** The fields that the call of a Resource may have, as rows of a table; undefined when no table has the Resource. */
export function requestFieldsOf(resource: string | undefined): readonly Field[] | undefined {
  const call = resource === undefined ? undefined : serviceCallOf(resource);
  return call && fieldsOf(call);
}

/** The rows stay the same ones for each call, so that a row tells what it is. */
function fieldsOf({ integration, action }: ServiceCall): readonly Field[] {
  const known = FIELDS.get(action);
  if (known) return known;
  const note = `Required by ${action.name} of ${integration.title}.`;
  const fields = action.request.map((field) =>
    action.required.includes(field.name) ? { ...field, required: true, doc: `${field.doc} ${note}` } : field,
  );
  FIELDS.set(action, fields);
  return fields;
}

const FIELDS = new Map<IntegrationAction, readonly Field[]>();
