import { STATUS_CODES } from 'node:http';
import { type HeaderList, json, type WholeAnswer } from './answer';

type Trouble = {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  readonly headers?: HeaderList;
};

// The error types are the ones Stripe's API reference lists; the sentences are ours.
const TROUBLES: Readonly<Record<number, Trouble>> = {
  400: {
    type: 'invalid_request_error',
    code: 'parameter_invalid',
    message: 'A parameter of this request is not valid.',
  },
  401: {
    type: 'invalid_request_error',
    message: 'These credentials are not accepted.',
    headers: [['WWW-Authenticate', 'Basic realm="Example API"']],
  },
  402: { type: 'card_error', code: 'card_declined', message: 'The card was declined.' },
  403: { type: 'invalid_request_error', message: 'These credentials may not do this.' },
  404: { type: 'invalid_request_error', code: 'resource_missing', message: 'There is no such thing here.' },
  409: { type: 'idempotency_error', message: 'This request is in conflict with another one.' },
  429: {
    type: 'invalid_request_error',
    code: 'rate_limit',
    message: 'Too many requests came at once.',
    headers: [['Retry-After', '2']],
  },
  500: { type: 'api_error', message: 'Something broke on the side of the service.' },
  502: { type: 'api_error', message: 'The service got no usable answer from behind it.' },
  503: { type: 'api_error', message: 'The service is busy.', headers: [['Retry-After', '5']] },
  504: { type: 'api_error', message: 'The service waited too long for what is behind it.' },
};

/** The failing answer of a status code, `{ error: { type, code?, message, param? } }` as JSON; what is given replaces the usual text. */
export function failure(
  status: number,
  given: { message?: string; param?: string; headers?: HeaderList } = {},
): WholeAnswer {
  const { headers: usual = [], ...error } = TROUBLES[status] ?? unlisted(status);
  const { headers = usual, ...replaced } = given;
  return json(status, { error: { ...error, ...replaced } }, headers);
}

/** The failure that a customer id like `cus_409` asks for (400 to 599); undefined for any other id. */
export function troubleOf(customer: string): WholeAnswer | undefined {
  const status = /^cus_([45]\d\d)$/.exec(customer)?.[1];
  return status === undefined ? undefined : failure(Number(status));
}

/** The answer that `/v1/status/{code}` gives: any status from 200 to 599, with a Location for a redirect. */
export function statusAnswer(code = ''): WholeAnswer {
  const status = /^[2-5]\d\d$/.test(code) ? Number(code) : 0;
  if (status === 0) return failure(400, { message: 'The status must be between 200 and 599.', param: 'code' });
  if (status >= 400) return failure(status);
  if (status === 204 || status === 304) return { status, headers: [] };
  return json(status, { status }, status >= 300 ? [['Location', '/v1/customers']] : []);
}

function unlisted(status: number): Trouble {
  const type = status >= 500 ? 'api_error' : 'invalid_request_error';
  return { type, message: `This answer was asked for: ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd() };
}
