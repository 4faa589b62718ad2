import { gzipSync } from "node:zlib";
import { generateBenchmark } from "@/catalog/bundled";
import { expect, test } from "@/tests/support/e2e";
import { absentTexts, countedRuns, longRun } from "@/tests/support/parquet-file";
import { signInLink } from "./published-upload";
import { expectReadablePage } from "./readable-page";

const { problems } = generateBenchmark();
/** Every fourth answer is wrong: 45 of 60 are right. */
const answerOf = (gold: string, index: number) => (index % 4 === 3 ? "-1" : gold);

/** One neutral trace line a problem. */
const neutralFile = problems
  .map(({ id, gold }, index) =>
    JSON.stringify({
      problem_id: id,
      sample: 0,
      response: `The result is \\boxed{${answerOf(gold, index)}}.`,
      prompt_tokens: 60,
      completion_tokens: 9,
      finish_reason: "stop",
    }),
  )
  .join("\n");

/** The same answers as another tool writes them: problems named by statement, with its own verdicts, of which one is wrong. */
const foreignFile = problems
  .map(({ statement, gold }, index) =>
    JSON.stringify({
      idx: index,
      question: statement,
      gt: gold,
      code: [`The result is \\boxed{${answerOf(gold, index)}}.`],
      pred: [answerOf(gold, index)],
      report: [null],
      score: [index !== 0 && index % 4 !== 3],
    }),
  )
  .join("\n");

test("drop a file of traces: recognised, previewed, submitted, ranked", async ({ page, platform }) => {
  await page.goto(await signInLink(platform));
  await page.goto("/submit?kind=traces");
  const file = page.getByLabel("File", { exact: true });
  const finding = page.getByRole("region", { name: "The chosen file" });

  await file.setInputFiles({
    name: "broken.jsonl",
    mimeType: "",
    buffer: Buffer.from(`${neutralFile.split("\n")[0]}\nnot json\n`),
  });
  await expect(finding).toContainText("neutral trace lines: 1 sample, 1 error in the file");
  await expect(finding).toContainText("line 2: not_json");
  await file.setInputFiles({ name: "log.eval", mimeType: "", buffer: Buffer.from("PK\u0003\u0004") });
  await expect(finding).toContainText("The archive is damaged");
  await file.setInputFiles({
    name: "traces.jsonl.gz",
    mimeType: "application/gzip",
    buffer: gzipSync(neutralFile),
  });
  await expect(finding).toContainText("neutral trace lines: 60 samples, 0 errors in the file");
  await expect(finding.getByRole("row")).toHaveCount(6);
  await expect(finding.getByRole("table")).toContainText(`${problems[0]?.id}`);
  await expectReadablePage(page);

  await page.getByLabel("Benchmark").selectOption("bundled");
  await page.getByLabel("Model", { exact: true }).fill("Journey traces");
  await page.getByRole("button", { name: "Upload and check" }).click();
  await expect(page).toHaveURL(/\/submissions\/sub_/);
  await expect(page.getByRole("status")).toContainText("published", { timeout: 120_000 });
  const facts = page.getByRole("region", { name: "Facts" });
  await expect(facts).toContainText("60 good, 0 bad of 60");
  await expect(facts).toContainText("our id: 60");

  await page.goto("/benchmarks/bundled");
  const row = page.getByRole("row").filter({ hasText: "Journey traces" });
  await expect(row).toContainText("75.0");
});

test("a file of another tool is matched by statement, and what the tool judged stands beside our verdicts", async ({
  page,
  platform,
}) => {
  await page.goto(await signInLink(platform));
  await page.goto("/submit?kind=traces");
  await page
    .getByLabel("File", { exact: true })
    .setInputFiles({ name: "test.jsonl", mimeType: "", buffer: Buffer.from(foreignFile) });
  const finding = page.getByRole("region", { name: "The chosen file" });
  await expect(finding).toContainText("Qwen2.5-Math harness or ToRA: 60 samples");
  await expect(finding).toContainText("It carries verdicts of qwen-math-harness");
  await page.getByLabel("Benchmark").selectOption("bundled");
  await page.getByLabel("Model", { exact: true }).fill("Journey harness");
  await page.getByRole("button", { name: "Upload and check" }).click();
  await expect(page).toHaveURL(/\/submissions\/sub_/);
  await expect(page.getByRole("status")).toContainText("published", { timeout: 120_000 });
  await expect(page.getByRole("region", { name: "Facts" })).toContainText("statement: 60");

  await page.getByRole("region", { name: "Runs" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/runs\/run_/);
  await expectReadablePage(page);
  await page.getByRole("link", { name: "1 disagreement" }).click();
  await expect(page).toHaveURL(/disagree=1/);
  const sample = page.locator("#samples ~ section table tbody tr");
  await expect(sample).toHaveCount(1);
  await sample.getByRole("link").click();
  await expect(page.getByRole("complementary")).toContainText("disagrees");
});

test("a file made to hold its reader up, or to take all memory, is told, and the form goes on", async ({
  page,
  platform,
}) => {
  await page.goto(await signInLink(platform));
  await page.goto("/submit?kind=traces");
  const file = page.getByLabel("File", { exact: true });
  const finding = page.getByRole("region", { name: "The chosen file" });
  const choose = (name: string, buffer: Buffer) => file.setInputFiles({ name, mimeType: "", buffer });
  for (const [name, table] of Object.entries({
    counted: countedRuns(1_000),
    written: longRun(2 ** 31 - 1),
  })) {
    await choose(`${name}.parquet`, table);
    await expect(finding).toContainText("a run longer than its page");
    await choose("nothing.jsonl", Buffer.from("nothing"));
    await expect(finding).toContainText("No known format");
  }
  await choose("large.parquet", absentTexts(2_000_001));
  await expect(finding).toContainText("A large Parquet file: read on the server.");

  // A worker that says nothing more, as one does that a file keeps busy.
  await page.clock.install();
  await page.evaluate(() => {
    Object.assign(window, {
      Worker: class {
        postMessage() {}
        terminate() {}
      },
    });
  });
  await choose("held.parquet", longRun(1));
  await expect(finding).toContainText("Reading the start of held.parquet");
  await page.clock.runFor(20_000);
  await expect(finding).toContainText("held.parquet held its reader up (20 seconds without another row");
  await expect(page.getByRole("button", { name: "Upload and check" })).toBeEnabled();
  await expectReadablePage(page);
});
