import { expect, test } from "@/tests/support/e2e";
import { publishedUpload, signInLink } from "./published-upload";
import { expectReadablePage } from "./readable-page";

test("a stored run is reduced again from its page, without a call", async ({ page, platform }) => {
  const { runId } = await publishedUpload(platform, { model: "Pool of three", samples: 3 });
  await page.goto(`/runs/${runId}`);
  await expect(page.getByRole("heading", { name: "Reduce this pool" })).toHaveCount(0);

  await page.goto(await signInLink(platform));
  await page.goto(`/runs/${runId}`);
  await page.getByText("Choose another answer among the 3 stored samples").click();
  await page.getByLabel("Method").selectOption({ label: "Self-consistency" });
  await page.getByLabel("k", { exact: true }).fill("2");
  await expect(
    page.getByText("0 calls, 0 tokens: the 180 stored samples are chosen among again."),
  ).toBeVisible();
  await expectReadablePage(page);
  await page.getByRole("button", { name: "Reduce", exact: true }).click();

  await expect(page).toHaveURL(/\/submissions\/sub_/);
  await expect(page.getByRole("status")).toContainText("published", { timeout: 120_000 });
  await expect(page.getByRole("link", { name: "See the board" })).toBeVisible();
  await expectReadablePage(page);
  await page.getByRole("link", { name: "self-consistency on bundled" }).click();
  await expect(page.getByRole("heading", { name: "Self-consistency on Pool of three" })).toBeVisible();
  await expect(page.getByRole("link", { name: "its source run" })).toHaveAttribute("href", `/runs/${runId}`);
});

test("the keyboard goes through rows, opens, compares, searches and tells its keys", async ({
  page,
  platform,
}) => {
  const { runId } = await publishedUpload(platform, { model: "Keyboard's run", samples: 1 });
  await page.goto("/benchmarks/bundled?model=keyboard-s-run");
  const row = page.getByRole("row").filter({ hasText: "Keyboard's run" });
  await expect(row).toHaveCount(1);
  // Keys are heard once the page's script runs.
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(row).toHaveAttribute("data-selected", "true", { timeout: 500 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/runs/${runId}$`));

  await expect(page.getByRole("heading", { name: "Estimators", exact: true })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(new RegExp(`/compare\\?a=${runId}$`));
  await expect(page.getByRole("heading", { name: /^Compare .* with$/ })).toBeVisible();
  await expectReadablePage(page);

  await expect(async () => {
    await page.keyboard.press("/");
    await expect(page).toHaveURL(/\/search$/, { timeout: 500 });
  }).toPass();
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type(runId);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: runId })).toHaveAttribute("href", `/runs/${runId}`);
});
