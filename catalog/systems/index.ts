import { claimsOf } from "./claims-of";
import adactrl from "./reported/adactrl.json";
import amDeepseek from "./reported/am-deepseek-r1-distilled.json";
import amSource from "./reported/am-distillation-source.json";
import cyclicreflex from "./reported/cyclicreflex.json";
import deepdistill from "./reported/deepdistill.json";
import formatLength from "./reported/format-length.json";
import heimdall from "./reported/heimdall.json";
import internS1Mo from "./reported/intern-s1-mo.json";
import laser from "./reported/laser.json";
import latentseek from "./reported/latentseek.json";
import m1 from "./reported/m1-mas-tts.json";
import mathsmith from "./reported/mathsmith.json";
import openAgentRl from "./reported/open-agentrl.json";
import opv from "./reported/opv.json";
import ppe from "./reported/ppe.json";
import ptaGrpo from "./reported/pta-grpo.json";
import rapo from "./reported/rapo.json";
import ssb from "./reported/semantic-soft-bootstrapping.json";
import sift from "./reported/sift.json";
import skywork from "./reported/skywork-r1v2.json";
import spc from "./reported/spc.json";
import srgen from "./reported/srgen.json";
import subthought from "./reported/subthought-reasoner.json";
import t1 from "./reported/t1.json";
import ulorl from "./reported/ulorl.json";
import { type ReportedTable, readTables } from "./reported-tables";
import type { Claim, SystemCard } from "./system-card";
import { TEST_TIME_SYSTEMS } from "./test-time";
import { TRAINING_SYSTEMS } from "./training";

export { benchmarkSlug } from "./benchmark-names";
export { coverageOf, untestable } from "./coverage";
export type { ReportedTable } from "./reported-tables";
export { ANY_BENCHMARK, type Claim, type ClaimSide, type SystemCard } from "./system-card";

const FILES: Readonly<Record<string, unknown>> = {
  adactrl,
  "am-deepseek-r1-distilled": amDeepseek,
  "am-distillation-source": amSource,
  cyclicreflex,
  deepdistill,
  "format-length": formatLength,
  heimdall,
  "intern-s1-mo": internS1Mo,
  laser,
  latentseek,
  "m1-mas-tts": m1,
  mathsmith,
  "open-agentrl": openAgentRl,
  opv,
  ppe,
  "pta-grpo": ptaGrpo,
  rapo,
  "semantic-soft-bootstrapping": ssb,
  sift,
  "skywork-r1v2": skywork,
  spc,
  srgen,
  "subthought-reasoner": subthought,
  t1,
  ulorl,
};

/** A system with the tables that its sources print and the claims that follow from them. */
export type System = { card: SystemCard; tables: readonly ReportedTable[]; claims: readonly Claim[] };

/** Every system of the catalogue: test-time work first, each part by date. */
export const SYSTEMS: readonly System[] = [byDate(TEST_TIME_SYSTEMS), byDate(TRAINING_SYSTEMS)]
  .flat()
  .map((card) => {
    const tables = readTables(FILES[card.id]);
    return { card, tables, claims: claimsOf(card, tables) };
  });

function byDate(cards: readonly SystemCard[]): SystemCard[] {
  return [...cards].sort((left, right) => left.publishedOn.localeCompare(right.publishedOn));
}
