import type { Chart } from "./chart";
import { PAGE_INKS, PHONE_INKS } from "./plot-svg";

/** A chart with its picture instead of what draws it: plain data. */
export type DrawnChart = Omit<Chart, "draw"> & { picture: string };

/** Draws for the page, and where the shape has a form for phones that one too: styles show one of the two. */
export function drawn({ draw, ...chart }: Chart): DrawnChart {
  const [wide, phone] = [draw(PAGE_INKS), draw(PHONE_INKS)];
  if (wide === phone) return { ...chart, picture: wide };
  return {
    ...chart,
    picture: `<div class="chart-wide">${wide}</div><div class="chart-phone">${phone}</div>`,
  };
}
