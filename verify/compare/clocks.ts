/** A time of day as written; `half` is null where neither a.m. nor p.m. is said. */
export type Clock = { hour: number; minute: number; second: number; half: "am" | "pm" | null };

const CLOCK = /^(?:at )?(\d{1,2})(?::(\d{2}))?(?::(\d{2}))? ?(am|pm|noon|midnight|o'?clock)?$/;

/**
 * Compares two answers of which at least one is a time of day by its form (`3:45 p.m.`, `10 \text{ AM}`, `2:00`,
 * `5 o'clock`). A half of the day may be left out on one side, never differ; the full hour may be a bare number.
 * `undefined` where neither is such a time or one is no time at all.
 */
export function clocksEqual(a: string, b: string): boolean | undefined {
  const [plainA, plainB] = [plainText(a), plainText(b)];
  if (!isMarked(plainA) && !isMarked(plainB)) return undefined;
  const [left, right] = [clockOf(plainA), clockOf(plainB)];
  if (left === null || right === null)
    return /^\d{3,}$/.test(left === null ? plainA : plainB) ? false : undefined;
  if (left.minute !== right.minute || left.second !== right.second) return false;
  if (left.half !== null && right.half !== null)
    return left.half === right.half && left.hour % 12 === right.hour % 12;
  if (left.half === null && right.half === null) return left.hour === right.hour;
  const [named, plain] = left.half === null ? [right, left] : [left, right];
  return plain.hour === named.hour || plain.hour === (named.hour % 12) + (named.half === "pm" ? 12 : 0);
}

/** Said to be a time of day, or on the full hour to the minute, which as a ratio would have no value. */
function isMarked(plain: string): boolean {
  return /\d ?(?:am|pm|noon|midnight|o'?clock)$/.test(plain) || /^\d{1,2}:00(?::\d\d)?$/.test(plain);
}

function clockOf(plain: string): Clock | null {
  const match = CLOCK.exec(plain);
  if (match === null) return null;
  const [hour, minute, second] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
  if (hour > 24 || minute > 59 || second > 59) return null;
  const word = match[4] ?? "";
  const half = word === "am" || word === "midnight" ? "am" : word === "pm" || word === "noon" ? "pm" : null;
  return { hour, minute, second, half };
}

/** Lower case, without LaTeX text commands, spacing and the dots of `a.m.`; long texts are no times. */
function plainText(text: string): string {
  if (text.length > 60) return "";
  return text
    .replace(/\\(?:text|mathrm|textrm|mbox|rm)\b\s*/g, " ")
    .replace(/\\[,;!: ]|[{}$~]/g, " ")
    .toLowerCase()
    .replace(/\b([ap])\s?\.?\s?m\b\.?/g, "$1m")
    .replace(/\s*:\s*/g, ":")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/ in the (?:early |late )?(morning|afternoon|evening)$/, (_, part) =>
      part === "morning" ? " am" : " pm",
    )
    .replace(/^(?:12:00 )?(noon|midnight)$/, "12:00 $1");
}
