import * as vscode from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { activeProfiles, onDidChangeProfile } from './activeProfiles';
import { DEFINITION_LANGUAGES } from './definitions';

const TOOLKIT = 'amazonwebservices.aws-toolkit-vscode';

/** The extension inside VS Code that knows JSON; a person may have turned it off. */
const JSON_SUPPORT = 'vscode.json-language-features';

/** Tells the server that AWS Toolkit became active or inactive: `{ "active": boolean }`. */
const TOOLKIT_ACTIVE = 'stateside/toolkitActive';

/** Tells the server which profiles are active: `{ "profiles": { path of a project file: name } }`. */
const PROFILES = 'stateside/profiles';

/** Makes the client of our language server, which runs in a process of its own; `start` starts both. */
export function createLanguageClient(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6019'] } },
  };
  const options: LanguageClientOptions = {
    documentSelector: [
      ...DEFINITION_LANGUAGES.map((language) => ({ language })),
      { scheme: 'file', pattern: '**/stateside.json' },
      { scheme: 'file', pattern: '**/*.asl.test.json' },
    ],
    initializationOptions: {
      docsUri: vscode.Uri.joinPath(context.extensionUri, 'client', 'docs', 'rules').toString(),
      toolkitActive: isToolkitActive(),
      profiles: activeProfiles(),
      // It reads the project file and the test cases as well, and reports what is wrong with their notation.
      jsonSupport: vscode.extensions.getExtension(JSON_SUPPORT) !== undefined,
    },
    outputChannel: log,
    middleware: {
      // A cancelled pull leaves the findings that were converted so far, under the id of the whole report: an answer of
      // "unchanged" to the next pull would keep it at that. Without the id every answer is whole.
      provideDiagnostics: (document, _previousResultId, token, next) => next(document, undefined, token),
    },
  };
  return new LanguageClient('stateside', 'Stateside', server, options);
}

/** Starts the client and keeps the server told which profiles are active, and whether AWS Toolkit checks the same files. */
export async function startLanguageClient(client: LanguageClient): Promise<vscode.Disposable> {
  await client.start();
  let told = isToolkitActive();
  const tellProfiles = () => void client.sendNotification(PROFILES, { profiles: activeProfiles() });
  // Another one may have been chosen while it started.
  tellProfiles();
  return vscode.Disposable.from(
    onDidChangeProfile(tellProfiles),
    vscode.extensions.onDidChange(() => {
      if (told === isToolkitActive()) return;
      told = !told;
      void client.sendNotification(TOOLKIT_ACTIVE, { active: told });
    }),
  );
}

function isToolkitActive(): boolean {
  return vscode.extensions.getExtension(TOOLKIT) !== undefined;
}
