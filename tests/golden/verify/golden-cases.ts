import { readdirSync, readFileSync } from "node:fs";
import type { AnswerKind, VerdictOutcome, VerifyCase, VerifyPolicies } from "@/verify";
import { equivalent, verifyAnswer, verifyCase } from "@/verify";
import { sha256Hex } from "@/verify/hash";

/**
 * A case of our own under tests/golden/verify: a pair of bare answers (`answer`), a whole text with its gold (`text`), or a case
 * in the format of case files (`mode`).
 */
export type GoldenCase = {
  mode?: VerifyCase["mode"];
  prediction?: string;
  prediction_gen?: VerifyCase["prediction_gen"];
  opts?: VerifyCase["opts"];
  gold: string;
  answer?: string;
  text?: string;
  kind?: AnswerKind;
  options?: string[];
  policies?: VerifyPolicies;
  equal?: boolean | null;
  outcome?: VerdictOutcome;
  candidatesDisagree?: boolean;
};

const FOLDER = new URL("./", import.meta.url);
export const VERDICTS_FILE = new URL("verdicts.json", FOLDER);

/** All golden cases with a stable id made of the file's name and a hash of the input. */
export function readGoldenCases(): { id: string; each: GoldenCase }[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json") && name !== "verdicts.json");
  return files.sort().flatMap((name) => {
    const cases = JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")) as GoldenCase[];
    return cases.map((each) => {
      const { equal, outcome, candidatesDisagree, ...input } = each;
      return { id: `${name.slice(0, -5)}-${sha256Hex(JSON.stringify(input)).slice(0, 10)}`, each };
    });
  });
}

/** The verdict of a case as one string: `true`, `false`, `null`, or the outcome of a text. */
export function goldenVerdict(each: GoldenCase): string {
  if (each.mode !== undefined) {
    const { gold, prediction = "", prediction_gen, mode, opts } = each;
    const equal = verifyCase({ id: "", gold, prediction, mode, prediction_gen, opts }).equal;
    return String(equal);
  }
  const context = { kind: each.kind ?? "expression", options: each.options, policies: each.policies };
  if (each.text !== undefined) return verifyAnswer({ ...context, text: each.text, gold: each.gold }).outcome;
  return String(equivalent(each.gold, each.answer ?? "", context));
}

/** What the case file says the verdict is. */
export function expectedVerdict(each: GoldenCase): string {
  return String(each.text === undefined ? each.equal : each.outcome);
}
