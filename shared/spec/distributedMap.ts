import type { Field } from './field';

// What a distributed Map reads, batches and writes, and how any Map runs its items, from
// https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html and the pages below it.

const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';
const MAP = `${GUIDE}/state-map.html`;
const DISTRIBUTED = `${GUIDE}/state-map-distributed.html`;
const READER = `${GUIDE}/input-output-itemreader.html`;
const BATCHER = `${GUIDE}/input-output-itembatcher.html`;
const WRITER = `${GUIDE}/input-output-resultwriter.html`;

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
  conditions: [
    { field: 'Mode', value: 'DISTRIBUTED', required: 'ExecutionType' },
    { field: 'Mode', value: 'INLINE', unsupported: 'ExecutionType' },
  ],
};

/** What names objects of Amazon S3, in both query languages; the place that a field goes to is in `snippet`. */
function objectFields(fieldsByAction: Readonly<Record<string, readonly Field[]>>, snippet: string): readonly Field[] {
  const shared = {
    page: DISTRIBUTED,
    kinds: ['object', 'string'],
    holds: 'template',
    fieldsByAction,
    snippet,
  } as const;
  return [
    {
      ...shared,
      name: 'Parameters',
      queryLanguage: 'JSONPath',
      doc: 'Which bucket and which objects: literal values, and under keys ending in `.$` paths or intrinsic functions.',
    },
    {
      ...shared,
      name: 'Arguments',
      queryLanguage: 'JSONata',
      doc: 'Which bucket and which objects: literal values and `{% ... %}` expressions.',
    },
  ];
}

function objectField(page: string, name: string, doc: string): Field {
  return { name, page, kinds: ['string'], dynamic: true, doc };
}

const READ_BUCKET: Field = { ...objectField(READER, 'Bucket', 'The name of the bucket.'), required: true };

const READ_FIELDS = objectFields(
  {
    getObject: [
      READ_BUCKET,
      { ...objectField(READER, 'Key', 'The key of the object.'), required: true },
      objectField(READER, 'VersionId', 'The version of the object; the newest one where it is missing.'),
    ],
    listObjectsV2: [READ_BUCKET, objectField(READER, 'Prefix', 'How the keys of the objects begin, such as `2026/`.')],
  },
  '{\n\t"Bucket": "$1",\n\t"Key": "$2"\n}',
);

const WRITE_FIELDS = objectFields(
  {
    putObject: [
      { ...objectField(WRITER, 'Bucket', 'The name of the bucket.'), required: true },
      objectField(WRITER, 'Prefix', 'How the keys of the results begin, such as `results/`.'),
    ],
  },
  '{\n\t"Bucket": "$1",\n\t"Prefix": "$2"\n}',
);

/** How the objects of an ItemReader are read. */
const READER_CONFIG: Field = {
  name: 'ReaderConfig',
  page: READER,
  kinds: ['object'],
  doc: 'What the objects hold and how much of it is read.',
  snippet: '{\n\t"InputType": "${1|JSON,JSONL,CSV,PARQUET,MANIFEST|}"\n}',
  fields: [
    {
      name: 'InputType',
      page: READER,
      kinds: ['string'],
      doc: 'What the object holds.',
      values: [
        { value: 'CSV', doc: 'Lines of values, each line one item.' },
        { value: 'JSON', doc: 'A list, or an object whose members are the items.' },
        { value: 'JSONL', doc: 'One JSON value a line.' },
        { value: 'PARQUET', doc: 'Rows of a Parquet file.' },
        { value: 'MANIFEST', doc: 'A manifest that lists other objects, such as an inventory of Amazon S3.' },
      ],
    },
    {
      name: 'Transformation',
      page: READER,
      kinds: ['string'],
      doc: 'Whether the listed objects themselves are read.',
      values: [
        { value: 'NONE', doc: 'The default: each item says something about an object.' },
        { value: 'LOAD_AND_FLATTEN', doc: 'The items are what the listed objects hold.' },
      ],
    },
    {
      name: 'ManifestType',
      page: READER,
      kinds: ['string'],
      doc: 'Who wrote the manifest.',
      values: [
        { value: 'S3_INVENTORY', doc: 'Amazon S3, as an inventory.' },
        { value: 'ATHENA_DATA', doc: 'Amazon Athena, for the results of UNLOAD.' },
      ],
    },
    {
      name: 'CSVDelimiter',
      page: READER,
      kinds: ['string'],
      doc: 'What stands between the values of a line.',
      values: [
        { value: 'COMMA', doc: 'The default.' },
        { value: 'PIPE', doc: '`|`' },
        { value: 'SEMICOLON', doc: '`;`' },
        { value: 'SPACE', doc: 'A space.' },
        { value: 'TAB', doc: 'A tab.' },
      ],
    },
    {
      name: 'CSVHeaderLocation',
      page: READER,
      kinds: ['string'],
      doc: 'Where the names of the columns stand. Required for CSV.',
      values: [
        { value: 'FIRST_ROW', doc: 'In the first line of the file.' },
        { value: 'GIVEN', doc: 'In CSVHeaders.' },
      ],
    },
    {
      name: 'CSVHeaders',
      page: READER,
      kinds: ['array'],
      itemKinds: ['string'],
      doc: 'The names of the columns where CSVHeaderLocation is GIVEN.',
      snippet: '["$1"]',
    },
    {
      name: 'ItemsPointer',
      page: READER,
      kinds: ['string'],
      doc: 'A JSON Pointer to the items inside a JSON file, such as `/orders`.',
    },
    {
      name: 'MaxItems',
      page: READER,
      kinds: ['number'],
      integer: true,
      minimum: 0,
      holds: 'expression',
      doc: 'How many items are read; 0 sets no limit.',
      snippet: '${1:100}',
    },
    {
      name: 'MaxItemsPath',
      page: READER,
      kinds: ['string'],
      queryLanguage: 'JSONPath',
      holds: 'referencePath',
      doc: 'The path of MaxItems in the input.',
    },
  ],
  groups: [{ names: ['MaxItems', 'MaxItemsPath'] }],
  conditions: [
    {
      field: 'InputType',
      value: 'CSV',
      required: 'CSVHeaderLocation',
      sentence: "The field 'CSVHeaderLocation' is required",
    },
    { field: 'InputType', value: 'JSON', unsupported: 'CSVHeaderLocation' },
    { field: 'CSVHeaderLocation', value: 'GIVEN', required: 'CSVHeaders' },
  ],
};

