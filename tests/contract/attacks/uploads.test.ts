import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it, vi } from "vitest";
import { submissionReceiptSchema } from "@/contracts/submission";
import { UPLOAD_LIMITS } from "@/contracts/trace-line";
import { identify } from "@/server/api/request-context";
import { handleUploadParts } from "@/server/api/resumable-upload";
import { handleSubmission } from "@/server/api/upload";
import { importBenchmark } from "@/server/domain/catalog";
import { boardCsv, getBoard } from "@/server/domain/leaderboard";
import { goldOf, sentinelBenchmark } from "@/tests/flow/desk";
import { engineRoom } from "@/tests/flow/engine-room";
import { zipFile } from "@/tests/support/archive-file";
import { countedRuns, longRun } from "@/tests/support/parquet-file";

vi.stubEnv("NODE_ENV", "production");

const ORIGIN = "http://127.0.0.1:3000";
const ADMIN_KEY = `pl_${"A".repeat(43)}`;
const CLIMBED = "plumbline-climbed.jsonl";
/** What a spreadsheet would take for a formula. */
const FORMULA = "=cmd|' /C calc'!A0";

const line = (index: number, more: object = {}) =>
  JSON.stringify({ problem_id: `p${index}`, sample: 0, response: `\\boxed{${goldOf(index)}}`, ...more });
const GOOD = [0, 1, 2, 3].map((index) => line(index)).join("\n");
const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
/** One answer of 64 MiB in a file of some kilobytes. */
const GZIP_BOMB = gzipSync(Buffer.from(line(0, { reasoning: "y".repeat(64 * 1024 ** 2) })));
/** The header of a Zstandard frame that asks for a window of 8 GiB. */
const HUGE_WINDOW = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 0x01, 0x00, 0x00]);

type Case = {
  body: Uint8Array | string;
  state: "failed" | "needs_decision" | "published";
  /** `line code` of everything that is wrong with it. */
  errors?: RegExp;
  /** Of the submission as a whole. */
  reason?: RegExp;
};

const CASES: Record<string, Case> = {
  "names that climb out of an archive": {
    body: zipFile({
      [`../../../../../..${tmpdir()}/${CLIMBED}`]: GOOD,
      [`${tmpdir()}/${CLIMBED}`]: "no",
      "/etc/cron.d/x": "no",
      "C:\\x": "no",
    }),
    state: "published",
  },
  "a gzip bomb": { body: GZIP_BOMB, state: "failed", errors: /too_large/ },
  "a bomb inside an archive": {
    body: zipFile({ "a.jsonl.gz": GZIP_BOMB }),
    state: "failed",
    errors: /too_large/,
  },
  "an archive of very many files": {
    body: zipFile(
      Object.fromEntries(
        Array.from({ length: UPLOAD_LIMITS.archiveFiles + 1 }, (_, index) => [`${index}.jsonl`, ""]),
      ),
    ),
    state: "failed",
    errors: /too/,
  },
  "a table with a run that would take all memory": {
    body: longRun(2 ** 31 - 1),
    state: "failed",
    errors: /truncated_stream/,
  },
  "a table whose runs would be counted for hours": {
    body: countedRuns(5_000),
    state: "failed",
    errors: /truncated_stream/,
  },
  "an archive that is cut off": {
    body: zipFile({ "a.jsonl": GOOD }).subarray(0, 120),
    state: "failed",
    errors: /./,
  },
  "a gzip that is cut off": { body: gzipSync(GOOD).subarray(0, 40), state: "failed", errors: /./ },
  "a window of 8 GiB": { body: HUGE_WINDOW, state: "failed", errors: /too_large/ },
  "a picture under the name of a trace file": {
    body: Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      Buffer.alloc(4096, 7),
    ]),
    state: "failed",
    errors: /./,
  },
  "a program under the name of a trace file": {
    body: Buffer.concat([Buffer.from("\u007fELF"), Buffer.alloc(4096, 0xfe)]),
    state: "failed",
    errors: /./,
  },
  "the magic number of gzip before plain text": {
    body: Buffer.concat([Buffer.from([0x1f, 0x8b, 0x08]), Buffer.from(GOOD)]),
    state: "failed",
    errors: /./,
  },
  "NUL bytes only": { body: Buffer.alloc(100_000), state: "failed", errors: /./ },
  "brackets without end": { body: "[".repeat(2_000_000), state: "failed", errors: /./ },
  "one line that is longer than lines may be": {
    body: `${GOOD}\n${line(0, { sample: 1, reasoning: "z".repeat(UPLOAD_LIMITS.lineBytes) })}`,
    state: "needs_decision",
    errors: /^5 \w*too\w*/,
  },
  "lines that nest, hide NUL and half characters, or pretend to be prototypes": {
    body: Buffer.concat(
      [
        GOOD,
        `{"problem_id":"p3","sample":1,"response":"4","calls":[{"response":"x","prompt":${deep(200_000)}}]}`,
        '{"problem_id":"p0","sample":2,"response":"a\\u0000b"}',
        '{"problem_id":"p0","sample":3,"response":"\\ud800"}',
        '{"__proto__":{"problem_id":"p0","response":"x"},"sample":4}',
        '{"problem_id":"__proto__","sample":0,"response":"x"}',
        '{"problem_id":"constructor","sample":0,"response":"x"}',
      ].map((text) => Buffer.from(`${text}\n`)),
    ),
    state: "needs_decision",
    errors: /^5 not_json,6 not_utf8,7 not_utf8,8 not_a_trace_line,9 unknown_problem,10 unknown_problem$/,
  },
  "bytes that are no UTF-8": {
    body: Buffer.concat([
      Buffer.from(`${GOOD}\n{"problem_id":"p0","sample":1,"response":"`),
      Buffer.from([0xff, 0xfe, 0xc3, 0x28]),
      Buffer.from('"}\n'),
    ]),
    state: "needs_decision",
    errors: /^5 not_utf8$/,
  },
};

