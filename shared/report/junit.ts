import { oneLine } from './plainText';
import { type CaseFinding, type TestedCase, titleOf, totalsOf } from './testReport';

// JUnit's XML as both of its wide-spread schemas have it: that of Ant
// (https://github.com/windyroad/JUnit-Schema/blob/master/JUnit.xsd), which is the stricter one, and that of Jenkins
// (https://github.com/jenkinsci/xunit-plugin, junit-10.xsd).

/** The whole report, a suite for each file; `startedAt` is an ISO 8601 time in UTC. */
export function junitReport(cases: readonly TestedCase[], startedAt: string): string {
  const files = [...new Set(cases.map(({ file }) => file))];
  const suites = files.map((file, id) =>
    suite(
      file,
      id,
      cases.filter((one) => one.file === file),
      startedAt,
    ),
  );
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites.flat(), '</testsuites>', ''].join('\n');
}

function suite(file: string, id: number, cases: readonly TestedCase[], startedAt: string): readonly string[] {
  const { failed, broken, skipped } = totalsOf(cases);
  const milliseconds = cases.reduce((sum, one) => sum + one.milliseconds, 0);
  const head = tag('testsuite', {
    id: String(id),
    name: token(file),
    package: token(file),
    hostname: 'localhost',
    timestamp: startedAt.slice(0, 'yyyy-mm-ddThh:mm:ss'.length),
    tests: String(cases.length),
    failures: String(failed),
    errors: String(broken),
    skipped: String(skipped),
    time: seconds(milliseconds),
  });
  const inside = ['<properties/>', ...cases.flatMap(testCase), '<system-out/>', '<system-err/>'];
  return [`  <${head}>`, ...inside.map((line) => `    ${line}`), '  </testsuite>'];
}

function testCase(tested: TestedCase): readonly string[] {
  const { file, state, milliseconds } = tested;
  const head = tag('testcase', {
    classname: token(state === '' ? file : `${file}.${state}`),
    name: token(state === '' ? titleOf(tested) : tested.name),
    time: seconds(milliseconds),
  });
  const inside = outcomeElement(tested);
  return inside === undefined ? [`<${head}/>`] : [`<${head}>`, `  ${inside}`, '</testcase>'];
}

function outcomeElement({ outcome, findings, file }: TestedCase): string | undefined {
  if (outcome === 'passed') return undefined;
  if (outcome === 'skipped') return `<${tag('skipped', { message: 'not run' })}/>`;
  const message = findings.map((found) => oneLine(found.message)).join('; ');
  const name = outcome === 'failed' ? 'failure' : 'error';
  const body = findings.map((found) => findingText(file, found)).join('\n\n');
  return `<${tag(name, { message, type: outcome })}>${escaped(body)}</${name}>`;
}

/** The schemas have no place for a file and a line, which those who read find in the text. */
function findingText(file: string, { message, details, line, column }: CaseFinding): string {
  return [oneLine(message), ...details.map((detail) => `  ${oneLine(detail)}`), `  ${file}:${line}:${column}`].join(
    '\n',
  );
}

/** Names are tokens: no blanks around them, and only one between words. */
function token(name: string): string {
  return oneLine(name).replace(/\s+/g, ' ');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function tag(name: string, attributes: Readonly<Record<string, string>>): string {
  return [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ');
}

/** XML 1.0 has no way to write most control characters, nor half of a surrogate pair: they are replaced. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"'\r]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
