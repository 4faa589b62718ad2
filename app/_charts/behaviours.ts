import type { BehaviourProfile } from "@/contracts/chart";
import { jensenShannon } from "@/measure";
import { type Chart, emptyChart, ends, inPercent, intervalColumns, wordColumns } from "./chart";
import { methodLook } from "./method-look";
import { valueDots } from "./methods/rate-charts";
import { heat } from "./shapes/heat";
import { tip } from "./shapes/tip";

/** A run's name among those it stands beside, and how its responses read. */
export type NamedProfile = { name: string; methodId: string; profile: BehaviourProfile };

const EMPTY = "Behaviours are counted once a run has responses.";
const RULES =
  "Counted by rules for English in the responses and their thinking, at most 400 samples a run; a model that writes otherwise shows less than it does.";
const NAMES = { heat: "behaviours", words: "reflection-words", divergence: "behaviour-divergence" };

/** Runs × behaviours: the share of responses that show each of them at least once. */
export function behaviourHeat(read: readonly NamedProfile[]): Chart {
  const named = { name: NAMES.heat, title: "Behaviours in the responses" };
  const known = read.filter(({ profile }) => profile.items.length > 0);
  const [first] = known;
  if (first === undefined) return emptyChart({ ...named, summary: EMPTY });
  const rows = known.flatMap(({ name, profile }) =>
    profile.items.map((item) => ({
      run: name,
      behaviour: item.name,
      kind: item.kind,
      share: item.share,
      ...ends(item.interval),
      mean: item.mean,
      samples: profile.samples,
    })),
  );
  const most = known.map(({ name, profile }) => {
    const [top] = profile.items
      .filter(({ kind }) => kind === "behaviour")
      .sort((left, right) => right.share - left.share);
    return top === undefined || top.share === 0
      ? `${name}: none`
      : `${name}: ${top.name} ${inPercent(top.share)}`;
  });
  return {
    ...named,
    summary: `The most frequent of the four behaviours: ${most.join(", ")}.`,
    note: `${RULES} The four behaviours on the left, five styles on the right. After each share half the width of its 95 % interval over new problems.`,
    columns: [
      ...wordColumns("run", "behaviour", "kind"),
      { key: "share", title: "share of responses", unit: "percent" },
      ...intervalColumns("percent"),
      { key: "mean", title: "mean number", unit: "number" },
      { key: "samples", title: "samples", unit: "number" },
    ],
    rows,
    draw: (inks) =>
      heat(
        rows.map((row) => ({
          x: row.behaviour,
          y: row.run,
          value: row.share,
          text: shareText(row),
          tip: tip(`${row.run}, ${row.behaviour}`, { ...row, value: row.share }, { percent: true }),
        })),
        {
          x: "behaviour or style",
          y: "run",
          columns: first.profile.items.map(({ name }) => name),
          rows: known.map(({ name }) => name),
        },
        inks,
        named.title,
      ),
  };
}

function shareText({ share, low, high }: { share: number; low: number | null; high: number | null }): string {
  const percent = Math.round(share * 100);
  if (low === null || high === null) return String(percent);
  return `${percent} ±${Math.round(((high - low) / 2) * 100)}`;
}

/** How far the behaviours of two runs lie apart: Jensen-Shannon divergence of their mean numbers, in bits. */
export function behaviourDivergence(read: readonly NamedProfile[]): Chart {
  const named = { name: NAMES.divergence, title: "Distance of the behaviours" };
  const known = read.filter(({ profile }) => profile.items.some(({ mean }) => mean > 0));
  if (known.length < 2)
    return emptyChart({ ...named, summary: "A distance needs two runs with behaviours." });
  const names = known.map(({ name }) => name);
  const rows = known.flatMap(({ name, profile }) =>
    known.map((other) => ({
      run: name,
      other: other.name,
      bits: jensenShannon(
        profile.items.map(({ mean }) => mean),
        other.profile.items.map(({ mean }) => mean),
      ),
    })),
  );
  const [farthest] = [...rows].sort((left, right) => (right.bits ?? 0) - (left.bits ?? 0));
  return {
    ...named,
    summary: `Farthest apart: ${farthest?.run} and ${farthest?.other} with ${(farthest?.bits ?? 0).toFixed(3)} bits.`,
    note: `${RULES} Jensen-Shannon divergence (base 2) of the mean numbers of all behaviours and styles: 0 alike, 1 nothing in common. It has no interval: a small one may be chance.`,
    columns: [
      { key: "run", title: "run" },
      { key: "other", title: "other run" },
      { key: "bits", title: "divergence, bits", unit: "number" },
    ],
    rows,
    draw: (inks) =>
      heat(
        rows.map((row) => ({
          x: row.other,
          y: row.run,
          value: row.bits,
          text: row.bits === null ? "–" : row.bits.toFixed(2),
          tip: `${row.run} and ${row.other}: ${row.bits === null ? "unknown" : `${row.bits.toFixed(3)} bits`}`,
        })),
        { x: "run", y: "run", columns: names, rows: names },
        inks,
        named.title,
      ),
  };
}

/** Reflection words per 1,000 tokens, each word of each run. */
export function behaviourWords(read: readonly NamedProfile[]): Chart {
  const words = [...new Set(read.flatMap(({ profile }) => profile.words.map(({ word }) => word)))];
  const used = words.filter((word) =>
    read.some(({ profile }) => profile.words.some((item) => item.word === word && item.per1000 > 0)),
  );
  return valueDots(
    {
      name: NAMES.words,
      title: "Reflection words",
      note: `Whole words per 1,000 completion tokens, over at most 400 samples a run: ${words.join(", ")}. Words that no run uses are left out. A rate over all tokens; bars are 95 % bootstrap intervals over problems.`,
      empty: words.length === 0 ? EMPTY : "None of these runs uses a reflection word.",
    },
    used.flatMap((word) =>
      read.map(({ name, methodId, profile }) => {
        const found = profile.words.find((item) => item.word === word);
        return {
          what: read.length > 1 ? `${word}: ${name}` : word,
          ...methodLook(methodId),
          rate:
            found === undefined
              ? null
              : {
                  value: found.per1000,
                  ...ends(found.interval),
                  samples: profile.samples,
                },
        };
      }),
    ),
    { label: "words per 1,000 tokens", unit: "per 1,000 tokens", reference: 0 },
  );
}
