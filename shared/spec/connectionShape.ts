import { AUTHORIZATION_TYPES } from './connection';
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

const HEADER_NAME: TextShape = {
  kind: 'text',
  minimum: 1,
  maximum: LIMIT,
  wrong: (text) => (/^[!#$%&'*+\-.^_`|~0-9a-zA-Z]+$/.test(text) ? undefined : 'It is no name of a header'),
};

const HEADER_VALUE: TextShape = {
  kind: 'text',
  minimum: 1,
  maximum: LIMIT,
  wrong: (text) => (/^[\t -~]*$/.test(text) ? undefined : 'A header takes printable ASCII characters only'),
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
    const fits = /^(?:%[0-9A-Fa-f]{2}|[-()_.!~*';/?:@&=+$,A-Za-z0-9])+$/.test(text) && /^https?:\/\/[^/]/.test(text);
    return fits ? undefined : 'It is no address of the form https://host/path';
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
      { name: 'HeaderParameters', doc: `Headers added to ${purpose}.`, shape: parameters(HEADER_NAME, HEADER_VALUE) },
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

const UNUSED_CONNECTIVITY: ShapeField = {
  name: 'ConnectivityParameters',
  doc: 'How AWS reaches a private endpoint; not used here.',
  shape: { kind: 'json' },
  unused: true,
};

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
      shape: OAUTH,
    },
    {
      name: 'InvocationHttpParameters',
      doc: 'What the connection adds to every request of a task.',
      shape: httpParameters('the request'),
    },
    UNUSED_CONNECTIVITY,
  ],
};

/** Fields that AWS's requests and answers carry beside those that matter here. */
const UNUSED = [
  'Name',
  'Description',
  'KmsKeyIdentifier',
  'InvocationConnectivityParameters',
  'ConnectionArn',
  'ConnectionState',
  'StateReason',
  'SecretArn',
  'CreationTime',
  'LastModifiedTime',
  'LastAuthorizedTime',
];

const AUTHORIZATION_TYPE: TextShape = { kind: 'text', values: AUTHORIZATION_TYPES };

/** A connection as CreateConnection takes it; `Type`, as the console exports it, stands for AuthorizationType. */
export const CONNECTION_SHAPE: Shape = {
  kind: 'object',
  unknown: 'WARNING',
  fields: [
    { name: 'AuthorizationType', doc: 'How requests are authorized.', shape: AUTHORIZATION_TYPE, required: true },
    {
      name: 'Type',
      doc: 'The console spells AuthorizationType so.',
      shape: AUTHORIZATION_TYPE,
      sameAs: 'AuthorizationType',
    },
    { name: 'AuthParameters', doc: 'The credentials, and what is added.', shape: AUTH_PARAMETERS, required: true },
    ...UNUSED.map((name) => ({
      name,
      doc: 'Accepted and not used here.',
      shape: { kind: 'json' as const },
      unused: true,
    })),
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

function hasControls(text: string, allowed: string): boolean {
  return Array.from(text).some((char) => (char < ' ' || char === '\x7f') && !allowed.includes(char));
}

function hasVisible(text: string): boolean {
  return Array.from(text).some((char) => char >= ' ' && char !== '\x7f');
}
