/** Every command of the extension, by the name that the code uses. */
export const COMMANDS = {
  testState: 'stateside.testState',
  testStateWith: 'stateside.testStateWith',
  runAgain: 'stateside.runAgain',
  cancel: 'stateside.cancel',
  revealSecrets: 'stateside.revealSecrets',
  hideSecrets: 'stateside.hideSecrets',
  createTestCase: 'stateside.createTestCase',
  openTestCases: 'stateside.openTestCases',
  openProject: 'stateside.openProject',
  addConnection: 'stateside.addConnection',
  openData: 'stateside.openData',
  openAt: 'stateside.openAt',
  setSecret: 'stateside.setSecret',
  clearSecrets: 'stateside.clearSecrets',
  startExampleApi: 'stateside.startExampleApi',
  stopExampleApi: 'stateside.stopExampleApi',
  openExamples: 'stateside.openExamples',
  showLog: 'stateside.showLog',
} as const;

/** The commands that a link in the trace panel may run; VS Code refuses every other one. */
export const PANEL_COMMANDS: readonly string[] = [
  COMMANDS.runAgain,
  COMMANDS.cancel,
  COMMANDS.revealSecrets,
  COMMANDS.hideSecrets,
  COMMANDS.createTestCase,
  COMMANDS.openTestCases,
  COMMANDS.openProject,
  COMMANDS.addConnection,
  COMMANDS.openData,
  COMMANDS.openAt,
  COMMANDS.startExampleApi,
  COMMANDS.showLog,
];
