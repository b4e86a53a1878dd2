import type { InitializeParams } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { parseDocument } from '../shared/document/document';
import { type Project, surroundingsOf } from '../shared/project/project';
import type { WrittenTestCase } from '../shared/project/testCases';
import type { Memory } from '../shared/rules/memory';
import type { Diagnostic, Surroundings } from '../shared/spec/diagnostic';
import { type Abilities, abilitiesOf } from './abilities';
import { checkerFor, type Sources } from './checker';
import type { Connection } from './connection';
import { type FileKind, formatOf, kindOf, oncePerDocument, parsedDocument } from './documents';
import { createNeighbours, type Neighbours } from './neighbours';
import { createOpenDocuments, type OpenDocuments } from './openDocuments';
import { isPlainKind, isReadByClient, type PlainSubject, plainSubject } from './plainFile';
import { createProfiles } from './profiles';
import { createProjects, type Projects } from './projects';
import {
  DEFAULT_SETTINGS,
  isRecord,
  readSettings,
  readStartOptions,
  type Settings,
  type StartOptions,
} from './settings';
import type { Subject } from './subject';
import { createTestCaseReader } from './testCaseReader';
import type { World } from './world';

/** What the server knows while it talks with one client. */
export interface Session {
  readonly documents: OpenDocuments;
  readonly projects: Projects;
  /** The files beside a file. */
  readonly neighbours: Neighbours;
  /** What the client said when it started. */
  readonly client: { readonly can: Abilities; readonly options: StartOptions };
  begin(params: InitializeParams): void;
  setToolkitActive(active: boolean): void;
  /** The settings changed; `pushed` counts for a client that cannot be asked for them. */
  forgetSettings(pushed?: unknown): void;
  /** The editor says which profiles of which project files are active. */
  chooseProfiles(said: unknown): void;
  /** An open definition with its surroundings; undefined for any other file. */
  subjectOf(uri: string): Promise<Open<{ readonly subject: Subject }> | undefined>;
  /** An open stateside.json or *.asl.test.json with what it is looked at beside; undefined for any other file. */
  plainOf(uri: string): Promise<Open<{ readonly subject: PlainSubject }> | undefined>;
  /** The test cases beside a definition; none when there are none. */
  testCasesOf(uri: string): Promise<readonly WrittenTestCase[]>;
  /** The findings about an open file, none for a file of an unknown kind; undefined when it is not open. */
  findingsOf(uri: string): Promise<Open<Checked> | undefined>;
}

/** What was found in a file, and how to look for the same in a changed text of it. */
interface Checked {
  readonly findings: readonly Diagnostic[];
  readonly check: (text: string) => readonly Diagnostic[];
}

/** An open document with what was made from its present text. */
export type Open<Made> = { readonly document: TextDocument } & Made;

/** Begins to keep what one client's documents, settings and projects say. */
export function createSession(connection: Connection, world: World): Session {
  const documents = createOpenDocuments();
  const neighbours = createNeighbours(documents, world);
  const files = { read: world.readFile, openText: (path: string) => neighbours.openAt(path)?.getText() };
  const projects = createProjects(files, () => client.can.watching);
  const settings = createSettings(connection);
  const profiles = createProfiles();
  const surroundingsFor = createSurroundings();
  let client = { can: abilitiesOf({}), options: readStartOptions(undefined) };
  let toolkitActive = false;

  const around = async (uri: string) => {
    const [loaded, wanted] = await Promise.all([projects.of(uri), settings.of(uri, client.can)]);
    const project = profiles.chosen(loaded);
    return { project, projectFile: loaded, surroundings: surroundingsFor(project, wanted), wanted };
  };
  const sources: Sources = {
    settingOf: async (uri) => ({ ...(await around(uri)), toolkitActive }),
    definitionOf: neighbours.definitionOf,
    isReadByClient: (uri) => isReadByClient(documents.get(uri) ?? { languageId: '' }, client.options.jsonSupport),
  };

  return {
    documents,
    projects,
    neighbours,
    testCasesOf: createTestCaseReader(neighbours.read),
    get client() {
      return client;
    },
    begin(params) {
      client = { can: abilitiesOf(params.capabilities), options: readStartOptions(params.initializationOptions) };
      toolkitActive = client.options.toolkitActive;
      profiles.choose(client.options.profiles);
      projects.setFolders(foldersOf(params));
    },
    setToolkitActive(active) {
      toolkitActive = active;
    },
    forgetSettings: (pushed) => settings.forget(pushed),
    chooseProfiles: profiles.choose,
    async subjectOf(uri) {
      if (kindAt(documents, uri) !== 'definition') return undefined;
      const known = await around(uri);
      const document = documents.get(uri);
      return document && { document, subject: { ...known, document: parsedDocument(document) } };
    },
    async plainOf(uri) {
      const kind = kindAt(documents, uri);
      if (!isPlainKind(kind)) return undefined;
      const found = kind === 'testCases' ? await neighbours.definitionOf(uri) : undefined;
      const definition = found && { ...(await around(found.uri)), ...found };
      const document = documents.get(uri);
      if (document === undefined) return undefined;
      const beside = { definition, ...client.options, openDefinitions: () => textsOfDefinitions(documents) };
      return { document, subject: plainSubject(kind, document.getText(), beside) };
    },
    findingsOf: createFindings(documents, sources),
  };
}

