import {
  ITEM_BATCHER_FIELDS,
  ITEM_BATCHER_GROUPS,
  ITEM_READER_FIELDS,
  PROCESSOR_CONFIG,
  RESULT_WRITER_FIELDS,
} from './distributedMap';
import type { Field } from './field';
import { PAGES } from './pages';

// What Parallel and Map have beside the fields of every state, from
// https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html and .../state-map.html.

const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';
const MAP = `${GUIDE}/state-map.html`;
const DISTRIBUTED = `${GUIDE}/state-map-distributed.html`;

const MACHINE = PAGES.stateMachine;

/** Where a machine starts: the whole, a branch, or the processor of a Map. */
export const START_AT: Field = {
  name: 'StartAt',
  page: MACHINE,
  kinds: ['string'],
  required: true,
  ownRule: true,
  doc: 'The name of the state that runs first.',
};

/** The states of a machine. */
export const STATES: Field = {
  name: 'States',
  page: MACHINE,
  kinds: ['object'],
  required: true,
  ownRule: true,
  doc: 'The states, name to state. Names are unique in the whole definition and at most 80 characters long.',
  snippet: '{\n\t$0\n}',
};

/** The fields of a branch of a Parallel. */
export const BRANCH_FIELDS: readonly Field[] = [
  { name: 'Comment', page: MACHINE, kinds: ['string'], doc: 'A note for people.' },
  START_AT,
  STATES,
];

/** The fields of the ItemProcessor, or Iterator, of a Map. */
export const PROCESSOR_FIELDS: readonly Field[] = [...BRANCH_FIELDS, PROCESSOR_CONFIG];

/** The fields that only Parallel has. */
export const PARALLEL_FIELDS: readonly Field[] = [
  {
    name: 'Branches',
    page: `${GUIDE}/state-parallel.html`,
    kinds: ['array'],
    filled: true,
    itemKinds: ['object'],
    fields: BRANCH_FIELDS,
    required: true,
    doc: 'The machines to run at once, each with its own StartAt and States. All get the same input.',
    snippet: '[\n\t{\n\t\t"StartAt": "$1",\n\t\t"States": {\n\t\t\t$0\n\t\t}\n\t}\n]',
  },
];

/** The fields that only Map has. */
export const MAP_FIELDS: readonly Field[] = [
  {
    name: 'ItemProcessor',
    page: MAP,
    kinds: ['object'],
    fields: PROCESSOR_FIELDS,
    doc: 'The machine that runs for each item, with its ProcessorConfig.',
    snippet:
      '{\n\t"ProcessorConfig": {\n\t\t"Mode": "${1|INLINE,DISTRIBUTED|}"\n\t},\n\t"StartAt": "$2",\n\t"States": {\n\t\t$0\n\t}\n}',
  },
  {
    name: 'Iterator',
    page: MAP,
    kinds: ['object'],
    fields: PROCESSOR_FIELDS,
    doc: 'The older name of ItemProcessor.',
  },
  {
    name: 'Items',
    page: MAP,
    kinds: ['array', 'object', 'string'],
    queryLanguage: 'JSONata',
    holds: 'template',
    doc: 'The list, or an expression that gives it.',
  },
  {
    name: 'ItemsPath',
    page: MAP,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    holds: 'path',
    doc: 'The path of the list, by default `$`.',
    snippet: '"$.${1:items}"',
  },
  {
    name: 'ItemSelector',
    page: MAP,
    kinds: ['object', 'string'],
    holds: 'template',
    doc: 'The input of each run, built from its item and the input of the Map.',
    snippet: '{\n\t$0\n}',
  },
  {
    name: 'ItemReader',
    page: DISTRIBUTED,
    kinds: ['object'],
    fields: ITEM_READER_FIELDS,
    doc: 'Reads the items from Amazon S3. Distributed only.',
    snippet: '{\n\t$0\n}',
  },
  {
    name: 'ItemBatcher',
    page: DISTRIBUTED,
    kinds: ['object'],
    fields: ITEM_BATCHER_FIELDS,
    groups: ITEM_BATCHER_GROUPS,
    doc: 'Hands several items to each run. Distributed only.',
    snippet: '{\n\t"MaxItemsPerBatch": ${1:10}\n}',
  },
  {
    name: 'ResultWriter',
    page: DISTRIBUTED,
    kinds: ['object'],
    fields: RESULT_WRITER_FIELDS,
    doc: 'Writes the results to Amazon S3. Distributed only.',
    snippet: '{\n\t$0\n}',
  },
  { name: 'Label', page: DISTRIBUTED, kinds: ['string'], doc: 'A name for the ARN of the runs. Distributed only.' },
  {
    name: 'MaxConcurrency',
    page: MAP,
    kinds: ['number'],
    integer: true,
    minimum: 0,
    holds: 'expression',
    doc: 'How many items may run at a time; 0, the default, sets no limit.',
    snippet: '${1:10}',
  },
  {
    name: 'MaxConcurrencyPath',
    page: MAP,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    holds: 'referencePath',
    doc: 'The path of MaxConcurrency in the input.',
  },
  {
    name: 'ToleratedFailurePercentage',
    page: DISTRIBUTED,
    kinds: ['number'],
    expected: 'Integer',
    minimum: 0,
    maximum: 100,
    holds: 'expression',
    doc: 'The share of items, in percent, that may fail before the Map fails.',
    snippet: '${1:5}',
  },
  {
    name: 'ToleratedFailurePercentagePath',
    page: DISTRIBUTED,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    holds: 'referencePath',
    doc: 'The path of ToleratedFailurePercentage in the input.',
  },
  {
    name: 'ToleratedFailureCount',
    page: DISTRIBUTED,
    kinds: ['number'],
    integer: true,
    minimum: 0,
    holds: 'expression',
    doc: 'How many items may fail before the Map fails.',
    snippet: '${1:10}',
  },
  {
    name: 'ToleratedFailureCountPath',
    page: DISTRIBUTED,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    holds: 'referencePath',
    doc: 'The path of ToleratedFailureCount in the input.',
  },
];
