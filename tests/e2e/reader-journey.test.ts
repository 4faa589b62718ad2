import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/support/e2e";
import { type RunningPlatform, startSolver } from "@/tests/support/platform";
import { expectReadablePage } from "./readable-page";

const MODEL = "Reader's solver";

async function api<Body>(platform: RunningPlatform, path: string, body?: unknown): Promise<Body> {
  const answer = await fetch(`${platform.origin}/api/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${platform.adminKey}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
  return answer.json();
}

test("a reader goes from the board to the method, the run, the sample and the comparison", async ({
  page,
  platform,
}) => {
  const solver = await startSolver(0.3);
  try {
    const { submissionId } = await api<{ submissionId: string }>(platform, "/submissions", {
      url: solver.url,
      model: "noisy-solver",
      displayName: MODEL,
      benchmark: "bundled",
      method: "self-consistency",
      params: { k: 2 },
      samples: 2,
      concurrency: 32,
    });
    const state = async () => (await api<{ state: string }>(platform, `/submissions/${submissionId}`)).state;
    await expect.poll(state, { timeout: 120_000, intervals: [1000] }).toBe("published");
  } finally {
    await solver.stop();
  }

  await page.goto("/benchmarks/bundled");
  const rows = page.getByRole("row").filter({ hasText: MODEL });
  await expect(rows).toHaveCount(2);
  await expectReadablePage(page);
  const runs = await rows
    .getByRole("link", { name: MODEL })
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")?.split("/").at(-1) ?? ""));

  await rows.getByRole("link", { name: "Self-consistency" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Self-consistency" })).toBeVisible();
  await expectReadablePage(page);

  await page.goBack();
  await rows
    .filter({ has: page.getByRole("link", { name: "Direct", exact: true }) })
    .getByRole("link", { name: MODEL })
    .click();
  await expect(page.getByRole("heading", { name: "Estimators", exact: true })).toBeVisible();
  await expectReadablePage(page);
  await expectChartTips(page);

  await page.locator("#samples ~ section table a").first().click();
  await expect(page.getByRole("heading", { name: "Answer", exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Calls" })).toContainText("1 call by solver");
  await page.getByLabel("Find in this trace").fill("boxed");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page).toHaveURL(/find=boxed/);
  await expect(page.locator("mark").first()).toBeVisible();
  await expectReadablePage(page);

  await page.goto(`/compare?a=${runs[0]}&b=${runs[1]}`);
  await expect(page.getByRole("heading", { name: "Paired differences" })).toBeVisible();
  for (const name of ["Who solves what", "Solve rate of each problem", "Behaviours in the responses"])
    await expect(page.getByRole("heading", { name })).toBeVisible();
  await expectReadablePage(page);
});

/** A mark tells what it stands for to the keyboard and to the pointer; a phone has its own form of the picture. */
async function expectChartTips(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 900 });
  const chart = page.locator("#estimators .chart");
  const tip = page.locator(".chart-tip");
  await chart.focus();
  await page.keyboard.press("ArrowRight");
  await expect(tip).toHaveText(/ at 1: \d+\.\d % \(95 % from /);
  await page.keyboard.press("Escape");
  await expect(tip).toBeHidden();
  await chart.locator(".chart-wide circle").last().hover();
  await expect(tip).toHaveText(/ at 2: /);
  await expect(chart.locator(".chart-phone")).toBeHidden();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(chart.locator(".chart-phone")).toBeVisible();
  await expect(chart.locator(".chart-wide")).toBeHidden();
  await page.setViewportSize({ width: 1280, height: 900 });
}
