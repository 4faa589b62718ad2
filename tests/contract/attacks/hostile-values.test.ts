import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { submissionReceiptSchema } from "@/contracts/submission";
import { appRouter } from "@/server/api/root";
import { importBenchmark } from "@/server/domain/catalog";
import { goldOf, sentinelBenchmark } from "@/tests/flow/desk";
import { type EngineRoom, engineRoom } from "@/tests/flow/engine-room";
import { askAs, filled, operations } from "./every-address";

// Otherwise the OpenAPI library generates its whole document anew for every request.
vi.stubEnv("NODE_ENV", "production");

const ADMIN_KEY = `pl_${"A".repeat(43)}`;

const CURSORS = [
  "[1e20,1e20]",
  "[0.5,-1]",
  '["999999-01-01","x"]',
  '["\\u0000","x"]',
  '["","\\ud800"]',
  '["x"]',
];

/** As they stand in an address: paths, prototypes, halves of characters, numbers that are none, markup, patterns. */
const IN_ADDRESSES = [
  ...[
    "__proto__",
    "constructor",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e%5cx",
    ".",
    "@",
    "pass@99999999999999999999",
  ],
  ...["a%00b", "%0d%0aset-cookie:%20x=1", "%E0", "%ED%A0%80", "%E2%80%AE", "%"],
  ...["-1", "99999999999999999999.sub_x", "1e999", "NaN", "99999999999999999999", "1.5", "null"],
  ...["%22%20or%201=1--", "';drop%20table%20run;--", "%25", "*", "(((((((((", "%5C"],
  ...["%3Cscript%3Ealert(1)%3C/script%3E", "%5B%5D", "a".repeat(5_000), "a,".repeat(500), "eyJhIjoxfQ"],
  // Cursors that are lists of the right kinds, and hold what no column takes.
  ...CURSORS.map((parts) => Buffer.from(parts).toString("base64url")),
];
const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
/** Bodies and inputs as JSON text. */
const IN_BODIES = [
  ...[
    "",
    "null",
    "[]",
    "0",
    '"x"',
    "true",
    "{",
    '{"__proto__":{"isAdmin":true}}',
    '{"constructor":{"prototype":{"a":1}}}',
  ],
  ...[
    deep(290),
    deep(5_000),
    '{"a":1e999}',
    '{"a":"\\u0000"}',
    '{"a":"\\ud800"}',
    '{"\\u0000":1}',
    '{"id":{"$ne":null}}',
  ],
  ...[
    '{"id":["a","b"]}',
    '{"id":"x","id":"y"}',
    '{"limit":-1}',
    '{"limit":1e9}',
    '{"cursor":"%"}',
    '{"cursor":"bnVsbA"}',
  ],
];

let room: EngineRoom;
let good: Record<string, string>;
const answerTo = (address: string, init: RequestInit = {}) => askAs(room, ADMIN_KEY, address, init);

/** What is wrong with an answer to an attack: a failure of ours, a header of theirs, words of the machine; null where nothing is. */
async function faultOf(answer: Response): Promise<string | null> {
  const text = await answer.text();
  if (answer.status >= 500) return `${answer.status} ${text.slice(0, 200)}`;
  if (answer.headers.has("set-cookie")) return "a header of the attacker's";
  return /\bat [\w.<>]+ \(|node_modules|select .* from |violates|syntax error/i.test(text)
    ? text.slice(0, 200)
    : null;
}

async function run(
  attacks: Iterable<[what: string, address: string, init?: RequestInit]>,
): Promise<string[]> {
  const faults: string[] = [];
  for (const [what, address, init] of attacks) {
    const fault = await answerTo(address, init).then(faultOf, (error: unknown) => `threw ${error}`);
    if (fault !== null) faults.push(`${what}: ${fault}`);
  }
  return faults;
}

beforeAll(async () => {
  room = await engineRoom();
  await importBenchmark(room.system, sentinelBenchmark(2));
  room.runner();
  const lines = [0, 1].map((index) =>
    JSON.stringify({ problem_id: `p${index}`, sample: 0, response: `\\boxed{${goldOf(index)}}` }),
  );
  const receipt = await answerTo("/api/v1/submissions?benchmark=sentinel&model=seen", {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: lines.join("\n"),
  });
  const { submissionId } = submissionReceiptSchema.parse(await receipt.json());
  const { runs } = await room.reaches(submissionId, ["published"]);
  good = {
    ...{
      "runs.id": runs[0]?.runId ?? "",
      "verifier.id": runs[0]?.runId ?? "",
      "submissions.id": submissionId,
    },
    ...{ "methods.id": "direct", "systems.id": "sift", "suites.slug": "bundled", "models.slug": "seen" },
    ...{ slug: "sentinel", benchmark: "sentinel", problem: "p0", sample: "0" },
  };
  // What is not attacked is there, so that an attack gets past the first look.
  for (const path of ["/runs/{id}/samples/{problem}/{sample}", "/models/{slug}", "/leaderboards/{benchmark}"])
    expect((await answerTo(filled(path, good))).status, path).toBe(200);
}, 120_000);

afterAll(async () => {
  await room?.[Symbol.asyncDispose]();
});

it("no hostile value of any parameter of any address is our failure, or comes back as a header", async () => {
  function* attacks(): Generator<[string, string]> {
    for (const { method, path, parameters } of operations()) {
      if (method !== "GET") continue;
      for (const parameter of parameters)
        for (const value of IN_ADDRESSES)
          yield [
            `${path} ${parameter.name}=${value.slice(0, 60)}`,
            filled(path, good, { ...parameter, value }),
          ];
    }
  }
  expect(await run(attacks())).toEqual([]);
}, 120_000);

it("no hostile body is our failure, and no prototype is changed", async () => {
  function* attacks(): Generator<[string, string, RequestInit]> {
    for (const { method, path } of operations()) {
      if (method !== "POST" || path.endsWith("/import")) continue;
      for (const body of IN_BODIES)
        yield [`${path} ${body.slice(0, 60)}`, filled(path, good), { method, body }];
    }
  }
  expect(await run(attacks())).toEqual([]);
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
}, 120_000);

it("no hostile input of any procedure is our failure", async () => {
  function* attacks(): Generator<[string, string, RequestInit?]> {
    for (const name of Object.keys(appRouter._def.procedures))
      for (const body of IN_BODIES) {
        yield [`GET ${name} ${body.slice(0, 60)}`, `/api/trpc/${name}?input=${encodeURIComponent(body)}`];
        yield [`POST ${name} ${body.slice(0, 60)}`, `/api/trpc/${name}`, { method: "POST", body }];
      }
  }
  expect(await run(attacks())).toEqual([]);
}, 120_000);
