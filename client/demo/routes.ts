import { type Answer, json, text, type WholeAnswer } from './answer';
import { half, large, PIXEL, reset, slow } from './awkward';
import type { Call } from './call';
import { customerById, listCustomers, searchCustomers } from './customers';
import { echo } from './echo';
import { createInvoice, invoiceById, listInvoices } from './invoices';
import type { Scheme } from './protection';
import { showRequest } from './recording';
import { issueToken } from './token';
import { statusAnswer } from './trouble';

/** One route: its methods, its path with `{names}`, who may enter (no scheme: anyone), a sentence, and its answer. */
export type Route = {
  readonly methods: readonly string[];
  readonly path: string;
  readonly schemes: readonly Scheme[];
  readonly about: string;
  readonly answer: (call: Call) => Answer;
};

const GET = ['GET'];
const POST = ['POST'];
const TOKEN = ['GET', 'POST', 'PUT'];
const EVERY = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const OPEN: readonly Scheme[] = [];
const KNOWN: readonly Scheme[] = ['basic', 'bearer', 'apiKey'];

/** The routes, a row each; among those that fit a path the first wins. HEAD goes wherever GET goes, OPTIONS everywhere. */
export const ROUTES: readonly Route[] = [
  row(GET, '/', OPEN, 'This list.', () => text(list())),
  row(POST, '/v1/invoices', KNOWN, 'Creates an invoice for a customer, from a form or JSON.', createInvoice),
  row(GET, '/v1/invoices', KNOWN, 'The invoices made so far.', listInvoices),
  row(GET, '/v1/invoices/{id}', KNOWN, 'One invoice.', invoiceById),
  row(GET, '/v1/customers', KNOWN, 'All customers.', listCustomers),
  row(GET, '/v1/customers/search', KNOWN, 'The customers of one ?currency=.', searchCustomers),
  row(GET, '/v1/customers/{id}', KNOWN, 'One customer, 1234567890 for example.', customerById),
  row(EVERY, '/path', KNOWN, 'Answers with what it received.', echo),
  row(EVERY, '/v1/echo', OPEN, 'The same without credentials.', echo),
  row(TOKEN, '/oauth/token', OPEN, 'A token for client_id and client_secret.', issueToken),
  row(GET, '/v1/protected/basic', ['basic'], 'Takes Basic credentials only.', welcome),
  row(GET, '/v1/protected/bearer', ['bearer'], 'Takes a Bearer token only.', welcome),
  row(GET, '/v1/protected/api-key', ['apiKey'], 'Takes an API key only.', welcome),
  row(EVERY, '/v1/status/{code}', OPEN, 'Answers with that status, 200 to 599.', ({ parameters }) =>
    statusAnswer(parameters.code),
  ),
  row(GET, '/v1/slow', OPEN, 'Answers after ?seconds=, 120 at most.', slow),
  row(GET, '/v1/large', OPEN, 'Streams ?bytes=, just over 256 KiB by default.', large),
  row(GET, '/v1/binary', OPEN, 'A PNG image.', image),
  row(GET, '/v1/text', OPEN, 'Plain text.', () => text('Plain text from the example API.')),
  row(GET, '/v1/repeated', OPEN, 'The response header X-Part, twice.', repeated),
  row(EVERY, '/v1/empty', OPEN, '204 without a body.', () => ({ status: 204, headers: [] })),
  row(GET, '/v1/half', OPEN, 'Drops the line in the middle of its answer.', half),
  row(GET, '/v1/reset', OPEN, 'Resets the connection.', reset),
  row(GET, '/v1/requests', OPEN, 'The requests received, credentials masked.', recorded),
];

const PREFACE = [
  'The example API of Stateside: a small invoice service that forgets everything when it ends.',
  'Credentials: any user name and password (basic), any token (bearer), any key in the header ApiKey or X-Api-Key',
  '(apiKey); only the word "wrong" is refused.',
  'Trouble on request: a customer id like cus_409 (cus_ and a status from 400 to 599) gets that status.',
];

function row(
  methods: readonly string[],
  path: string,
  schemes: readonly Scheme[],
  about: string,
  answer: Route['answer'],
): Route {
  return { methods, path, schemes, about, answer };
}

function welcome(call: Call): WholeAnswer {
  return json(200, { welcome: call.path });
}

function image(): WholeAnswer {
  return { status: 200, headers: [['Content-Type', 'image/png']], body: PIXEL };
}

function repeated(): WholeAnswer {
  const parts = ['one', 'two'] as const;
  return json(
    200,
    parts,
    parts.map((part) => ['X-Part', part]),
  );
}

function recorded({ memory }: Call): WholeAnswer {
  return json(200, memory.requests.map(showRequest));
}

function list(): string {
  const rows = ROUTES.map(({ methods, path, schemes, about }) => {
    const lock = schemes.length > 0 ? ` (needs ${schemes.join(' or ')})` : '';
    return `${(methods === EVERY ? 'ANY' : methods.join(',')).padEnd(13)} ${path.padEnd(22)} ${about}${lock}`;
  });
  return `${[...PREFACE, '', ...rows].join('\n')}\n`;
}
