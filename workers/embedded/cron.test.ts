import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextDue, parseCron } from "./cron";

const next = (expression: string, after: string) =>
  nextDue(parseCron(expression), new Date(after))?.toISOString() ?? null;

describe("nextDue", () => {
  it.each([
    ["* * * * *", "2026-11-22T10:15:30Z", "2026-11-22T10:16:00.000Z"],
    ["*/15 * * * *", "2026-11-22T10:45:00Z", "2026-11-22T11:00:00.000Z"],
    ["5/20 9-17 * * *", "2026-11-22T17:46:00Z", "2026-11-23T09:05:00.000Z"],
    ["0 0 29 2 *", "2026-11-22T00:00:00Z", "2028-02-29T00:00:00.000Z"],
    ["30 8 * * MON-FRI", "2026-11-20T09:00:00Z", "2026-11-23T08:30:00.000Z"],
    ["0 12 * * 7", "2026-11-22T12:00:00Z", "2026-11-29T12:00:00.000Z"],
    ["0 0 13 * FRI", "2026-11-22T00:00:00Z", "2026-11-27T00:00:00.000Z"],
    ["0 6 1 JAN,JUL *", "2026-11-22T00:00:00Z", "2027-01-01T06:00:00.000Z"],
    ["@daily", "2026-11-22T23:59:59Z", "2026-11-23T00:00:00.000Z"],
    ["TZ=Europe/Paris 0 9 * * *", "2026-11-22T07:00:00Z", "2026-11-22T08:00:00.000Z"],
    ["TZ=Europe/Paris 0 9 * * *", "2026-07-22T06:00:00Z", "2026-07-22T07:00:00.000Z"],
    ["TZ=America/New_York 30 2 * * *", "2026-03-08T05:00:00Z", "2026-03-09T06:30:00.000Z"],
    ["TZ=Asia/Kolkata 0 0 * * *", "2026-11-22T12:00:00Z", "2026-11-22T18:30:00.000Z"],
  ])("%s after %s is %s", (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it("finds none for a day that does not exist", () => {
    expect(next("0 0 31 2 *", "2026-11-22T00:00:00Z")).toBeNull();
  });

  it("agrees with looking at every minute", () => {
    const field = (from: number, to: number) =>
      fc.oneof(fc.constant("*"), fc.integer({ min: from, max: to }).map(String), fc.constant("*/7"));
    fc.assert(
      fc.property(
        field(0, 59),
        field(0, 23),
        field(0, 6),
        fc.integer({ min: 0, max: 500_000 }),
        (minute, hour, weekday, offset) => {
          const cron = parseCron(`${minute} ${hour} * * ${weekday}`);
          const start = Date.UTC(2026, 0, 1) + offset * 60_000;
          let ms = start;
          for (;;) {
            ms += 60_000;
            const date = new Date(ms);
            const due =
              cron.minutes.has(date.getUTCMinutes()) &&
              cron.hours.has(date.getUTCHours()) &&
              cron.weekdays.has(date.getUTCDay());
            if (due) break;
          }
          expect(nextDue(cron, new Date(start))?.getTime()).toBe(ms);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("parseCron", () => {
  it.each([
    "",
    "* * * *",
    "60 * * * *",
    "* 24 * * *",
    "5-1 * * * *",
    "x * * * *",
    "*/0 * * * *",
    "TZ=Nowhere/City * * * * *",
  ])("refuses %j", (expression) => {
    expect(() => parseCron(expression)).toThrow(/cron/);
  });
});
