import { benchmarkSlug } from "./benchmark-names";
import type { ReportedTable } from "./reported-tables";
import { ANY_BENCHMARK, type Claim, type ClaimSide, type GeneralClaim, type SystemCard } from "./system-card";

/** Means over sets and facts about a corpus are no benchmark that somebody could run. */
const NO_BENCHMARK = /^(mean|training)\b/;

/** Every claim of a system: its reported rows that have a baseline, then what it says without a number. */
export function claimsOf(card: SystemCard, tables: readonly ReportedTable[]): Claim[] {
  const reported = tables
    .filter((table) => table.claims)
    .flatMap((table) => table.rows.flatMap((row) => reportedClaim(card, table, row) ?? []));
  const general = card.claims.map((claim) => generalClaim(card, claim));
  return [...reported, ...general].map((claim, index) => ({
    ...claim,
    id: `${card.id}-${String(index + 1).padStart(3, "0")}`,
  }));
}

type Unnumbered = Omit<Claim, "id">;

function reportedClaim(
  card: SystemCard,
  table: ReportedTable,
  [printed, model, value, baselineName, baselineValue]: ReportedTable["rows"][number],
): Unnumbered | null {
  if (NO_BENCHMARK.test(printed) || baselineName === null) return null;
  const gain = /^(points|relative-percent)$/.test(table.unit);
  if (!gain && (table.unit !== "percent" || baselineValue === null)) return null;
  return {
    systemId: card.id,
    treatment: treatmentSide(card, table, model),
    baseline: baselineSide(card, table, model, baselineName),
    metric: table.metric,
    benchmark: benchmarkSlug(card.id, printed),
    benchmarkPrinted: printed,
    reportedDifference: gain ? value : Math.round((value - (baselineValue ?? 0)) * 100) / 100,
    unit: gain ? table.unit : "points",
    protocol: { note: table.note ?? null, maxTokens: table.maxTokens ?? null },
    source: table.source,
  };
}

function treatmentSide(card: SystemCard, table: ReportedTable, model: string): ClaimSide {
  const { compares, methods } = card;
  const usual = compares.of === "models" ? compares.treatment : (methods[0] ?? null);
  return {
    label: model,
    model: modelOf(card, model),
    method: table.treatment?.method ?? usual,
    params: table.treatment?.params ?? {},
  };
}

function baselineSide(card: SystemCard, table: ReportedTable, model: string, label: string): ClaimSide {
  const { compares } = card;
  const same = compares.of === "methods" || table.baseline?.sameModel === true;
  const usual =
    compares.of === "models" && /agentic mode/.test(label) ? compares.treatment : compares.baseline;
  return {
    label,
    model: modelOf(card, same ? model : label),
    method: table.baseline?.method ?? usual,
    params: table.baseline?.params ?? {},
  };
}

/** A model's name without the setting, and where methods are compared without the method, that tables print after it. */
function modelOf({ compares }: SystemCard, label: string): string {
  const name = label.replace(/ \([^)]*\)/g, "").replace(/ in the (same|multi-agent) system$/, "");
  return compares.of === "methods" ? name.replace(/ (\+|with) .*$/, "") : name;
}

function generalClaim(card: SystemCard, claim: GeneralClaim): Unnumbered {
  const { compares } = card;
  const side = (name: string, method: string): ClaimSide =>
    compares.of === "methods"
      ? { label: name, model: null, method: name, params: {} }
      : { label: name, model: name, method, params: {} };
  return {
    systemId: card.id,
    treatment: side(claim.treatment, compares.of === "models" ? compares.treatment : ""),
    baseline: side(claim.baseline, compares.of === "models" ? compares.baseline : ""),
    metric: claim.metric,
    benchmark: claim.benchmark === ANY_BENCHMARK ? ANY_BENCHMARK : benchmarkSlug(card.id, claim.benchmark),
    benchmarkPrinted: claim.benchmark === ANY_BENCHMARK ? "any benchmark" : claim.benchmark,
    reportedDifference: null,
    unit: "points",
    protocol: { note: claim.statement, maxTokens: null },
    source: claim.source,
  };
}
