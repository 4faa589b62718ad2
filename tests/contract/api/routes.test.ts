import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { submissionReceiptSchema } from "@/contracts/submission";
import { apiKey, teamMember } from "@/db/schema";
import { identify } from "@/server/api/request-context";
import { handleSubmission } from "@/server/api/upload";
import { createAccount, createKey } from "@/server/domain/account";
import { importBenchmark } from "@/server/domain/catalog";
import { goldOf, sentinelBenchmark } from "@/tests/flow/desk";
import { type EngineRoom, engineRoom, RUNNER_KEY } from "@/tests/flow/engine-room";

const ORIGIN = "http://127.0.0.1:3000";
const APP = fileURLToPath(new URL("../../../app/", import.meta.url));
/** `eve` is in Ada's team; `guest runner` is not trusted. */
const ROLES = ["anonymous", "wrong key", "ada", "eve", "bob", "runner", "guest runner", "admin"] as const;
type Role = (typeof ROLES)[number];
/** In the order of the roles. */
type Statuses = readonly number[];

const asked = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => asked.headers }));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.stubEnv("NODE_ENV", "production");
// The instance itself is handed over in memory; only whether there is one is asked of the environment.
vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1:9/none");
vi.stubEnv("PLUMBLINE_SEALING_KEY", Buffer.alloc(32, 7).toString("base64"));

const all = (status: number): Statuses => ROLES.map(() => status);
const PUBLIC: Statuses = [200, 401, 200, 200, 200, 200, 200, 200];
/** Charts of a private run: its team and the operator. */
const TEAM: Statuses = [404, 401, 200, 200, 404, 404, 404, 200];
const RUNNERS: Statuses = [401, 401, 403, 403, 403, 200, 200, 403];
const SUBMITTERS: Statuses = [401, 401, 200, 200, 200, 403, 403, 200];

/** The same for other answers than success. */
const instead = (base: Statuses, status: number, from = 200): Statuses =>
  base.map((one) => (one === from ? status : one));

type Row = { at?: string; body?: unknown; headers?: Record<string, string>; expected: Statuses };

/** Nobody but the workflow engine, whose requests are signed. */
const SIGNED: Row = { body: {}, expected: all(401) };
const NOWHERE: Row = { at: "/api/v1/nowhere", expected: [404, 401, 404, 404, 404, 404, 404, 404] };
const OPERATORS: Statuses = [401, 401, 403, 403, 403, 403, 403, 200];
const TUS = { "tus-resumable": "1.0.0" };
const FIELDS = `benchmark ${btoa("sentinel")},model ${btoa("parts")}`;
/** An upload that is nobody's. */
const UPLOAD = `/api/v1/uploads/upl_${"0".repeat(20)}`;
const SHARD = `/api/v1/runner/shards/shd_${"0".repeat(20)}`;
const ENDPOINT = { url: "https://models.example.com/v1", model: "m", benchmark: "bundled" };
const LEASE = { name: "r", version: "1", kinds: ["probe"], engines: [], max: 1, waitMs: 0 };
const part = { ...TUS, "upload-offset": "0", "content-type": "application/offset+octet-stream" };

/**
 * Every method of every route of the site. `R` is a private run of Ada's, `P` a public one of Bob's. Routes that stand for many
 * procedures are asked one thing here; the procedures have their own matrix (authorisation.test.ts).
 */
