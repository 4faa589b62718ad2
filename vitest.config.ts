import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const SKIPPED = new Set(["node_modules", ".next", ".plumbline", ".git", "coverage", "tests"]);

/** Unit tests beside the code that ask for a database need a PostgreSQL, so they are not part of `npm run verify`. */
function testsThatNeedDatabase(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : testsThatNeedDatabase(place);
    if (!entry.name.endsWith(".test.ts")) return [];
    return readFileSync(place, "utf8").includes("tests/support/database") ? [path.relative(root, place)] : [];
  });
}

const database = testsThatNeedDatabase();
const globalSetup = ["tests/support/database-setup.ts"];
const elsewhere = ["node_modules/**", ".next/**", ".plumbline/**", "tests/e2e/**"];

export default defineConfig({
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  test: {
    // A test that hangs is found late; one that starts processes on a busy machine is not cut off.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    setupFiles: ["tests/support/fixed-seed.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts"],
          exclude: [...elsewhere, "tests/{contract,flow}/**", "**/*.{slow,waits}.test.ts", ...database],
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          globalSetup,
          include: database.length > 0 ? database : ["none"],
          exclude: [...elsewhere, "**/*.{slow,waits}.test.ts"],
        },
      },
      { extends: true, test: { name: "waits", include: ["**/*.waits.test.ts"], exclude: elsewhere } },
      {
        extends: true,
        test: {
          name: "slow",
          globalSetup,
          include: ["**/*.slow.test.ts"],
          exclude: [...elsewhere, "tests/{contract,flow}/**"],
          testTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: "contract",
          globalSetup,
          include: ["tests/contract/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "flow",
          globalSetup,
          include: ["tests/flow/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