it("hostile files end with a reason that names the line, and server and runner go on working", async () => {
  await using room = await engineRoom();
  await importBenchmark(room.system, sentinelBenchmark(4));
  room.runner();
  const who = (asked: Request) => identify(room.anonymous, asked);
  const authorization = `Bearer ${ADMIN_KEY}`;
  const send = async (body: Uint8Array | string, filename: string) => {
    const query = new URLSearchParams({ benchmark: "sentinel", model: FORMULA, filename });
    const request = new Request(`${ORIGIN}/api/v1/submissions?${query}`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream", authorization },
      body: typeof body === "string" ? body : new Uint8Array(body),
    });
    const answer = await handleSubmission(request, who);
    expect(answer.status, filename).toBe(202);
    return submissionReceiptSchema.parse(await answer.json()).submissionId;
  };
  const rssBefore = process.memoryUsage().rss;
  const sent = new Map<string, string>();
  for (const [what, { body }] of Object.entries(CASES))
    sent.set(what, await send(body, `../../${what}/<script>.jsonl`));
  const seen: Record<string, unknown> = {};
  for (const [what, wanted] of Object.entries(CASES)) {
    const view = await room.reaches(sent.get(what) ?? "", ["failed", "needs_decision", "published"]);
    const errors = view.lineErrors.map((error) => `${error.line} ${error.code}`).join();
    seen[what] = { state: view.state, errors };
    expect([what, view.state], `${view.reason?.message} ${errors}`).toEqual([what, wanted.state]);
    expect(errors, what).toMatch(wanted.errors ?? /^$/);
    // Whoever sent it hears in a sentence what is wrong, and no line is left without one.
    if (view.state === "failed") expect(view.reason?.message, what).toMatch(/\w+ .*\./);
    for (const error of view.lineErrors) expect(error.message.length, what).toBeGreaterThan(10);
  }
  expect(existsSync(path.join(tmpdir(), CLIMBED))).toBe(false);
  expect(({} as Record<string, unknown>).problem_id).toBeUndefined();
  expect((process.memoryUsage().rss - rssBefore) / 1024 ** 2).toBeLessThan(1_000);
  // An ordinary file after all of that goes through, and a name that is a formula is text in every export.
  const last = await room.reaches(await send(GOOD, "good.jsonl"), ["published", "failed"]);
  expect(last.state).toBe("published");
  const board = await getBoard(room.anonymous, { benchmark: "sentinel" });
  expect(boardCsv(board)).toContain(`,'${FORMULA},`);
}, 180_000);

it("hostile requests for an upload are refused before anything is stored", async () => {
  await using room = await engineRoom();
  const who = (asked: Request) => identify(room.anonymous, asked);
  const authorization = `Bearer ${ADMIN_KEY}`;
  const ask = (handle: typeof handleSubmission, address: string, init: RequestInit) =>
    handle(
      new Request(`${ORIGIN}/api/v1${address}`, {
        method: "POST",
        ...init,
        headers: { authorization, ...init.headers },
      }),
      who,
    );
  const json = (body: string) => ({ headers: { "content-type": "application/json" }, body });
  const parts = (headers: Record<string, string>) =>
    ask(handleUploadParts, "/uploads", { headers: { "tus-resumable": "1.0.0", ...headers } });
  const answers = {
    "deep JSON": await ask(handleSubmission, "/submissions", json(deep(100_000))),
    "a body that is no UTF-8": await ask(handleSubmission, "/submissions", {
      headers: { "content-type": "application/json" },
      body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]),
    }),
    "a body past the limit": await ask(
      handleSubmission,
      "/submissions",
      json(`{"url":"${"x".repeat(2 * 1024 ** 2)}"}`),
    ),
    "keys that mean something": await ask(
      handleSubmission,
      "/submissions",
      json('{"__proto__":{"benchmark":"bundled","url":"https://example.org/v1","model":"m"}}'),
    ),
    "an upload without a length": await parts({ "upload-metadata": "" }),
    "an upload of a negative length": await parts({ "upload-length": "-1" }),
    "an upload past every limit": await parts({ "upload-length": String(10 ** 15) }),
    "metadata that is not base64": await parts({ "upload-length": "10", "upload-metadata": "benchmark ***" }),
    "a form whose file has no end": await ask(handleSubmission, "/submissions?benchmark=sentinel&model=m", {
      headers: { "content-type": "multipart/form-data; boundary=x" },
      body: '--x\r\ncontent-disposition: form-data; name="file"; filename="../../etc/passwd"\r\n\r\nabc',
    }),
  };
  for (const [what, answer] of Object.entries(answers)) {
    expect(answer.status, what).toBeGreaterThanOrEqual(400);
    expect(answer.status, what).toBeLessThan(500);
    expect((await answer.text()).length, what).toBeLessThan(2_000);
  }
  expect(({} as Record<string, unknown>).benchmark).toBeUndefined();
}, 60_000);
