import { json, type WholeAnswer } from './answer';
import type { Call, JsonRecord } from './call';
import { failure, troubleOf } from './trouble';

const CUSTOMERS: readonly JsonRecord[] = [
  customer('1234567890', 'John Doe', 'usd'),
  customer('2345678901', 'Jane Roe', 'eur'),
  customer('3456789012', 'Richard Poe', 'usd'),
];

/** All customers, as a list of Stripe's shape `{ object, url, has_more, data }`. */
export function listCustomers(call: Call): WholeAnswer {
  return json(200, listOf(call.path, CUSTOMERS));
}

/** The customers whose `currency` is the one in the query; 400 without it, an empty list when none fits. */
export function searchCustomers(call: Call): WholeAnswer {
  const currency = call.query.get('currency');
  if (currency === null)
    return failure(400, { message: 'Say which currency to search for: currency.', param: 'currency' });
  return json(
    200,
    listOf(
      call.path,
      CUSTOMERS.filter((one) => one.currency === currency.toLowerCase()),
    ),
  );
}

/** The customer of the id in the path, the trouble that an id like `cus_409` asks for, or 404. */
export function customerById(call: Call): WholeAnswer {
  const { id = '' } = call.parameters;
  const found = CUSTOMERS.find((one) => one.id === id);
  if (found) return json(200, found);
  return troubleOf(id) ?? failure(404, { message: `No such customer: ${id}`, param: 'id' });
}

function customer(id: string, name: string, currency: string): JsonRecord {
  return { id, object: 'customer', name, currency, created: 1735689600, livemode: false };
}

function listOf(url: string, data: readonly JsonRecord[]): JsonRecord {
  return { object: 'list', url, has_more: false, data };
}
