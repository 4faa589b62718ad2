import { readFileSync } from "node:fs";
import { type VerifyCase, verifyCase } from "@/verify/cases/case";

/** Judges a case file and prints accuracy by part, errors, and rates. Usage: `npx tsx tests/golden/verify/run-cases.ts FILE [--wrong] [--rate]`. */
const [file, ...flags] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write("usage: npx tsx tests/golden/verify/run-cases.ts FILE [--wrong] [--rate]\n");
  process.exit(2);
}
const cases = JSON.parse(readFileSync(file, "utf8")) as VerifyCase[];
const has = (each: VerifyCase, tag: string): boolean => each.tags?.includes(tag) ?? false;
const counted = (each: VerifyCase): boolean => !has(each, "policy") && !has(each, "stretch");
const isHome = (each: VerifyCase): boolean =>
  counted(each) && !has(each, "hostile") && !/^(doenet|khan-kas|matharena)\//.test(each.source ?? "");

type Judged = { each: VerifyCase; equal: boolean | null; ms: number; rule: string; extracted: string | null };
const judged: Judged[] = cases.map((each) => {
  const start = performance.now();
  const verdict = verifyCase(each);
  return {
    each,
    equal: verdict.equal,
    ms: performance.now() - start,
    rule: verdict.rule,
    extracted: verdict.extracted,
  };
});

function line(name: string, part: readonly Judged[]): void {
  if (part.length === 0) return;
  const right = part.filter((one) => one.equal === one.each.expected).length;
  const accepts = part.filter((one) => one.equal === true && one.each.expected === false).length;
  const rejects = part.filter((one) => one.equal !== true && one.each.expected === true).length;
  const undecided = part.filter((one) => one.equal === null).length;
  const percent = ((100 * right) / part.length).toFixed(2);
  process.stdout.write(
    `${name.padEnd(22)} ${percent.padStart(6)} %  ${right}/${part.length}  false accepts ${accepts}, false rejects ${rejects}, undecided ${undecided}\n`,
  );
}

line(
  "all",
  judged.filter((one) => counted(one.each)),
);
line(
  "home ground",
  judged.filter((one) => isHome(one.each)),
);
line(
  "hostile",
  judged.filter((one) => counted(one.each) && has(one.each, "hostile")),
);
line(
  "policy",
  judged.filter((one) => has(one.each, "policy")),
);
line(
  "stretch",
  judged.filter((one) => has(one.each, "stretch")),
);
for (const category of [...new Set(cases.map((each) => each.category ?? ""))].sort()) {
  line(
    `  ${category}`,
    judged.filter((one) => counted(one.each) && one.each.category === category),
  );
}
const hostileMs = judged.filter((one) => has(one.each, "hostile")).reduce((sum, one) => sum + one.ms, 0);
const slowest = [...judged].sort((a, b) => b.ms - a.ms).slice(0, 5);
process.stdout.write(
  `hostile wall ${hostileMs.toFixed(0)} ms; slowest ${slowest.map((one) => `${one.each.id} ${one.ms.toFixed(1)} ms`).join(", ")}\n`,
);

if (flags.includes("--wrong") || flags.includes("--policy")) {
  for (const one of judged) {
    if (one.equal === one.each.expected || counted(one.each) === flags.includes("--policy")) continue;
    const prediction =
      one.each.prediction.length > 160 ? `…${one.each.prediction.slice(-160)}` : one.each.prediction;
    process.stdout.write(
      `${one.each.id} ${one.each.expected ? "T" : "F"}→${one.equal} ${one.each.mode} ${JSON.stringify(one.each.gold.slice(-120))} <- ${JSON.stringify(prediction)} [${one.rule}] ${JSON.stringify(one.extracted?.slice(0, 80))} ${JSON.stringify(one.each.opts ?? {})}\n`,
    );
  }
}
if (flags.includes("--rate")) rate();

/** Verdicts per CPU second on typical traffic: one thread, three warm passes, the median of five. */
function rate(): void {
  const typical = cases.filter((each) => /^(derived|real)/.test(each.source ?? ""));
  const pass = (): number => {
    const before = process.cpuUsage();
    for (const each of typical) verifyCase(each);
    const used = process.cpuUsage(before);
    return typical.length / ((used.user + used.system) / 1e6);
  };
  for (let i = 0; i < 3; i++) pass();
  const rates = Array.from({ length: 5 }, pass).sort((a, b) => a - b);
  process.stdout.write(
    `${typical.length} typical cases: ${Math.round(rates[2] ?? 0)} verdicts per CPU second\n`,
  );
}
