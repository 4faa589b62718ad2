import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";

const MODULE = new URL("./stuck-loop.ts", import.meta.url).href;

/** How a process under the watch ends that does this. */
async function endOf(work: string): Promise<unknown[]> {
  const code = `import { watchForStuckLoop } from ${JSON.stringify(MODULE)}; const stop = watchForStuckLoop(1000); ${work}`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    stdio: "ignore",
  });
  return once(child, "close");
}

it("a process that is stuck is ended; one that works in pieces is not, and ends by itself", async () => {
  const [stuck, busy, stopped] = await Promise.all([
    endOf("for (;;) {}"),
    endOf(
      "const end = Date.now() + 2500; const piece = () => { const until = Date.now() + 10; while (Date.now() < until); if (Date.now() < end) setTimeout(piece, 15); }; piece();",
    ),
    endOf("stop(); const until = Date.now() + 2500; while (Date.now() < until);"),
  ]);
  expect(stuck).toEqual([null, "SIGKILL"]);
  expect(busy).toEqual([0, null]);
  expect(stopped).toEqual([0, null]);
});
