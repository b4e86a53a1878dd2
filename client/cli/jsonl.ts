import { isJsonObject, isNestedWithin, type JsonObject, type JsonValue } from '../../shared/spec/json';
import { NESTING_LEVELS } from '../../shared/spec/limits';
import { MOST_REQUEST_BYTES, parseJsonBytes } from './awsJson';
import { createGate } from './gate';
import { linesOf } from './lines';
import type { Given } from './options';
import { choosePlace } from './place';
import { type Reply, refusal } from './reply';
import { createService, MOST_RUNS, type Service } from './service';
import { INTERRUPTED, type World } from './world';
import { WrongUse } from './wrongUse';

/** What may stand beside --jsonl: the rest of a request comes with each line. */
const BESIDE = ['jsonl', 'project', 'project-profile', 'region', 'profile', 'output', 'no-cli-pager', 'fail'];

/**
 * Answers each line of standard input, `{"id", "request"}`, with one line, `{"id", "response"}` or `{"id", "error"}`, in
 * any order and several at a time. Gives the exit code: 0 when all input was answered, 1 with --fail when an answer was
 * FAILED or an error, 130 when it was interrupted. Throws WrongUse for options that belong to a single request.
 */
export async function answerLines(given: Given, world: World): Promise<number> {
  refuseOthers(given);
  const interrupted = world.interrupted();
  const service = createService(await choosePlace(given.values, world.cwd, world), world, { unknown: 'refused' });
  try {
    const allWell = await answerAll(service, interrupted, world);
    if (interrupted.aborted) return INTERRUPTED;
    return given.switches.has('fail') && !allWell ? 1 : 0;
  } finally {
    service.end();
  }
}

function refuseOthers({ values, switches }: Given): void {
  const other = [...values.keys(), ...switches].find((name) => !BESIDE.includes(name));
  if (other !== undefined)
    throw new WrongUse(`With --jsonl requests come from standard input, so this option cannot be given: --${other}`);
}

/** Tells whether no answer was FAILED or an error. */
async function answerAll(service: Service, interrupted: AbortSignal, world: World): Promise<boolean> {
  const gate = createGate(MOST_RUNS);
  let allWell = true;
  const take = async (line: Buffer | undefined): Promise<void> => {
    const { id, reply } = await answerLine(line, service, interrupted);
    if (interrupted.aborted) return;
    if (!reply.ok || reply.value.status === 'FAILED') allWell = false;
    // Whoever reads slowly holds up what is read: nothing piles up here.
    await world.write(
      `${JSON.stringify({ id, ...(reply.ok ? { response: reply.value } : { error: reply.error }) })}\n`,
    );
  };
  try {
    for await (const line of linesOf(world.input(interrupted), MOST_REQUEST_BYTES)) {
      if (line !== undefined && isBlank(line)) continue;
      const leave = await gate.enter();
      void take(line).finally(leave);
    }
  } catch (error) {
    // Reading breaks off where the person interrupts it.
    if (!interrupted.aborted) throw error;
  }
  await gate.empty();
  return allWell;
}

function isBlank(line: Buffer): boolean {
  return line.every((byte) => BLANKS.includes(byte));
}

const BLANKS: readonly number[] = [...Buffer.from(' \t\r')];

interface Answered {
  /** Null where the line has no id that could be read. */
  readonly id: JsonValue;
  readonly reply: Reply;
}

async function answerLine(line: Buffer | undefined, service: Service, signal: AbortSignal): Promise<Answered> {
  if (line === undefined) return { id: null, reply: refusal(`The line has more than ${MOST_REQUEST_BYTES} bytes`) };
  const value = parseJsonBytes(line);
  if (!isJsonObject(value)) return { id: null, reply: refusal('The line is no JSON object: {"id", "request"}') };
  const id = idOf(value);
  if (id === undefined) return { id: null, reply: refusal('The line has no "id" by which its answer is known') };
  const request = Object.hasOwn(value, 'request') ? value.request : undefined;
  if (!isJsonObject(request)) return { id, reply: refusal('The "request" of the line is no JSON object') };
  return { id, reply: await service.call('TestState', request, signal) };
}

/** Any value that comes back as it was written; undefined for others and where there is none. */
function idOf(value: JsonObject): JsonValue | undefined {
  const id = Object.hasOwn(value, 'id') ? value.id : undefined;
  if (id === undefined || id === null || !isNestedWithin(id, NESTING_LEVELS)) return undefined;
  return Number.isInteger(id) && !Number.isSafeInteger(id) ? undefined : id;
}
