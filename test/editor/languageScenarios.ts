import assert from 'node:assert/strict';
import { type AtBench, type Bench, scenario } from './bench';

/** Findings, quick fixes, hover and completion while a person writes a definition. */
export const languageScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'examples', 'the good examples have no findings, the bad one shows its own', findings);
  scenario(atBench, 'forbidden-header', 'a typed forbidden header is underlined, its quick fix removes it', forbidden);
  scenario(atBench, 'hover', 'hover explains fields, values, headers and states', hover);
  for (const row of completions) {
    scenario(atBench, `completion-${row.name}`, `completion offers ${row.title}`, (bench) => completion(bench, row));
  }
  scenario(atBench, 'snippet', 'a whole HTTP Task is written by one completion', snippet);
};

const goodExamples = ['merge.asl.json', 'list-customers.asl.json', 'customer-by-id.asl.json', 'invoice.asl.json'];

// The rows of the Problems panel that fit on the screen: message, rule, place.
const mistakes: readonly string[] = [
  'Method must be one of GET, POST, PUT, DELETE, PATCH, OPTIONS, HEAD: get | http-method | Ln 10, Col 19',
  "The 'Headers' field contains unsupported values: [authorization] | http-forbidden-header | Ln 15, Col 11",
  "The 'Headers' field contains unsupported values: [x-forwarded-for] | http-forbidden-header | Ln 16, Col 11",
  "The field 'Authentication' is required but was missing | http-connection | Ln 25, Col 7",
  "The field 'ApiEndpoint' is required but was missing | http-required-field | Ln 26, Col 9",
  "Missing 'Next' target: Give up | transition-target | Ln 33, Col 19",
];

const findings = async ({ editor }: Bench): Promise<void> => {
  for (const file of goodExamples) await editor.openFile(file);
  await editor.openFile('mistakes.asl.json');
  await editor.problem("The 'Headers' field contains unsupported values: [authorization]");
  const [files, ...rows] = (await editor.problems()).map((row) => row.split('\n'));
  assert.deepEqual(files, ['mistakes.asl.json', '14']);
  const shown = rows.map(([message, , rule, place]) => `${message} | ${rule} | ${place?.slice(1, -1)}`);
  assert.deepEqual(shown.slice(0, mistakes.length), mistakes);
  const notifications = await editor.page.locator('.notification-toast').allInnerTexts();
  assert.deepEqual(notifications, [], 'nothing complains about AWS Toolkit or anything else that is not there');
};

const forbidden = async ({ editor, read }: Bench): Promise<void> => {
  await editor.openFile('invoice.asl.json');
  await editor.cursorAfter('"Content-Type": "application/x-www-form-urlencoded"');
  await editor.type(',\n"X-Forwarded-For": "192.0.2.1"');
  await editor.squiggles('error', 1);
  const row = await editor.problem("The 'Headers' field contains unsupported values: [x-forwarded-for]");
  assert.match(row, /http-forbidden-header/);
  await editor.screenshot('forbidden-header-underlined');
  await editor.quickFix('X-Forwarded-For', 'Remove X-Forwarded-For');
  await editor.squiggles('error', 0);
  await editor.noProblem('unsupported values');
  const before = read('invoice.asl.json');
  await editor.save();
  assert.equal(read('invoice.asl.json'), before, 'the text is what it was before the header was typed');
};

const hovers: readonly (readonly [place: string, says: string])[] = [
  ['"ApiEndpoint"', 'ApiEndpoint (string, required)'],
  ['"POST"', 'Creates something or hands data over for processing.'],
  ['"ConnectionArn"', 'The EventBridge connection that authorizes the call.'],
  ['"Content-Type"', 'Content-Type (header)'],
  ['"States.Http.StatusCode.429"', '429'],
  ['"Method"', 'The HTTP method, in capitals.'],
];

const hover = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile('invoice.asl.json');
  for (const [place, says] of hovers) assert.ok((await editor.hoverText(place, says)).includes(says), place);
};

/** A place to complete at, marked HERE, and some of what must be offered there. */
interface Completion {
  readonly name: string;
  readonly title: string;
  readonly task: string;
  readonly offers: readonly string[];
}

const completions: readonly Completion[] = [
  {
    name: 'methods',
    title: 'methods',
    task: '"Parameters": { "Method": "HERE" }',
    offers: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'],
  },
  {
    name: 'fields',
    title: 'the fields of an HTTP Task',
    task: '"Parameters": { "Method": "GET", HERE }',
    offers: ['ApiEndpoint', 'Authentication', 'Headers', 'QueryParameters', 'RequestBody', 'Transform'],
  },
  { name: 'states', title: 'state names', task: '"Next": "HERE"', offers: ['Give up', 'Try later'] },
  {
    name: 'connections',
    title: 'the connections of stateside.json',
    task: '"Parameters": { "Authentication": { "ConnectionArn": "HERE" } }',
    offers: ['Stripe', 'Example'],
  },
  {
    name: 'status-codes',
    title: 'the errors of HTTP status codes',
    task: '"Retry": [{ "ErrorEquals": ["HERE"] }]',
    offers: ['States.Http.StatusCode.400', 'States.Http.StatusCode.404', 'States.Http.StatusCode.409'],
  },
  {
    name: 'errors',
    title: 'error names that fit what is typed',
    task: '"Catch": [{ "ErrorEquals": ["States.THERE"] }]',
    offers: ['States.Timeout', 'States.TaskFailed'],
  },
];

const completion = async ({ editor, openWithCursor }: Bench, { name, task, offers }: Completion): Promise<void> => {
  await openWithCursor(`complete-${name}.asl.json`, machineWith(task));
  const [first = ''] = offers;
  const labels = await editor.completions(first);
  for (const label of offers) assert.ok(labels.includes(label), `${label} is offered, beside ${labels.join(', ')}`);
  await editor.showCompletions(first);
};

const machineWith = (task: string): string => `{
  "StartAt": "Call",
  "States": {
    "Call": {
      "Type": "Task",
      "Resource": "arn:aws:states:::http:invoke",
      ${task}
    },
    "Give up": { "Type": "Fail" },
    "Try later": { "Type": "Succeed" }
  }
}
`;

const snippet = async ({ editor, openWithCursor, read }: Bench): Promise<void> => {
  await openWithCursor('snippet.asl.json', '{\n  "StartAt": "Call API",\n  "States": {\n    HERE\n  }\n}\n');
  const labels = await editor.completions('HTTP Task (JSONPath)');
  assert.ok(labels.includes('HTTP Task (JSONata)'), labels.join(', '));
  await editor.complete('HTTP Task (JSONPath)');
  await editor.page.keyboard.press('Escape');
  await editor.save();
  const { States } = JSON.parse(read('snippet.asl.json') ?? '');
  assert.equal(States['Call API'].Resource, 'arn:aws:states:::http:invoke');
  assert.equal(States['Call API'].Parameters.Method, 'GET');
  await editor.squiggles('error', 0);
};
