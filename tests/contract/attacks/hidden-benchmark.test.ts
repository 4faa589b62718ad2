import { expect, it, vi } from "vitest";
import { submissionReceiptSchema } from "@/contracts/submission";
import { createAccount, createKey } from "@/server/domain/account";
import { importBenchmark } from "@/server/domain/catalog";
import { goldOf, sentinelBenchmark } from "@/tests/flow/desk";
import { engineRoom } from "@/tests/flow/engine-room";
import { askAs, filled, operations } from "./every-address";

// Otherwise the OpenAPI library generates its whole document anew for every request.
vi.stubEnv("NODE_ENV", "production");

const ADMIN_KEY = `pl_${"A".repeat(43)}`;
const SECRETS = ["Statement number", "sentinel-solution", String(goldOf(0)), String(goldOf(1))];

/** A file in a tool's own format that asks what the golds are: statements and golds of its own, right ones and wrong ones. */
const probing = [0, 1, 2, 3]
  .map((index) =>
    JSON.stringify({
      idx: index,
      question: `Statement number ${index}.`,
      gt: index === 3 ? String(goldOf(3)) : "5",
      code: [`\\boxed{${index < 2 ? goldOf(index) : 5}}`],
      pred: ["5"],
      report: [null],
      score: [false],
    }),
  )
  .join("\n");

it("a hidden benchmark shows no statement, gold, solution or answer at any address, to whoever sent traces either", async () => {
  await using room = await engineRoom();
  const sentinel = sentinelBenchmark(4);
  await importBenchmark(room.system, { ...sentinel, card: { ...sentinel.card, access: "hidden-text" } });
  const { accountId } = await createAccount(room.admin, { name: "ada", teamName: "ada's own team" });
  const ada = (await createKey(room.admin, { name: "ada", accountId })).key;
  room.runner();
  const sent = await askAs(room, ada, "/api/v1/submissions?benchmark=sentinel&model=probing", {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: probing,
  });
  const { submissionId } = submissionReceiptSchema.parse(await sent.json());
  const view = await room.reaches(submissionId, ["published", "failed", "needs_decision"]);
  expect([view.state, view.lineErrors.map(({ code }) => code)]).toEqual([
    "published",
    Array(3).fill("other_gold"),
  ]);
  const runId = view.runs[0]?.runId ?? "";
  const good = {
    ...{ "runs.id": runId, "verifier.id": runId, "submissions.id": submissionId, "models.slug": "probing" },
    ...{ "suites.slug": "bundled", "methods.id": "direct", "systems.id": "sift" },
    ...{ slug: "sentinel", benchmark: "sentinel", problem: "p0", sample: "0" },
  };
  const addresses = [
    ...operations().flatMap(({ method, path }) => (method === "GET" ? [filled(path, good)] : [])),
    ...[`/api/v1/runs/${runId}/samples?format=ndjson`, `/api/v1/runs-grid?runs=${runId},${runId}`],
    ...[`/api/v1/compare?a=${runId}&b=${runId}`, `/api/v1/comparisons?runs=${runId},${runId}`],
  ];
  const told: string[] = [];
  for (const key of [undefined, ada])
    for (const address of addresses) {
      const text = await (await askAs(room, key, address)).text();
      if (SECRETS.some((secret) => text.includes(secret)))
        told.push(`${key === ada ? "ada" : "anyone"} ${address}`);
    }
  expect(told).toEqual([]);
  expect(SECRETS.filter((secret) => JSON.stringify(view).includes(secret))).toEqual([]);
  expect(room.logged.filter((line) => SECRETS.some((secret) => line.includes(secret)))).toEqual([]);
  // The operator does see them, so that the addresses would show them.
  const seen = await (await askAs(room, ADMIN_KEY, `/api/v1/runs/${runId}/samples/p0/0`)).text();
  expect(seen).toContain(SECRETS[0]);
}, 120_000);
