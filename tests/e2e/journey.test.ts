import { expect, test } from "@/tests/support/e2e";
import { startSolver } from "@/tests/support/platform";
import { publishedUpload } from "./published-upload";
import { expectReadablePage } from "./readable-page";

test("sign in, submit an endpoint, watch it finish, find the row, open a sample", async ({
  page,
  platform,
}) => {
  const solver = await startSolver(0.2);
  try {
    await page.goto(platform.signInUrl);
    await expect(page).toHaveURL(/\/submit/);
    await page.getByLabel("Address").fill(solver.url);
    await page.getByLabel("Model", { exact: true }).fill("noisy-solver");
    await page.getByLabel("Name on the board (optional)").fill("Journey solver");
    await page.getByLabel("Benchmark").selectOption("bundled");
    await page.getByLabel("Method").selectOption("direct");
    await page.getByLabel("Samples a problem").fill("2");
    await page.getByRole("button", { name: "Estimate the cost" }).click();
    await expect(page.getByText(/120 calls/)).toBeVisible();
    await page.getByRole("button", { name: "Submit", exact: true }).click();

    await expect(page).toHaveURL(/\/submissions\/sub_/);
    await expect(page.getByRole("status")).toContainText("published", { timeout: 120_000 });

    await expectReadablePage(page);

    await page.goto("/benchmarks/bundled");
    const row = page.getByRole("row").filter({ hasText: "Journey solver" });
    await expect(row).toContainText("noisy solver, not a language model");
    await row.getByRole("link", { name: "Journey solver" }).click();
    await expect(page).toHaveURL(/\/runs\/run_/);
    await expect(page.getByRole("heading", { name: "Estimators", exact: true })).toBeVisible();
    await expectReadablePage(page);

    await page.locator("#samples ~ section table a").first().click();
    await expect(page).toHaveURL(/\/samples\//);
    await expect(page.getByRole("heading", { name: "Answer", exact: true })).toBeVisible();
    await expect(page.getByRole("complementary").getByText("rule", { exact: true })).toBeVisible();
    await expectReadablePage(page);
    const before = page.url();
    await page.keyboard.press("j");
    await expect(page).not.toHaveURL(before);
  } finally {
    await solver.stop();
  }
});

test("boards read without scripts, sort with them, and keep what the reader set in the address", async ({
  browser,
  page,
  platform,
}) => {
  const model = "Read without scripts";
  await publishedUpload(platform, { model, samples: 1 });
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto(`${platform.origin}/benchmarks/bundled`);
  await expect(still.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(still.getByRole("table")).toContainText(model);
  await plain.close();

  await page.goto("/benchmarks/bundled");
  await page.getByRole("columnheader", { name: "tokens" }).click();
  await expect(page).toHaveURL(/sort=tokens/);
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "tokens" })).toHaveAttribute("aria-sort", "ascending");
});

for (const address of [
  "/",
  "/methods",
  "/methods/direct",
  "/systems",
  "/systems/sift",
  "/claims?system=sift",
  "/health",
  "/sign-in",
  "/submit",
  "/compare",
  "/suites/bundled",
  "/suites/maths-core",
  "/verifier",
  "/verifier/changes",
  "/operator",
]) {
  test(`axe finds nothing serious on ${address}, light and dark, and the page is no wider than a phone`, async ({
    page,
  }) => {
    await page.goto(address);
    await expectReadablePage(page);
  });
}

for (const address of [
  "/runs/run_00000000000000000000",
  "/claims?cursor=made-up",
  "/runs/nothing?cursor=made-up",
]) {
  test(`${address} leads to nothing and says so`, async ({ page }) => {
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  });
}
