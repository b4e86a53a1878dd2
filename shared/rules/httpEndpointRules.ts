import type { ObjectNode, StringNode } from '../document/node';
import type { HttpTask } from '../document/stateMachine';
import type { Fix, Surroundings } from '../spec/diagnostic';
import { mappedAddress } from '../spec/endpoints';
import type { JsonObject } from '../spec/json';
import { PAGES } from '../spec/pages';
import { asText, insertMember, possibleFix, preferredFix, replaceString } from './edits';
import { httpTaskExample } from './example';
import { shortened } from './httpFieldRules';
import { fieldsOf, fixedAt, isFixed, locationOf, plainName } from './httpTask';
import type { Rule } from './rule';

const page = PAGES.httpTask;

const apiEndpoint: Rule<HttpTask> = {
  name: 'http-api-endpoint',
  severity: 'ERROR',
  title: 'ApiEndpoint is no https address',
  doc: 'An HTTP Task calls HTTPS APIs only: `ApiEndpoint` is a whole address that starts with `https://`. It may be built from the input with `"ApiEndpoint.$"` and `States.Format`, or with a JSONata expression. To try a server of your own machine, keep the `https://` address here and map it in `endpoints` of `stateside.json`.',
  page,
  example: {
    wrong: httpTaskExample({ ApiEndpoint: 'https:/api.example.com/orders' }),
    right: httpTaskExample({ ApiEndpoint: 'https://api.example.com:8443/orders' }),
  },
  check: function* (task, { surroundings }) {
    const endpoint = endpointOf(task);
    if (!endpoint || isHttps(endpoint.value) || isMapped(endpoint.value, surroundings)) return;
    const message = `ApiEndpoint must be an address that starts with https:// and names a host: ${shortened(endpoint.value)}`;
    yield { span: endpoint.span, location: locationOf(task), message, fixes: repairScheme(endpoint) };
  },
};

function endpointOf(task: HttpTask): StringNode | undefined {
  const value = fixedAt(fieldsOf(task), 'ApiEndpoint');
  return value?.kind === 'string' ? value : undefined;
}

