/** A day of a calendar as written; a part that is not said is `null`. */
export type Day = { year: number | null; month: number; day: number | null };

const MONTHS: readonly string[] =
  "january february march april may june july august september october november december".split(" ");
const WEEKDAYS: readonly string[] = "monday tuesday wednesday thursday friday saturday sunday".split(" ");

const MAY_BE_DATE =
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)(?:[a-z]|\b)/i;

/**
 * Compares two answers that are both days of a calendar (`March 3, 2024`, `3rd March`, `2024-03-03`, `3/3/2024`), both
 * months or both days of the week, short names included. A year may be left out on one side. `undefined` where one is none.
 */
export function datesEqual(a: string, b: string): boolean | undefined {
  if (!MAY_BE_DATE.test(a) || !MAY_BE_DATE.test(b)) return undefined;
  const [plainA, plainB] = [plainDate(a), plainDate(b)];
  const [weekdayA, weekdayB] = [nameIndex(plainA, WEEKDAYS), nameIndex(plainB, WEEKDAYS)];
  if (weekdayA >= 0 && weekdayB >= 0) return weekdayA === weekdayB;
  const [daysA, daysB] = [daysOf(plainA), daysOf(plainB)];
  if (daysA.length === 0 || daysB.length === 0) return undefined;
  return daysA.some((left) => daysB.some((right) => sameDay(left, right)));
}

function sameDay(a: Day, b: Day): boolean {
  const sameYear = a.year === b.year || a.year === null || b.year === null;
  return a.month === b.month && a.day === b.day && sameYear;
}

/** A month name alone is a month; slashed days without a year first may be read in either order. */
function daysOf(plain: string): Day[] {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain);
  if (iso !== null) return valid({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) });
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(plain);
  if (slashed !== null) {
    const [first, second, year] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])];
    return [...valid({ year, month: first, day: second }), ...valid({ year, month: second, day: first })];
  }
  const named =
    /^(?:the )?(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]{3,9})\.?(?: (\d{4}))?$/.exec(plain) ??
    /^([a-z]{3,9})\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(plain);
  if (named !== null) {
    const monthFirst = /^[a-z]/.test(named[1] ?? "");
    const month = nameIndex((monthFirst ? named[1] : named[2]) ?? "", MONTHS) + 1;
    const day = Number(monthFirst ? named[2] : named[1]);
    return valid({ year: named[3] === undefined ? null : Number(named[3]), month, day });
  }
  const month = /^([a-z]{3,9})\.?(?: (\d{4}))?$/.exec(plain);
  const index = nameIndex(month?.[1] ?? "", MONTHS);
  return month === null || index < 0
    ? []
    : [{ year: month[2] === undefined ? null : Number(month[2]), month: index + 1, day: null }];
}

function valid(day: Day): Day[] {
  const isDay = day.day === null || (day.day >= 1 && day.day <= 31);
  return day.month >= 1 && day.month <= 12 && isDay ? [day] : [];
}

/** The place of a name in a list, its first three letters (or four) being enough. */
function nameIndex(name: string, names: readonly string[]): number {
  const short = name.replace(/\.$/, "");
  if (short.length < 3) return -1;
  return names.findIndex((each) => each === short || (short.length <= 4 && each.startsWith(short)));
}

/** Lower case without LaTeX text commands, commas and spacing; a long text is no date. */
function plainDate(text: string): string {
  if (text.length > 60) return "";
  return text
    .replace(/\\(?:text|mathrm|textrm|textbf|mbox|rm)\b|\\[,;:! ]|[{}$~,^]/g, " ")
    .toLowerCase()
    .replace(/(\d) +(st|nd|rd|th)\b/g, "$1$2")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(?:on|in) |\.$/g, "");
}
