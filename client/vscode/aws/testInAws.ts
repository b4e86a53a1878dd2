import * as vscode from 'vscode';
import { AWS_ENVIRONMENT, AWS_READ_SECONDS, awsCall } from '../../../shared/report/awsCall';
import type { Tester } from '../tester';
import { exchangesOf } from '../trace/dataText';
import type { TracePanel } from '../trace/panel';
import type { TraceView } from '../trace/view';
import { runOnce } from './awsProcess';
import { type AwsSettings, awsSettings } from './awsSettings';
import { type Planned, runningView, viewOf, withoutRole } from './awsView';
import { confirmed } from './confirmation';
import { isCurrent, type Plan, plannedFrom, withLocalRun } from './plan';

/** What the tester in AWS works with. */
export interface AwsTools {
  readonly tester: Tester;
  readonly panel: TracePanel;
  readonly log: vscode.LogOutputChannel;
}

/** Tests states in AWS with the person's own `aws` command, one at a time. */
export interface AwsTester extends vscode.Disposable {
  /**
   * Runs in AWS what is on display where `argument` is `'shown'`, else the state that it means, and compares the answer
   * with the run of the same request on this machine.
   */
  test(argument: unknown): Promise<void>;
  /** Shows the run on this machine again with which the answer on display is compared. */
  showLocal(): void;
  /** Ends the test that is going on, if there is one. */
  cancel(): void;
}

/** A little longer than the command itself waits for its answer. */
const LIMIT_MILLISECONDS = (AWS_READ_SECONDS + 20) * 1000;

/** Makes the tester in AWS; no program runs before the first test. */
export function createAwsTester(tools: AwsTools): AwsTester {
  const { panel, log } = tools;
  const agreed = new Set<string>();
  let going: AbortController | undefined;
  let last: { readonly planned: Planned; readonly view: TraceView } | undefined;
  const shownPlan = () => (last && last.view === panel.view ? last.planned : undefined);
  const cancel = (): void => going?.abort();
  return {
    cancel,
    dispose: cancel,
    test: async (argument) => {
      const shown = argument === 'shown' ? shownPlan() : undefined;
      const plan = shown && (await isCurrent(shown)) ? shown : await plannedFrom(argument, tools);
      const planned = plan && (await agreedUpon(plan, tools, agreed));
      if (planned === undefined) return;
      cancel();
      const mine = new AbortController();
      going = mine;
      const running = runningView(planned);
      panel.turnTo(running);
      const view = await answerView(planned, mine.signal, log);
      // Another run may be on display by now, and must stay there.
      if (panel.view !== running) return;
      last = { planned, view };
      panel.turnTo(view);
    },
    showLocal: () => {
      const shown = panel.view?.kind === 'run' ? panel.view.aws?.local : undefined;
      const local = shown ?? shownPlan()?.local;
      if (local) panel.turnTo(local);
    },
  };
}

/** The plan with its settings and a run to compare with, once the person agreed; undefined where it ends here. */
async function agreedUpon(plan: Plan, tools: AwsTools, agreed: Set<string>): Promise<Planned | undefined> {
  const settings = awsSettings(vscode.Uri.parse(plan.subject.uri));
  if (needsRole(plan, settings)) {
    tools.panel.turnTo(withoutRole(plan.subject));
    return undefined;
  }
  if (!(await confirmed(plan, settings, agreed))) return undefined;
  return withLocalRun({ ...plan, settings }, tools);
}

/** AWS takes a role to run a Task with, unless a mock stands in for what it calls. */
function needsRole({ request, facts }: Plan, { roleArn }: AwsSettings): boolean {
  return roleArn === '' && request.roleArn === undefined && request.mock === undefined && facts.stateType === 'Task';
}

async function answerView(planned: Planned, signal: AbortSignal, log: vscode.LogOutputChannel): Promise<TraceView> {
  const { request, subject, settings, local } = planned;
  // What the connection of AWS adds is known as secret by the same part of the run on this machine alone.
  const reveal = settings.revealSecrets && local !== undefined && exchangesOf(local.run).length > 0;
  const { args, file, text, reveals } = awsCall(request, { ...settings, reveal });
  const startedAt = Date.now();
  const env = { ...process.env, ...AWS_ENVIRONMENT };
  const { command } = settings;
  const end = await runOnce({ command, args, file, text, env, signal, milliseconds: LIMIT_MILLISECONDS });
  const milliseconds = Date.now() - startedAt;
  const view = viewOf(end, planned, { startedAt, milliseconds, reveals });
  const outcome = view.kind === 'run' ? view.run.status : end.kind;
  log.info(`${subject.file}: ${subject.stateName}: in AWS: ${outcome} in ${milliseconds} ms`);
  return view;
}
