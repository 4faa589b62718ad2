import type { Chart } from "./chart";
import { type ChartInks, PAGE_INKS, PHONE_INKS } from "./plot-svg";

/** A chart that draws for the page and for a phone once; a file is drawn each time. */
export function drawnOnce(chart: Chart): Chart {
  const kept = new Map<ChartInks, string>();
  return {
    ...chart,
    draw: (inks) => {
      const known = kept.get(inks);
      if (known !== undefined) return known;
      const svg = chart.draw(inks);
      if (inks === PAGE_INKS || inks === PHONE_INKS) kept.set(inks, svg);
      return svg;
    },
  };
}
