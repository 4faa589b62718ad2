import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { LeaseWork } from "@/contracts/runner";
import { Secret } from "@/contracts/secret";
import { leaseServer } from "@/tests/support/lease-server";
import {
  delta,
  json,
  type Script,
  scriptedServer,
  stream,
  streamText,
} from "@/tests/support/scripted-server";
import { asked, failureOf, home, LIMITS, runner, samplesOf } from "@/tests/support/test-runner";

const SAMPLING = { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 64, seed: 0 };

function generate(url: string, items: [string, number][], concurrency = 2): LeaseWork {
  return {
    kind: "generate",
    method: { id: "direct", version: 1, params: {} },
    roles: {
      solver: {
        target: { type: "endpoint", url, servedName: "m", apiKey: "sk-very-secret", allowLoopback: true },
        sampling: SAMPLING,
      },
    },
    prompt: { instruction: "Box it.", system: null },
    problems: [...new Set(items.map(([id]) => id))].map(asked),
    items: items.map(([problemId, sample]) => ({ problemId, sample })),
    runSeed: "seed",
    concurrency,
  };
}
/** Runs one generate shard to its end against a scripted endpoint. */
async function generated(script: Script, items: [string, number][], concurrency = 2) {
  await using endpoint = await scriptedServer(script);
  await using server = await leaseServer();
  await using place = await home();
  await using _runner = runner(server.url, place.at);
  const reports = await server.ended(server.give({ work: generate(endpoint.url, items, concurrency) }));
  return { reports, calls: endpoint.calls };
}

const ITEMS: [string, number][] = [
  ["p-1", 0],
  ["p-1", 1],
  ["p-2", 0],
];

