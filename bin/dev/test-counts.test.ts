import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { countsOfPlaywright, countsOfVitest, sum } from "./test-counts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "plumbline-counts-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const file = path.join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("counts what vitest says", () => {
  const file = report({ numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 });
  expect(countsOfVitest(file, false)).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test("a runner that fails without a failed test is one failure", () => {
  const file = report({ numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 });
  expect(countsOfVitest(file, false).failed).toBe(1);
  expect(countsOfVitest(path.join(folder, "absent.json"), false).failed).toBe(1);
  expect(countsOfPlaywright(path.join(folder, "absent.json"), true).failed).toBe(0);
});

test("a flaky journey is a failure", () => {
  const file = report({ stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 2 } });
  expect(countsOfPlaywright(file, true)).toEqual({ passed: 3, failed: 1, skipped: 2 });
});

test("sums all runners", () => {
  expect(
    sum([
      { passed: 1, failed: 0, skipped: 2 },
      { passed: 4, failed: 1, skipped: 0 },
    ]),
  ).toEqual({
    passed: 5,
    failed: 1,
    skipped: 2,
  });
});
