import type * as Plot from "@observablehq/plot";
import type { ChartInks } from "../plot-svg";
import { shortened } from "./text";

const LINE = 20;
/** Where a label of the upright axis stands above the names. */
const AXIS_LABEL = 18;
/** From the left edge of one name to the next: its square, its characters, air. */
const SQUARE = 30;
const CHARACTER = 6.6;

/**
 * Names above a picture, each after a square of its ink, in as many lines as they need: the marks, counted from the upper
 * left corner of the picture, and the height they take. `below` leaves room for the label of the upright axis.
 */
export function legend(
  looks: readonly { part: string; ink: string }[],
  inks: ChartInks,
  { width, below = false }: { width: number; below?: boolean },
): { marks: Plot.Markish[]; height: number } {
  const from = below ? AXIS_LABEL : 0;
  let [left, line] = [0, 0];
  const places = looks.map((look) => {
    const part = shortened(look.part, width - SQUARE);
    const taken = SQUARE + part.length * CHARACTER;
    if (left > 0 && left + taken > width) [left, line] = [0, line + 1];
    const place = { ink: look.ink, part, left, top: from + line * LINE };
    left += taken;
    return place;
  });
  return {
    height: from + (line + 1) * LINE,
    marks: places.map(
      (place) => (_index, _scales, _channels, _dimensions, context) =>
        named(place, inks, context?.document ?? null),
    ),
  };
}

type Place = { ink: string; part: string; left: number; top: number };

/** Drawn in the picture's own coordinates: frame anchors would move with the margins. */
function named(place: Place, inks: ChartInks, document: Document | null): SVGElement | null {
  const group = document?.createElementNS("http://www.w3.org/2000/svg", "g") ?? null;
  if (document === null || group === null) return null;
  const square = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const words = document.createElementNS("http://www.w3.org/2000/svg", "text");
  for (const [name, value] of Object.entries({ x: place.left, y: place.top + 5, width: 10, height: 10 }))
    square.setAttribute(name, String(value));
  square.setAttribute("fill", place.ink);
  words.setAttribute("x", String(place.left + 16));
  words.setAttribute("y", String(place.top + 14));
  words.setAttribute("text-anchor", "start");
  words.setAttribute("fill", inks.ink);
  words.textContent = place.part;
  group.append(square, words);
  return group;
}