describe("runner: generate", () => {
  it("asks each sample with a seed of its own and reports every one once", async () => {
    const { reports, calls } = await generated(
      (_request, response) => streamText(response, "\\boxed{4}"),
      ITEMS,
    );
    const samples = samplesOf(reports);
    expect(samples.map((one) => [one.problemId, one.sample]).sort()).toEqual(ITEMS);
    expect(samples[0]).toMatchObject({
      fault: null,
      promptTokens: 7,
      completionTokens: 5,
      tokenSource: "measured",
      finishReason: "stop",
      trace: { response: "\\boxed{4}", calls: [{ role: "solver", discarded: false }] },
    });
    expect(new Set(calls.map((call) => call.seed)).size).toBe(3);
    expect(calls[0]?.messages).toEqual([
      { role: "user", content: expect.stringMatching(/^What is p-1\?\n\nBox it\.$/) },
    ]);
    expect(failureOf(reports)).toBeNull();
    expect(JSON.stringify(reports)).not.toContain("sk-very-secret");
  });

  it("gives each kind of broken answer its own fault and goes on", async () => {
    const { reports } = await generated(
      ({ body }, response) => {
        const content = JSON.stringify(body.messages);
        if (content.includes("web")) response.writeHead(200, { "content-type": "text/html" }).end("<p>");
        else if (content.includes("filter")) streamText(response, "", "content_filter");
        else if (content.includes("empty")) response.writeHead(200).end();
        else if (content.includes("reject")) json(response, 400, { error: { message: "no" } });
        else streamText(response, "\\boxed{4}");
      },
      [
        ["web", 0],
        ["filter", 0],
        ["empty", 0],
        ["reject", 0],
        ["fine", 0],
      ],
    );
    const faults = samplesOf(reports).map((one) => [
      one.problemId,
      one.fault?.kind ?? null,
      one.fault?.code ?? null,
    ]);
    expect(faults.sort()).toEqual([
      ["empty", "infra_error", "empty_answer"],
      ["filter", "refused", "content_filter"],
      ["fine", null, null],
      ["reject", "infra_error", "rejected"],
      ["web", "infra_error", "not_json"],
    ]);
    expect(failureOf(reports)).toBeNull();
  });

  it("repeats a call that was cut off and counts the lost one", async () => {
    const { reports } = await generated(
      ({ count }, response) => {
        if (count > 1) return streamText(response, "\\boxed{4}");
        stream(response)(delta({ content: "The ans" }));
        setTimeout(() => response.socket?.destroy(), 20);
      },
      [["p-1", 0]],
    );
    const [sample] = samplesOf(reports);
    expect(sample?.trace.calls.map((call) => [call.response, call.discarded])).toEqual([
      ["The ans", true],
      ["\\boxed{4}", false],
    ]);
    expect(sample).toMatchObject({ fault: null, tokenSource: "unknown", completionTokens: null });
  });

  it("stops the shard when the key is refused", async () => {
    const { reports, calls } = await generated((_request, response) => json(response, 401, {}), ITEMS, 1);
    expect(failureOf(reports)).toMatchObject({ code: "unauthorized", retry: "never" });
    expect(calls).toHaveLength(1);
  });

  it("opens the circuit after five failures in a row", async () => {
    const { reports, calls } = await generated((_request, response) => json(response, 500, {}), ITEMS, 1);
    expect(failureOf(reports)).toMatchObject({ code: "server_error", retry: "later", retryAfterMs: 30_000 });
    expect(calls).toHaveLength(5 * LIMITS.attempts);
    expect(samplesOf(reports)).toEqual([]);
  });

  it("passes on how long a limited endpoint wants to be left alone", async () => {
    const script: Script = (_request, response) => json(response, 429, {}, { "retry-after": "120" });
    const { reports } = await generated(script, ITEMS, 1);
    expect(failureOf(reports)).toMatchObject({ code: "rate_limited", retry: "later", retryAfterMs: 120_000 });
  });

  it("answers from its journal after a restart, and repeats only what was in flight", async () => {
    await using endpoint = await scriptedServer(({ body }, response) => {
      if (hang && body.messages && JSON.stringify(body.messages).includes("p-2")) return;
      streamText(response, `\\boxed{${body.seed}}`);
    });
    let hang = true;
    await using place = await home();
    const texts: (string | undefined)[][] = [];
    for (const round of [1, 2]) {
      hang = round === 1;
      await using server = await leaseServer({
        onReport: (report) => hang && !report.done && report.samples.length > 2,
      });
      await using _runner = runner(server.url, place.at, { drainMs: 0 });
      const id = server.give({ work: generate(endpoint.url, ITEMS, 1) });
      if (round === 1) {
        while (endpoint.calls.length < 2) await new Promise((resolve) => setImmediate(resolve));
        continue;
      }
      texts.push(samplesOf(await server.ended(id)).map((one) => one.trace.response));
    }
    expect(texts[0]).toHaveLength(3);
    // Once sample 0 of the first problem, twice sample 0 of the second, which hung, and once the last one.
    expect(endpoint.calls).toHaveLength(4);
    const journal = await readdir(path.join(place.at, "journal"));
    const text = await readFile(path.join(place.at, "journal", journal[0] ?? ""), "utf8");
    expect(text).not.toContain("sk-very-secret");
  });

  it("stops a sample whose journal answers another question", async () => {
    await using endpoint = await scriptedServer((_request, response) => streamText(response, "\\boxed{4}"));
    await using server = await leaseServer();
    await using place = await home();
    await using _runner = runner(server.url, place.at);
    await server.ended(server.give({ work: generate(endpoint.url, [["p-1", 0]]) }));
    const changed = generate(endpoint.url, [["p-1", 0]]);
    if (changed.kind === "generate") changed.prompt.instruction = "Think first.";
    const reports = await server.ended(server.give({ work: changed }));
    expect(samplesOf(reports)[0]?.fault).toMatchObject({ kind: "infra_error", code: "journal_mismatch" });
    expect(endpoint.calls).toHaveLength(1);
  });
});