/** The fields of an ItemReader. */
export const ITEM_READER_FIELDS: readonly Field[] = [
  {
    name: 'Resource',
    page: READER,
    kinds: ['string'],
    required: true,
    pattern: {
      fits: (text) => /^arn:[^:]+:states:::s3:(?:getObject|listObjectsV2)$/.test(text),
      sentence: "The field 'Resource' does not match any of the allowed values",
    },
    doc: 'What is read: `s3:getObject` one object, `s3:listObjectsV2` a list of objects.',
    snippet: '"${1|arn:aws:states:::s3:getObject,arn:aws:states:::s3:listObjectsV2|}"',
  },
  ...READ_FIELDS,
  READER_CONFIG,
];

/** The fields of an ItemBatcher. */
export const ITEM_BATCHER_FIELDS: readonly Field[] = [
  {
    name: 'MaxItemsPerBatch',
    page: BATCHER,
    kinds: ['number'],
    integer: true,
    minimum: 1,
    holds: 'expression',
    doc: 'How many items a batch holds at most.',
    snippet: '${1:10}',
  },
  {
    name: 'MaxItemsPerBatchPath',
    page: BATCHER,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    holds: 'referencePath',
    doc: 'The path of MaxItemsPerBatch in the input.',
  },
  {
    name: 'MaxInputBytesPerBatch',
    page: BATCHER,
    kinds: ['number'],
    integer: true,
    minimum: 1,
    holds: 'expression',
    doc: 'How many bytes a batch has at most, up to 262,144.',
    snippet: '${1:262144}',
  },
  {
    name: 'MaxInputBytesPerBatchPath',
    page: BATCHER,
    kinds: ['string'],
    queryLanguage: 'JSONPath',
    holds: 'referencePath',
    doc: 'The path of MaxInputBytesPerBatch in the input.',
  },
  {
    name: 'BatchInput',
    page: BATCHER,
    kinds: ['object', 'string'],
    holds: 'template',
    doc: 'What each batch gets beside its items, under BatchInput.',
    snippet: '{\n\t$0\n}',
  },
];

/** The fields of a ResultWriter. */
export const RESULT_WRITER_FIELDS: readonly Field[] = [
  {
    name: 'Resource',
    page: WRITER,
    kinds: ['string'],
    doc: 'What writes the results: `s3:putObject`.',
    snippet: '"arn:aws:states:::s3:putObject"',
  },
  ...WRITE_FIELDS,
  {
    name: 'WriterConfig',
    page: WRITER,
    kinds: ['object'],
    doc: 'The form of the results.',
    snippet: '{\n\t"Transformation": "${1|NONE,COMPACT,FLATTEN|}",\n\t"OutputType": "${2|JSON,JSONL|}"\n}',
    fields: [
      {
        name: 'Transformation',
        page: WRITER,
        kinds: ['string'],
        doc: 'How much of each run is kept.',
        values: [
          { value: 'NONE', doc: 'The outputs with what is known about each run.' },
          { value: 'COMPACT', doc: 'The outputs as a list, one item a run.' },
          { value: 'FLATTEN', doc: 'The outputs as one list: lists in them are joined.' },
        ],
      },
      {
        name: 'OutputType',
        page: WRITER,
        kinds: ['string'],
        doc: 'The notation of the results.',
        values: [
          { value: 'JSON', doc: 'One JSON list.' },
          { value: 'JSONL', doc: 'One JSON value a line.' },
        ],
      },
    ],
  },
];

/** Pairs of fields of an ItemBatcher of which one may stand there. */
export const ITEM_BATCHER_GROUPS = [
  { names: ['MaxItemsPerBatch', 'MaxItemsPerBatchPath'] },
  { names: ['MaxInputBytesPerBatch', 'MaxInputBytesPerBatchPath'] },
] as const;
