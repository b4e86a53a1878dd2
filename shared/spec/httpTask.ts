import type { EnumValue, Field } from './field';
import { PAGES } from './pages';

// The fields of an HTTP Task, from https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html.

/** The resource that makes a Task an HTTP Task; written exactly so. */
export const HTTP_TASK_RESOURCE = 'arn:aws:states:::http:invoke';

/** Matches the HTTP Task's resource in any partition, also `${AWS::Partition}`; the group holds a suffix such as `.sync`, which it does not take. */
export const HTTP_TASK_RESOURCE_PATTERN = /^arn:(?:[^:$]+|\$\{[^}]*\}):states:::http:invoke(\.[A-Za-z:0-9]+)?$/;

/** What the resource does, in a sentence. */
export const HTTP_TASK_DOC = 'Calls an HTTPS API with the credentials of an EventBridge connection.';

/** The methods that an HTTP Task sends, in capitals as they must be written. */
export const METHODS: readonly EnumValue[] = [
  { value: 'GET', doc: 'Reads a resource. A RequestBody is sent all the same when there is one.' },
  { value: 'POST', doc: 'Creates something or hands data over for processing.' },
  { value: 'PUT', doc: 'Replaces the resource with what is in the body.' },
  { value: 'DELETE', doc: 'Removes the resource.' },
  { value: 'PATCH', doc: 'Changes parts of the resource.' },
  { value: 'OPTIONS', doc: 'Asks what the endpoint allows.' },
  { value: 'HEAD', doc: 'Asks for the headers of a GET only: the result has no ResponseBody.' },
];

/** How the request body travels. */
export const REQUEST_BODY_ENCODINGS: readonly EnumValue[] = [
  {
    value: 'NONE',
    doc: 'The default: an object or list goes out as compact JSON, a string as it stands, without quotes.',
  },
  {
    value: 'URL_ENCODED',
    doc: 'The body goes out as form data. Set `content-type` to `application/x-www-form-urlencoded` as well.',
  },
];

/** How lists inside a form body are written; the wire has the brackets and commas percent-encoded. */
export const ARRAY_FORMATS: readonly EnumValue[] = [
  { value: 'INDICES', doc: 'The default: `a[0]=x&a[1]=y`.' },
  { value: 'REPEAT', doc: 'The key once for each item: `a=x&a=y`.' },
  { value: 'COMMAS', doc: 'One key, the items joined: `a=x,y`.' },
  { value: 'BRACKETS', doc: 'The key with empty brackets for each item: `a[]=x&a[]=y`.' },
];

/** The content type that belongs to a URL_ENCODED body. */
export const FORM_CONTENT_TYPE = 'application/x-www-form-urlencoded';

/** The content type that Step Functions adds when a body has none. */
export const DEFAULT_CONTENT_TYPE = 'application/json; charset=UTF-8';

/** Response content types that fail the state with States.Runtime, in lower case; `/*` stands for any subtype. */
export const UNSUPPORTED_CONTENT_TYPES = ['application/octet-stream', 'image/*', 'video/*', 'audio/*'] as const;

const page = PAGES.httpTask;

const CONNECTION_ARN: Field = {
  name: 'ConnectionArn',
  page,
  kinds: ['string'],
  required: true,
  dynamic: true,
  doc: 'The EventBridge connection that authorizes the call. It holds the credentials, and headers, query parameters and body parameters that are merged over those of the task. Locally the connection is found in `stateside.json` by the name inside the ARN, or by the whole text as written.',
  snippet:
    '"arn:aws:events:${1:us-east-1}:${2:123456789012}:connection/${3:Name}/${4:81210c42-8af1-456b-9c4a-6ff02fc664ac}"',
};

/** The two fields that carry the ConnectionArn; a task has exactly one of them. */
export const CONNECTION_FIELDS = ['Authentication', 'InvocationConfig'] as const;

/** What goes into `Parameters` (JSONPath) or `Arguments` (JSONata) of an HTTP Task. */
export const HTTP_TASK_FIELDS: readonly Field[] = [
  {
    name: 'ApiEndpoint',
    page,
    kinds: ['string'],
    required: true,
    dynamic: true,
    doc: 'The `https://` address to call. Put the query into QueryParameters; build an address from input with `ApiEndpoint.$` and `States.Format`, or a JSONata expression.',
    snippet: '"https://${1:api.example.com}"',
  },
  {
    name: 'Method',
    page,
    kinds: ['string'],
    required: true,
    dynamic: true,
    values: METHODS,
    doc: 'The HTTP method, in capitals.',
  },
  {
    name: 'Authentication',
    page,
    kinds: ['object'],
    dynamic: true,
    fields: [CONNECTION_ARN],
    doc: 'Holds the ConnectionArn. Either this field or InvocationConfig is required, not both.',
    snippet: '{\n\t"ConnectionArn": "$1"\n}',
  },
  {
    name: 'InvocationConfig',
    page,
    kinds: ['object'],
    dynamic: true,
    fields: [CONNECTION_ARN],
    doc: 'The newer place of the ConnectionArn, for public and private endpoints. Either this field or Authentication is required, not both.',
    snippet: '{\n\t"ConnectionArn": "$1"\n}',
  },
  {
    name: 'Headers',
    page,
    kinds: ['object'],
    dynamic: true,
    doc: 'Request headers, name to value. A header of the connection with exactly the same name replaces the one here. Step Functions adds User-Agent, Range and Host itself, and refuses Authorization and a list of others.',
    snippet: '{\n\t"${1:Content-Type}": "${2:application/json}"\n}',
  },
  {
    name: 'QueryParameters',
    page,
    kinds: ['object', 'array', 'string'],
    dynamic: true,
    doc: 'Pairs that are percent-encoded and appended to the address. A parameter of the connection with the same key replaces the one here.',
    snippet: '{\n\t"${1:name}": "${2:value}"\n}',
  },
  {
    name: 'RequestBody',
    page,
    kinds: ['object', 'array', 'string', 'number', 'boolean', 'null'],
    dynamic: true,
    doc: 'The data to send, with any method. Body parameters of the connection are merged into an object; with a string body they fail the state. Without a Content-Type of yours it goes out as `application/json; charset=UTF-8`.',
    snippet: '{\n\t$1\n}',
  },
  {
    name: 'Transform',
    page,
    kinds: ['object'],
    dynamic: true,
    doc: 'Says how the request body is encoded.',
    snippet: '{\n\t"RequestBodyEncoding": "${1|URL_ENCODED,NONE|}"\n}',
    fields: [
      {
        name: 'RequestBodyEncoding',
        page,
        kinds: ['string'],
        dynamic: true,
        values: REQUEST_BODY_ENCODINGS,
        doc: 'NONE sends JSON, URL_ENCODED sends form data.',
      },
      {
        name: 'RequestEncodingOptions',
        page,
        kinds: ['object'],
        dynamic: true,
        doc: 'Options of the URL_ENCODED encoding.',
        snippet: '{\n\t"ArrayFormat": "${1|INDICES,REPEAT,COMMAS,BRACKETS|}"\n}',
        fields: [
          {
            name: 'ArrayFormat',
            page,
            kinds: ['string'],
            dynamic: true,
            values: ARRAY_FORMATS,
            doc: 'How lists in the body are written. Only URL_ENCODED bodies look at it.',
          },
        ],
      },
    ],
  },
];
