import { fork } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";

it("a llama process outlives the signals that its runner drains on, opens no inspector, and ends with its runner", async () => {
  const entry = new URL("./process/start-process.mjs", import.meta.url);
  const child = fork(entry, [JSON.stringify({ folder: "/nowhere" })], {
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let printed = "";
  child.stderr?.on("data", (chunk) => {
    printed += String(chunk);
  });
  const ended = once(child, "exit");
  // There is no library at that place, which it says once it runs.
  const [first] = await once(child, "message");
  expect(first).toMatchObject({ type: "broken" });
  for (const signal of ["SIGUSR1", "SIGINT", "SIGTERM"] as const) child.kill(signal);
  child.disconnect();
  expect(await ended).toEqual([0, null]);
  expect(printed).not.toContain("Debugger");
});
