import assert from 'node:assert/strict';
import { type AtBench, type Bench, scenario } from './bench';
import { until } from './until';

/** What the Problems panel says about definitions and stateside.json, how quick fixes mend it, and in which colours. */
export const findingScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'problems', 'the Problems panel lists findings of every kind, each with its rule', problemsPanel);
  scenario(atBench, 'rule-page', 'the name of a rule leads to its page', rulePage);
  scenario(atBench, 'quick-fix', 'the light bulb mends a finding, and the finding is gone', quickFix);
  scenario(atBench, 'http-only', 'the setting httpOnly leaves the findings about HTTP Tasks', httpOnly);
  scenario(atBench, 'project-file', 'stateside.json has findings and completion of its own', projectFile);
  scenario(atBench, 'colours', 'a definition is readable in every theme', colours);
};

const file = 'many-mistakes.asl.json';

type Row = readonly [rule: string, message: string, place: string];

// One for each kind of rule, as far as they fit on the screen: functions, HTTP Task, fields, errors, transitions, JSONata.
const errors: readonly Row[] = [
  ['intrinsic-unknown-function', 'Unknown intrinsic function: States.Formt', 'Ln 6, Col 34'],
  ['http-method', 'Method must be one of GET, POST, PUT, DELETE, PATCH, OPTIONS, HEAD: FETCH', 'Ln 14, Col 19'],
  ['http-forbidden-header', "The 'Headers' field contains unsupported values: [host]", 'Ln 15, Col 22'],
  ['field-kind', 'Expected value of type Integer', 'Ln 20, Col 25'],
  ['field-range', 'Minimum value is 1', 'Ln 21, Col 81'],
  ['error-all-alone', 'States.ALL must appear alone and at end of list', 'Ln 22, Col 35'],
  ['transition-target', "Missing 'Next' target: Nowhere", 'Ln 22, Col 76'],
  ['jsonata-syntax', 'Expected ")" before end of expression', 'Ln 28, Col 57'],
];

// The panel lists them below the errors.
const warnings: readonly Row[] = [
  ['error-never-matches', 'No error is ever called States.Http.StatusCode.5XX', 'Ln 21, Col 35'],
  ['variable-undefined', 'Variable $taxes may have no value', 'Ln 28, Col 75'],
];

const problemsPanel = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile(file);
  await expectRows(editor, errors);
  const panel = editor.page.locator('.markers-panel .monaco-list');
  await panel.press('End');
  await expectRows(editor, warnings);
  await panel.press('Home');
  await editor.problem('intrinsic-unknown-function');
};

const expectRows = async (editor: Bench['editor'], rows: readonly Row[]): Promise<void> => {
  for (const [rule, message, place] of rows) {
    const row = await editor.problem(rule);
    assert.ok(row.includes(message) && row.includes(`[${place}]`), row);
  }
};

const rulePage = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile(file);
  await editor.problem('http-forbidden-header');
  await editor.page.locator('.markers-panel a').getByText('http-forbidden-header', { exact: true }).click();
  await editor.webviewText('A definition must not set this header');
};

const quickFix = async ({ editor, read }: Bench): Promise<void> => {
  await editor.openFile(file);
  await editor.problem('States.Formt');
  await editor.select('States.Formt');
  const fix = editor.page.locator('.action-widget .monaco-list-row.action').filter({ hasText: 'States.Format' });
  await until('a quick fix at the cursor', async () => {
    await editor.page.keyboard.press('ControlOrMeta+.');
    return fix
      .first()
      .waitFor({ timeout: 2_000 })
      .then(
        () => true,
        () => false,
      );
  });
  await editor.screenshot('quick-fix-offered');
  await fix.first().click();
  await editor.noProblem('States.Formt');
  await editor.save();
  assert.match(read(file) ?? '', /"States\.Format\('\{\}', \$\.name\)"/);
};

const httpOnly = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile(file);
  await editor.problem('error-all-alone');
  await editor.changeSettings({ 'stateside.validation': 'httpOnly' });
  await editor.openFile(file);
  await editor.noProblem('error-all-alone');
  const [, ...rows] = await editor.problems();
  assert.ok(rows.length >= 2 && rows.every((row) => row.includes('http-')), rows.join('\n'));
  await editor.screenshot('http-only-set');
  await editor.changeSettings({ 'stateside.validation': 'auto' });
  await editor.openFile(file);
  await editor.problem('error-all-alone');
};

const projectFile = async ({ editor, openWithCursor }: Bench): Promise<void> => {
  await openWithCursor('project/stateside.json', project);
  const labels = await editor.completions('BodyParameters');
  for (const label of ['HeaderParameters', 'QueryStringParameters']) assert.ok(labels.includes(label), labels.join());
  const row = await editor.problem('AuthorizationType');
  assert.match(row, /Only BASIC, API_KEY or OAUTH_CLIENT_CREDENTIALS can stand here/);
  await editor.page.keyboard.press('ControlOrMeta+1');
  await editor.showCompletions('HeaderParameters');
};

const project = `{
  "version": 1,
  "connections": {
    "Shop": {
      "AuthorizationType": "BASICS",
      "AuthParameters": {
        "InvocationHttpParameters": { HERE }
      }
    }
  }
}
`;

// Light comes last: it is what the other scenarios are seen in.
const colours = async ({ editor }: Bench): Promise<void> => {
  for (const theme of ['dark', 'high-contrast', 'light'] as const) {
    await editor.setTheme(theme);
    await editor.openFile(file);
    await editor.problem('http-method');
    await editor.hoverText('FETCH', 'Method must be one of');
    await editor.screenshot(`colours-${theme}`);
    await editor.hideBottomPanel();
    await editor.openFile('pricing.asl.json');
    await editor.select('"Say it": {');
    await editor.screenshot(`colours-${theme}-jsonata`);
  }
};
