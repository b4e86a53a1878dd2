import { describe } from 'node:test';
import { benchOf } from './bench';
import { languageScenarios } from './languageScenarios';
import { restrictedScenarios } from './restrictedScenarios';
import { runScenarios } from './runScenarios';
import { troubleScenarios } from './troubleScenarios';

// What a person sees and does in a real VS Code window with the packaged extension in it. Each scenario leaves a
// screenshot in artifacts/screenshots.

describe('in a trusted workspace', () => {
  const atBench = benchOf({ name: 'editor', trusted: true });
  describe('the language', () => languageScenarios(atBench));
  describe('testing a state', () => runScenarios(atBench));
  describe('trouble', () => troubleScenarios(atBench));
});

describe('in Restricted Mode', () => {
  restrictedScenarios(benchOf({ name: 'restricted', trusted: false }));
});