const MATRIX: Record<string, Row> = {
  "GET /api/health": { expected: all(200) },
  "GET /api/openapi.json": { expected: all(200) },
  "GET /api/inngest": SIGNED,
  "POST /api/inngest": SIGNED,
  "PUT /api/inngest": SIGNED,
  "GET /auth/local": { at: "/auth/local?token=forged", expected: all(401) },
  "GET /api/auth/me": { expected: PUBLIC },
  "POST /api/auth/sign-out": { expected: instead(PUBLIC, 204) },
  "GET /api/trpc/[trpc]": { at: "/api/trpc/operator.listWorkflows?input=%7B%7D", expected: OPERATORS },
  "POST /api/trpc/[trpc]": { at: "/api/trpc/account.createSignInLink", body: {}, expected: OPERATORS },
  "GET /api/v1/[...path]": { at: "/api/v1/runs/R", expected: TEAM },
  "POST /api/v1/[...path]": NOWHERE,
  "PUT /api/v1/[...path]": NOWHERE,
  "PATCH /api/v1/[...path]": NOWHERE,
  "DELETE /api/v1/[...path]": NOWHERE,
  "GET /api/v1/submissions": { expected: SUBMITTERS },
  "POST /api/v1/submissions": { body: ENDPOINT, expected: instead(SUBMITTERS, 202) },
  "OPTIONS /api/v1/uploads": { headers: TUS, expected: instead(SUBMITTERS, 204) },
  "POST /api/v1/uploads": {
    headers: { ...TUS, "upload-length": "10", "upload-metadata": FIELDS },
    expected: instead(SUBMITTERS, 201),
  },
  "GET /api/v1/uploads/[id]": { at: UPLOAD, headers: TUS, expected: instead(SUBMITTERS, 404) },
  "HEAD /api/v1/uploads/[id]": { at: UPLOAD, headers: TUS, expected: instead(SUBMITTERS, 404) },
  "PATCH /api/v1/uploads/[id]": { at: UPLOAD, headers: part, body: "x", expected: instead(SUBMITTERS, 404) },
  "DELETE /api/v1/uploads/[id]": { at: UPLOAD, headers: TUS, expected: instead(SUBMITTERS, 404) },
  "GET /api/v1/runs/[id]/samples": { at: "/api/v1/runs/R/samples", expected: TEAM },
  "GET /api/v1/leaderboards/[benchmark]": { at: "/api/v1/leaderboards/sentinel", expected: PUBLIC },
  "GET /charts/boards/[slug]/[file]": { at: "/charts/boards/sentinel/grid.svg", expected: all(200) },
  // Asked as nobody, whoever asks; a method that is not there is enough to see it.
  "GET /charts/methods/[id]/[file]": { at: "/charts/methods/none/budget.svg", expected: all(404) },
  "GET /charts/runs/[id]/[file]": { at: "/charts/runs/R/estimators.csv", expected: instead(TEAM, 404, 401) },
  "GET /charts/compare/[runs]/[file]": {
    at: "/charts/compare/R,P/grid.svg",
    expected: instead(TEAM, 404, 401),
  },
  "POST /api/v1/runner/lease": { body: LEASE, expected: RUNNERS },
  "POST /api/v1/runner/heartbeat": { body: { leases: [] }, expected: RUNNERS },
  // A runner hears what is wrong with its report, nobody else hears anything.
  "POST /api/v1/runner/report": { body: {}, expected: instead(RUNNERS, 422) },
  // No such lease: whatever the key.
  "GET /api/v1/runner/shards/[id]/input": {
    at: `${SHARD}/input?leaseGeneration=1`,
    expected: instead(RUNNERS, 409),
  },
  "GET /api/v1/runner/shards/[id]/problems": {
    at: `${SHARD}/problems?leaseGeneration=1`,
    expected: instead(RUNNERS, 409),
  },
};

let room: EngineRoom;
const keys = {} as Record<Role, string | undefined>;
const ids = { R: "", P: "" };

async function upload(key: string | undefined, query: string): Promise<string> {
  const body = [0, 1, 2, 3]
    .map((index) =>
      JSON.stringify({ problem_id: `p${index}`, sample: 0, response: `\\boxed{${goldOf(index)}}` }),
    )
    .join("\n");
  const request = new Request(`${ORIGIN}/api/v1/submissions?benchmark=sentinel&${query}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", authorization: `Bearer ${key}` },
    body,
  });
  const answer = await handleSubmission(request, (one) => identify(room.anonymous, one));
  const { submissionId } = submissionReceiptSchema.parse(await answer.json());
  return (await room.reaches(submissionId, ["published"])).runs[0]?.runId ?? "";
}

beforeAll(async () => {
  room = await engineRoom();
  await importBenchmark(room.system, sentinelBenchmark(4));
  const person = async (name: string) => createAccount(room.admin, { name, teamName: `${name}'s own team` });
  const keyOf = async (accountId: string) => (await createKey(room.admin, { name: "key", accountId })).key;
  const [ada, bob] = [await person("ada"), await person("bob")];
  const eve = await person("eve");
  Object.assign(keys, {
    "wrong key": `pl_${"w".repeat(43)}`,
    ada: await keyOf(ada.accountId),
    eve: await keyOf(eve.accountId),
    bob: await keyOf(bob.accountId),
    runner: RUNNER_KEY,
    "guest runner": (await createKey(room.admin, { name: "guest", scopes: ["runner"] })).key,
    admin: `pl_${"A".repeat(43)}`,
  });
  await room.test.db
    .insert(teamMember)
    .values({ teamId: ada.teamId, accountId: eve.accountId, role: "member" });
  await room.test.db.update(apiKey).set({ teamId: ada.teamId }).where(eq(apiKey.accountId, eve.accountId));
  room.runner();
  ids.P = await upload(keys.bob, "model=Seen");
  ids.R = await upload(keys.ada, "model=Hidden&visibility=private");
}, 120_000);

