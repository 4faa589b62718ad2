const FIELDS = [
  { name: "minute", from: 0, to: 59, words: "" },
  { name: "hour", from: 0, to: 23, words: "" },
  { name: "day of month", from: 1, to: 31, words: "" },
  { name: "month", from: 1, to: 12, words: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC" },
  { name: "day of week", from: 0, to: 7, words: "SUN MON TUE WED THU FRI SAT" },
] as const;
const SHORTHANDS: Record<string, string> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};
const HORIZON_DAYS = 366 * 5;

export type Cron = {
  zone: string;
  minutes: Set<number>;
  hours: Set<number>;
  days: Set<number>;
  months: Set<number>;
  weekdays: Set<number>;
  /** Classic cron: when both day fields are restricted, either may match. */
  anyDay: boolean;
};

/** Reads a five-field cron expression (lists, ranges, steps, names, @daily …), optionally after `TZ=Area/City`. Throws a plain message. */
export function parseCron(expression: string): Cron {
  const [, zone = "UTC", rest = ""] =
    /^(?:(?:CRON_)?TZ=(\S+)\s+)?(.*)$/.exec(expression.trim()) ?? ([] as string[]);
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch {
    throw new Error(`cron "${expression}": unknown time zone ${zone}`);
  }
  const parts = (SHORTHANDS[rest] ?? rest).split(/\s+/);
  if (parts.length !== 5)
    throw new Error(`cron "${expression}": five fields are needed (minute hour day month weekday)`);
  const sets = FIELDS.map((field, index) => parseField(parts[index] ?? "", field, expression));
  const [minutes, hours, days, months, weekdays] = sets;
  if (!minutes || !hours || !days || !months || !weekdays)
    throw new Error(`cron "${expression}": unreadable`);
  if (weekdays.has(7)) weekdays.add(0);
  const restricted = (part: string | undefined) => part !== undefined && !/^[*?]/.test(part);
  return {
    zone,
    minutes,
    hours,
    days,
    months,
    weekdays,
    anyDay: restricted(parts[2]) && restricted(parts[4]),
  };
}

/** The first minute after `after` at which the expression is due; null when there is none within five years. */
export function nextDue(cron: Cron, after: Date): Date | null {
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: cron.zone,
    hourCycle: "h23",
    month: "numeric",
    day: "numeric",
    weekday: "short",
    hour: "numeric",
    minute: "numeric",
  });
  let ms = Math.floor(after.getTime() / 60_000) * 60_000 + 60_000;
  const end = ms + HORIZON_DAYS * 86_400_000;
  while (ms < end) {
    const local = localParts(clock, ms);
    const toNextHourMs = (60 - local.minute) * 60_000;
    if (!isDay(cron, local)) ms += local.hour < 22 ? (22 - local.hour) * 3_600_000 : toNextHourMs;
    else if (!cron.hours.has(local.hour)) ms += toNextHourMs;
    else if (!cron.minutes.has(local.minute)) ms += 60_000;
    else return new Date(ms);
  }
  return null;
}

type LocalParts = { month: number; day: number; weekday: number; hour: number; minute: number };

function localParts(clock: Intl.DateTimeFormat, ms: number): LocalParts {
  const parts = new Map(clock.formatToParts(ms).map((part) => [part.type, part.value]));
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  return {
    month: number("month"),
    day: number("day"),
    weekday: FIELDS[4].words.split(" ").indexOf((parts.get("weekday") ?? "").toUpperCase()),
    hour: number("hour"),
    minute: number("minute"),
  };
}

function isDay(cron: Cron, local: LocalParts): boolean {
  const day = cron.days.has(local.day);
  const weekday = cron.weekdays.has(local.weekday);
  return cron.months.has(local.month) && (cron.anyDay ? day || weekday : day && weekday);
}

function parseField(text: string, field: (typeof FIELDS)[number], expression: string): Set<number> {
  const values = new Set<number>();
  for (const item of text.split(",")) {
    const match = /^(?:([*?])|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(item);
    const step = Number(match?.[4] ?? 1);
    const from = match?.[1] ? field.from : fieldValue(match?.[2], field);
    const to =
      match?.[1] || (match?.[4] && !match[3]) ? field.to : fieldValue(match?.[3] ?? match?.[2], field);
    if (!match || from === null || to === null || from > to || step < 1)
      throw new Error(`cron "${expression}": "${item}" is no ${field.name} (${field.from}-${field.to})`);
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}

function fieldValue(text: string | undefined, field: (typeof FIELDS)[number]): number | null {
  if (text === undefined) return null;
  const word = field.words.split(" ").indexOf(text.toUpperCase());
  const value = word >= 0 && field.words !== "" ? word + field.from : /^\d+$/.test(text) ? Number(text) : -1;
  return value >= field.from && value <= field.to ? value : null;
}
