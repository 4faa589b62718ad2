import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { submissionReceiptSchema } from "@/contracts/submission";
import { handleBoard, handleSamples } from "@/server/api/exports";
import { identify } from "@/server/api/request-context";
import { handleRest } from "@/server/api/rest";
import { appRouter } from "@/server/api/root";
import {
  handleHeartbeat,
  handleLease,
  handleReport,
  handleShardInput,
  handleShardProblems,
} from "@/server/api/runner";
import { handleSubmission } from "@/server/api/upload";
import { createAccount, createKey } from "@/server/domain/account";
import { importBenchmark } from "@/server/domain/catalog";
import { goldOf, sentinelBenchmark } from "@/tests/flow/desk";
import { type EngineRoom, engineRoom, RUNNER_KEY } from "@/tests/flow/engine-room";

const SECRET_NAME = "Unspeakable-7";
const ROLES = ["anonymous", "wrong key", "bob", "runner", "ada", "admin"] as const;
type Role = (typeof ROLES)[number];

/** What every reader may ask; `R` is a run, `P` another, `S` a submission. Those of a private run must not exist for others. */
const LISTS: Record<string, string[]> = {
  "catalog.listBenchmarks": ["/benchmarks"],
  "catalog.getBenchmark": ["/benchmarks/sentinel"],
  "catalog.listSuites": ["/suites"],
  "catalog.getSuite": ["/suites/bundled"],
  "catalog.listMethods": ["/methods"],
  "catalog.getMethod": ["/methods/direct"],
  "catalog.listModels": ["/models"],
  "run.list": ["/runs", "/runs?benchmark=sentinel", "/runs?method=direct", "/runs?model=unspeakable-7"],
  "leaderboard.get": [
    ...["/leaderboards/sentinel", "/leaderboards/sentinel?view=lift", "/leaderboards/sentinel?view=budget"],
    ...["/leaderboards/sentinel.csv", "/leaderboards/sentinel?model=unspeakable-7"],
  ],
  "leaderboard.lifts": ["/lifts?method=direct", "/lifts?method=direct&benchmark=sentinel"],
  "leaderboard.grid": ["/leaderboards/sentinel/grid"],
  "leaderboard.suite": ["/suites/bundled/board"],
  "claim.listSystems": ["/systems"],
  "claim.getSystem": ["/systems/sift"],
  "claim.listClaims": ["/claims"],
  "verification.stand": ["/verifier/changes"],
};
const OWNED: Record<string, string[]> = {
  "catalog.getModel": ["/models/unspeakable-7"],
  "run.get": ["/runs/R"],
  "run.scores": ["/runs/R/scores"],
  "run.manifest": ["/runs/R/manifest"],
  "run.samples": ["/runs/R/samples", "/runs/R/samples?format=ndjson", "/runs/R/samples?outcome=correct"],
  "run.sample": ["/runs/R/samples/p0/0"],
  "run.lengths": ["/runs/R/lengths"],
  "run.replay": ["/runs/R/replay"],
  "run.methodFacts": ["/runs/R/method-facts"],
  "run.behaviours": ["/runs/R/behaviours"],
  "run.assessedGrid": ["/runs/R/assessed-grid"],
  "leaderboard.runsGrid": ["/runs-grid?runs=R,P", "/runs-grid?runs=P,R"],
  "compare.get": ["/compare?a=R&b=P", "/compare?a=P&b=R"],
  "compare.several": ["/comparisons?runs=R,P", "/comparisons?runs=P,R"],
  "verification.moved": ["/verifier/changes/R"],
};
/** What says nothing of runs, or only to their own team (tests/contract/api/authorisation.test.ts), and `submission.get` below. */
const OTHERS = /^(account\..*|operator\..*|health\.get|submission\.(list|get)|verification\.listContests)$/;

const WRITES =
  /^(submission\.(create|reduce|estimate|cancel|withdraw|retry|decide)|verification\.(judge|rescore|contest))$/;

// Otherwise the OpenAPI library generates its whole document anew for every request.
vi.stubEnv("NODE_ENV", "production");

let room: EngineRoom;
const keys = {} as Record<Role, string | undefined>;
let ids = { R: "", P: "", S: "" };
let before: Record<string, string>;

const who = (request: Request) => identify(room.anonymous, request);

async function ask(role: Role, address: string, init: RequestInit = {}) {
  const key = keys[role];
  const filled = address.replace(/\b[RPS]\b/g, (letter) => ids[letter as keyof typeof ids]);
  const request = new Request(`http://127.0.0.1:3000/api/v1${filled}`, {
    ...init,
    headers: { ...init.headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
  });
  const board = /^\/leaderboards\/([^/?]+)(\?|$)/.exec(filled)?.[1];
  const samples = /^\/runs\/([^/?]+)\/samples(\?|$)/.exec(filled)?.[1];
  const answered =
    init.method === "POST" && filled.startsWith("/submissions?")
      ? handleSubmission(request, who)
      : board !== undefined
        ? handleBoard(request, board, who)
        : samples !== undefined
          ? handleSamples(request, samples, who)
          : handleRest(request, who);
  const response = await answered;
  return { status: response.status, text: await response.text() };
}

async function upload(
  role: Role,
  query: string,
  right: number,
): Promise<{ submissionId: string; runId: string }> {
  const body = [0, 1, 2, 3]
    .map((index) =>
      JSON.stringify({
        problem_id: `p${index}`,
        sample: 0,
        response: `\\boxed{${index < right ? goldOf(index) : 5}}`,
      }),
    )
    .join("\n");
  const headers = { "content-type": "application/octet-stream" };
  const answer = await ask(role, `/submissions?benchmark=sentinel&${query}`, {
    method: "POST",
    headers,
    body,
  });
  const { submissionId } = submissionReceiptSchema.parse(JSON.parse(answer.text));
  const { runs } = await room.reaches(submissionId, ["published"]);
  return { submissionId, runId: runs[0]?.runId ?? "" };
}

/** Every list as each of those sees it to whom the run does not belong. */
async function asOthersSeeIt(): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const role of ["anonymous", "bob", "runner"] as const)
    for (const address of Object.values(LISTS).flat())
      seen[`${role} ${address}`] = (await ask(role, address)).text;
  return seen;
}

