import { describe } from 'node:test';
import { benchOf } from './bench';
import { exportScenarios } from './exportScenarios';
import { findingScenarios } from './findingScenarios';
import { languageScenarios } from './languageScenarios';
import { navigationScenarios } from './navigationScenarios';
import { projectScenarios } from './projectScenarios';
import { restrictedScenarios } from './restrictedScenarios';
import { runScenarios } from './runScenarios';
import { troubleScenarios } from './troubleScenarios';
import { writingScenarios } from './writingScenarios';
import { yamlScenarios } from './yamlScenarios';

// What a person sees and does in a real VS Code window with the packaged extension in it. Each scenario leaves a
// screenshot in artifacts/screenshots.

describe('in a trusted workspace', () => {
  const atBench = benchOf({ name: 'editor', trusted: true });
  describe('the language', () => languageScenarios(atBench));
  describe('writing', () => writingScenarios(atBench));
  describe('finding the way', () => navigationScenarios(atBench));
  describe('findings', () => findingScenarios(atBench));
  describe('testing a state', () => runScenarios(atBench));
  describe('a run on display', () => exportScenarios(atBench));
  describe('YAML', () => yamlScenarios(atBench));
  describe('the project file', () => projectScenarios(atBench));
  describe('trouble', () => troubleScenarios(atBench));
});

describe('in Restricted Mode', () => {
  restrictedScenarios(benchOf({ name: 'restricted', trusted: false }));
});
