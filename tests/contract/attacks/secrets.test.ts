import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { exportDatabase } from "@/db/backup/export-database";
import { identify } from "@/server/api/request-context";
import { handleRest } from "@/server/api/rest";
import { createAccount, createKey, createSignInLink } from "@/server/domain/account";
import { importBenchmark } from "@/server/domain/catalog";
import { createEndpointSubmission } from "@/server/domain/submission";
import { createLog } from "@/server/platform/log";
import { everyRow } from "@/tests/contract/api/api-world";
import { sentinelBenchmark } from "@/tests/flow/desk";
import { engineRoom, RUNNER_KEY } from "@/tests/flow/engine-room";
import { json, scriptedServer, streamText } from "@/tests/support/scripted-server";

const ENDPOINT_KEY = "sk-endpoint-3f9c1d7e5b2a48609d1e";
/** One call fails and its answer repeats the request's headers and body, as careless servers do. */
const ECHO = "upstream refused";

/** A secret as it may have been written down: plain, and in the encodings that things pass through. */
function forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("hex"),
    encodeURIComponent(secret),
  ];
}

/** Everything of a value as text: bytes as they are and, where they are packed, unpacked. */
function textOf(value: unknown): string {
  if (Buffer.isBuffer(value)) {
    const packed = value[0] === 0x1f && value[1] === 0x8b;
    return (packed ? gunzipSync(value) : value).toString("latin1");
  }
  if (Array.isArray(value)) return value.map(textOf).join("\n");
  if (typeof value === "object" && value !== null && !(value instanceof Date))
    return Object.entries(value)
      .map(([name, member]) => `${name}: ${textOf(member)}`)
      .join("\n");
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function filesBelow(folder: string): { name: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const place = path.join(entry.parentPath, entry.name);
      return { name: place.slice(folder.length), text: textOf(readFileSync(place)) };
    });
}

it("no secret is written anywhere but sealed or hashed, and no prompt reaches a log", async () => {
  await using room = await engineRoom();
  await importBenchmark(room.system, sentinelBenchmark(4));
  await using endpoint = await scriptedServer(({ body, headers, count }, response) => {
    if (count === 4)
      return json(response, 500, {
        error: { message: `${ECHO} ${headers.authorization} ${JSON.stringify(body)}` },
      });
    if (body.stream === true) return streamText(response, "The answer-in-words is \\boxed{41}.");
    const choice = {
      index: 0,
      message: { role: "assistant", content: "\\boxed{41}" },
      finish_reason: "stop",
    };
    return json(response, 200, { choices: [choice], usage: { prompt_tokens: 5, completion_tokens: 5 } });
  });
  const { accountId } = await createAccount(room.admin, { name: "Ada", teamName: "Ada's team" });
  const submitKey = await createKey(room.admin, { name: "of Ada", accountId });
  const link = await createSignInLink(room.admin, {});
  const linkToken = /[A-Za-z0-9_-]{30,}/.exec(JSON.stringify(link))?.[0] ?? "";
  const runnerLog: string[] = [];
  const runner = room.runner({
    log: createLog({ level: "debug", destination: { write: (line) => void runnerLog.push(line) } }),
  });
  const { submissionId } = await createEndpointSubmission(room.admin, {
    url: `${endpoint.url}/v1`,
    model: "scripted-model",
    benchmark: "sentinel",
    samples: 2,
    apiKey: ENDPOINT_KEY,
  });
  const { runs } = await room.reaches(submissionId, ["published"]);
  const runId = runs[0]?.runId ?? "";
  const who = (request: Request) => identify(room.anonymous, request);
  const read = async (address: string, key: string) => {
    const request = new Request(`http://127.0.0.1${address}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    return (await handleRest(request, who)).text();
  };
  const adminKey = `pl_${"A".repeat(43)}`;
  const answers: Record<string, string> = {};
  for (const address of [
    ...[
      "/me",
      "/keys",
      "/submissions",
      `/submissions/${submissionId}`,
      "/models",
      "/health",
      "/operator/workflows",
    ],
    ...[`/runs/${runId}`, `/runs/${runId}/manifest`, `/runs/${runId}/samples`, `/runs/${runId}/samples/p0/0`],
  ])
    answers[address] = await read(`/api/v1${address}`, adminKey);
  await read("/api/v1/me", submitKey.key);
  await read("/api/v1/me", `pl_${"W".repeat(43)}`);

  const parent = mkdtempSync(path.join(tmpdir(), "plumbline-secrets-"));
  const exported = path.join(parent, "export");
  await exportDatabase({ url: room.test.url, folder: exported, now: new Date() });
  const rows = await everyRow(room.test.url);
  const places: Record<string, string[]> = {
    "the server's log": room.logged,
    "the runner's log": runnerLog,
    "the database": rows.map(textOf),
    "the backup": filesBelow(exported).map(({ text }) => text),
    "the runner's disk": filesBelow(runner.home).map(({ text }) => text),
    "answers of the API": Object.values(answers),
    "reports of the runner": room.wire.map((call) => call.request),
    "what runners are sent": room.wire
      .filter((call) => !call.path.endsWith("/lease"))
      .map((call) => call.response),
  };
  rmSync(parent, { recursive: true, force: true });

  const secrets: Record<string, string> = {
    "endpoint key": ENDPOINT_KEY,
    "admin key": adminKey,
    "runner key": RUNNER_KEY,
    "wrong key": `pl_${"W".repeat(43)}`,
    "submitter's key": submitKey.key,
    "sign-in link": linkToken,
    "signing key": process.env.INNGEST_SIGNING_KEY ?? "",
    "event key": process.env.INNGEST_EVENT_KEY ?? "",
    "sealing key": Buffer.alloc(32, 7).toString("latin1"),
  };
  const found = Object.entries(places).flatMap(([place, texts]) =>
    Object.entries(secrets).flatMap(([what, secret]) => {
      expect(secret.length, what).toBeGreaterThan(15);
      return forms(secret).some((form) => texts.some((text) => text.includes(form)))
        ? [`${what} in ${place}`]
        : [];
    }),
  );
  expect(found).toEqual([]);

  // The scan looked where the secrets would be: every place holds something (only the server's log may be silent), and
  // sealed and hashed forms are there.
  const empty = Object.keys(places).filter((place) => places[place]?.join("") === "");
  expect(empty.filter((place) => place !== "the server's log")).toEqual([]);
  const database = places["the database"]?.join("\n") ?? "";
  expect(database).toContain(createHash("sha256").update(submitKey.key).digest("hex"));
  expect(database).toMatch(/sealedKey|sealed_key: /);
  expect(places["the runner's disk"]?.join("")).toContain("answer-in-words");
  const leases = room.wire.filter(
    (call) => call.path.endsWith("/lease") && call.response.includes(ENDPOINT_KEY),
  );
  expect(leases.length).toBeGreaterThan(0);

  // Statements, prompts and answers belong to the store, not to a log.
  expect(database).toContain("Statement number 3.");
  const logs = [...room.logged, ...runnerLog];
  expect(logs.filter((line) => /Statement number|answer-in-words|sentinel-solution/.test(line))).toEqual([]);
}, 120_000);
