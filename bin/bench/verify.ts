import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { VERIFIER_VERSION, type VerifyCase, verifyCase } from "@/verify";
import { ROOT } from "../root";
import { load, machine, record } from "./record";
import { counts, isHostile, isTypical, type Judged, latenciesOf, scoreOf, scoresOf } from "./verify-figures";
import { askPeer } from "./verify-peer";

/**
 * `npm run bench:verify [-- FILE]`: accuracy by category, rate, latencies and the wall time of the hostile cases, over a file of
 * labelled cases (the open cases under $PLUMBLINE_SHARED by default). Where a Python with Math-Verify is named by
 * PLUMBLINE_PYTHON, or `python3` has it, the same run asks it too. Writes docs/benchmarks.json.
 */
const shared = path.resolve(ROOT, process.env.PLUMBLINE_SHARED ?? "../shared");
const file = process.argv[2] ?? path.join(shared, "data", "verify", "cases-open.json");

/** Verdicts per CPU second (user and system): one thread, three passes to warm up, the median of five. */
function rateOf(cases: readonly VerifyCase[]): number {
  const pass = (): number => {
    const before = process.cpuUsage();
    for (const each of cases) verifyCase(each);
    const used = process.cpuUsage(before);
    return cases.length / ((used.user + used.system) / 1e6);
  };
  for (let i = 0; i < 3; i++) pass();
  const rates = Array.from({ length: 5 }, pass).sort((a, b) => a - b);
  return Math.round(rates[2] ?? 0);
}

function judge(cases: readonly VerifyCase[]): Judged[] {
  return cases.map((each) => {
    const started = performance.now();
    const { equal } = verifyCase(each);
    return { each, equal, ms: performance.now() - started };
  });
}

/** Milliseconds of each case in the quickest of three passes, so that what else the machine does is not counted. */
function quickest(cases: readonly VerifyCase[]): number[] {
  const passes = [judge(cases), judge(cases), judge(cases)];
  return cases.map((_, i) => Math.min(...passes.map((pass) => pass[i]?.ms ?? Number.POSITIVE_INFINITY)));
}

/** Seconds from the start of the command to its end, with the hostile cases as its only input. */
function hostileWall(cases: readonly VerifyCase[]): number {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-verify-"));
  try {
    const hostile = path.join(folder, "hostile.json");
    writeFileSync(hostile, JSON.stringify(cases));
    const started = performance.now();
    const command = path.join(ROOT, "bin", "plumbline.js");
    const run = spawnSync(process.execPath, [command, "verify", "--cases", hostile], {
      maxBuffer: 256 * 1024 * 1024,
    });
    if (run.status !== 0) throw new Error(`plumbline verify ended with ${run.status}: ${String(run.stderr)}`);
    return Number(((performance.now() - started) / 1000).toFixed(2));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (!existsSync(file)) {
  console.error(`There are no cases at ${file}; name a file, or set PLUMBLINE_SHARED.`);
  process.exitCode = 2;
} else {
  const loadBefore = load();
  const cases = JSON.parse(readFileSync(file, "utf8")) as VerifyCase[];
  const typical = cases.filter(isTypical);
  const rate = typical.length === 0 ? null : rateOf(typical);
  const judged = judge(cases);
  const ours = {
    scores: scoresOf(judged),
    verdictsPerCpuSecond: rate,
    milliseconds: latenciesOf(quickest(cases.filter((each) => !isHostile(each)))),
    typicalMilliseconds: latenciesOf(quickest(typical)),
    hostileWallSeconds: hostileWall(cases.filter(isHostile)),
  };
  const asked = askPeer(cases.filter((each) => !isHostile(each)));
  const peerTypical = asked === null ? null : askPeer(typical);
  const peer =
    asked === null
      ? null
      : {
          name: `Math-Verify ${asked.version}`,
          scores: scoresOf(asked.judged),
          oursOnTheSame: scoreOf(judged.filter(({ each }) => counts(each) && !isHostile(each))),
          verdictsPerCpuSecond: peerTypical?.verdictsPerCpuSecond ?? null,
          milliseconds: latenciesOf(asked.judged.map(({ ms }) => ms)),
          timeOuts: asked.late,
          rateRatio:
            rate === null || peerTypical === null
              ? null
              : Math.round(rate / peerTypical.verdictsPerCpuSecond),
        };
  for (const [part, score] of Object.entries(ours.scores)) {
    const theirs = peer?.scores[part];
    console.log(
      `${part.padEnd(28)} ${score.accuracy.toFixed(2).padStart(6)} %  ${score.right}/${score.cases}, false accepts ${score.falseAccepts}, false rejects ${score.falseRejects}${theirs === undefined || theirs.cases === 0 ? "" : `; peer ${theirs.accuracy.toFixed(2)} % (${theirs.falseAccepts}, ${theirs.falseRejects})`}`,
    );
  }
  const { p50, p99, worst } = ours.milliseconds;
  console.log(
    `${rate ?? "no"} verdicts per CPU second on typical traffic; p50 ${p50}, p99 ${p99}, worst ${worst} ms`,
  );
  console.log(`hostile cases: ${ours.hostileWallSeconds} s from outside`);
  console.log(
    peer === null
      ? "no Python with math_verify: the peer was not asked"
      : `${peer.name}: ${peer.verdictsPerCpuSecond} verdicts per CPU second, ratio ${peer.rateRatio}`,
  );
  record("verify", {
    command: "npm run bench:verify",
    machine: machine(loadBefore),
    verifier: VERIFIER_VERSION,
    cases: path.basename(file),
    ours,
    peer,
  });
}