describe("runner: lease protocol", () => {
  it("keeps results while the server is away and drops them when the lease is stale", async () => {
    await using endpoint = await scriptedServer((_request, response) => streamText(response, "\\boxed{4}"));
    await using server = await leaseServer({
      onReport: (report, response, count) => {
        if (report.shardId.endsWith("1")) {
          json(response, 409, { error: { code: "stale_lease", message: "Stale.", hint: "Stop." } });
          return true;
        }
        if (count > 2) return false;
        response.socket?.destroy();
        return true;
      },
    });
    await using place = await home();
    await using _runner = runner(server.url, place.at);
    const first = await server.ended(server.give({ work: generate(endpoint.url, ITEMS) }));
    expect(samplesOf(first)).toHaveLength(3);
    server.give({ work: generate(endpoint.url, ITEMS) });
    const third = await server.ended(server.give({ work: generate(endpoint.url, ITEMS) }));
    expect(samplesOf(third)).toHaveLength(3);
    expect(server.reports.filter((report) => report.shardId.endsWith("1"))).toEqual([]);
  });

  it("loses nothing when it is killed while the server is away: the next one answers from the journal", async () => {
    await using endpoint = await scriptedServer(({ body }, response) =>
      streamText(response, `\\boxed{${body.seed}}`),
    );
    await using place = await home();
    let away = true;
    let heard = () => {};
    const reported = new Promise<void>((resolve) => {
      heard = resolve;
    });
    await using server = await leaseServer({
      onReport: (_report, response) => {
        if (!away) return false;
        response.socket?.destroy();
        heard();
        return true;
      },
    });
    {
      await using _killed = runner(server.url, place.at, { drainMs: 0 });
      server.give({ work: generate(endpoint.url, ITEMS) });
      await reported;
    }
    expect(server.reports).toEqual([]);
    const calls = endpoint.calls.length;
    away = false;
    await using _next = runner(server.url, place.at);
    const reports = await server.ended(server.give({ work: generate(endpoint.url, ITEMS) }));
    const seeds = samplesOf(reports).map((one) => one.trace.response);
    expect(new Set(seeds).size).toBe(ITEMS.length);
    expect([calls, endpoint.calls.length]).toEqual([ITEMS.length, ITEMS.length]);
  });

  it("ends with the reason when the server refuses its token", async () => {
    await using server = await leaseServer();
    await using place = await home();
    await using one = runner(server.url, place.at, { token: new Secret("pl_other") });
    await expect(one.ended).rejects.toThrow("Unknown key");
  });

  it("finishes samples under way when it is told to stop, and gives the rest back", async () => {
    const controller = new AbortController();
    await using endpoint = await scriptedServer((_request, response) => {
      controller.abort();
      streamText(response, "\\boxed{4}");
    });
    await using server = await leaseServer();
    await using place = await home();
    await using one = runner(server.url, place.at, { signal: controller.signal });
    const reports = await server.ended(server.give({ work: generate(endpoint.url, ITEMS, 1) }));
    await one.ended;
    expect(samplesOf(reports)).toHaveLength(1);
    expect(failureOf(reports)).toMatchObject({ code: "draining", retry: "now" });
  });

  it("tests a connection", async () => {
    await using endpoint = await scriptedServer((_request, response) => streamText(response, "ready"));
    await using server = await leaseServer();
    await using place = await home();
    await using _runner = runner(server.url, place.at);
    const target = {
      type: "endpoint",
      url: endpoint.url,
      servedName: "scripted-model",
      apiKey: null,
    } as const;
    const good = await server.ended(
      server.give({ work: { kind: "probe", target: { ...target, allowLoopback: true } } }),
    );
    expect(good.at(-1)?.probe).toMatchObject({ ok: true, models: ["scripted-model"] });
    const refused = await server.ended(
      server.give({ work: { kind: "probe", target: { ...target, allowLoopback: false } } }),
    );
    expect(refused.at(-1)?.probe).toMatchObject({ ok: false, code: "unsafe_address" });
    const engine = { type: "engine", engine: "none", model: "m" } as const;
    const absent = await server.ended(server.give({ work: { kind: "probe", target: engine } }));
    expect(absent.at(-1)?.probe).toMatchObject({ ok: false, code: "unknown_model" });
  });
});
