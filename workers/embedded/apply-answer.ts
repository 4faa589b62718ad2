import type { Answer } from "./answer";
import { instantOf } from "./duration";
import type { Engine, StepResult, Unit } from "./engine";
import { expressionProblem } from "./expression";
import { DEFAULT_RETRIES, LIMITS } from "./limits";
import { OP_CODES, type Op, readError, type WorkflowError, type WorkflowEventBody } from "./protocol";
import { enqueueCall, enqueueTimer, lockItem, type QueueItem, removeItem, retryCall } from "./queue";
import { type RunRow, withRun } from "./run-row";
import { startRun } from "./runs";
import { advance, savedAmong, saveStep } from "./steps";
import { inUnit } from "./unit";
import { addStepWait } from "./waits";

/** How long to wait before a call that could not be delivered is tried again. */
const REDELIVER_MS = 2_000;

/** Tries a function has: its retries and the first one. */
export function maxAttempts(engine: Engine, functionId: string): number {
  const steps = Object.values(engine.functions.get(functionId)?.steps ?? {});
  return (steps[0]?.retries?.attempts ?? DEFAULT_RETRIES) + 1;
}

/**
 * Applies one answer in one transaction, together with the end of its queue item. `stale` when the item is gone or was
 * dispatched again meanwhile: the answer is an orphan's and changes nothing.
 */
export async function applyAnswer(
  engine: Engine,
  item: QueueItem,
  answer: Answer,
): Promise<"applied" | "stale"> {
  return inUnit(engine, async (unit) => {
    const applied = await withRun(unit, item.runId, async (run) => {
      const held = await lockItem(unit.tx, item.id, item.generation);
      if (!held) return false;
      if ("requestVersion" in answer && answer.requestVersion !== null)
        run.requestVersion = answer.requestVersion;
      if (answer.kind === "ops") await applyOps(unit, run, held, answer);
      else if (answer.kind === "threw") await retryOrFail(unit, run, held, answer);
      else if (answer.kind === "returned") await complete(unit, run, held, answer.output);
      else if (answer.kind === "undelivered") await redeliver(unit, held, answer.message);
      else unit.consequences.push({ kind: "end", runId: run.id, outcome: { state: "cancelled" } });
      return true;
    });
    return applied ? "applied" : "stale";
  });
}

type Failure = { error: WorkflowError; noRetry: boolean; retryAfterMs: number | null };

async function applyOps(
  unit: Unit,
  run: RunRow,
  item: QueueItem,
  answer: Extract<Answer, { kind: "ops" }>,
): Promise<void> {
  const { ops } = answer;
  const foreign = ops.find((op) => !OP_CODES.some((code) => code === op.op));
  if (foreign) {
    const message = `"${foreign.displayName ?? foreign.id}" is a ${foreign.op} step, which the embedded executor does not support.`;
    return fail(unit, run, item, { name: "UnsupportedStep", message });
  }
  const thrown = ops.find((op) => op.op === "StepError");
  if (thrown && !answer.noRetry && item.attempt + 1 < maxAttempts(unit.engine, run.functionId))
    return retry(unit, item, { ...answer, error: readError(thrown.error) });

  await removeItem(unit.tx, item.id);
  const end = ops.find((op) => op.op === "RunComplete");
  const steps = ops.filter((op) => op.op !== "RunComplete" && op.op !== "DiscoveryRequest");
  const saved = await savedAmong(
    unit,
    run.id,
    steps.map((op) => op.id),
  );
  const open = steps.map((op) => op.id).filter((id) => !saved.has(id));
  run.pending = [...new Set([...run.pending, ...open])];
  if (ops.length > 1) run.forcePlan = true;
  if (run.requestVersion === 1 || ops.some((op) => op.opts?.parallelMode === "race")) run.discoverEach = true;
  for (const op of ops) await applyOp(unit, run, op, saved.has(op.id));
  if (end) unit.consequences.push(completed(run, end.data));
  else if (ops.length === 0 && run.pending.length === 0)
    await fail(unit, run, item, {
      name: "NothingToDo",
      message: "The function neither returned nor has a step to do.",
    });
}

/** One line of workflow.md's table of ops. `saved`: the step has a result already (a race asked again meanwhile). */
async function applyOp(unit: Unit, run: RunRow, op: Op, saved: boolean): Promise<void> {
  switch (op.op) {
    case "StepRun":
    case "Step":
      return finish(unit, run, op, { data: op.data ?? null });
    case "StepError":
    case "StepFailed":
      // `data` repeats the error; saved as a value it would turn the failure into a success.
      return finish(unit, run, op, { error: readError(op.error) });
    case "DiscoveryRequest":
      return enqueueCall(unit, run, `r:${op.id}`, { at: unit.now });
  }
  if (saved) return;
  switch (op.op) {
    case "StepPlanned":
      return enqueueCall(unit, run, `p:${op.id}`, { at: unit.now, stepId: op.id });
    case "Sleep":
      return sleep(unit, run, op);
    case "WaitForEvent":
      return waitForEvent(unit, run, op);
    case "InvokeFunction":
      return invoke(unit, run, op);
  }
}

async function finish(unit: Unit, run: RunRow, op: Op, result: StepResult): Promise<void> {
  const step = { id: op.id, op: op.op, name: op.displayName ?? op.name, result };
  if (await saveStep(unit, run, step)) await advance(unit, run, op.id);
}