beforeAll(async () => {
  room = await engineRoom();
  await importBenchmark(room.system, sentinelBenchmark(4));
  for (const name of ["ada", "bob"] as const) {
    const { accountId } = await createAccount(room.admin, { name, teamName: `${name}'s own team` });
    keys[name] = (await createKey(room.admin, { name, accountId })).key;
  }
  Object.assign(keys, {
    admin: `pl_${"A".repeat(43)}`,
    runner: RUNNER_KEY,
    "wrong key": `pl_${"w".repeat(43)}`,
  });
  room.runner();
  ids.P = (await upload("bob", "model=Seen", 2)).runId;
  before = await asOthersSeeIt();
  const hidden = await upload("ada", `model=${SECRET_NAME}&visibility=private`, 4);
  ids = { ...ids, R: hidden.runId, S: hidden.submissionId };
}, 120_000);

afterAll(async () => {
  await room?.[Symbol.asyncDispose]();
});

describe("a private run of another team", () => {
  it("changes no letter of any board, count, list, search or export that others read", async () => {
    expect(await asOthersSeeIt()).toEqual(before);
    expect(Object.values(before).join()).not.toContain(SECRET_NAME);
    // Its own team does see it on the board and among the models, so the lists would show it.
    expect((await ask("ada", "/models")).text).toContain(SECRET_NAME);
    expect((await ask("ada", "/runs")).text).toContain(ids.R);
  });

  it("does not exist for others by its own address, whatever is asked of it", async () => {
    const seen: Record<string, number[]> = {};
    for (const address of [...Object.values(OWNED).flat(), "/submissions/S"]) {
      const statuses: number[] = [];
      for (const role of ROLES) {
        const { status, text } = await ask(role, address);
        statuses.push(status);
        if (role !== "ada" && role !== "admin") expect(text, `${role} ${address}`).not.toContain(SECRET_NAME);
      }
      seen[address] = statuses;
    }
    const hidden = [404, 401, 404, 404, 200, 200];
    const expected: Record<string, unknown> = Object.fromEntries(
      Object.values(OWNED).flatMap((addresses) => addresses.map((address) => [address, hidden])),
    );
    expect(seen).toEqual({ ...expected, "/submissions/S": [401, 401, 404, 403, 200, 200] });
  });

  it("cannot be written to by others", async () => {
    const json = { "content-type": "application/json" };
    const writes: [address: string, body: unknown][] = [
      ["/runs/R/reductions", { method: "self-consistency" }],
      ["/runs/R/samples/p0/0/contests", { shouldBe: "incorrect", reason: "It is not the number." }],
      ["/submissions/S/cancel", undefined],
      ["/submissions/S/withdraw", undefined],
      ["/submissions/S/retry", undefined],
      ["/submissions/S/decision", { decision: "continue" }],
    ];
    const seen: Record<string, number[]> = {};
    for (const [address, body] of writes) {
      const statuses: number[] = [];
      for (const role of ["anonymous", "wrong key", "bob", "runner"] as const) {
        const sent = body === undefined ? {} : { headers: json, body: JSON.stringify(body) };
        statuses.push((await ask(role, address, { method: "POST", ...sent })).status);
      }
      seen[address] = statuses;
    }
    expect(seen).toEqual(Object.fromEntries(writes.map(([address]) => [address, [401, 401, 404, 403]])));
  });

  it("is asked about by every procedure that reads", () => {
    const queries = Object.keys(appRouter._def.procedures).filter(
      (name) => !OTHERS.test(name) && !WRITES.test(name),
    );
    expect([...Object.keys(LISTS), ...Object.keys(OWNED)].sort()).toEqual(queries.sort());
  });
});

describe("the runner's routes", () => {
  it("are for runner keys only", async () => {
    const json = { "content-type": "application/json" };
    const routes: [string, (request: Request) => Promise<Response>][] = [
      ["lease", (request) => handleLease(request, who)],
      ["heartbeat", (request) => handleHeartbeat(request, who)],
      ["report", (request) => handleReport(request, who)],
      ["input", (request) => handleShardInput(request, "shd_00000000000000000000", who)],
      ["problems", (request) => handleShardProblems(request, "shd_00000000000000000000", who)],
    ];
    const seen: Record<string, number[]> = {};
    for (const [name, handle] of routes) {
      const get = name === "input" || name === "problems";
      const statuses: number[] = [];
      for (const role of ["anonymous", "wrong key", "ada", "bob", "admin"] as const) {
        const key = keys[role];
        const headers = { ...json, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) };
        const url = `http://127.0.0.1:3000/api/v1/runner/${name}`;
        statuses.push(
          (await handle(new Request(url, get ? { headers } : { method: "POST", headers, body: "{}" })))
            .status,
        );
      }
      seen[name] = statuses;
    }
    const refused = [401, 401, 403, 403, 403];
    expect(seen).toEqual(Object.fromEntries(routes.map(([name]) => [name, refused])));
  });
});
