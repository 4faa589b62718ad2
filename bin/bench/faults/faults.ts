import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "@/catalog/bundled";
import type { Endpoint, Mood } from "./endpoint";
import type { SmallDisk } from "./full-disk";
import type { Part, Platform } from "./platform";
import { EXPECTED } from "./submissions";

export type FaultSetting = {
  platform: Platform;
  endpoint: Endpoint;
  disk: SmallDisk | null;
  random: Random;
  /** Length of a round without a fault; moments are drawn from it. */
  quietMs: number;
  awayMs: number;
};

/** Does its harm once, at a moment that it draws, and resolves when the harm is over. */
type Inject = (setting: FaultSetting) => Promise<void>;

export type Fault = {
  name: string;
  inject: Inject;
  /** Ends a part of the platform, which the supervisor starts again five times in ten minutes and no more. */
  endsParts?: boolean;
  needsSmallDisk?: boolean;
  /** Puts back what stays changed after the submissions are through. */
  heal?: Inject;
};

const SERVER_BACK_MS = 3_000;
const MOOD_MS: Record<Exclude<Mood, "well">, number> = {
  storm: 6_000,
  silent: 3_000,
  stalls: 3_000,
  endless: 1_000,
};
const FULL_MS = 6_000;
const SECOND_RUNNER_MS = 3_000;
/** Two minutes are past a lease and its grace, an hour is past every timeout. */
const JUMPS_MS = [-3_600_000, -120_000, 120_000, 3_600_000];
const CLOCK_PARTS: readonly Part[] = ["web", "executor", "runner"];

/** Between 0 and 1, from the round's seed. */
const share = (random: Random) => random.integer(0, 1_000_000) / 1_000_000;

const someTime = ({ random, quietMs }: FaultSetting) => delay(quietMs * share(random));

const killPart =
  (part: Part): Inject =>
  async (setting) => {
    await someTime(setting);
    setting.platform.signal(part, "SIGKILL");
  };

/** Waits until the endpoint has begun a drawn number of calls, so that the connection test is through. */
async function someCalls({ endpoint, random }: FaultSetting): Promise<void> {
  const calls = random.integer(1, EXPECTED.calls - 8);
  const until = Date.now() + 120_000;
  while (endpoint.log.begun < calls && Date.now() < until) await delay(10);
}

const mood =
  (name: Exclude<Mood, "well">): Inject =>
  async (setting) => {
    await someCalls(setting);
    setting.endpoint.mood = name;
    await delay(MOOD_MS[name]);
    setting.endpoint.mood = "well";
  };

function setClock(platform: Platform, offsets: Partial<Record<Part, number>>): void {
  writeFileSync(platform.clockFile, JSON.stringify(offsets));
}

export const FAULTS: readonly Fault[] = [
  { name: "none", inject: async () => {} },
  { name: "kill-runner", inject: killPart("runner"), endsParts: true },
  { name: "kill-executor", inject: killPart("executor"), endsParts: true },
  { name: "kill-web", inject: killPart("web"), endsParts: true },
  {
    name: "kill-postgres",
    endsParts: true,
    inject: async (setting) => {
      await someTime(setting);
      setting.platform.killPostgres();
    },
  },
  {
    name: "kill-supervisor",
    inject: async (setting) => {
      await someTime(setting);
      await setting.platform.killSupervisor();
      await setting.platform.start();
    },
  },
  {
    name: "server-away",
    inject: async (setting) => {
      await someTime(setting);
      setting.platform.signal("web", "SIGSTOP");
      await delay(setting.awayMs);
      setting.platform.signal("web", "SIGCONT");
    },
  },
  {
    name: "endpoint-restart",
    inject: async (setting) => {
      await someCalls(setting);
      await setting.endpoint.restart(SERVER_BACK_MS);
    },
  },
  { name: "storm-429", inject: mood("storm") },
  { name: "silent-stream", inject: mood("silent") },
  { name: "stalled-stream", inject: mood("stalls") },
  { name: "endless-stream", inject: mood("endless") },
  {
    name: "two-runners",
    inject: async (setting) => {
      const { platform, random } = setting;
      const home = mkdtempSync(path.join(tmpdir(), "plumbline-faults-runner-"));
      // Half of them under the very name of the first: then the instance takes both for one.
      platform.addRunner(random.pick(["local", "second"]), home);
      await delay(SECOND_RUNNER_MS);
      await someTime(setting);
      await platform.stopRunners();
      rmSync(home, { recursive: true, force: true });
    },
  },
  {
    name: "disk-full",
    needsSmallDisk: true,
    endsParts: true,
    inject: async (setting) => {
      await someTime(setting);
      await setting.disk?.fillFor(FULL_MS);
    },
  },
  {
    name: "clock-jump",
    inject: async (setting) => {
      const { platform, random } = setting;
      const part = random.pick(CLOCK_PARTS);
      await someTime(setting);
      setClock(platform, { [part]: random.pick(JUMPS_MS) });
    },
    heal: async ({ platform }) => setClock(platform, {}),
  },
];
