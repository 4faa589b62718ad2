import { expect, it } from "vitest";
import { submissionReceiptSchema } from "@/contracts/submission";
import { appRouter } from "@/server/api/root";
import { keyCreatedSchema } from "@/server/domain/account";
import { apiWorld } from "./api-world";

const ROLES = ["anonymous", "wrong key", "ada", "bob", "runner", "admin"] as const;
type Role = (typeof ROLES)[number];
type Expected = Record<Role, number>;

const PUBLIC: Expected = { anonymous: 200, "wrong key": 401, ada: 200, bob: 200, runner: 200, admin: 200 };
const SUBMITTERS: Expected = {
  anonymous: 401,
  "wrong key": 401,
  ada: 200,
  bob: 200,
  runner: 403,
  admin: 200,
};
/** What belongs to Ada does not exist for others, except for administrators. */
const ADAS: Expected = { ...SUBMITTERS, bob: 404 };
const ADMINS: Expected = { anonymous: 401, "wrong key": 401, ada: 403, bob: 403, runner: 403, admin: 200 };

const ENDPOINT = { url: "https://models.example.com/v1", model: "m", benchmark: "bundled" };
/** `{id}` is a fresh submission of Ada's, `{key}` a fresh key of hers. */
const MATRIX: Record<string, { call: [method: string, path: string, body?: unknown]; expected: Expected }> = {
  "account.me": { call: ["GET", "/me"], expected: PUBLIC },
  "account.listKeys": { call: ["GET", "/keys"], expected: SUBMITTERS },
  "account.createKey": { call: ["POST", "/keys", { name: "new" }], expected: SUBMITTERS },
  "account.revokeKey": { call: ["DELETE", "/keys/{key}"], expected: ADAS },
  "account.createAccount": {
    call: ["POST", "/accounts", { name: "N", teamName: "{key}" }],
    expected: ADMINS,
  },
  "account.createSignInLink": { call: ["POST", "/sign-in-links", {}], expected: ADMINS },
  "catalog.listBenchmarks": { call: ["GET", "/benchmarks"], expected: PUBLIC },
  "catalog.getBenchmark": { call: ["GET", "/benchmarks/bundled@1"], expected: PUBLIC },
  "catalog.listSuites": { call: ["GET", "/suites"], expected: PUBLIC },
  "catalog.getSuite": { call: ["GET", "/suites/bundled"], expected: PUBLIC },
  "catalog.listMethods": { call: ["GET", "/methods"], expected: PUBLIC },
  "catalog.getMethod": { call: ["GET", "/methods/direct"], expected: PUBLIC },
  "catalog.listModels": { call: ["GET", "/models"], expected: PUBLIC },
  "claim.listSystems": { call: ["GET", "/systems"], expected: PUBLIC },
  "claim.getSystem": { call: ["GET", "/systems/sift"], expected: PUBLIC },
  "claim.listClaims": { call: ["GET", "/claims?system=sift"], expected: PUBLIC },
  "submission.create": {
    call: ["POST", "/submissions", ENDPOINT],
    expected: { anonymous: 401, "wrong key": 401, ada: 202, bob: 202, runner: 403, admin: 202 },
  },
  "submission.estimate": { call: ["POST", "/submissions/estimate", ENDPOINT], expected: PUBLIC },
  "submission.list": { call: ["GET", "/submissions"], expected: SUBMITTERS },
  "submission.get": { call: ["GET", "/submissions/{id}"], expected: ADAS },
  "submission.cancel": { call: ["POST", "/submissions/{id}/cancel"], expected: ADAS },
  "submission.withdraw": { call: ["POST", "/submissions/{id}/withdraw"], expected: ADAS },
  // Nothing has failed here, so those who may try again hear 409.
  "submission.retry": {
    call: ["POST", "/submissions/{id}/retry"],
    expected: { anonymous: 401, "wrong key": 401, ada: 409, bob: 404, runner: 403, admin: 409 },
  },
  // Nothing waits for a decision here, so those who may decide hear 409.
  "submission.decide": {
    call: ["POST", "/submissions/{id}/decision", { decision: "continue" }],
    expected: { anonymous: 401, "wrong key": 401, ada: 409, bob: 404, runner: 403, admin: 409 },
  },
  // There is no such run here: those who may submit hear 404.
  "submission.reduce": {
    call: ["POST", "/runs/run_none/reductions", { method: "self-consistency" }],
    expected: { anonymous: 401, "wrong key": 401, ada: 404, bob: 404, runner: 403, admin: 404 },
  },
  "verification.stand": { call: ["GET", "/verifier/changes"], expected: PUBLIC },
  // There is no such run here: those who may contest hear 404. Samples that exist are in the flow tests.
  "verification.moved": {
    call: ["GET", "/verifier/changes/run_none"],
    expected: { anonymous: 404, "wrong key": 401, ada: 404, bob: 404, runner: 404, admin: 404 },
  },
  "verification.contest": {
    call: [
      "POST",
      "/runs/run_none/samples/p/0/contests",
      { shouldBe: "correct", reason: "It is the same number." },
    ],
    expected: { anonymous: 401, "wrong key": 401, ada: 404, bob: 404, runner: 403, admin: 404 },
  },
  "verification.listContests": { call: ["GET", "/verifier/contests"], expected: ADMINS },
  // Every run is judged by this version, so those who may start hear 409.
  "verification.rescore": {
    call: ["POST", "/verifier/rescores", {}],
    expected: { anonymous: 401, "wrong key": 401, ada: 403, bob: 403, runner: 403, admin: 409 },
  },
  "verification.judge": {
    call: ["POST", "/verifier", { output: "\\boxed{5}", gold: "5" }],
    expected: PUBLIC,
  },
  "operator.listWorkflows": { call: ["GET", "/operator/workflows"], expected: ADMINS },
  "operator.getWorkflow": {
    call: ["GET", "/operator/workflows/none"],
    expected: { ...ADMINS, admin: 404 },
  },
  "health.get": { call: ["GET", "/health"], expected: PUBLIC },
};

