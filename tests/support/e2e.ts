import { test as base, expect } from "@playwright/test";
import { type RunningPlatform, removeHome, startPlatform } from "./platform";

/** One platform for all tests of a worker; journeys make their own submissions in it. */
export const test = base.extend<object, { platform: RunningPlatform }>({
  platform: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that are needed
    async ({}, use) => {
      const platform = await startPlatform();
      await use(platform);
      await platform.stop();
      await removeHome(platform.home);
    },
    { scope: "worker", timeout: 300_000 },
  ],
  baseURL: async ({ platform }, use) => use(platform.origin),
});

export { expect };
