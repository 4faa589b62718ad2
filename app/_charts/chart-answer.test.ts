import { expect, test } from "vitest";
import { emptyChart } from "./chart";
import { chartAnswer, chartFile } from "./chart-answer";
import { liftForest } from "./lift-forest";
import { liftRow } from "./testing/rows";

const chart = liftForest(
  [liftRow("r", { lift: { value: 0.1, interval: [0.05, 0.15], baselineRunId: "b" } })],
  { against: "direct", by: "benchmark" },
);

test("only names of charts with a known ending are files", () => {
  expect(chartFile("lift-equal-tokens.svg")).toEqual({ name: "lift-equal-tokens", format: "svg" });
  for (const file of ["lift", "lift.exe", "../lift.svg", "Lift.svg", ".svg"])
    expect(chartFile(file)).toBeNull();
});

test("a chart is an SVG, a PNG or a CSV under a safe name", async () => {
  const svg = chartAnswer("sift/../x", "svg", chart);
  expect(svg.headers.get("content-type")).toBe("image/svg+xml");
  expect(svg.headers.get("content-disposition")).toBe('inline; filename="sift-..-x-lift.svg"');
  expect(await svg.text()).not.toContain("var(--");
  const png = Buffer.from(await chartAnswer("sift", "png", chart).arrayBuffer());
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16)).toBe(1440);
  const csv = await chartAnswer("sift", "csv", chart).text();
  expect(csv.split("\n").slice(0, 2)).toEqual([
    "run,method,parameters,model,benchmark,lift,low,high,reason",
    "r,sift,,Model,b@1,0.1,0.05,0.15,",
  ]);
});

test("a chart without data has no picture, and says why", async () => {
  const answer = chartAnswer(
    "sift",
    "svg",
    emptyChart({ name: "n", title: "Title", summary: "Nothing yet." }),
  );
  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe("Title: Nothing yet.");
});
