import { describe } from 'node:test';
import { accessibilityScenarios } from './accessibilityScenarios';
import { awsScenarios } from './awsScenarios';
import { benchOf } from './bench';
import { connectionScenarios } from './connectionScenarios';
import { explorerScenarios, untrustedTestScenarios } from './explorerScenarios';
import { exportScenarios } from './exportScenarios';
import { findingScenarios } from './findingScenarios';
import { germanScenarios } from './germanScenarios';
import { languageScenarios } from './languageScenarios';
import { navigationScenarios } from './navigationScenarios';
import { pictureScenarios } from './pictureScenarios';
import { projectScenarios } from './projectScenarios';
import { restrictedScenarios } from './restrictedScenarios';
import { runScenarios } from './runScenarios';
import { steppingScenarios } from './steppingScenarios';
import { testCaseScenarios } from './testCaseScenarios';
import { troubleScenarios } from './troubleScenarios';
import { walkthroughScenarios } from './walkthroughScenarios';
import { writingScenarios } from './writingScenarios';
import { yamlScenarios } from './yamlScenarios';

// What a person sees and does in a real VS Code window with the packaged extension in it. Each scenario leaves a
// screenshot in artifacts/screenshots.

// Each window has a folder of its own, and the windows take turns: two at a time only slow each other down.
// The scenarios that start the example API share one, as its port is always the same.
describe('in VS Code', () => {
  describe('a window to write and test single states in', () => {
    const atBench = benchOf({ name: 'editor', trusted: true });
    describe('the language', () => languageScenarios(atBench));
    describe('writing', () => writingScenarios(atBench));
    describe('finding the way', () => navigationScenarios(atBench));
    describe('findings', () => findingScenarios(atBench));
    describe('testing a state', () => runScenarios(atBench));
    describe('a run on display', () => exportScenarios(atBench));
    describe('YAML', () => yamlScenarios(atBench));
    describe('the first steps', () => walkthroughScenarios(atBench));
    describe('pictures', () => pictureScenarios(atBench));
  });

  describe('a window for all that tests are about', () => {
    const atBench = benchOf({ name: 'tests', trusted: true });
    describe('from state to state', () => steppingScenarios(atBench));
    describe('test cases', () => testCaseScenarios(atBench));
    describe('the Test Explorer', () => explorerScenarios(atBench));
    describe('in AWS', () => awsScenarios(atBench));
    describe('the project file', () => projectScenarios(atBench));
    describe('connections', () => connectionScenarios(atBench));
    describe('trouble', () => troubleScenarios(atBench));
  });

  describe('the panel for everybody', () => {
    accessibilityScenarios(benchOf({ name: 'accessibility', trusted: true }));
  });

  describe('in German', () => {
    germanScenarios(benchOf({ name: 'german', trusted: true, language: 'de' }));
  });

  describe('in Restricted Mode', () => {
    const atBench = benchOf({ name: 'restricted', trusted: false });
    restrictedScenarios(atBench);
    untrustedTestScenarios(atBench);
  });
});
