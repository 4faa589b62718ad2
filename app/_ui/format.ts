/** A fraction in [0,1] as a percentage with one decimal; a dash where it is not defined. */
export function percent(value: number | null): string {
  return value === null ? "–" : (value * 100).toFixed(1);
}

/** A difference of fractions in points with its sign. */
export function points(value: number | null): string {
  if (value === null) return "–";
  const rounded = (value * 100).toFixed(1);
  if (Number(rounded) === 0) return "0.0";
  return value > 0 ? `+${rounded}` : minus(rounded);
}

/** The sign of a written number as a minus sign, as charts and tables write it; files for programs keep the hyphen. */
export function minus(written: string): string {
  return written.replace(/^-/, "−");
}

/** A p-value to two digits; a very small one as its bound. */
export function pValue(value: number): string {
  return value < 0.0001 ? "p < 0.0001" : `p = ${value.toPrecision(2)}`;
}

/** Half the width of an interval in points, as the reader expects after ±. */
export function halfWidth(interval: readonly [number, number] | null): string {
  return interval === null ? "" : `±${(((interval[1] - interval[0]) / 2) * 100).toFixed(1)}`;
}

const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });
const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** A token count: exact below 10,000, compact above; a dash where unknown. */
export function tokens(value: number | null): string {
  if (value === null) return "–";
  return value < 10_000 ? WHOLE.format(value) : COMPACT.format(value);
}

export function count(value: number): string {
  return WHOLE.format(value);
}

/** A sentence in which no line begins with the sign of a percentage. */
export function unbroken(sentence: string): string {
  return sentence.replaceAll(" %", "\u00a0%");
}

/** A name as programs write it, in words: `answerPositions` reads as "answer positions". */
export function spaced(name: string): string {
  return name.replace(
    /([a-z0-9])([A-Z])/g,
    (_, before: string, letter: string) => `${before} ${letter.toLowerCase()}`,
  );
}

/** A duration for people: 42 s, 3 min, 2 h 5 min. */
export function duration(seconds: number | null): string {
  if (seconds === null) return "–";
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  const hours = Math.floor(seconds / 3600);
  return `${hours} h ${Math.round((seconds - hours * 3600) / 60)} min`;
}

/** A latency: milliseconds below ten seconds, then as a duration. */
export function latency(milliseconds: number | null): string {
  if (milliseconds === null) return "–";
  return milliseconds < 10_000 ? `${WHOLE.format(milliseconds)} ms` : duration(milliseconds / 1000);
}

/** A rank range: 3 or 1–4. */
export function rankRange(range: readonly [number, number] | null): string {
  if (range === null) return "–";
  return range[0] === range[1] ? String(range[0]) : `${range[0]}–${range[1]}`;
}

/** An instant as a UTC date and time that sorts and reads the same everywhere. */
export function instant(iso: string | null): string {
  return iso === null ? "–" : `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