/** Procedures whose own tests hold their matrix: a model needs a published run; runs and boards are the engine room's. */
const ELSEWHERE = /^(catalog\.getModel|(run|leaderboard|compare|runner)\..*)$/;

it("lets every role do what it may and nothing else, for every procedure", async () => {
  await using world = await apiWorld();
  const keys: Record<Role, string | undefined> = {
    anonymous: undefined,
    "wrong key": `pl_${"x".repeat(43)}`,
    ...world.keys,
  };
  const actual: Record<string, Record<string, number>> = {};
  for (const [name, { call }] of Object.entries(MATRIX)) {
    const seen: Record<string, number> = {};
    for (const role of ROLES) {
      const [method, path, body] = call;
      const needsFresh = /\{(id|key)\}/.test(JSON.stringify(call));
      const fresh = needsFresh ? await freshThings(world) : { submissionId: "", keyId: "" };
      const filled = path.replace("{id}", fresh.submissionId).replace("{key}", fresh.keyId);
      const sent =
        body === undefined ? undefined : JSON.parse(JSON.stringify(body).replace("{key}", fresh.keyId));
      const answer = await world.call(method, `/api/v1${filled}`, { key: keys[role], body: sent });
      seen[role] = answer.status;
    }
    actual[name] = seen;
  }
  expect(actual).toEqual(
    Object.fromEntries(Object.entries(MATRIX).map(([name, row]) => [name, row.expected])),
  );
}, 60_000);

it("names every procedure in the matrix", () => {
  const procedures = Object.keys(appRouter._def.procedures).filter((name) => !ELSEWHERE.test(name));
  expect(Object.keys(MATRIX).sort()).toEqual(procedures.sort());
});

async function freshThings(world: Awaited<ReturnType<typeof apiWorld>>) {
  const made = await world.call("POST", "/api/v1/submissions", { key: world.keys.ada, body: ENDPOINT });
  const key = await world.call("POST", "/api/v1/keys", { key: world.keys.ada, body: { name: "fresh" } });
  return {
    submissionId: submissionReceiptSchema.parse(made.body).submissionId,
    keyId: keyCreatedSchema.parse(key.body).id,
  };
}
