import { parentPort, workerData } from "node:worker_threads";
import { loadRuntime } from "../scheduler/load-runtime";
import type { FromWorker, ToWorker } from "./messages";
import { serveMessages } from "./serve-messages";

interface WorkerStart {
  path: string;
  sequences: number | undefined;
}

const port = parentPort;
if (!port) throw new Error("this file runs as a worker thread");
const { path, sequences }: WorkerStart = workerData;
const tell = (message: FromWorker) => port.postMessage(message);
const take = serveMessages(loadRuntime(path, sequences), tell);
port.on("message", (call: ToWorker) => take(call));
tell({ type: "ready" });
