import { lookup } from "node:dns/promises";
import { networkInterfaces } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { createHome, removeHome, startPlatform } from "./platform";

/** Runs in a network namespace with loopback alone: starts a platform and says when its demonstration is on the board. */
const WITHIN_MS = 240_000;
const home = createHome();
const outside = await lookup("registry.npmjs.org").then(
  () => true,
  () => false,
);
const platform = await startPlatform({ home, demonstration: true });
const startedAt = Date.now();
let rows = 0;
while (rows < 3 && Date.now() - startedAt < WITHIN_MS) {
  await delay(1000);
  const board = await fetch(`${platform.origin}/api/v1/leaderboards/bundled`);
  const body: { rows?: unknown[] } = await board.json();
  rows = body.rows?.length ?? 0;
}
const seconds = Math.round((Date.now() - startedAt) / 1000);
await platform.stop();
await removeHome(home);
console.log(JSON.stringify({ interfaces: Object.keys(networkInterfaces()), outside, rows, seconds }));
