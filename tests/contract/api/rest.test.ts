import { createTRPCClient, httpBatchLink, TRPCClientError } from "@trpc/client";
import { describe, expect, it } from "vitest";
import { errorBodySchema } from "@/contracts/errors";
import { submissionReceiptSchema, submissionViewSchema } from "@/contracts/submission";
import { handleHealth } from "@/server/api/health";
import { handleImport } from "@/server/api/import-benchmark";
import { openApiText } from "@/server/api/openapi";
import type { AppRouter } from "@/server/api/root";
import { handleTrpc } from "@/server/api/trpc-handler";
import { apiWorld, everyRow, ORIGIN } from "./api-world";

const ENDPOINT = { url: "https://models.example.com/v1", model: "m", benchmark: "bundled" };

describe("errors", () => {
  it("are one body with a code, a message and a hint, and the status of the code", async () => {
    await using world = await apiWorld();
    const key = world.keys.ada;
    const cases: [
      method: string,
      path: string,
      call: Parameters<typeof world.call>[2],
      status: number,
      code: string,
    ][] = [
      ["GET", "/nothing", {}, 404, "not_found"],
      ["GET", "/benchmarks/nothing", {}, 404, "not_found"],
      ["GET", "/methods/nothing", {}, 404, "not_found"],
      ["GET", "/models/nothing", {}, 404, "not_found"],
      ["GET", "/suites/nothing", {}, 404, "not_found"],
      ["GET", "/submissions/sub_00000000000000000000", { key }, 404, "not_found"],
      ["GET", "/submissions/x%00y", { key }, 404, "not_found"],
      ["GET", "/submissions?limit=0", { key }, 422, "invalid_input"],
      ["GET", "/submissions?limit=201", { key }, 422, "invalid_input"],
      ["GET", "/submissions?cursor=zzz", { key }, 422, "invalid_input"],
      ["POST", "/keys", { key, body: { name: "" } }, 422, "invalid_input"],
      ["POST", "/keys", { key, body: { name: "a\u0000" } }, 422, "invalid_input"],
      [
        "POST",
        "/keys",
        { key, body: "{", headers: { "content-type": "application/json" } },
        422,
        "invalid_input",
      ],
      [
        "POST",
        "/keys",
        { key, body: "name=x", headers: { "content-type": "text/plain" } },
        422,
        "invalid_input",
      ],
      ["POST", "/keys", { key, body: { name: "x".repeat(1_100_000) } }, 413, "payload_too_large"],
      ["POST", "/submissions", { key, body: {} }, 422, "invalid_input"],
      [
        "POST",
        "/submissions",
        { key, body: { ...ENDPOINT, benchmark: "nothing" } },
        422,
        "unknown_benchmark",
      ],
      [
        "POST",
        "/submissions",
        { key, body: { ...ENDPOINT, url: "https://[::1]/v1" } },
        422,
        "unsafe_address",
      ],
      ["POST", "/submissions", { key, body: { ...ENDPOINT, samples: 1e9 } }, 422, "invalid_input"],
      ["POST", "/submissions", { key: "pl_short", body: ENDPOINT }, 401, "unauthenticated"],
      [
        "POST",
        "/submissions",
        { body: ENDPOINT, headers: { authorization: "Basic eDp5" } },
        401,
        "unauthenticated",
      ],
    ];
    for (const [method, path, call, status, code] of cases) {
      const answer = await world.call(method, `/api/v1${path}`, call);
      const what = `${method} ${path}`;
      expect([answer.status, errorBodySchema.parse(answer.body).error.code], what).toEqual([status, code]);
      expect(JSON.stringify(answer.body), what).not.toMatch(/node_modules|at \w+ \(|select /i);
    }
  });

  it("tells nothing about what failed inside, and logs it", async () => {
    await using world = await apiWorld();
    const failing = new Proxy(world.test.db, {
      get: () => {
        throw new Error("sentinel password");
      },
    });
    const broken = { ...world.platform.anonymous, db: failing };
    // A database that fails in the middle of a request.
    const response = await handleTrpc(
      new Request(`${ORIGIN}/api/trpc/catalog.listBenchmarks?input=%7B%7D`),
      async () => broken,
    );
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain("sentinel");
    expect(text).not.toContain("stack");
    expect(world.platform.logged.join("")).toContain("catalog.listBenchmarks");
  });
});

describe("submissions over REST", () => {
  it("goes from a JSON body to a status, with run ids at once, idempotently", async () => {
    await using world = await apiWorld();
    const call = {
      key: world.keys.ada,
      body: { ...ENDPOINT, method: "self-consistency", samples: 4, params: { k: 4 } },
    };
    const first = await world.call("POST", "/api/v1/submissions", {
      ...call,
      headers: { "idempotency-key": "k" },
    });
    expect(first.status).toBe(202);
    const receipt = submissionReceiptSchema.parse(first.body);
    expect(receipt.runIds).toHaveLength(2);
    expect(receipt.url).toBe(`${ORIGIN}/submissions/${receipt.submissionId}`);
    const again = await world.call("POST", "/api/v1/submissions", {
      ...call,
      headers: { "idempotency-key": "k" },
    });
    expect(again.body).toEqual(first.body);
    const status = await world.call("GET", `/api/v1/submissions/${receipt.submissionId}`, {
      key: world.keys.ada,
    });
    expect(submissionViewSchema.parse(status.body).state).toBe("received");
    const list = await world.call("GET", "/api/v1/submissions?limit=1", { key: world.keys.ada });
    expect(list.body).toMatchObject({ items: [{ id: receipt.submissionId }], nextCursor: null });
  });

  it("takes a file as the body, as a form, and refuses a form without one", async () => {
    await using world = await apiWorld();
    const key = world.keys.ada;
    const body = new Uint8Array(Buffer.from('{"problem_id":"x"}\n'));
    const raw = await world.call("POST", "/api/v1/submissions?benchmark=bundled&model=m&filename=a.jsonl", {
      key,
      body,
      headers: { "content-type": "application/octet-stream" },
    });
    expect(raw.status).toBe(202);
    const form = new FormData();
    form.set("benchmark", "bundled");
    form.set("model", "m");
    form.set("file", new Blob([body]), "b.jsonl");
    const asForm = await world.call("POST", "/api/v1/submissions", { key, body: form });
    expect(asForm.status, JSON.stringify(asForm.body)).toBe(202);
    const empty = new FormData();
    empty.set("benchmark", "bundled");
    const refused = await world.call("POST", "/api/v1/submissions", { key, body: empty });
    expect([refused.status, errorBodySchema.parse(refused.body).error.code]).toEqual([422, "bad_upload"]);
    const list = await world.call("GET", "/api/v1/submissions", { key });
    expect(list.body).toMatchObject({ items: [{ state: "staged" }, { state: "staged" }] });
  });

  it("stops an upload past the limit with 413 and one without a right with 401, without reading it", async () => {
    await using world = await apiWorld({
      settings: {
        uploadLimits: {
          compressedBytes: 10,
          expandedBytes: 100,
          ratio: 200,
          lineBytes: 10,
          lines: 10,
          archiveFiles: 1,
        },
      },
    });
    const endless = () => {
      let chunks = 0;
      const stream = new ReadableStream({
        pull: (controller) => {
          chunks += 1;
          controller.enqueue(new Uint8Array(8));
        },
      });
      return { stream, chunks: () => chunks };
    };
    const path = "/api/v1/submissions?benchmark=bundled&model=m";
    const headers = { "content-type": "application/octet-stream" };
    const big = endless();
    const tooBig = await world.call("POST", path, { key: world.keys.ada, body: big.stream, headers });
    expect([tooBig.status, errorBodySchema.parse(tooBig.body).error.code]).toEqual([
      413,
      "payload_too_large",
    ]);
    expect(big.chunks()).toBeLessThan(10);
    const nobodys = endless();
    expect((await world.call("POST", path, { body: nobodys.stream, headers })).status).toBe(401);
    expect(nobodys.chunks()).toBeLessThan(3);
  });
});

describe("limits by account and address", () => {
  it("answers 429 with Retry-After, per account", async () => {
    await using world = await apiWorld({ rateFactor: 2 / 60 });
    const send = (key: string) => world.call("POST", "/api/v1/submissions", { key, body: ENDPOINT });
    expect([(await send(world.keys.ada)).status, (await send(world.keys.ada)).status]).toEqual([202, 202]);
    const third = await send(world.keys.ada);
    expect([third.status, errorBodySchema.parse(third.body).error.code]).toEqual([429, "rate_limited"]);
    expect(Number(third.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await send(world.keys.bob)).status).toBe(202);
  });

  it("slows down whoever tries keys", async () => {
    await using world = await apiWorld({ rateFactor: 2 / 120 });
    const tries: number[] = [];
    for (let index = 0; index < 3; index++)
      tries.push((await world.call("GET", "/api/v1/me", { key: `pl_${String(index).repeat(43)}` })).status);
    expect(tries).toEqual([401, 401, 429]);
  });
});

describe("secrets", () => {
  it("stand in no answer, log, event, audit line or row", async () => {
    await using world = await apiWorld();
    const apiKey = "sk-sentinel-endpoint-key";
    const made = await world.call("POST", "/api/v1/submissions", {
      key: world.keys.ada,
      body: { ...ENDPOINT, apiKey },
    });
    const id = submissionReceiptSchema.parse(made.body).submissionId;
    const bad = await world.call("POST", "/api/v1/submissions", {
      key: world.keys.ada,
      body: { ...ENDPOINT, apiKey, samples: "x" },
    });
    const answers = [made.body, bad.body];
    for (const path of [`/submissions/${id}`, "/submissions", "/keys", "/me", "/health"])
      for (const key of [world.keys.ada, world.keys.admin])
        answers.push((await world.call("GET", `/api/v1${path}`, { key })).body);
    const rows = await everyRow(world.test.url);
    const everything = JSON.stringify([answers, rows, world.platform.sent, world.platform.logged]);
    expect(everything).toContain(id);
    expect(everything).not.toContain("sentinel");
    for (const key of Object.values(world.keys)) expect(everything).not.toContain(key);
  });
});

describe("tRPC", () => {
  it("serves a typed client: submit, read, and errors with code and hint", async () => {
    await using world = await apiWorld();
    const client = createTRPCClient<AppRouter>({
      links: [
        httpBatchLink({
          url: `${ORIGIN}/api/trpc`,
          headers: { authorization: `Bearer ${world.keys.ada}` },
          fetch: (input, init) =>
            handleTrpc(
              new Request(String(input), { ...init, body: init?.body ?? null, signal: null }),
              world.who,
            ),
        }),
      ],
    });
    const [benchmarks, { submissionId }] = await Promise.all([
      client.catalog.listBenchmarks.query({}),
      client.submission.create.mutate({ ...ENDPOINT, samples: 2 }),
    ]);
    expect(benchmarks.items[0]?.slug).toBe("bundled");
    expect((await client.submission.get.query({ id: submissionId })).state).toBe("received");
    const refused = await client.submission.get.query({ id: "sub_0" }).catch((error: unknown) => error);
    if (!(refused instanceof TRPCClientError)) throw new Error("no error");
    expect(refused.data).toMatchObject({ code: "NOT_FOUND", httpStatus: 404, error: { code: "not_found" } });
    expect(JSON.stringify(refused.data)).not.toContain("stack");
  });
});

describe("the document", () => {
  it("is OpenAPI 3.1 with our error body and every path of the API", () => {
    const document = JSON.parse(openApiText());
    expect(document.openapi).toMatch(/^3\.1/);
    for (const path of [
      "/benchmarks",
      "/benchmarks/{slug}",
      "/suites/{slug}",
      "/methods/{id}",
      "/models/{slug}",
      "/submissions",
      "/submissions/{id}",
      "/keys/{id}",
    ])
      expect(Object.keys(document.paths)).toContain(path);
    const body = document.paths["/submissions"].post;
    expect(JSON.stringify(body.requestBody)).toContain("apiKey");
    expect(JSON.stringify(document)).toContain('"hint"');
    expect(JSON.stringify(document)).not.toContain('"issues"');
  });
});

describe("plain routes", () => {
  it("imports NDJSON problems for administrators, and names the bad line", async () => {
    await using world = await apiWorld();
    const send = (slug: string, key: string | undefined, body: string, query = "") =>
      handleImport(
        new Request(`${ORIGIN}/api/v1/benchmarks/${slug}/import${query}`, {
          method: "POST",
          body,
          headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
        }),
        slug,
        world.who,
      );
    const lines = '{"id":"a","statement":"1+1","gold":"2"}\n\n{"id":"b","statement":"2+2","gold":"4"}';
    expect((await send("gsm8k", world.keys.ada, lines)).status).toBe(403);
    const imported = await send("gsm8k", world.keys.admin, lines);
    expect(await imported.json()).toMatchObject({ slug: "gsm8k", version: 1, problems: 2, created: true });
    const bad = await send("gsm8k", world.keys.admin, `${lines}\n{"id":"c"}`);
    expect([bad.status, errorBodySchema.parse(await bad.json()).error.message]).toEqual([
      422,
      expect.stringContaining("Line 4"),
    ]);
    expect((await send("unheard-of", world.keys.admin, lines)).status).toBe(422);
    expect((await send("%E0%A4", world.keys.admin, lines)).status).toBe(422);
    const deep = `{"id":"d","statement":"s","gold":"2","judging":{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}}`;
    expect((await send("gsm8k", world.keys.admin, deep)).status).toBe(422);
    // More names than a statement of the database takes values.
    const aliases = Array.from({ length: 20_000 }, (_, index) => ({ tool: "t", alias: `${index}` }));
    const named = JSON.stringify({ id: "n", statement: "s", gold: "2", aliases });
    expect((await send("gsm8k", world.keys.admin, named)).status).toBe(200);
    const found = await world.call("GET", "/api/v1/benchmarks/gsm8k-test%401");
    expect(found.body).toMatchObject({ slug: "gsm8k", problems: 2 });
    expect(JSON.stringify(found.body)).not.toContain("1+1");
  });

  it("tells the health of every part", async () => {
    await using world = await apiWorld();
    const health = await handleHealth(new Request(`${ORIGIN}/api/health`), world.who);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({
      ok: true,
      parts: { database: { state: "ok" }, workflow: { state: "ok" }, runners: { state: "down" } },
      allowed: { localAddresses: true },
    });
  });
});
