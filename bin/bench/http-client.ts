import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createOpenAiEngine } from "@/gpu-runner/engines/openai/openai-engine";
import { createTrustedHttp } from "@/net";
import { samplingOf, speedOf } from "./workload";

const HTTP = { answers: 256, atOnce: 64, tokensPerAnswer: 256, streamTokensPerSecond: 100 };

/**
 * The HTTP client of the engine `openai` against a mock server in its own process, which paces itself so that its speed
 * is not what is measured: share of the paced tokens that arrive in time, and CPU time of this process per token.
 */
export async function httpClient() {
  const script = fileURLToPath(new URL("./mock-server.mjs", import.meta.url));
  const server = fork(script, [String(HTTP.tokensPerAnswer), String(HTTP.streamTokensPerSecond)], {
    execArgv: [],
  });
  const port = await new Promise<number>((resolve) =>
    server.once("message", (value) => resolve(Number(value))),
  );
  const http = createTrustedHttp();
  const url = `http://127.0.0.1:${port}/v1`;
  const engine = createOpenAiEngine({ http, url, apiKey: null, model: "mock" });
  const messages = [{ role: "user" as const, content: "go" }];
  const sampling = { ...samplingOf(1), maxTokens: HTTP.tokensPerAnswer };
  const ask = async () => (await engine.generate({ messages }, sampling)).completionTokens ?? 0;
  await ask();
  const cpu = process.cpuUsage();
  const measured = await speedOf(
    Array.from({ length: HTTP.answers }, (_, index) => index),
    HTTP.atOnce,
    ask,
  );
  const used = process.cpuUsage(cpu);
  await http.close();
  server.disconnect();
  const microseconds = (used.user + used.system) / measured.tokens;
  const share = measured.tokensPerSecond / (HTTP.atOnce * HTTP.streamTokensPerSecond);
  return {
    ...HTTP,
    ...measured,
    share: Number(share.toFixed(3)),
    cpuMicrosecondsPerToken: Number(microseconds.toFixed(1)),
  };
}
