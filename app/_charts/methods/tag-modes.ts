import { comparePaired } from "@/measure";
import type { Chart } from "../chart";
import { meanDots } from "./rate-charts";
import { isCorrect, meanKnown, meanOf, type RunFacts } from "./run-facts";

const EMPTY =
  "Lengths appear with the first published run of this method that has a direct run to stand beside.";
const MODES = ["adaptive", "forceEasy", "forceHard"];
const SERIES: Record<string, number> = { direct: 7, adaptive: 4, forceEasy: 1, forceHard: 2 };

type Length = { problemId: string; value: number | null };
type Setting = { place: string; mode: string; lengths: Length[]; tier: (problemId: string) => string | null };

/** Length of the direct run and of each mode by benchmark, and by how hard the direct run finds a problem. */
export function modeLengthCharts(runs: readonly RunFacts[], note: string): Chart[] {
  const settings = settingsOf(runs);
  return [byBenchmark(settings, note), byDifficulty(settings, note)];
}

/** The newest run of every mode in every place, after the direct run that it is measured against. */
function settingsOf(runs: readonly RunFacts[]): Setting[] {
  const found = new Map<string, Setting>();
  const add = (setting: Setting) => {
    const key = `${setting.place}\n${setting.mode}`;
    if (!found.has(key)) found.set(key, setting);
  };
  for (const run of runs) {
    if (!run.baseline) continue;
    const place = [run.benchmark, run.model].filter(Boolean).join(" · ") || run.label;
    const tier = tiersOf(run.baseline.items);
    add({ place, mode: "direct", lengths: lengthsOf(run.baseline.items), tier });
    add({ place, mode: String(run.params.mode ?? "adaptive"), lengths: lengthsOf(run.items), tier });
  }
  const order = ["direct", ...MODES];
  return [...found.values()].sort(
    (left, right) =>
      left.place.localeCompare(right.place) || order.indexOf(left.mode) - order.indexOf(right.mode),
  );
}

function lengthsOf(items: RunFacts["items"]): Length[] {
  return items.map(({ problemId, completionTokens }) => ({ problemId, value: completionTokens }));
}

function byBenchmark(settings: readonly Setting[], note: string): Chart {
  const places = [...new Set(settings.map(({ place }) => place))];
  const told = places.flatMap((place) => {
    const own = settings.filter((setting) => setting.place === place);
    const direct = own.find(({ mode }) => mode === "direct");
    const saved = own.flatMap(({ mode, lengths }) => {
      const reduction = mode === "direct" ? null : reductionOf(lengths, direct?.lengths ?? []);
      return reduction === null ? [] : [`${mode} ${reduction}`];
    });
    const range = controlRange(own);
    if (range !== null) saved.push(`control range ${range.toFixed(2)}`);
    return saved.length === 0 ? [] : [`${place}: ${saved.join(", ")}`];
  });
  return meanDots(
    {
      name: "length-by-benchmark",
      title: "Length by benchmark and mode",
      note: `${note} Completion tokens beside those of the direct run. Reduction: how much shorter than direct, on the problems both have. Control range: forced Hard less forced Easy, over adaptive.`,
      empty: EMPTY,
      summary: told.length === 0 ? "" : `${told.join("; ")}. Tokens:`,
    },
    settings.map(({ place, mode, lengths }) => ({
      what: `${place}: ${mode}`,
      series: SERIES[mode] ?? 0,
      rate: meanOf(lengths),
    })),
    { label: "mean completion tokens", unit: "tokens", reference: 0 },
  );
}

/** `100 · (direct − own) ÷ direct` over the mean problem (AdaCtrl's reduction), with the paired interval of the difference. */
function reductionOf(own: readonly Length[], direct: readonly Length[]): string | null {
  const ids = [...new Set(own.map(({ problemId }) => problemId))];
  const [a, b] = [meansOf(direct, ids), meansOf(own, ids)];
  const compared = comparePaired(a, b);
  const whole = meanKnown(a.map((value, index) => (b[index] === null ? null : value)));
  if (compared === null || whole === null || whole === 0) return null;
  const isLonger = compared.difference < 0;
  const percent = (value: number) => ((isLonger ? -100 : 100) * (value / whole)).toFixed(1);
  const [low, high] = isLonger ? [compared.interval[1], compared.interval[0]] : compared.interval;
  return `${percent(compared.difference)} % ${isLonger ? "longer" : "shorter"} (95 % ${percent(low)} to ${percent(high)})`;
}

function meansOf(lengths: readonly Length[], ids: readonly string[]): (number | null)[] {
  return ids.map((id) =>
    meanKnown(lengths.filter(({ problemId }) => problemId === id).map(({ value }) => value)),
  );
}

/** `(mean Hard − mean Easy) ÷ mean adaptive` of completion tokens; null where a mode is missing. */
function controlRange(own: readonly Setting[]): number | null {
  const [adaptive, easy, hard] = MODES.map((mode) => {
    const lengths = own.find((setting) => setting.mode === mode)?.lengths ?? [];
    return meanOf(lengths)?.value ?? null;
  });
  if (typeof adaptive !== "number" || typeof easy !== "number" || typeof hard !== "number") return null;
  return adaptive === 0 ? null : (hard - easy) / adaptive;
}

const TIERS: { tier: string; holds: (rate: number) => boolean }[] = [
  { tier: "solved", holds: (rate) => rate === 1 },
  { tier: "easy", holds: (rate) => rate >= 2 / 3 },
  { tier: "medium", holds: (rate) => rate >= 1 / 3 },
  { tier: "hard", holds: (rate) => rate > 0 },
  { tier: "unsolved", holds: () => true },
];

/** How hard a problem is by the direct run's own samples: all right, two thirds, one third, any, none. */
function tiersOf(items: RunFacts["items"]): Setting["tier"] {
  const known = new Map<string, string | null>();
  return (problemId) => {
    const before = known.get(problemId);
    if (before !== undefined) return before;
    const rate = meanKnown(items.filter((item) => item.problemId === problemId).map(isCorrect));
    const tier = rate === null ? null : (TIERS.find(({ holds }) => holds(rate))?.tier ?? null);
    known.set(problemId, tier);
    return tier;
  };
}

function byDifficulty(settings: readonly Setting[], note: string): Chart {
  const modes = ["direct", ...MODES].filter((mode) => settings.some((setting) => setting.mode === mode));
  return meanDots(
    {
      name: "length-by-difficulty",
      title: "Length by difficulty",
      note: `${note} Problems by the direct run's own samples: solved by all, by two thirds, by one third, by some, by none of them.`,
      empty: EMPTY,
    },
    TIERS.flatMap(({ tier }) =>
      modes.map((mode) => ({
        what: `${tier}: ${mode}`,
        series: SERIES[mode] ?? 0,
        rate: meanOf(
          settings
            .filter((setting) => setting.mode === mode)
            .flatMap(({ place, lengths, tier: tierOf }) =>
              lengths.flatMap(({ problemId, value }) =>
                tierOf(problemId) === tier ? [{ problemId: `${place}/${problemId}`, value }] : [],
              ),
            ),
        ),
      })),
    ),
    { label: "mean completion tokens", unit: "tokens", reference: 0 },
  );
}
