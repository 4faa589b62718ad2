import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { cellName } from "./cells";
import { shapeMean } from "./sampling";
import { calibrateAll, calibrationTable } from "./table";

const MINUTES = 60_000;

/** The bars of docs/statistics.md, "Calibration". */
describe("calibration", () => {
  it("holds in every cell, and the table of docs/statistics.md is what it gives", {
    timeout: 10 * MINUTES,
  }, () => {
    const rows = calibrateAll();
    expect(rows).toHaveLength(24);
    for (const { cell, broken, closeWorstRow, coverage, pairedSize, spreadContained } of rows) {
      const name = cellName(cell);
      const mean = shapeMean(cell.shape);
      const inMiddle = mean >= 0.1 && mean <= 0.9;
      expect(coverage, `coverage, ${name}`).toBeGreaterThanOrEqual(inMiddle ? 0.93 : 0.88);
      if (inMiddle) expect(coverage, `coverage, ${name}`).toBeLessThanOrEqual(0.98);
      expect(broken, `intervals of zero width, ${name}`).toBe(0);
      expect(pairedSize, `size of the paired test, ${name}`).toBeLessThanOrEqual(0.058);
      expect(spreadContained, `rank ranges, spread, ${name}`).toBeGreaterThanOrEqual(0.95);
      expect(closeWorstRow, `rank ranges, close, ${name}`).toBeGreaterThanOrEqual(0.95);
    }
    const page = readFileSync(fileURLToPath(new URL("../../docs/statistics.md", import.meta.url)), "utf8");
    expect(page).toContain(calibrationTable(rows));
  });
});
