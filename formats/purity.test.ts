import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

it("uses nothing of Node, so that it runs in a worker and in a browser", () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  expect(files.length).toBeGreaterThan(30);
  const offending = files.filter((name) =>
    /from "node:|require\(|\bBuffer\b|process\./.test(
      readFileSync(path.join(import.meta.dirname, name), "utf8"),
    ),
  );
  expect(offending).toEqual([]);
});
