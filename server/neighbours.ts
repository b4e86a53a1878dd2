import { pathToFileURL } from 'node:url';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type AslDocument, parseDocument } from '../shared/document/document';
import { definitionPathsOf, sidecarPath } from '../shared/project/testCases';
import { parsedDocument } from './documents';
import type { OpenDocuments } from './openDocuments';
import { pathOf } from './projects';
import type { World } from './world';

/** A file beside another one: the open one under its client's address, else as it is on disk. */
export interface Neighbour {
  readonly uri: string;
  readonly text: string;
}

/** A definition beside its test cases; its tree is the same one as long as its text is. */
export interface DefinitionBeside extends Neighbour {
  readonly document: AslDocument;
}

/** Finds the files that belong together; the unsaved text of an open one wins over the disk. */
export interface Neighbours {
  openAt(path: string): TextDocument | undefined;
  read(path: string): Promise<string | undefined>;
  /** The definition that a file of test cases belongs to; undefined when there is none. */
  definitionOf(uri: string): Promise<DefinitionBeside | undefined>;
  /** The test cases of a definition; undefined when there is no such file. */
  testCasesOf(uri: string): Promise<Neighbour | undefined>;
}

/** Looks among the open documents and on the disk. */
export function createNeighbours(documents: OpenDocuments, disk: World): Neighbours {
  const openAt = (path: string) => documents.all().find(({ uri }) => pathOf(uri) === path);
  const read = async (path: string) => openAt(path)?.getText() ?? disk.readFile(path);
  const neighbour = async (path: string): Promise<Neighbour | undefined> => {
    const text = await read(path);
    return text === undefined ? undefined : { uri: openAt(path)?.uri ?? pathToFileURL(path).href, text };
  };
  const parsed = createParser();
  return {
    openAt,
    read,
    async definitionOf(uri) {
      const path = pathOf(uri);
      for (const candidate of path === undefined ? [] : definitionPathsOf(path)) {
        const found = await neighbour(candidate);
        if (found === undefined) continue;
        const open = openAt(candidate);
        const text = open?.getText() ?? found.text;
        return { uri: found.uri, text, document: open ? parsedDocument(open) : parsed(candidate, text) };
      }
      return undefined;
    },
    async testCasesOf(uri) {
      const path = pathOf(uri);
      const sidecar = path === undefined ? undefined : sidecarPath(path);
      return sidecar === undefined || sidecar === path ? undefined : neighbour(sidecar);
    },
  };
}

/** Reads definitions from the disk, the last few of them once for each text. */
function createParser() {
  const known = new Map<string, AslDocument>();
  return (path: string, text: string): AslDocument => {
    const kept = known.get(path);
    const document = kept?.text === text ? kept : parseDocument(text, /\.ya?ml$/.test(path) ? 'yaml' : 'json');
    known.delete(path);
    known.set(path, document);
    const [oldest] = known.keys();
    if (oldest !== undefined && known.size > MOST_KEPT) known.delete(oldest);
    return document;
  };
}

const MOST_KEPT = 4;
