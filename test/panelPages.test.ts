import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createPages } from '../client/vscode/trace/pages';
import type { TraceView } from '../client/vscode/trace/view';

const SUBJECT = { stateName: 'Call', file: 'flow.asl.json' };
const RUNNING: TraceView = { kind: 'running', subject: SUBJECT, phase: undefined };
const SENDING: TraceView = { kind: 'running', subject: SUBJECT, phase: 'sending' };
const ENDED: TraceView = { kind: 'message', subject: SUBJECT, title: 'Cancelled', message: 'It ended.', actions: [] };

function pagesOf(context: TestContext) {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const put: TraceView[] = [];
  return { put, pages: createPages((view) => put.push(view)), moment: () => context.mock.timers.tick(200) };
}

test('a run that ends at once has one page', (context) => {
  const { put, pages, moment } = pagesOf(context);
  for (const _ of ['once', 'again']) {
    pages.draw(RUNNING);
    pages.draw(ENDED);
    moment();
  }
  assert.deepEqual(put, [ENDED, ENDED]);
});

test('a run that takes its time says so, with the phase it is in', (context) => {
  const { put, pages, moment } = pagesOf(context);
  pages.draw(RUNNING);
  pages.draw(SENDING);
  assert.deepEqual(put, []);
  moment();
  assert.deepEqual(put, [SENDING]);
  pages.draw(RUNNING);
  assert.deepEqual(put, [SENDING, RUNNING]);
  pages.draw(ENDED);
  assert.deepEqual(put, [SENDING, RUNNING, ENDED]);
});

test('a panel that was closed gets no page', (context) => {
  const { put, pages, moment } = pagesOf(context);
  pages.draw(RUNNING);
  pages.stop();
  moment();
  assert.deepEqual(put, []);
});
