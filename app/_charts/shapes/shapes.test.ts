import { expect, test } from "vitest";
import { FILE_INKS, NARROW_WIDTH, PHONE_INKS } from "../plot-svg";
import { dots } from "./dots";
import { lines } from "./lines";
import { scatter } from "./scatter";
import { shares } from "./shares";
import { tip } from "./tip";

const row = {
  label: "cyclic-reflex · a long name of a model · a benchmark",
  value: 0.5,
  low: 0.4,
  high: 0.6,
  series: 1,
};
const point = { line: "one", x: 10, y: 0.5, low: 0.25, high: 0.75 };
const PICTURES = {
  dots: (inks: typeof FILE_INKS) =>
    dots([row, { ...row, value: null, instead: "why not" }], { label: "score, %", percent: true }, inks, "t"),
  lines: (inks: typeof FILE_INKS) =>
    lines([point], [{ name: "one", series: 0 }], { x: "x", y: "y", percent: true }, inks, "t"),
  scatter: (inks: typeof FILE_INKS) =>
    scatter([{ ...row, x: 10, y: 0.5 }], { x: "tokens", y: "score" }, inks, "t"),
  shares: (inks: typeof FILE_INKS) =>
    shares(
      [
        { row: "run", part: "right", count: 3 },
        { row: "run", part: "wrong", count: 1 },
      ],
      [
        { part: "right", ink: "red" },
        { part: "wrong", ink: "blue" },
      ],
      inks,
      "t",
    ),
};

test.each(Object.entries(PICTURES))(
  "%s has a form for phones and tells what each mark stands for",
  (_name, draw) => {
    expect(draw(PHONE_INKS)).toContain(`width="${NARROW_WIDTH}"`);
    expect(draw(FILE_INKS)).not.toContain(`width="${NARROW_WIDTH}"`);
    expect(draw(FILE_INKS)).toMatch(/<title>[^<]*(50\.0 %|75\.0 %)/);
    // Whoever names a model draws no markup.
    expect(draw(PHONE_INKS)).not.toContain("undefined");
  },
);

test("names stand whole above their lines on a phone", () => {
  expect(PICTURES.dots(PHONE_INKS)).toContain("cyclic-reflex · a long name of a model · a be");
});

test("the line that points are read against is drawn", () => {
  const against = [
    { x: 0, y: 0 },
    { x: 100, y: 1 },
  ];
  const svg = lines([point], [{ name: "one", series: 0 }], { x: "x", y: "y", against }, FILE_INKS, "t");
  expect(svg).toContain('stroke-dasharray="4 3"');
});

test("a mark tells its value with its interval, in its unit", () => {
  expect(tip("a", { value: 0.5, low: 0.25, high: 0.75 }, { percent: true })).toBe(
    "a: 50.0 % (95 % from 25.0 to 75.0)",
  );
  expect(tip("a", { value: 12.345 }, { unit: "tokens" })).toBe("a: 12.3 tokens");
  expect(tip("a", { value: null })).toBe("a");
});
