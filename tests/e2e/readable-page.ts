import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

/** The page in front, on a phone and on a desk, light and dark: nothing serious for axe, and never wider than its window. */
export async function expectReadablePage(page: Page): Promise<void> {
  expect(await bareLinks(page), `links of ${page.url()} that only their colour tells`).toEqual([]);
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, `width of ${page.url()} at ${size.width} px`).toBeLessThanOrEqual(size.width);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter((item) => item.impact === "serious" || item.impact === "critical");
      const told = serious.map((item) => `${item.id}: ${item.nodes.map((node) => node.html).join(" | ")}`);
      expect(told, `${page.url()}, ${colorScheme}`).toEqual([]);
    }
  }
}

/** Links beside text without an underline. Axe finds one only where the text is the longer, which a number decides. */
async function bareLinks(page: Page): Promise<string[]> {
  return page.locator("main a:not(.button, .chip)").evaluateAll((links) => {
    const isInline = (element: Element) => getComputedStyle(element).display === "inline";
    const block = (element: Element): Element =>
      element.parentElement !== null && isInline(element) ? block(element.parentElement) : element;
    const plainText = (element: Element): string =>
      [...element.childNodes]
        .map((node) => {
          if (!(node instanceof Element)) return node.textContent ?? "";
          return node.tagName !== "A" && isInline(node) ? plainText(node) : "";
        })
        .join("");
    return links
      .filter((link) => isInline(link) && plainText(block(link)).trim() !== "")
      .filter((link) => !getComputedStyle(link).textDecorationLine.includes("underline"))
      .map((link) => link.outerHTML);
  });
}
