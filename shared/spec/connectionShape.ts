import { AUTHORIZATION_TYPES, CONNECTION_STATES } from './connection';
import { isHttpOwnedHeader } from './headers';
import type { Shape, ShapeField, TextShape } from './shape';

// The shape of an EventBridge connection, from
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateConnection.html and the service model. AWS's patterns
// repeat what their inner classes already hold; the tests here accept the same texts and take linear time.

const LIMIT = 512;

/** User, password, key, client: AWS allows no colon in them. */
const CREDENTIAL: TextShape = {
  kind: 'text',
  minimum: 1,
  maximum: LIMIT,
  wrong: (text) => {
    if (text.includes(':')) return 'A colon is not allowed in it';
    return hasControls(text, '\t') || !hasVisible(text) ? 'Control characters are not allowed in it' : undefined;
  },
};

/** AWS refuses some of these too; one that HTTP itself writes would break the request. */
const HEADER_NAME: TextShape = {
  kind: 'text',
  minimum: 1,
  maximum: LIMIT,
  wrong: (text) => {
    if (!/^[!#$%&'*+\-.^_`|~0-9a-zA-Z]+$/.test(text)) return 'It is no name of a header';
    return isHttpOwnedHeader(text) ? `HTTP itself writes the header ${text}, so a connection must not` : undefined;
  },
};

const HEADER_VALUE: TextShape = {
  kind: 'text',
  minimum: 1,
  maximum: LIMIT,
  wrong: (text) =>
    /^[\t -~]*$/.test(text) && hasVisible(text) ? undefined : 'A header takes printable ASCII characters only',
};

const QUERY_KEY: TextShape = {
  kind: 'text',
  minimum: 1,
  maximum: LIMIT,
  wrong: (text) => (hasControls(text, '') ? 'Control characters are not allowed in it' : undefined),
};

const QUERY_VALUE: TextShape = {
  kind: 'text',
  minimum: 1,
  maximum: LIMIT,
  wrong: (text) => (hasControls(text, '\n\r') ? 'Control characters are not allowed in it' : undefined),
};

const ANY_TEXT: TextShape = { kind: 'text' };

const ENDPOINT: TextShape = {
  kind: 'text',
  minimum: 1,
  maximum: 2048,
  wrong: (text) => {
    const fits = /^(?:%[0-9A-Fa-f]{2}|[-()_.!~*';/?:@&=+$,A-Za-z0-9])+$/.test(text) && /^https?:\/\/[^/]/i.test(text);
    const url = fits && URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined) return 'It is no address of the form https://host/path';
    return url.username !== '' || url.password !== '' ? 'An address must not hold a user' : undefined;
  },
};

function parameters(key: TextShape, value: TextShape): Shape {
  return {
    kind: 'list',
    maximum: 100,
    items: {
      kind: 'object',
      unknown: 'WARNING',
      fields: [
        { name: 'Key', doc: 'The name that is sent.', shape: key, required: true },
        {
          name: 'Value',
          doc: 'The value that is sent; write `${secret:name}` or `${env:NAME}` for a secret one.',
          shape: value,
          required: true,
          secretWith: 'IsValueSecret',
        },
        { name: 'IsValueSecret', doc: 'True hides the value wherever it would be shown.', shape: { kind: 'flag' } },
      ],
    },
  };
}

function httpParameters(purpose: string): Shape {
  return {
    kind: 'object',
    unknown: 'WARNING',
    fields: [
      {
        name: 'HeaderParameters',
        doc: `Headers added to ${purpose}.`,
        shape: parameters({ ...HEADER_NAME, names: 'header' }, HEADER_VALUE),
      },
      {
        name: 'QueryStringParameters',
        doc: `Query parameters added to ${purpose}.`,
        shape: parameters(QUERY_KEY, QUERY_VALUE),
      },
      {
        name: 'BodyParameters',
        doc: `Members added to the body of ${purpose}.`,
        shape: parameters(ANY_TEXT, ANY_TEXT),
      },
    ],
  };
}

const CLIENT_PARAMETERS: Shape = {
  kind: 'object',
  unknown: 'WARNING',
  fields: [
    { name: 'ClientID', doc: 'The id of the client.', shape: CREDENTIAL, required: true },
    { name: 'ClientSecret', doc: 'The secret of the client.', shape: CREDENTIAL, required: true, secret: true },
  ],
};

/** A VPC Lattice resource configuration; no text at all takes it away. */
const RESOURCE_CONFIGURATION_ARN: TextShape = {
  kind: 'text',
  maximum: 2048,
  wrong: (text) =>
    text === '' ||
    /^arn:[a-z0-9-]+:vpc-lattice:[a-zA-Z0-9-]+:\d{12}:resourceconfiguration\/rcfg-[0-9a-z]{17}$/.test(text)
      ? undefined
      : 'This is no ARN of a resource configuration of VPC Lattice',
};

const RESOURCE_PARAMETERS: Shape = {
  kind: 'object',
  unknown: 'WARNING',
  fields: [
    {
      name: 'ResourceConfigurationArn',
      doc: 'The resource configuration that leads to the endpoint.',
      shape: RESOURCE_CONFIGURATION_ARN,
      required: true,
    },
    // Only answers of AWS hold it.
    { name: 'ResourceAssociationArn', doc: 'Accepted and not used here.', shape: { kind: 'json' }, unused: true },
  ],
};

/** How AWS reaches a private endpoint: checked, and not used here. */
const CONNECTIVITY: Shape = {
  kind: 'object',
  unknown: 'WARNING',
  fields: [{ name: 'ResourceParameters', doc: 'What leads there.', shape: RESOURCE_PARAMETERS, required: true }],
};

const CONNECTIVITY_DOC = 'How AWS reaches a private endpoint; a request from here goes straight out.';

const OAUTH: Shape = {
  kind: 'object',
  unknown: 'WARNING',
  fields: [
    { name: 'ClientParameters', doc: 'Who asks for the token.', shape: CLIENT_PARAMETERS, required: true },
    { name: 'AuthorizationEndpoint', doc: 'Where the token is asked for.', shape: ENDPOINT, required: true },
    {
      name: 'HttpMethod',
      doc: 'How the token is asked for.',
      shape: { kind: 'text', values: ['GET', 'POST', 'PUT'] },
      required: true,
    },
    {
      name: 'OAuthHttpParameters',
      doc: 'What is added to the token request.',
      shape: httpParameters('the token request'),
    },
  ],
};

const AUTH_PARAMETERS: Shape = {
  kind: 'object',
  unknown: 'WARNING',
  fields: [
    {
      name: 'BasicAuthParameters',
      doc: 'User and password, sent as `Authorization: Basic`. Belongs to BASIC.',
      when: { field: 'AuthorizationType', is: 'BASIC' },
      shape: {
        kind: 'object',
        unknown: 'WARNING',
        fields: [
          { name: 'Username', doc: 'The user.', shape: CREDENTIAL, required: true },
          { name: 'Password', doc: 'The password.', shape: CREDENTIAL, required: true, secret: true },
        ],
      },
    },
    {
      name: 'ApiKeyAuthParameters',
      doc: 'A key, sent as a header. Belongs to API_KEY.',
      when: { field: 'AuthorizationType', is: 'API_KEY' },
      shape: {
        kind: 'object',
        unknown: 'WARNING',
        fields: [
          { name: 'ApiKeyName', doc: 'The name of the header.', shape: HEADER_NAME, required: true },
          { name: 'ApiKeyValue', doc: 'The key.', shape: CREDENTIAL, required: true, secret: true },
        ],
      },
    },
    {
      name: 'OAuthParameters',
      doc: 'How a token is had, which is sent as `Authorization: Bearer`. Belongs to OAUTH_CLIENT_CREDENTIALS.',
      when: { field: 'AuthorizationType', is: 'OAUTH_CLIENT_CREDENTIALS' },
      shape: OAUTH,
    },
    {
      name: 'InvocationHttpParameters',
      doc: 'What the connection adds to every request of a task.',
      shape: httpParameters('the request'),
    },
    { name: 'ConnectivityParameters', doc: CONNECTIVITY_DOC, shape: CONNECTIVITY, unused: true },
  ],
};

/** Fields that only an answer of DescribeConnection holds, beside ConnectionState. */
const ANSWERED: readonly string[] = [
  'ConnectionArn',
  'StateReason',
  'SecretArn',
  'CreationTime',
  'LastModifiedTime',
  'LastAuthorizedTime',
];

/** Fields by which an answer of DescribeConnection is known. */
export const DESCRIBED_FIELDS: readonly string[] = ['ConnectionState', ...ANSWERED];

const UNUSED: readonly ShapeField[] = [
  {
    name: 'Name',
    doc: 'The name on AWS; here the key above names the connection.',
    shape: { kind: 'text', wrong: (text) => (CONNECTION_NAME_PATTERN.test(text) ? undefined : NAME_SENTENCE) },
    unused: true,
  },
  { name: 'Description', doc: 'What it is for.', shape: { kind: 'text', maximum: LIMIT }, unused: true },
  {
    name: 'KmsKeyIdentifier',
    doc: 'The key with which AWS encrypts the connection; not used here.',
    shape: {
      kind: 'text',
      maximum: 2048,
      wrong: (text) => (/^[a-zA-Z0-9_\-/:]*$/.test(text) ? undefined : 'This is no name of a KMS key'),
    },
    unused: true,
  },
  { name: 'InvocationConnectivityParameters', doc: CONNECTIVITY_DOC, shape: CONNECTIVITY, unused: true },
  ...ANSWERED.map((name) => ({
    name,
    doc: 'Accepted and not used here.',
    shape: { kind: 'json' as const },
    unused: true,
  })),
];

const AUTHORIZATION_TYPE: TextShape = {
  kind: 'text',
  values: AUTHORIZATION_TYPES,
  meanings: {
    BASIC: 'User and password, as `Authorization: Basic`.',
    API_KEY: 'A key in a header of your choice.',
    OAUTH_CLIENT_CREDENTIALS: 'A token, asked for with a client and its secret, as `Authorization: Bearer`.',
  },
};

/** A connection as CreateConnection takes it, with what DescribeConnection adds; `Type`, as the documentation once spells it, stands for AuthorizationType. */
export const CONNECTION_SHAPE: Shape = {
  kind: 'object',
  variant: 'AuthorizationType',
  unknown: 'WARNING',
  fields: [
    {
      name: 'AuthorizationType',
      doc: 'How requests are authorized.',
      shape: AUTHORIZATION_TYPE,
      required: true,
      references: false,
    },
    {
      name: 'Type',
      doc: 'The console spells AuthorizationType so.',
      shape: AUTHORIZATION_TYPE,
      sameAs: 'AuthorizationType',
      references: false,
    },
    { name: 'AuthParameters', doc: 'The credentials, and what is added.', shape: AUTH_PARAMETERS, required: true },
    {
      name: 'ConnectionState',
      doc: 'What DescribeConnection said of it: unless it is AUTHORIZED or ACTIVE, a run fails as it would on AWS.',
      shape: { kind: 'text', values: Object.keys(CONNECTION_STATES) },
      references: false,
    },
    ...UNUSED,
  ],
};

/** The member of AuthParameters that belongs to each AuthorizationType. */
export const AUTH_PARAMETERS_OF = {
  BASIC: 'BasicAuthParameters',
  API_KEY: 'ApiKeyAuthParameters',
  OAUTH_CLIENT_CREDENTIALS: 'OAuthParameters',
} as const;

/** The name of a connection, from the service model. */
export const CONNECTION_NAME_PATTERN = /^[.\-_A-Za-z0-9]{1,64}$/;

const NAME_SENTENCE = 'A connection is named by up to 64 letters, digits, dots, dashes and underscores';

function hasControls(text: string, allowed: string): boolean {
  return Array.from(text).some((char) => (char < ' ' || char === '\x7f') && !allowed.includes(char));
}

function hasVisible(text: string): boolean {
  return Array.from(text).some((char) => char >= ' ' && char !== '\x7f');
}
