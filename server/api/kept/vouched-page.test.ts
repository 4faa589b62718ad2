import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { vouchedPage } from "./vouched-page";

const NONCE = "bm9uY2U+/w==";
const POLICY = `default-src 'self'; script-src 'self' 'nonce-${NONCE}'`;
const hash = (script: string) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
const escaped = (text: string) => text.replace(/[&<>"\r\0]/g, (character) => `&#${character.charCodeAt(0)};`);

it("names each script that carried the nonce by its hash, and nothing carries the nonce any more", () => {
  const page = vouchedPage(
    POLICY,
    `<html><script src="/a.js" nonce="${NONCE}"></script><script nonce="${NONCE}">push("nonce:${NONCE}")</script>` +
      `<p>text</p><script>evil()</script><script id="b" nonce="${NONCE}">two()</script></html>`,
  );
  expect(page?.policy).toBe(
    `default-src 'self'; script-src 'self' ${hash('push("nonce:")')} ${hash("two()")}`,
  );
  expect(page?.html).toBe(
    `<html><script src="/a.js"></script><script>push("nonce:")</script><p>text</p><script>evil()</script><script id="b">two()</script></html>`,
  );
});

it("vouches for no script that somebody wrote without knowing the nonce", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, script) => {
      fc.pre(!/[\r\0]/.test(script) && !script.includes("</script") && script !== "" && script !== "own()");
      const page = vouchedPage(
        POLICY,
        `<html><p>${escaped(text)}</p><script>${script}</script><script nonce="x">${script}</script><script nonce="${NONCE}">own()</script></html>`,
      );
      expect(page?.policy).toContain(hash("own()"));
      expect(page?.policy).not.toContain(hash(script));
    }),
  );
});

it("leaves a page without a nonce as it is, and refuses what a browser would hash otherwise or has too many scripts", () => {
  expect(vouchedPage("script-src 'self' 'unsafe-inline'", "<html>\r</html>")?.html).toBe("<html>\r</html>");
  expect(vouchedPage(POLICY, `<script nonce="${NONCE}">a\r\nb</script>`)).toBeNull();
  const many = Array.from({ length: 41 }, (_, i) => `<script nonce="${NONCE}">s(${i})</script>`);
  expect(vouchedPage(POLICY, many.join(""))).toBeNull();
});