afterAll(async () => {
  await room?.[Symbol.asyncDispose]();
});

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** `METHOD /path` of everything that a route file exports, with its file. */
function routes(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of readdirSync(APP, { recursive: true, encoding: "utf8" }).filter(
    (one) => path.basename(one) === "route.ts",
  )) {
    const source = readFileSync(path.join(APP, file), "utf8");
    for (const method of METHODS)
      if (new RegExp(`export (const|async function|function)[^;(=]*\\b${method}\\b`).test(source))
        found.set(`${method} /${path.dirname(file)}`, path.join(APP, file));
  }
  return found;
}

async function statusOf(row: string, file: string, role: Role): Promise<number> {
  const { at, body, headers } = MATRIX[row] ?? {};
  const [method = "", pattern = ""] = row.split(" ");
  const address = (at ?? pattern).replace(/\b[RP]\b/g, (letter) => ids[letter as keyof typeof ids]);
  const key = keys[role];
  asked.headers = new Headers({
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...headers,
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  });
  const request = new Request(`${ORIGIN}${address}`, {
    method,
    headers: asked.headers,
    ...(body === undefined || method === "GET"
      ? {}
      : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const module: Record<string, unknown> = await import(pathToFileURL(file).href);
  const handler = module[method];
  if (typeof handler !== "function") throw new Error(`${row} is not exported`);
  const parts = new URL(request.url).pathname.split("/");
  const names = pattern.split("/").flatMap((part, index) => {
    const name = /^\[(?:\.\.\.)?(\w+)\]$/.exec(part)?.[1];
    const value = part.startsWith("[...") ? parts.slice(index) : parts[index];
    return name === undefined ? [] : [[name, value] as const];
  });
  const answer: Response = await handler(request, { params: Promise.resolve(Object.fromEntries(names)) });
  await answer.body?.cancel();
  return answer.status;
}

it("every method of every route lets every role do what it may and nothing else", async () => {
  // Inngest's own library prints every request that it refuses.
  vi.spyOn(console, "error").mockImplementation(() => {});
  const found = routes();
  expect(Object.keys(MATRIX).sort()).toEqual([...found.keys()].sort());
  const actual: Record<string, Statuses> = {};
  for (const [row, file] of found) {
    const seen: number[] = [];
    for (const role of ROLES) seen.push(await statusOf(row, file, role));
    actual[row] = seen;
  }
  expect(actual).toEqual(
    Object.fromEntries(Object.entries(MATRIX).map(([row, { expected }]) => [row, expected])),
  );
}, 120_000);

it("the workflow engine's route reads no body past its limit, and none that nests without end, before it knows who asks", async () => {
  const { POST, PUT } = await import("@/app/api/inngest/route");
  const post = (body: BodyInit) =>
    new Request(`${ORIGIN}/api/inngest`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      duplex: "half",
    } as RequestInit);
  let sent = 0;
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1;
        controller.enqueue(new Uint8Array(1024 ** 2).fill(32));
      },
    });
  for (const handler of [POST, PUT]) {
    sent = 0;
    expect((await handler(post(endless()))).status).toBe(413);
    expect(sent).toBeLessThan(20);
    expect((await handler(post("[".repeat(100_000)))).status).toBe(422);
  }
});
