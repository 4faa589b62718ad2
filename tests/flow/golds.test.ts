import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { traceBlock } from "@/db/schema";
import { importBenchmark } from "@/server/domain/catalog";
import { createEndpointSubmission } from "@/server/domain/submission";
import { goldOf, sentinelBenchmark } from "./desk";
import { engineRoom } from "./engine-room";

/** A chat endpoint that keeps what it was asked and answers a number that is no gold. */
async function listeningEndpoint() {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    asked.push(`${request.url} ${body}`);
    const stream = body.includes('"stream":true');
    const usage = { prompt_tokens: 5, completion_tokens: 5, total_tokens: 10 };
    const base = { id: "x", object: "chat.completion", created: 1, model: "plain" };
    if (request.url?.endsWith("/models")) {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ object: "list", data: [{ id: "plain", object: "model" }] }));
    } else if (stream) {
      response.setHeader("content-type", "text/event-stream");
      const chunk = (choice: object, more: object = {}) =>
        `data: ${JSON.stringify({ ...base, object: "chat.completion.chunk", choices: [{ index: 0, ...choice }], ...more })}\n\n`;
      response.write(chunk({ delta: { role: "assistant", content: "\\boxed{41}" }, finish_reason: null }));
      response.write(chunk({ delta: {}, finish_reason: "stop" }, { usage }));
      response.end("data: [DONE]\n\n");
    } else {
      response.setHeader("content-type", "application/json");
      const message = { role: "assistant", content: "\\boxed{41}" };
      response.end(
        JSON.stringify({ ...base, choices: [{ index: 0, message, finish_reason: "stop" }], usage }),
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/v1`, asked, close: () => server.close() };
}

describe("who knows the golds", () => {
  it("neither a generate or assess lease, nor the endpoint, nor a transcript, nor a log holds a gold or a solution", async () => {
    await using room = await engineRoom();
    await importBenchmark(room.system, sentinelBenchmark(12));
    const endpoint = await listeningEndpoint();
    room.runner();
    const { submissionId } = await createEndpointSubmission(room.admin, {
      url: endpoint.url,
      model: "plain",
      benchmark: "sentinel",
      samples: 2,
    });
    await room.reaches(submissionId, ["published"]);
    const judged = await createEndpointSubmission(room.admin, {
      url: endpoint.url,
      model: "plain",
      benchmark: "sentinel",
      samples: 1,
      method: "heimdall",
      params: { votes: 1 },
    });
    await room.reaches(judged.submissionId, ["published"]);
    endpoint.close();
    // The verifier of solutions is asked without them as well.
    expect(endpoint.asked.some((text) => text.includes("Proposed solution"))).toBe(true);

    const secrets = [...Array.from({ length: 12 }, (_, index) => String(goldOf(index))), "sentinel-solution"];
    const holds = (text: string) => secrets.some((secret) => text.includes(secret));
    const leases = room.wire.filter((call) => call.path.endsWith("/lease")).map((call) => call.response);
    expect(leases.some((text) => text.includes("Statement number 3."))).toBe(true);
    expect(leases.filter(holds)).toEqual([]);
    expect(endpoint.asked.length).toBeGreaterThan(24);
    expect(endpoint.asked.filter(holds)).toEqual([]);
    expect(room.logged.filter(holds)).toEqual([]);
    const blocks = await room.test.db.select().from(traceBlock);
    expect(blocks.length).toBeGreaterThan(0);
    expect(blocks.filter((block) => holds(gunzipSync(block.data).toString("utf8")))).toEqual([]);
    // Golds did travel, to the trusted runner's verify leases only.
    const golds = room.wire.filter((call) => holds(call.response));
    expect(golds.length).toBeGreaterThan(0);
    expect(golds.every((call) => call.path.endsWith("/problems"))).toBe(true);
  });
});
