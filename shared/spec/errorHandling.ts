import type { EnumValue, Field } from './field';
import { PAGES } from './pages';

// Retriers and Catchers, from https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html.

const page = PAGES.errors;

/** How the wait before a retry is spread. */
export const JITTER_STRATEGIES: readonly EnumValue[] = [
  { value: 'NONE', doc: 'The default: waits exactly as long as computed.' },
  {
    value: 'FULL',
    doc: 'Waits a random time between zero and the computed one, so that retries do not come in waves.',
  },
];

const ERROR_EQUALS: Field = {
  name: 'ErrorEquals',
  page,
  kinds: ['array'],
  filled: true,
  itemKinds: ['string'],
  required: true,
  doc: 'The error names that this entry answers to. `States.ALL` stands alone, in the last entry.',
  snippet: '["${1:States.ALL}"]',
};

const COMMENT: Field = { name: 'Comment', page, kinds: ['string'], doc: 'A note for people.' };

/** The fields of an entry of Retry. */
export const RETRIER_FIELDS: readonly Field[] = [
  ERROR_EQUALS,
  COMMENT,
  {
    name: 'IntervalSeconds',
    page,
    kinds: ['number'],
    integer: true,
    minimum: 0,
    maximum: 99_999_999,
    doc: 'Seconds before the first retry: an integer up to 99,999,999, by default 1.',
    snippet: '${1:1}',
  },
  {
    name: 'MaxAttempts',
    page,
    kinds: ['number'],
    integer: true,
    minimum: 0,
    maximum: 99_999_999,
    doc: 'How often to try again, by default 3; 0 means never.',
    snippet: '${1:3}',
  },
  {
    name: 'BackoffRate',
    page,
    kinds: ['number'],
    minimum: 1,
    doc: 'The factor by which the wait grows with each retry: at least 1, by default 2.',
    snippet: '${1:2}',
  },
  {
    name: 'MaxDelaySeconds',
    page,
    kinds: ['number'],
    integer: true,
    minimum: 1,
    maximum: 31_622_400,
    doc: 'The longest wait between two tries, in seconds; more than IntervalSeconds and less than 31,622,401.',
    snippet: '${1:60}',
  },
  {
    name: 'JitterStrategy',
    page,
    kinds: ['string'],
    values: JITTER_STRATEGIES,
    doc: 'Whether the wait is spread at random.',
  },
];

/** The fields of an entry of Catch. */
export const CATCHER_FIELDS: readonly Field[] = [
  ERROR_EQUALS,
  {
    name: 'Next',
    page,
    kinds: ['string'],
    required: true,
    doc: 'The state that goes on with the error: a name of the same machine.',
  },
  COMMENT,
  {
    name: 'ResultPath',
    page,
    kinds: ['string', 'null'],
    queryLanguage: 'JSONPath',
    holds: 'referencePath',
    doc: 'Where the object with Error and Cause goes into the input; `$`, the default, replaces it.',
    snippet: '"$.${1:error}"',
  },
  {
    name: 'Output',
    page,
    kinds: ['object', 'array', 'string', 'number', 'boolean', 'null'],
    queryLanguage: 'JSONata',
    holds: 'template',
    doc: 'What the next state gets; the error is in `$states.errorOutput`.',
    snippet: '{\n\t$0\n}',
  },
  {
    name: 'Assign',
    page,
    kinds: ['object', 'string'],
    holds: 'template',
    doc: 'Sets variables when this entry catches the error.',
    snippet: '{\n\t$0\n}',
  },
];
