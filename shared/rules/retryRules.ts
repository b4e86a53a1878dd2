import type { Node } from '../document/node';
import type { State } from '../document/stateMachine';
import type { JsonObject } from '../spec/json';
import { PAGES } from '../spec/pages';
import { machineExample } from './example';
import { handlerLists } from './handlers';
import { fixedAt } from './httpTask';
import type { Rule } from './rule';

const maxDelay: Rule<State> = {
  name: 'retry-max-delay',
  severity: 'WARNING',
  title: 'MaxDelaySeconds is not more than IntervalSeconds',
  doc: 'The wait before a retry starts at `IntervalSeconds` and grows by `BackoffRate` up to `MaxDelaySeconds`, which the language wants to be the greater one. For a wait that stays the same, set `BackoffRate` to 1.',
  page: PAGES.errors,
  example: {
    wrong: retryExample({ IntervalSeconds: 10, MaxDelaySeconds: 5 }),
    right: retryExample({ IntervalSeconds: 5, MaxDelaySeconds: 10 }),
  },
  check: function* (state, context) {
    for (const { field, handlers } of handlerLists(state, context)) {
      for (const { node, location } of field === 'Retry' ? handlers : []) {
        const interval = numberIn(fixedAt(node, 'IntervalSeconds'));
        const most = fixedAt(node, 'MaxDelaySeconds');
        const seconds = numberIn(most);
        // What is no positive number is the complaint of the rule about ranges.
        if (!most || interval === undefined || seconds === undefined || seconds < 1 || seconds > interval) continue;
        const message = `MaxDelaySeconds must be more than IntervalSeconds: ${seconds} against ${interval}`;
        yield { span: most.span, location: `${location}/MaxDelaySeconds`, message };
      }
    }
  },
};

const heartbeat: Rule<State> = {
  name: 'timeout-heartbeat',
  severity: 'WARNING',
  title: 'HeartbeatSeconds is not less than TimeoutSeconds',
  doc: 'A task that sends no heartbeat for `HeartbeatSeconds` fails with `States.HeartbeatTimeout`. Where that is not less than `TimeoutSeconds`, the whole task has timed out before.',
  page: PAGES.task,
  example: {
    wrong: taskExample({ TimeoutSeconds: 60, HeartbeatSeconds: 60 }),
    right: taskExample({ TimeoutSeconds: 600, HeartbeatSeconds: 60 }),
  },
  check: function* ({ type, node, location }) {
    if (type !== 'Task') return;
    const timeout = numberIn(fixedAt(node, 'TimeoutSeconds'));
    const beat = fixedAt(node, 'HeartbeatSeconds');
    const seconds = numberIn(beat);
    if (!beat || timeout === undefined || seconds === undefined || timeout < 1 || seconds < timeout) return;
    const message = `HeartbeatSeconds must be less than TimeoutSeconds: ${seconds} against ${timeout}`;
    yield { span: beat.span, location: `${location}/HeartbeatSeconds`, message };
  },
};

function numberIn(node: Node | undefined): number | undefined {
  return node?.kind === 'number' ? Number(node.value) : undefined;
}

type Members = Readonly<Record<string, number>>;

function retryExample(fields: Members): string {
  return machineExample({ Work: taskState({ Retry: [{ ErrorEquals: ['States.ALL'], ...fields }] }) });
}

function taskExample(fields: Members): string {
  return machineExample({ Work: taskState(fields) });
}

/** A task that a worker of the author's own does. */
function taskState(fields: JsonObject): JsonObject {
  const Resource = 'arn:aws:states:us-east-1:123456789012:activity:Work';
  return { Type: 'Task', Resource, ...fields, End: true };
}

/** Rules about how long a Retrier waits and how long a task may last. */
export const RETRY_RULES: readonly Rule<State>[] = [maxDelay, heartbeat];
