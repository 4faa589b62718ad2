/** A number that somebody published for a file, as a fraction, with the precision it was given in. */
export type Published = { value: number; decimals: number; label: string };

type Entry = Record<string, unknown>;

const numberOf = (value: unknown): number | null => (typeof value === "number" ? value : null);
const isEntry = (value: unknown): value is Entry => typeof value === "object" && value !== null;

/** Digits after the point of a percentage as it was written. */
const decimalsOf = (percent: number): number => (String(percent).split(".")[1] ?? "").length;

const percent = (value: number, label: string): Published => ({
  value: value / 100,
  decimals: decimalsOf(value),
  label,
});
const fraction = (value: number, label: string): Published => ({ value, decimals: 12, label });

/** What the manifest of a set of traces says about one of its files (`variant`: one model of several in the file). */
export function publishedOf(
  entries: readonly unknown[],
  file: string,
  variant: string | null,
  rows: number,
): Published[] {
  const of = entries.filter(isEntry).filter((entry) => concerns(entry, file, entries.length));
  return of.flatMap((entry) => {
    if (variant !== null) {
      const value = numberOf(entry[variant]);
      return value === null ? [] : [percent(value, "published")];
    }
    return readEntry(entry, file, rows);
  });
}

function concerns(entry: Entry, file: string, entries: number): boolean {
  if (typeof entry.file === "string") return entry.file === file;
  const named = [entry.model, entry.task].filter((name) => typeof name === "string");
  if (named.length === 0) return true;
  const place = file.toLowerCase();
  return named.every((name) => {
    const [bare = ""] = String(name).split(" (");
    return place.includes(bare.toLowerCase()) || entries === 1;
  });
}

function readEntry(entry: Entry, file: string, rows: number): Published[] {
  const simple = numberOf(entry.value);
  if (simple !== null) return [percent(simple, "published")];
  const accuracy = numberOf(entry.accuracy);
  if (accuracy !== null) return [fraction(accuracy, "published")];
  const correct = numberOf(entry.correct);
  const total = numberOf(entry.total) ?? numberOf(entry.of);
  if (correct !== null && total !== null) return total > rows ? [] : [fraction(correct / total, "published")];
  if (isEntry(entry.counts)) {
    const [yes, no] = [numberOf(entry.counts.TRUE) ?? 0, numberOf(entry.counts.FALSE) ?? 0];
    return [fraction(yes / (yes + no), "judge")];
  }
  if (Array.isArray(entry.scores)) {
    const [first] = entry.scores.filter(isEntry);
    const value = numberOf(first?.accuracy);
    return value === null ? [] : [fraction(value, "published")];
  }
  const plus = numberOf(entry["base+plus"]);
  if (plus !== null && file.includes("eval_results")) return [percent(plus, "base+plus")];
  const mean = numberOf(entry["mean pass@1"]);
  return mean === null ? [] : [percent(mean, "mean pass@1")];
}

/** Whether a recount is the published number at the precision in which it was published. */
export function agrees(recount: number, { value, decimals }: Published): boolean {
  if (decimals >= 12) return Math.abs(recount - value) < 1e-9;
  return Math.abs(recount - value) * 100 <= 0.5 * 10 ** -decimals + 1e-9;
}
