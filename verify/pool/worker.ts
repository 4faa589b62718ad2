import { parentPort } from "node:worker_threads";
import { verifyAnswer } from "../answer";
import { verifyCase } from "../cases/case";
import { extendClasses } from "../classes";
import { verifyProcess } from "../process";
import { NONE, nowMs, type PoolJob, type PoolRequest, type PoolResult, RUNNING, SINCE } from "./messages";

/** Results wait at most this long for those after them, so that little is done twice when a later job is killed. */
const FLUSH_MS = 20;

function judge(job: PoolJob): PoolResult {
  switch (job.type) {
    case "answer":
      return verifyAnswer(job.input);
    case "process":
      return verifyProcess(job.input);
    case "case":
      return verifyCase(job.each);
    case "classes":
      return extendClasses(job.input.firsts, job.input.answers, job.input.context);
  }
}

/** One thread of the pool: does the jobs of a message in order. It holds no state between messages. */
parentPort?.on("message", ({ id, jobs, progress }: PoolRequest) => {
  const state = new Int32Array(progress);
  let results: PoolResult[] = [];
  let from = 0;
  let sentMs = nowMs();
  jobs.forEach((job, index) => {
    const startMs = nowMs();
    if (results.length > 0 && startMs - sentMs > FLUSH_MS) {
      parentPort?.postMessage({ id, from, results });
      from += results.length;
      results = [];
      sentMs = startMs;
    }
    Atomics.store(state, SINCE, startMs);
    Atomics.store(state, RUNNING, index);
    results.push(judge(job));
  });
  Atomics.store(state, RUNNING, NONE);
  parentPort?.postMessage({ id, from, results });
});
parentPort?.postMessage({ ready: true });
