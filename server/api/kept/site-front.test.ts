import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterEach, expect, it } from "vitest";
import { errorBodySchema } from "@/contracts/errors";
import { KeptAnswers } from "./kept-answers";
import { type Handler, siteFront } from "./site-front";

/** A new answer is made beside the one that is sent. */
const PATIENT = { timeout: 15_000, interval: 20 };

const closing: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A front before a given application on a loopback port, with a clock of its own. */
async function world(app: Handler, { mostBytes = 1_000_000, reads = 1_000 } = {}) {
  let now = 0;
  let left = reads;
  const answers = new KeptAnswers({ mostBytes, forMs: 5_000 });
  const front = siteFront({ answers, nowMs: () => now, mayRead: async () => left-- > 0 });
  const server = createServer((request, response) => void front(request, response, app));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  const { port } = server.address() as AddressInfo;
  const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    new Promise<{ status: number; headers: IncomingMessage["headers"]; raw: Buffer; text: string }>(
      (resolve, reject) => {
        const asked = send({ port, path, method, headers: { host: "site", ...headers } }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () => {
            const raw = Buffer.concat(chunks);
            const isPacked = answer.headers["content-encoding"] === "gzip" && raw.length > 0;
            const text = (isPacked ? gunzipSync(raw) : raw).toString();
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, raw, text });
          });
        });
        asked.on("error", reject).end();
      },
    );
  return {
    answers,
    ask,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

/** Pages as the site makes them: another nonce each time, numbered. */
function pages() {
  let made = 0;
  const seen: IncomingMessage["headers"][] = [];
  const app: Handler = async (request, response) => {
    seen.push(request.headers);
    const number = ++made;
    if (request.url?.startsWith("/api/")) return json(response, 200, { made: number });
    if (request.url?.includes("private") || request.method === "POST")
      return json(response, request.method === "POST" ? 200 : 404, {});
    const nonce = Buffer.from(`nonce-${number}-${Math.random()}`).toString("base64");
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("content-security-policy", `script-src 'self' 'nonce-${nonce}'`);
    response.setHeader("cache-control", "private, no-store");
    response.writeHead(200);
    response.write(`<html><script nonce="${nonce}">made(${number})</script>`);
    response.end(`<p>${"é".repeat(2_000)}</p></html>`);
  };
  return { app, seen, made: () => made };
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.statusCode = status;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(value));
}

const PACKED = { "accept-encoding": "gzip" };

it("answers the same page from memory for five seconds, packed or plain, and no two answers share a nonce", async () => {
  const site = pages();
  const { ask, pass } = await world(site.app);
  const first = await ask("/runs/run_1?b=1&a=2", PACKED);
  pass(4_999);
  const again = await ask("/runs/run_1?a=2&b=1");
  expect(site.made()).toBe(1);
  expect(again.text).toBe(first.text);
  expect(first.text).toContain("<script>made(1)</script>");
  expect(first.headers["content-encoding"]).toBe("gzip");
  expect(again.headers["content-encoding"]).toBeUndefined();
  expect(again.headers.age).toBe("4");
  for (const { headers, text } of [first, again]) {
    expect(headers["content-security-policy"]).toMatch(/^script-src 'self' 'sha256-[A-Za-z0-9+/=]{44}'$/);
    expect(text).not.toContain("nonce");
    expect(headers.vary).toMatch(/accept-encoding/i);
    expect(Number(headers["content-length"])).toBeGreaterThan(0);
  }
  pass(5_001);
  expect((await ask("/runs/run_1?a=2&b=1")).text).toContain("made(2)");
});

it("sends an answer for five seconds more while one new one is made, for which nobody waits", async () => {
  const signals = new EventEmitter();
  let made = 0;
  const app: Handler = async (request, response) => {
    const number = ++made;
    if (number > 1) {
      signals.emit("begun", Object.keys(request.headers).sort());
      await once(signals, "go on");
    }
    json(response, 200, { made: number });
  };
  const { ask, pass } = await world(app);
  const read = async () => (await ask("/api/v1/runs/run_1", { "user-agent": "someone" })).text;
  expect(await read()).toBe('{"made":1}');
  pass(5_000);
  const begun = once(signals, "begun");
  expect(await Promise.all([read(), read(), read()])).toEqual(Array(3).fill('{"made":1}'));
  expect((await begun)[0]).toEqual(["connection", "host"]);
  signals.emit("go on");
  await expect.poll(read, PATIENT).toBe('{"made":2}');
  expect(made).toBe(2);
});

it("goes on sending what it has where a new answer fails, and asks again", async () => {
  let made = 0;
  const { ask, pass } = await world(async (_, response) => {
    if (++made === 2) throw new Error("the database is away");
    json(response, 200, { made });
  });
  const read = async () => (await ask("/api/v1/runs/run_1")).text;
  await read();
  pass(5_000);
  expect(await read()).toBe('{"made":1}');
  await expect.poll(read, PATIENT).toBe('{"made":3}');
});

it("sends only the head to HEAD and 304 to who has the page", async () => {
  const site = pages();
  const { ask } = await world(site.app);
  const page = await ask("/runs/run_1", PACKED);
  const head = await ask("/runs/run_1", PACKED, "HEAD");
  expect([head.status, head.raw.length, head.headers["content-length"]]).toEqual([
    200,
    0,
    page.headers["content-length"],
  ]);
  const same = await ask("/runs/run_1", { ...PACKED, "if-none-match": String(page.headers.etag) });
  expect([same.status, same.raw.length]).toEqual([304, 0]);
  expect((await ask("/runs/run_1", { "if-none-match": '"other"' })).status).toBe(200);
  expect(
    (await ask("/runs/run_1", { "accept-encoding": "gzip;q=0" })).headers["content-encoding"],
  ).toBeUndefined();
  expect(site.made()).toBe(1);
});

