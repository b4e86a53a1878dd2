import { type Given, HELP_OPTION, type Option, readOptions } from './options';
import { PROJECT_OPTIONS } from './projectOptions';
import { REPORTERS } from './testReporter';
import { WrongUse } from './wrongUse';

/** Most cases wait for an API most of the time. */
const JOBS = 8;

/** The options of `stateside test`. */
export const TEST_OPTIONS: readonly Option[] = [
  {
    name: 'filter',
    value: 'TEXT|/REGEX/',
    doc: 'Run only the cases whose "STATE: NAME" holds this text in any case, or fits this regular expression.',
  },
  { name: 'bail', value: '[N]', doc: 'Start no further case when N cases (1 by default) did not pass.' },
  {
    name: 'offline',
    doc: 'Send nothing: an HTTP Task whose case has no mock, recorded or written, does not pass.',
  },
  {
    name: 'record',
    doc: 'Write what the API really answered into the file of each case that has no mock, as its mock, with secrets masked.',
  },
  {
    name: 'reporter',
    value: 'NAME',
    values: Object.keys(REPORTERS),
    doc: 'How results are printed: spec (the default) for people, tap (version 14), junit (XML) or json.',
  },
  { name: 'output', value: 'FILE', doc: 'Write the report into a file, and print spec beside it.' },
  { name: 'jobs', value: 'N', doc: 'How many cases run at the same time. 8 by default.' },
  { name: 'timeout', value: 'SECONDS', doc: 'How long one case may take, 300 by default.' },
  ...PROJECT_OPTIONS,
  HELP_OPTION,
];

/** How the cases of a call are chosen and run. */
export interface TestChoice {
  readonly given: Given;
  readonly names: readonly string[];
  /** Tells of a title whether its case is to run. */
  readonly isChosen: (title: string) => boolean;
  readonly bail: number;
  readonly offline: boolean;
  readonly record: boolean;
  readonly reporter: string;
  readonly output: string | undefined;
  readonly jobs: number;
  readonly deadlineMilliseconds: number | undefined;
}

/** Reads the arguments of `stateside test`. Throws WrongUse. */
export function readTestChoice(args: readonly string[]): TestChoice {
  const given = readOptions(withBailCount(args), TEST_OPTIONS, 'test');
  const { values, switches, rest } = given;
  const [offline, record] = [switches.has('offline'), switches.has('record')];
  if (offline && record) throw new WrongUse('These do not go together: --offline sends nothing, --record has to');
  const timeout = values.get('timeout');
  return {
    given,
    names: rest.length === 0 ? ['.'] : rest,
    isChosen: filterFrom(values.get('filter')),
    bail: values.has('bail') ? wholeNumber('bail', values.get('bail')) : Number.POSITIVE_INFINITY,
    offline,
    record,
    reporter: values.get('reporter') ?? 'spec',
    output: values.get('output'),
    jobs: values.has('jobs') ? wholeNumber('jobs', values.get('jobs')) : JOBS,
    deadlineMilliseconds: timeout === undefined ? undefined : 1000 * positiveNumber('timeout', timeout),
  };
}

/** The value of --bail may be left out, which the reader of options does not know. */
function withBailCount(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  return args.flatMap((arg, index) => {
    const isNumber = /^\d+$/.test(arg);
    if (index >= options.length) return [arg];
    if (arg === '--bail') return [/^\d+$/.test(options[index + 1] ?? '') ? `--bail=${options[index + 1]}` : '--bail=1'];
    return isNumber && options[index - 1] === '--bail' ? [] : [arg];
  });
}

function filterFrom(filter: string | undefined): (title: string) => boolean {
  if (filter === undefined) return () => true;
  const written = /^\/(.+)\/([dgimsuvy]*)$/s.exec(filter);
  if (written === null) return (title) => title.toLowerCase().includes(filter.toLowerCase());
  const pattern = patternFrom(written[1] ?? '', (written[2] ?? '').replace(/[gy]/g, ''), filter);
  return (title) => pattern.test(title);
}

function patternFrom(source: string, flags: string, filter: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw new WrongUse(`This is no regular expression: --filter ${filter}`);
  }
}

function wholeNumber(name: string, value = ''): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number > 0) return number;
  throw new WrongUse(`This option takes a whole number above 0: --${name} ${value}`);
}

function positiveNumber(name: string, value: string): number {
  const number = Number(value);
  if (/^\d+(\.\d+)?$/.test(value) && number > 0) return number;
  throw new WrongUse(`This option takes a number above 0: --${name} ${value}`);
}
