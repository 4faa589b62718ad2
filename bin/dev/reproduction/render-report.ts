import type { MatchReport } from "./match-file";
import { agrees, type Published } from "./published";
import type { Reproduction } from "./reproduce-file";

export type FileReport = {
  set: string;
  name: string;
  format: string;
  errors: number;
  published: Published | null;
  mayQuote: boolean;
  match: MatchReport;
  result: Reproduction;
};

const shown = (value: number | null): string => (value === null ? "–" : (value * 100).toFixed(2));

/** The page docs/reproduction.md. Deterministic: the same files and the same verifier give the same bytes. */
export function renderReport(files: readonly FileReport[], verifierKey: string): string {
  const recounted = files.filter((file) => file.published !== null && file.result.recount !== null);
  const equal = recounted.filter(
    ({ published, result }) =>
      published !== null && result.recount !== null && agrees(result.recount, published),
  );
  const near = recounted.filter(isNear);
  const judged = recounted.filter(({ result }) => result.ours !== null);
  const lines = [
    "# Reproduction",
    "",
    "For every file of model outputs at hand with a published score: that score, the *recount* (the file's own verdicts, or the",
    "documented rule of the tool that wrote it where it carries none) and *ours*, by the verifier of this repository. Written by",
    "`npm run reproduce`; the files are not part of the repository. Scores in percent.",
    "",
    `Verifier \`${verifierKey}\`. The recount equals the published score in ${equal.length} of ${recounted.length} files. Ours is within`,
    `1.0 point or one sample of the recount in ${near.length} of the ${judged.length} files whose answers it can judge; in the others`,
    "(and in these) every differing sample is listed with who is right, or as `open`. Code is judged in the sandbox, opinions of a model not at all.",
    "",
    "| set | file | benchmark | problems × samples | matched by | published | recount | ours | differing samples |",
    "| --- | --- | --- | --- | --- | ---: | ---: | ---: | ---: |",
    ...files.map(rowOf),
    "",
    "How the recount was made, and every sample on which ours differs. *Who is right* follows from both",
    "extracted answers where they tell, from a reader's decision where one was made, and is `open` otherwise.",
    "",
    ...files.filter(({ result }) => result.differences.length > 0).flatMap(sectionOf),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function isNear({ result }: FileReport): boolean {
  if (result.recount === null || result.ours === null) return false;
  const allowed = Math.max(0.01, 1 / Math.max(1, result.samples));
  return Math.abs(result.recount - result.ours) <= allowed + 1e-9;
}

function rowOf(file: FileReport): string {
  const { match, result } = file;
  const by = Object.entries(match.matchedBy).map(([way, count]) => `${way} ${count}`);
  if (match.unmatched > 0) by.push(`unmatched ${match.unmatched}`);
  if (match.doubled > 0) by.push(`doubled ${match.doubled}`);
  if (match.otherGold > 0) by.push(`other gold ${match.otherGold}`);
  if (file.errors > 0) by.push(`bad rows ${file.errors}`);
  const samples = result.problems === 0 ? 0 : result.samples / result.problems;
  const shape = `${result.problems} × ${Number.isInteger(samples) ? samples : samples.toFixed(2)}`;
  const cells = [
    file.set,
    file.name,
    match.benchmark,
    shape,
    by.join(", "),
    shown(file.published?.value ?? null),
    shown(result.recount),
    shown(result.ours),
    String(result.differences.length),
  ];
  return `| ${cells.join(" | ")} |`;
}

function sectionOf(file: FileReport): string[] {
  const { result } = file;
  const reasons = new Map<string, number>();
  for (const { reason } of result.differences) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const quoted = (text: string | null) => (file.mayQuote ? code(text) : "(not shown)");
  return [
    `## ${file.set}: ${file.name}`,
    "",
    `Recount by ${result.how}. ${[...reasons].map(([reason, count]) => `${count} × ${reason}`).join("; ")}.`,
    "",
    "| problem | sample | theirs | ours | gold | their answer | our answer | rule | who is right |",
    "| --- | ---: | --- | --- | --- | --- | --- | --- | --- |",
    ...result.differences.map((one) =>
      [
        "",
        one.problemId,
        one.sample,
        one.theirs ? "correct" : "wrong",
        one.ours,
        quoted(one.gold),
        quoted(one.theirAnswer),
        quoted(one.ourAnswer),
        one.ourRule,
        one.reason,
        "",
      ]
        .join(" | ")
        .trim(),
    ),
    "",
  ];
}

/** A short quotation inside a table cell. */
function code(text: string | null): string {
  if (text === null || text === "") return "–";
  const clean = text.replace(/\s+/g, " ").replaceAll("|", "¦").replaceAll("`", "'");
  return `\`${clean.length > 60 ? `${clean.slice(0, 59)}…` : clean}\``;
}
