import { createHash } from 'node:crypto';
import { json, type WholeAnswer } from './answer';
import { type Call, isRecord, type Json, type JsonRecord } from './call';
import { failure, troubleOf } from './trouble';

const KEPT_INVOICES = 200;

/**
 * Creates an invoice from a form or a JSON object with a `customer`, and answers 200 with it, as Stripe does.
 * Its id comes from what was sent: the same body gives the same invoice. A customer like `cus_409` gives that trouble.
 */
export function createInvoice(call: Call): WholeAnswer {
  if (typeof call.body === 'string')
    return failure(415, { message: 'Send a form or JSON, and say so in Content-Type.' });
  if (call.body !== null && !isRecord(call.body))
    return failure(400, { message: 'An invoice is made from a JSON object.' });
  const customer = customerOf(call.body?.customer);
  if (customer === undefined)
    return failure(400, { message: 'A required parameter is missing: customer.', param: 'customer' });
  return troubleOf(customer) ?? json(200, keep(call.memory.invoices, invoiceFrom({ ...call.body, customer })));
}

/** The invoices made since the start, oldest first. */
export function listInvoices(call: Call): WholeAnswer {
  return json(200, { object: 'list', url: call.path, has_more: false, data: [...call.memory.invoices.values()] });
}

/** The invoice of the id in the path, or 404. */
export function invoiceById(call: Call): WholeAnswer {
  const { id = '' } = call.parameters;
  const found = call.memory.invoices.get(id);
  return found ? json(200, found) : failure(404, { message: `No such invoice: ${id}`, param: 'id' });
}

function customerOf(given: Json | undefined): string | undefined {
  const text = typeof given === 'number' ? String(given) : given;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function invoiceFrom(sent: JsonRecord): JsonRecord & { readonly id: string } {
  const digest = createHash('sha256').update(JSON.stringify(sent)).digest('hex');
  const named = { id: `in_${digest.slice(0, 16)}`, object: 'invoice' };
  const usual = { currency: 'usd', status: 'draft', created: 1735689600, livemode: false };
  return { ...named, ...usual, ...sent, ...named };
}

function keep(invoices: Map<string, JsonRecord>, invoice: JsonRecord & { readonly id: string }): JsonRecord {
  invoices.set(invoice.id, invoice);
  const [oldest] = invoices.keys();
  if (invoices.size > KEPT_INVOICES && oldest !== undefined) invoices.delete(oldest);
  return invoice;
}
