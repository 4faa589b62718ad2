import { pageWeight } from "@/bin/bench/weigh-page";
import { expect, test } from "@/tests/support/e2e";

/** The limit is 150 KB; a board without rows that leaves less than this for a hundred of them carries a framework. */
const MOST_BYTES = 30_000;

test("a board loads our own small scripts and no framework", async ({ page, platform }) => {
  for (const path of ["/", "/benchmarks/bundled", "/benchmarks/bundled?view=budget"]) {
    const { document, styles, scripts } = await pageWeight(platform.origin + path);
    expect(document + styles + scripts, path).toBeLessThan(MOST_BYTES);
  }
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto("/benchmarks/bundled");
  const sources = await page
    .locator("script")
    .evaluateAll((scripts) => scripts.map((script) => script.getAttribute("src")));
  expect(sources.toSorted()).toEqual(["/board.js", "/site.js", "/theme.js"]);
  expect(complaints).toEqual([]);

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
  await page.getByRole("button", { name: "Switch between light and dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", /light|dark/);

  const missing = await page.goto("/benchmarks/no-such-benchmark");
  expect(missing?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
});
