import { defineConfig } from "@playwright/test";
import { browserLaunchOptions } from "./tests/support/browser";

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.{e2e,spec,test}.ts",
  globalSetup: "./tests/support/browser-setup.ts",
  outputDir: "test-results",
  // One platform at a time: two would share two cores and the figures of neither would mean anything.
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: { browserName: "chromium", launchOptions: browserLaunchOptions(), trace: "retain-on-failure" },
});
