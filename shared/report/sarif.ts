import { createHash } from 'node:crypto';
import { type Diagnostic, type Fix, type Span, wholeMessage } from '../spec/diagnostic';
import type { JsonObject } from '../spec/json';
import type { ReportedFile, ReportedRule, UnreadFile } from './reportedFile';

// SARIF 2.1.0, from docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** The root that the URIs of files are relative to, by the name that GitHub knows. */
const ROOT = '%SRCROOT%';

const LEVELS: Readonly<Record<Diagnostic['severity'], string>> = { ERROR: 'error', WARNING: 'warning', INFO: 'note' };

/** Who made a report. */
export interface ReportingTool {
  readonly name: string;
  readonly version: string;
  /** What is known about rules; a finding's rule need not be among them. */
  readonly rules: readonly ReportedRule[];
}

/**
 * A SARIF log of one run, with the rules that spoke; a run without results when nothing was found. The run was no success
 * when files could not be read: they are named in its notifications.
 */
export function sarifLog(
  files: readonly ReportedFile[],
  unread: readonly UnreadFile[],
  tool: ReportingTool,
): JsonObject {
  const names = [...new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ rule }) => rule)))].sort();
  const known = new Map(tool.rules.map((rule) => [rule.name, rule]));
  const driver = {
    name: tool.name,
    version: tool.version,
    semanticVersion: tool.version,
    rules: names.map((name) => descriptor(name, known.get(name))),
  };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    invocations: [invocation(unread)],
    results: files.flatMap((file) => resultsOf(file, names)),
  };
  return { $schema: SCHEMA, version: '2.1.0', runs: [run] };
}

function invocation(unread: readonly UnreadFile[]): JsonObject {
  if (unread.length === 0) return { executionSuccessful: true };
  const toolExecutionNotifications = unread.map(({ uri, message }) => ({
    level: 'error',
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: artifactAt(uri) } }],
  }));
  return { executionSuccessful: false, toolExecutionNotifications };
}

function artifactAt(uri: string): JsonObject {
  return { uri, ...(isRelative(uri) ? { uriBaseId: ROOT } : {}) };
}

function descriptor(id: string, rule: ReportedRule | undefined): JsonObject {
  if (rule === undefined) return { id };
  return {
    id,
    shortDescription: { text: `${rule.title}.` },
    fullDescription: { text: rule.doc },
    help: { text: rule.doc, markdown: rule.doc },
    helpUri: rule.page,
    defaultConfiguration: { level: LEVELS[rule.severity] },
  };
}

function resultsOf(file: ReportedFile, names: readonly string[]): readonly JsonObject[] {
  const seen = new Map<string, number>();
  return file.diagnostics.map((diagnostic) => {
    const hash = lineHash(file, diagnostic);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return result(file, diagnostic, names.indexOf(diagnostic.rule), `${hash}:${count}`);
  });
}

function result(file: ReportedFile, diagnostic: Diagnostic, ruleIndex: number, fingerprint: string): JsonObject {
  const { rule, severity, location, span, fixes = [] } = diagnostic;
  const artifactLocation = artifactAt(file.uri);
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: wholeMessage(diagnostic) },
    locations: [
      {
        physicalLocation: { artifactLocation, region: region(file, span) },
        ...(location === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: location }] }),
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => fixOf(file, fix, artifactLocation)) }),
  };
}

function isRelative(uri: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:/i.test(uri);
}

function fixOf(file: ReportedFile, { title, edits }: Fix, artifactLocation: JsonObject): JsonObject {
  const replacements = edits.map(({ span, text }) => ({
    deletedRegion: region(file, span),
    insertedContent: { text },
  }));
  return { description: { text: title }, artifactChanges: [{ artifactLocation, replacements }] };
}

function region({ placeOf }: ReportedFile, { start, end }: Span): JsonObject {
  const from = placeOf(start);
  const to = placeOf(end);
  return {
    startLine: from.line + 1,
    startColumn: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
  };
}

/** Stays the same when lines move: the rule, where in the machine, and what the line says without its white space. */
function lineHash({ text, placeOf }: ReportedFile, { rule, location = '', span }: Diagnostic): string {
  const start = span.start - placeOf(span.start).character;
  const line = /^[^\r\n]*/.exec(text.slice(start, start + MOST_LINE))?.[0] ?? '';
  const said = [rule, location, line.replace(/\s+/g, '')].join('\n');
  return createHash('sha256').update(said).digest('hex').slice(0, 16);
}

/** More of a line does not make it more itself. */
const MOST_LINE = 1000;
