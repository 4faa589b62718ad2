import { unpackBrowser } from "./browser";

/** Playwright globalSetup: the browser lies ready before the first test launches it. */
export default async function setup(): Promise<void> {
  await unpackBrowser();
}
