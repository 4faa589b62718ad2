import { expect, test } from "@/tests/support/e2e";
import { expectReadablePage } from "./readable-page";

test("the verifier's playground: an example, a wrong answer by form, a long text, an error", async ({
  page,
  platform,
}) => {
  await page.goto(`${platform.origin}/verifier`);
  await expectReadablePage(page);
  await page.getByRole("link", { name: "a boxed fraction against 0.5" }).click();
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict).toContainText("correct");
  await expect(verdict).toContainText("answer:");
  await expectReadablePage(page);

  await page.getByLabel("Model output or bare answer").fill("\\boxed{\\frac13}");
  await page.getByRole("button", { name: "Judge" }).click();
  await expect(page).toHaveURL(/output=/);
  await expect(verdict).toContainText("incorrect");

  const long = `${"A long line of thought. ".repeat(400)} \\boxed{0.5}`;
  await page.getByLabel("Model output or bare answer").fill(long);
  await page.getByRole("button", { name: "Judge" }).click();
  await expect(verdict).toContainText("correct");
  await expect(verdict).toContainText("characters 9");

  await page.goto(`${platform.origin}/verifier?output=5`);
  await expect(page.getByText("The gold answer is missing.")).toBeVisible();

  await page.goto(`${platform.origin}/verifier/changes`);
  await expect(page.getByRole("heading", { name: "in use" }).first()).toBeVisible();
  await expectReadablePage(page);
});
