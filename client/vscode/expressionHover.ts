import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { substitute } from '../../shared/spec/substitution';
import type { Runner } from '../runner/runner';
import { DEFINITION_LANGUAGES } from './definitions';
import { type ExpressionAt, expressionValue, shownValue } from './expressionValue';
import { projectOf } from './files';
import { casesOf } from './prepare';
import type { Target } from './target';

/** What the hover works with. */
export interface HoverTools {
  readonly client: LanguageClient;
  readonly runner: Runner;
  /** The name of the test case that the state was tested with last; undefined when it was not tested yet. */
  readonly caseOf: (target: Target) => string | undefined;
}

/** Shows the value that an expression has on the current test case of its state, beside what the server says about it. */
export function registerExpressionHover(tools: HoverTools): vscode.Disposable {
  return vscode.languages.registerHoverProvider([...DEFINITION_LANGUAGES], {
    provideHover: (document, position, token) => hoverAt(tools, document, position, token),
  });
}

async function hoverAt(
  { client, runner, caseOf }: HoverTools,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
  // A value is worked out as the files of the workspace say: in Restricted Mode nothing of them is run.
  if (!vscode.workspace.isTrusted || !client.isRunning()) return undefined;
  const params = client.code2ProtocolConverter.asTextDocumentPositionParams(document, position);
  const found = await client.sendRequest<ExpressionAt | null>('stateside/expressionAt', params, token);
  if (found === null || token.isCancellationRequested) return undefined;
  const target = { uri: document.uri, stateName: found.stateName };
  const cases = await casesOf(target);
  if (cases.kind === 'hindered') return undefined;
  const testCase = cases.cases.find(({ name }) => name === caseOf(target)) ?? cases.cases[0];
  if (testCase === undefined) return undefined;
  const substitutions = (await projectOf(document.uri))?.project?.substitutions ?? {};
  const expression = { ...found, text: substitute(found.text, substitutions) };
  const result = await expressionValue(expression, testCase, runner.evaluate);
  if (result === undefined || token.isCancellationRequested) return undefined;
  const { start, end } = found.span;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  return new vscode.Hover(shown(result, testCase.name), range);
}

function shown(
  result: NonNullable<Awaited<ReturnType<typeof expressionValue>>>,
  caseName: string,
): vscode.MarkdownString {
  const name = escaped(caseName);
  if (!result.ok) {
    return new vscode.MarkdownString(
      vscode.l10n.t('No value with the test case "{0}": {1}', name, escaped(result.cause)),
    );
  }
  const markdown = new vscode.MarkdownString(vscode.l10n.t('The value with the test case "{0}":', name));
  return markdown.appendCodeblock(shownValue(result.value), 'json');
}

// MarkdownString.appendText would make every space one at which no line breaks.
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+\-!|~&]/g, '\\$&');
}
