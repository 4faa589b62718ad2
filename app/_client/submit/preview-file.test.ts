import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { formatTitle } from "@/app/_ui/format-title";
import { FORMATS } from "@/formats";
import { absentTexts, longRun } from "@/tests/support/parquet-file";
import { PREVIEW, previewFile } from "./preview-file";

const folder = path.join(import.meta.dirname, "../../../formats/fixtures");
const FIXTURES = readdirSync(folder).filter((name) => !name.endsWith(".golden.txt"));
const ON_SERVER = /\.(eval|parquet)$/;

const line = (sample: number, response = `so \\boxed{${sample}}`) =>
  JSON.stringify({ problem_id: "p-1", sample, response });
const blob = (...parts: (string | Uint8Array)[]) =>
  new Blob(parts.map((part) => (typeof part === "string" ? part : new Uint8Array(part))));

describe("previewFile", () => {
  it.each(FIXTURES.filter((name) => !ON_SERVER.test(name)))("recognises %s, plain and gzip", async (name) => {
    const bytes = readFileSync(path.join(folder, name));
    const golden = readFileSync(path.join(folder, `${name}.golden.txt`), "utf8");
    const preview = await previewFile(blob(bytes));
    expect(preview).toMatchObject({ kind: "read", format: /^format (\S+)/.exec(golden)?.[1], isWhole: true });
    // Of a file with several models the sender has to choose one first.
    if (preview.kind !== "read" || name === "several-models.jsonl") return;
    expect(preview.samples).toBe(golden.match(/; response /g)?.length ?? 0);
    expect(preview.rows).toHaveLength(Math.min(PREVIEW.shownRows, preview.samples));
    expect(preview.rows.every((row) => row.problem !== "–" && row.problem !== "")).toBe(true);
    if (!name.endsWith(".zst")) expect(await previewFile(blob(gzipSync(bytes)))).toEqual(preview);
  });

  it("reads archives and tables where they lie, and leaves compressed ones to the server", async () => {
    const log = readFileSync(path.join(folder, "inspect.eval"));
    const table = readFileSync(path.join(folder, "table.parquet"));
    expect(await previewFile(blob(log))).toMatchObject({
      kind: "read",
      format: "inspect",
      samples: 5,
      errors: 1,
    });
    expect(await previewFile(blob(table))).toMatchObject({
      kind: "read",
      format: "table",
      samples: 12,
      errors: 0,
    });
    expect(await previewFile(blob(gzipSync(table)))).toEqual({
      kind: "on-server",
      container: "compressed container",
    });
    expect(await previewFile(blob("PK\u0003\u0004"))).toMatchObject({ samples: 0, errors: 1 });
  });

  it("leaves a table to the server that is larger than it looks, and refuses one that is made to burst", async () => {
    expect(await previewFile(blob(absentTexts(2_000_001)))).toEqual({
      kind: "on-server",
      container: "Parquet file",
    });
    expect(await previewFile(blob(longRun(2 ** 31 - 1)))).toMatchObject({
      firstErrors: [
        { code: "truncated_stream", message: expect.stringContaining("a run longer than its page") },
      ],
    });
  });

  it("shows rows and errors as they stand, with line numbers and clipped texts", async () => {
    const text = [line(0), "not json", line(1, `${"long ".repeat(1000)}\u2028`), '{"problem_id":"p"}'];
    expect(await previewFile(blob(text.join("\n")))).toMatchObject({
      format: "neutral",
      samples: 2,
      errors: 2,
      isWhole: true,
      tool: null,
      rows: [
        { problem: "p-1", sample: 0, answer: "so \\boxed{0}" },
        { answer: expect.stringMatching(/^.{159}…$/) },
      ],
      firstErrors: [
        { line: 2, code: "not_json" },
        { line: 4, code: "not_a_trace_line" },
      ],
    });
  });

  it("says whose verdicts the file carries", async () => {
    const bytes = readFileSync(path.join(folder, "qwen-math-harness.jsonl"));
    expect(await previewFile(blob(bytes))).toMatchObject({ tool: "qwen-math-harness" });
  });

  it("looks at the start of a large file only, and at damaged ones without failing", async () => {
    const many = Array.from({ length: 5_000 }, (_, sample) => line(sample)).join("\n");
    expect(await previewFile(blob(many))).toMatchObject({ samples: PREVIEW.samples, isWhole: false });
    const endless = blob(...Array.from({ length: 26 }, () => "x".repeat(1024 ** 2)));
    expect(await previewFile(endless)).toMatchObject({ samples: 0, isWhole: false });
    expect(await previewFile(blob(gzipSync(many).subarray(0, 100)))).toMatchObject({
      firstErrors: [{ code: "truncated_stream" }],
    });
    expect(await previewFile(blob(""))).toMatchObject({ samples: 0 });
  });

  it("has a name for every format of the build", () => {
    expect(FORMATS.map(({ id }) => id).filter((id) => formatTitle(id) === id && id !== "optillm")).toEqual(
      [],
    );
  });
});
