import type { Field } from './field';

// What Parallel and Map have beside the fields of every state, from
// https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html and .../state-map.html.

const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';
const MAP = `${GUIDE}/state-map.html`;
const DISTRIBUTED = `${GUIDE}/state-map-distributed.html`;

/** The fields that only Parallel has. */
export const PARALLEL_FIELDS: readonly Field[] = [
  {
    name: 'Branches',
    page: `${GUIDE}/state-parallel.html`,
    kinds: ['array'],
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
    doc: 'The machine that runs for each item, with its ProcessorConfig.',
    snippet:
      '{\n\t"ProcessorConfig": {\n\t\t"Mode": "${1|INLINE,DISTRIBUTED|}"\n\t},\n\t"StartAt": "$2",\n\t"States": {\n\t\t$0\n\t}\n}',
  },
  { name: 'Iterator', page: MAP, kinds: ['object'], doc: 'The older name of ItemProcessor.' },
  {
    name: 'Items',
    page: MAP,
    kinds: ['array', 'object', 'string'],
    queryLanguage: 'JSONata',
    doc: 'The list, or an expression that gives it.',
  },
  {
    name: 'ItemsPath',
    page: MAP,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    doc: 'The path of the list, by default `$`.',
    snippet: '"$.${1:items}"',
  },
  {
    name: 'ItemSelector',
    page: MAP,
    kinds: ['object', 'string'],
    doc: 'The input of each run, built from its item and the input of the Map.',
    snippet: '{\n\t$0\n}',
  },
  {
    name: 'ItemReader',
    page: DISTRIBUTED,
    kinds: ['object'],
    doc: 'Reads the items from Amazon S3. Distributed only.',
    snippet: '{\n\t$0\n}',
  },
  {
    name: 'ItemBatcher',
    page: DISTRIBUTED,
    kinds: ['object'],
    doc: 'Hands several items to each run. Distributed only.',
    snippet: '{\n\t"MaxItemsPerBatch": ${1:10}\n}',
  },
  {
    name: 'ResultWriter',
    page: DISTRIBUTED,
    kinds: ['object'],
    doc: 'Writes the results to Amazon S3. Distributed only.',
    snippet: '{\n\t$0\n}',
  },
  { name: 'Label', page: DISTRIBUTED, kinds: ['string'], doc: 'A name for the ARN of the runs. Distributed only.' },
  {
    name: 'MaxConcurrency',
    page: MAP,
    kinds: ['number'],
    doc: 'How many items may run at a time; 0, the default, sets no limit.',
    snippet: '${1:10}',
  },
  {
    name: 'MaxConcurrencyPath',
    page: MAP,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    doc: 'The path of MaxConcurrency in the input.',
  },
  {
    name: 'ToleratedFailurePercentage',
    page: DISTRIBUTED,
    kinds: ['number'],
    doc: 'The share of items, in percent, that may fail before the Map fails.',
    snippet: '${1:5}',
  },
  {
    name: 'ToleratedFailurePercentagePath',
    page: DISTRIBUTED,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    doc: 'The path of ToleratedFailurePercentage in the input.',
  },
  {
    name: 'ToleratedFailureCount',
    page: DISTRIBUTED,
    kinds: ['number'],
    doc: 'How many items may fail before the Map fails.',
    snippet: '${1:10}',
  },
  {
    name: 'ToleratedFailureCountPath',
    page: DISTRIBUTED,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    doc: 'The path of ToleratedFailureCount in the input.',
  },
];

/** How a Map runs its items: the row belongs to the machine in ItemProcessor. */
export const PROCESSOR_CONFIG: Field = {
  name: 'ProcessorConfig',
  page: MAP,
  kinds: ['object'],
  doc: 'How the items run.',
  snippet: '{\n\t"Mode": "${1|INLINE,DISTRIBUTED|}"\n}',
  fields: [
    {
      name: 'Mode',
      page: MAP,
      kinds: ['string'],
      doc: 'Where the items run.',
      values: [
        { value: 'INLINE', doc: 'The default: inside this execution, up to 40 items at a time.' },
        { value: 'DISTRIBUTED', doc: 'Each in an execution of its own, for very many items.' },
      ],
    },
    {
      name: 'ExecutionType',
      page: DISTRIBUTED,
      kinds: ['string'],
      doc: 'The kind of those executions. Distributed only.',
      values: [
        { value: 'STANDARD', doc: 'Long-lived, each step recorded.' },
        { value: 'EXPRESS', doc: 'Up to five minutes each, cheaper.' },
      ],
    },
  ],
};