function isHttps(address: string): boolean {
  return /^https:\/\/[^/?#\\\s]/i.test(address) && !/\s/.test(address) && URL.canParse(address);
}

/** Plain http is allowed where the project sends it somewhere else. */
function isMapped(address: string, { endpoints }: Surroundings): boolean {
  if (!/^http:\/\/[^/?#\\\s]/i.test(address) || !URL.canParse(address)) return false;
  return mappedAddress(address, endpoints) !== undefined;
}

function repairScheme(endpoint: StringNode): readonly Fix[] {
  const rest = endpoint.value.trim().replace(/^[a-z]+:\/*|^\/\//i, '');
  const isHostFirst = rest !== endpoint.value.trim() || /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(rest);
  const address = `https://${rest}`;
  if (!isHostFirst || !isHttps(address)) return [];
  return [preferredFix(`Change to ${shortened(address)}`, replaceString(endpoint, address))];
}

const plainEndpoint: Rule<HttpTask> = {
  name: 'http-endpoint-plain',
  severity: 'WARNING',
  title: 'An http address works only where it is sent elsewhere',
  doc: 'Step Functions calls `https://` addresses only. This one is sent to the local address that `endpoints` of `stateside.json` gives; on AWS it fails.',
  page,
  example: {
    wrong: httpTaskExample({ ApiEndpoint: 'http://api.example.com/orders' }),
    right: httpTaskExample({ ApiEndpoint: 'https://api.example.com/orders' }),
    surroundings: { endpoints: { 'http://api.example.com': 'http://127.0.0.1:4567' } },
  },
  check: function* (task, { surroundings }) {
    const endpoint = endpointOf(task);
    if (!endpoint || !isMapped(endpoint.value, surroundings)) return;
    const message = `This address works only here, where endpoints sends it elsewhere: ${shortened(endpoint.value)}`;
    yield { span: endpoint.span, location: locationOf(task), message, fixes: repairScheme(endpoint) };
  },
};

const endpointParts: Rule<HttpTask> = {
  name: 'http-endpoint-parts',
  severity: 'WARNING',
  title: 'ApiEndpoint holds credentials or a fragment',
  doc: 'A user name or password in the address is refused here: credentials belong into the connection. What stands behind `#` is never sent.',
  page,
  example: {
    wrong: httpTaskExample({ ApiEndpoint: 'https://api.example.com/orders#open' }),
    right: httpTaskExample({ ApiEndpoint: 'https://api.example.com/orders/open' }),
  },
  check: function* (task) {
    const endpoint = endpointOf(task);
    if (!endpoint || !isHttps(endpoint.value)) return;
    const { username, password } = new URL(endpoint.value);
    const location = locationOf(task);
    if (username !== '' || password !== '') {
      const message = 'ApiEndpoint must not hold a user name or password: they belong into the connection';
      yield { span: endpoint.span, location, message };
    }
    const hash = endpoint.value.indexOf('#');
    if (hash < 0) return;
    const fixes = [preferredFix('Remove the fragment', replaceString(endpoint, endpoint.value.slice(0, hash)))];
    yield { span: endpoint.span, location, message: 'The part of ApiEndpoint behind # is never sent', fixes };
  },
};

const endpointQuery: Rule<HttpTask> = {
  name: 'http-endpoint-query',
  severity: 'INFO',
  title: 'ApiEndpoint holds a query',
  doc: 'A query in the address is sent as it stands. `QueryParameters` are encoded for you, can be dynamic one by one, and are merged with those of the connection.',
  page,
  example: {
    wrong: httpTaskExample({ ApiEndpoint: 'https://api.example.com/orders?page=2' }),
    right: httpTaskExample({ QueryParameters: { page: '2' } }),
  },
  check: function* (task, { document }) {
    const endpoint = endpointOf(task);
    if (!endpoint || !isHttps(endpoint.value) || new URL(endpoint.value).search === '') return;
    const message = 'The query of ApiEndpoint is sent as it stands: QueryParameters would be encoded';
    const fixes = moveQuery(endpoint, fieldsOf(task), document.text);
    yield { span: endpoint.span, location: locationOf(task), message, fixes };
  },
};

/** A query whose parts can be read without doubt becomes QueryParameters, where there are none yet. */
function moveQuery(endpoint: StringNode, fields: ObjectNode | undefined, text: string): readonly Fix[] {
  const at = endpoint.value.indexOf('?');
  const parameters = parametersIn(endpoint.value.slice(at + 1));
  const hasOwn = fields?.members.some(({ key }) => key.value.startsWith('QueryParameters'));
  if (!fields || hasOwn || parameters === undefined) return [];
  return [
    possibleFix(
      'Move the query to QueryParameters',
      replaceString(endpoint, endpoint.value.slice(0, at)),
      insertMember(text, fields, 'QueryParameters', parameters),
    ),
  ];
}

/** Each part is a name and a value, no name stands twice, and what is encoded can be read in one way only. */
function parametersIn(query: string): JsonObject | undefined {
  const parts = query.split('&').map((part) => /^([\w.~-]+)=((?:[\w.~:,/-]|%[0-9A-Fa-f]{2})*)$/.exec(part));
  const parameters = new Map<string, string>();
  for (const part of parts) {
    const [, name = '', value = ''] = part ?? [];
    const decoded = decodedText(value);
    if (name === '' || decoded === undefined || parameters.has(name)) return undefined;
    parameters.set(name, decoded);
  }
  return Object.fromEntries(parameters);
}

/** Undefined for what cannot be decoded, and for what would mean something else in a definition. */
function decodedText(encoded: string): string | undefined {
  try {
    const text = decodeURIComponent(encoded);
    return /[{}]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

const queryValue: Rule<HttpTask> = {
  name: 'http-query-value',
  severity: 'INFO',
  title: 'QueryParameters are not an object of strings',
  doc: 'Only an object from names to strings was ever seen at work on AWS. Here a list repeats its key, a number or boolean is sent as its JSON text, null as an empty value, an object with its members in brackets.',
  page,
  example: {
    wrong: httpTaskExample({ QueryParameters: { page: 2 } }),
    right: httpTaskExample({ QueryParameters: { 'page.$': '$.page' } }),
  },
  check: function* (task) {
    const parameters = fixedAt(fieldsOf(task), 'QueryParameters');
    if (!parameters) return;
    const location = locationOf(task);
    if (parameters.kind === 'string' || parameters.kind === 'array') {
      yield { span: parameters.span, location, message: 'QueryParameters should be an object from names to strings' };
    }
    for (const { key, value } of parameters.kind === 'object' ? parameters.members : []) {
      if (!isFixed(value) || value.kind === 'string' || plainName(task, key.value) !== key.value) continue;
      yield {
        span: value.span,
        location,
        message: `A query value should be a string: ${key.value}`,
        fixes: asText(value),
      };
    }
  },
};

/** Rules about the address that an HTTP Task calls. */
export const HTTP_ENDPOINT_RULES: readonly Rule<HttpTask>[] = [
  apiEndpoint,
  plainEndpoint,
  endpointParts,
  endpointQuery,
  queryValue,
];
