import { parentPort } from "node:worker_threads";
import { verifyAnswer } from "../answer";
import { verifyCase } from "../cases/case";
import type { PoolRequest } from "./messages";

/** One thread of the pool: answers each request with its verdict. It holds no state between them. */
parentPort?.on("message", ({ id, job }: PoolRequest) => {
  const result = job.type === "answer" ? verifyAnswer(job.input) : verifyCase(job.each);
  parentPort?.postMessage({ id, result });
});
parentPort?.postMessage({ ready: true });
