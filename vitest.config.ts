import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", ".next/**", ".plumbline/**", "tests/e2e/**"],
    testTimeout: 20_000,
    globalSetup: ["tests/support/database-setup.ts"],
  },
});
