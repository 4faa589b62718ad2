import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { mixSeed, seededRandom } from "@/catalog/bundled";
import { plumblineHome } from "../home";
import { ROOT } from "../root";
import { processorSeconds } from "./ingest/processes";
import { startOn } from "./instance";
import { addressesOf, readStock, uncachedOf, zipf } from "./load/addresses";
import { summariseKinds } from "./load/latencies";
import { residentMegabytes } from "./load/memory-slope";
import { openLoop, type Target } from "./load/open-loop";
import { pidsOf } from "./load/pids";
import { soak } from "./load/soak";
import { prepareUpload } from "./load/upload-meanwhile";
import { load, machine, record, recorded } from "./record";

/**
 * `npm run bench:load -- --home FOLDER`: the site on the data of `npm run seed:large`, asked for 50 board, run and API addresses in a Zipf
 * mix at a constant rate by a generator on the same machine; then again with an upload meanwhile; then under addresses that are
 * hardly ever asked for twice. `--soak --minutes N` does only a long run at 20 requests a second, with the memory of the site.
 */
const { values: flags } = parseArgs({
  options: {
    home: { type: "string" },
    rate: { type: "string", default: "200" },
    "uncached-rate": { type: "string", default: "20" },
    seconds: { type: "string", default: "60" },
    soak: { type: "boolean", default: false },
    minutes: { type: "string", default: "60" },
    "no-record": { type: "boolean", default: false },
  },
});
const home = flags.home ?? plumblineHome();
const rate = Number(flags.rate);
const seconds = Number(flags.seconds);
const SOAK_RATE = 20;
const WARM_ROUNDS = 3;
const HEAP = path.join(ROOT, "bin", "bench", "load", "heap.mjs");

const before = load();
const watched = mkdtempSync(path.join(tmpdir(), "plumbline-heap-"));
const heapFile = path.join(watched, "heap.jsonl");
const watch = { NODE_OPTIONS: `--import=${HEAP}`, PLUMBLINE_BENCH_HEAP: heapFile };
// One caller asks for everything: the limit per address is not what is measured, nor is judging a million samples anew after an upgrade.
const settings = { PLUMBLINE_RATE_FACTOR: "1000", PLUMBLINE_RESCORES: "manual" };
const instance = await startOn(home, { ...settings, ...(flags.soak ? watch : {}) });
try {
  const stock = await readStock(instance.remote);
  const addresses = addressesOf(stock);
  const pids = pidsOf(home);
  const site = pids.find(({ name }) => name === "site")?.pid ?? 0;
  const random = seededRandom(mixSeed(11));
  const draw = zipf(addresses.length, random);
  const popular = (): Target => addresses[draw()] ?? { kind: "board page", path: "/" };

  const measure = async (name: string, asked: number, next: () => Target) => {
    const processor = pids.map(({ pid }) => processorSeconds(pid));
    const own = process.cpuUsage();
    const { answers, seconds: took } = await openLoop(instance.remote.server, { rate: asked, seconds, next });
    const used = process.cpuUsage(own);
    const perRequest = (total: number) => Number(((total * 1000) / answers.length).toFixed(2));
    const result = {
      rate: asked,
      seconds: Number(took.toFixed(1)),
      ...summariseKinds(answers),
      processorMillisecondsPerRequest: {
        ...Object.fromEntries(
          pids.map(({ name: of, pid }, index) => [
            of,
            perRequest(processorSeconds(pid) - (processor[index] ?? 0)),
          ]),
        ),
        generator: perRequest((used.user + used.system) / 1e6),
      },
      siteMegabytes: Math.round(residentMegabytes(site)),
      loadAfter: load(),
    };
    console.log(name, JSON.stringify(result, null, 2));
    return result;
  };

  const warm = addresses.length * WARM_ROUNDS;
  let turn = 0;
  await openLoop(instance.remote.server, {
    rate: 10,
    seconds: warm / 10,
    next: () => addresses[turn++ % addresses.length] ?? popular(),
  });
  const common = {
    runs: stock.runs.length,
    addresses: addresses.length,
    kinds: Object.fromEntries(
      [...new Set(addresses.map(({ kind }) => kind))].map((kind) => [
        kind,
        addresses.filter((address) => address.kind === kind).length,
      ]),
    ),
  };
  // Part by part: what follows may be cut short.
  const note = (part: object) => {
    if (!flags["no-record"]) record("load", { ...recorded("load"), ...part });
  };
  if (flags.soak) {
    const result = await soak(instance.remote.server, {
      rate: SOAK_RATE,
      minutes: Number(flags.minutes),
      next: popular,
      pid: site,
      heapFile,
    });
    console.log(JSON.stringify(result, null, 2));
    const command = `npm run bench:load -- --soak --minutes ${flags.minutes}`;
    note({ soak: { command, machine: machine(before), ...result } });
  } else {
    const cached = await measure("cached", rate, popular);
    note({ command: "npm run bench:load", machine: machine(before), ...common, cached });
    const upload = await prepareUpload(instance.remote);
    try {
      const sending = upload.send();
      sending.catch(() => {});
      const withUpload = await measure("with an upload", rate, popular);
      const uploaded = await sending;
      console.log("upload", JSON.stringify(uploaded));
      note({ withUpload: { ...withUpload, upload: uploaded } });
      const uncached = await measure("uncached", Number(flags["uncached-rate"]), () =>
        uncachedOf(popular(), stock, random),
      );
      note({ machine: machine(before), uncached });
    } finally {
      upload.remove();
    }
  }
} finally {
  await instance.stop();
  rmSync(watched, { recursive: true, force: true });
}
