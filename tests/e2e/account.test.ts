import { expect, test } from "@/tests/support/e2e";
import { signInLink } from "./published-upload";
import { expectReadablePage } from "./readable-page";

test("who is signed in finds the account behind the name, and the way out", async ({ page, platform }) => {
  await page.goto(await signInLink(platform));
  await page.goto("/benchmarks/bundled");
  await page.getByRole("banner").getByRole("link", { name: "Operator" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Operator" })).toBeVisible();
  await expect(page.getByRole("table")).toContainText("admin");
  await expectReadablePage(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${platform.origin}/`);
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  await page.goto("/account");
  await expect(page).toHaveURL(/sign-in/);
});