async function sleep(unit: Unit, run: RunRow, op: Op): Promise<void> {
  // The SDK writes no time at all as the empty string.
  const until = instantOf((op.opts?.duration ?? op.name) || "0s", unit.now);
  if (!until) return finish(unit, run, op, invalid(op, "sleeps for something that is no duration or date"));
  await enqueueTimer(unit.tx, run.id, "sleep", until, op.id);
}

async function waitForEvent(unit: Unit, run: RunRow, op: Op): Promise<void> {
  const eventName = op.opts?.event ?? op.name ?? "";
  const expression = op.opts?.if;
  const problem = expression ? expressionProblem(expression) : null;
  if (problem) return finish(unit, run, op, invalid(op, `has an expression that cannot be read: ${problem}`));
  const expiresAt = expiryOf(unit, op);
  if (!expiresAt) return finish(unit, run, op, invalid(op, "has a timeout that is no duration or date"));
  await addStepWait(unit, run, { stepId: op.id, kind: "event", eventName, expression, expiresAt });
}

async function invoke(unit: Unit, run: RunRow, op: Op): Promise<void> {
  const functionId = op.opts?.function_id ?? "";
  const config = unit.engine.functions.get(functionId);
  const expiresAt = expiryOf(unit, op);
  if (!config) return finish(unit, run, op, invalid(op, `invokes "${functionId}", which is not registered`));
  if (!expiresAt) return finish(unit, run, op, invalid(op, "has a timeout that is no duration or date"));
  const event = invocation(unit, run, op, functionId);
  await addStepWait(unit, run, { stepId: op.id, kind: "invoke", expiresAt });
  const refusal = await startRun(unit, config, { event, parent: { runId: run.id, stepId: op.id } });
  // Nobody will ever answer for a run that did not start; the parent must not wait a year for it.
  if (refusal !== null)
    unit.consequences.push({
      kind: "resolve",
      runId: run.id,
      stepId: op.id,
      result: invalid(op, `did not start "${functionId}": ${refusal}`),
    });
}

/** The event with which an invoked function starts; `_inngest` tells who invoked it. */
function invocation(unit: Unit, run: RunRow, op: Op, functionId: string): WorkflowEventBody {
  const { data, user, v } = op.opts?.payload ?? {};
  const source = {
    source_fn_id: run.functionId,
    fn_id: functionId,
    correlation_id: `${run.id}.${op.id}`,
    name: op.displayName ?? op.name ?? "",
  };
  return {
    id: `${run.id}:${op.id}`,
    name: "inngest/function.invoked",
    data: { ...(typeof data === "object" ? data : {}), _inngest: source },
    ts: unit.now.getTime(),
    user: user ?? {},
    ...(typeof v === "string" && v !== "" ? { v } : {}),
  };
}

function expiryOf(unit: Unit, op: Op): Date | null {
  if (op.opts?.timeout === undefined) return new Date(unit.now.getTime() + LIMITS.maxWaitMs);
  return instantOf(op.opts.timeout, unit.now);
}

function invalid(op: Op, why: string): { error: WorkflowError } {
  return { error: { name: "Error", message: `Step "${op.displayName ?? op.name ?? op.id}" ${why}.` } };
}

async function retryOrFail(unit: Unit, run: RunRow, item: QueueItem, failure: Failure): Promise<void> {
  const last = item.attempt + 1 >= maxAttempts(unit.engine, run.functionId);
  if (!failure.noRetry && !last) return retry(unit, item, failure);
  if (item.stepId === null) return fail(unit, run, item, failure.error);
  // One step could not be run at all: it has failed, and the function decides what that means.
  await removeItem(unit.tx, item.id);
  const step = { id: item.stepId, op: "StepFailed", result: { error: failure.error } };
  if (await saveStep(unit, run, step)) await advance(unit, run, item.stepId);
}

async function retry(unit: Unit, item: QueueItem, failure: Failure): Promise<void> {
  const delayMs = failure.retryAfterMs ?? unit.engine.retryDelayMs(item.attempt);
  await retryCall(unit.tx, item, {
    at: new Date(unit.now.getTime() + delayMs),
    attempt: item.attempt + 1,
    error: `${failure.error.name}: ${failure.error.message}`,
  });
}

async function redeliver(unit: Unit, item: QueueItem, error: string): Promise<void> {
  const at = new Date(unit.now.getTime() + REDELIVER_MS);
  await retryCall(unit.tx, item, { at, attempt: item.attempt, error });
}

async function complete(unit: Unit, run: RunRow, item: QueueItem, output: unknown): Promise<void> {
  await removeItem(unit.tx, item.id);
  unit.consequences.push(completed(run, output));
}

async function fail(unit: Unit, run: RunRow, item: QueueItem, error: WorkflowError): Promise<void> {
  await removeItem(unit.tx, item.id);
  unit.consequences.push({ kind: "end", runId: run.id, outcome: { state: "failed", error } });
}

function completed(run: RunRow, output: unknown) {
  const bytes = Buffer.byteLength(JSON.stringify(output ?? null));
  const outcome =
    bytes <= LIMITS.maxStepOutputBytes
      ? { state: "completed" as const, output: output ?? null }
      : {
          state: "failed" as const,
          error: {
            name: "OutputTooLarge",
            message: `The function returned ${bytes} bytes; at most ${LIMITS.maxStepOutputBytes} are allowed.`,
          },
        };
  return { kind: "end" as const, runId: run.id, outcome };
}