/** The folders that a client has open: one that knows of one alone says it by its older name. */
function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}

function textsOfDefinitions(documents: OpenDocuments): readonly string[] {
  return documents.all().flatMap((document) => (kindOf(document) === 'definition' ? document.getText() : []));
}

/** Looks for what is wrong in open files; an answer is kept until something that it depends on changes. */
function createFindings(documents: OpenDocuments, sources: Sources): Session['findingsOf'] {
  const kept = new WeakMap<TextDocument, KeptFindings>();
  const memoryOf = oncePerDocument((): Memory => new WeakMap());
  return async (uri) => {
    const checker = await checkerFor(kindAt(documents, uri) ?? 'other', uri, sources);
    const document = documents.get(uri);
    if (document === undefined) return undefined;
    const check = (text: string) => checker.check(text, () => parseDocument(text, formatOf(document)));
    const from = [document.version, ...checker.from];
    const known = kept.get(document);
    if (known && isSameList(known.from, from)) return { document, check, findings: known.findings };
    const findings = checker.check(document.getText(), () => parsedDocument(document), memoryOf(document));
    kept.set(document, { from, findings });
    return { document, check, findings };
  };
}

interface KeptFindings {
  readonly from: readonly unknown[];
  readonly findings: readonly Diagnostic[];
}

function isSameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}

function kindAt(documents: OpenDocuments, uri: string): FileKind | undefined {
  const document = documents.get(uri);
  return document && kindOf(document);
}

/** Makes the surroundings of a definition, the same ones as long as project and settings are: what is kept depends on them. */
function createSurroundings() {
  const made = new WeakMap<Settings, { readonly project: Project | undefined; readonly value: Surroundings }>();
  return (project: Project | undefined, wanted: Settings): Surroundings => {
    const known = made.get(wanted);
    if (known && known.project === project) return known.value;
    const value = surroundingsOf(project, { severities: wanted.rules });
    made.set(wanted, { project, value });
    return value;
  };
}

/** Settings are asked for once a document, and again when the client says that they changed. */
function createSettings(connection: Connection) {
  const asked = new Map<string, Promise<Settings>>();
  let pushed = DEFAULT_SETTINGS;
  const ask = async (scopeUri: string): Promise<Settings> => {
    const [section] = await connection.ask('workspace/configuration', { items: [{ scopeUri, section: 'stateside' }] });
    return readSettings(section);
  };
  return {
    of(uri: string, can: Abilities): Promise<Settings> {
      if (!can.configuration) return Promise.resolve(pushed);
      const settings = asked.get(uri) ?? ask(uri).catch(() => DEFAULT_SETTINGS);
      asked.set(uri, settings);
      return settings;
    },
    forget(said: unknown) {
      asked.clear();
      pushed = readSettings(isRecord(said) ? said.stateside : undefined);
    },
  };
}