it("keeps nothing of signed-in people and sends them nothing that is kept", async () => {
  const site = pages();
  const { ask, answers } = await world(site.app);
  const session = { cookie: `plumbline_session=${"s".repeat(43)}` };
  expect((await ask("/runs/run_1", session)).text).toContain('nonce="');
  expect((await ask("/api/v1/runs/run_1", { authorization: "Bearer pl_1" })).status).toBe(200);
  expect(answers.bytes).toBe(0);
  await ask("/runs/run_1");
  expect((await ask("/runs/run_1", session)).text).toContain("made(4)");
});

it("asks the application with nothing that is not in the key", async () => {
  const site = pages();
  const { ask } = await world(site.app);
  await ask("/runs/run_1", {
    cookie: "analytics=1",
    "user-agent": "someone",
    "accept-language": "de",
    "x-forwarded-host": "evil.example",
    ...PACKED,
  });
  expect(Object.keys(site.seen[0] ?? {}).sort()).toEqual(["connection", "host"]);
});

it("keeps no failure: a page that is not found for strangers is asked for each time", async () => {
  const site = pages();
  const { ask, answers } = await world(site.app);
  expect((await ask("/runs/private")).status).toBe(404);
  expect((await ask("/runs/private")).status).toBe(404);
  expect(site.made()).toBe(2);
  expect(answers.bytes).toBe(0);
});

it("shows what a change made to whoever has its answer, and keeps nothing that was being made meanwhile", async () => {
  const signals = new EventEmitter();
  let text = "before";
  const app: Handler = async (request, response) => {
    if (request.method === "POST") {
      text = "after";
      return json(response, 200, {});
    }
    const read = text;
    if (request.url?.endsWith("slow") && read === "before") {
      signals.emit("begun");
      await once(signals, "go on");
    }
    json(response, 200, { read });
  };
  const { ask } = await world(app);
  await ask("/api/v1/runs/run_1");
  const begun = once(signals, "begun");
  const slow = ask("/api/v1/runs/slow");
  await begun;
  await ask("/api/v1/submissions/sub_1/withdraw", {}, "POST");
  expect((await ask("/api/v1/runs/run_1")).text).toContain("after");
  signals.emit("go on");
  expect((await slow).text).toContain("before");
  expect((await ask("/api/v1/runs/slow")).text).toContain("after");
});

it("asks once for many who come at the same time, and counts each of their API reads", async () => {
  const site = pages();
  const { ask } = await world(site.app, { reads: 3 });
  const all = await Promise.all(Array.from({ length: 4 }, () => ask("/api/v1/runs/run_1")));
  expect(all.map(({ text }) => text)).toEqual(Array.from({ length: 4 }, () => '{"made":1}'));
  // The fourth read of what is kept is over the limit: the application answers, and refuses as it always does.
  expect((await ask("/api/v1/runs/run_1")).text).toBe('{"made":2}');
});

it("stays within its bytes, and passes on what is too large to keep", async () => {
  const site = pages();
  const { ask, answers } = await world(site.app, { mostBytes: 30_000 });
  for (let run = 0; run < 50; run++) await ask(`/runs/run_${run}`);
  expect(answers.bytes).toBeLessThanOrEqual(30_000);
  expect(answers.bytes).toBeGreaterThan(10_000);

  const large = await world(async (_, response) => {
    response.setHeader("content-type", "text/csv");
    for (let part = 0; part < 6; part++) response.write(Buffer.alloc(2 ** 20, "x"));
    response.end("end");
  });
  const answer = await large.ask("/api/v1/leaderboards/large.csv");
  expect(answer.raw.length).toBe(6 * 2 ** 20 + 3);
  expect(large.answers.bytes).toBe(0);
});

it("keeps no answer with a cookie, of another encoding, or of half a page", async () => {
  const { ask, answers } = await world(async (request, response) => {
    response.setHeader("content-type", "text/html");
    if (request.url === "/runs/cookie") response.setHeader("set-cookie", "a=b");
    if (request.url === "/runs/packed") response.setHeader("content-encoding", "br");
    response.end(request.url === "/runs/half" ? "<html><p>" : "<html></html>");
  });
  for (const path of ["/runs/cookie", "/runs/packed", "/runs/half"]) await ask(path);
  expect(answers.bytes).toBe(0);
  await ask("/runs/whole");
  expect(answers.bytes).toBeGreaterThan(0);
});

it.each([
  ["a byte that begins no character", "/api/v1/runs/%E0", "GET", 422],
  ["half a pair", "/benchmarks/%ED%A0%80", "GET", 422],
  ["a percent sign alone", "/models/100%", "POST", 422],
  ["a method that echoes", "/", "TRACE", 405],
  ["a method of other servers", "/", "PROPFIND", 405],
])("%s is refused before the application fails over it", async (_what, path, method, status) => {
  const site = pages();
  const { ask } = await world(site.app);
  const answer = await ask(path, {}, method);
  expect([answer.status, site.made()]).toEqual([status, 0]);
  expect(errorBodySchema.parse(JSON.parse(answer.text)).error.hint).not.toBe("");
  // What stands behind the question mark is for the application: a search for 100% is none of its failures.
  expect((await ask("/search?q=100%")).status).toBe(200);
});
