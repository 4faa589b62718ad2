import { hasKeys, isObject, textOf } from "../json/shapes";
import type { TraceFormat } from "../trace-format";
import { eachText, goldText, named, notARow, outputsOf, promptText, sampleOf, shareWith } from "./row";

const KEYS = ["origin_prompt", "prediction"];

/** OpenCompass predictions: one object whose keys are row numbers; a list of texts where a problem has several samples. */
export const opencompass: TraceFormat = {
  id: "opencompass",
  recognise: (first) => shareWith(first, KEYS),
  document: {
    recognise(start) {
      if (!isObject(start)) return 0;
      const entries = Object.entries(start);
      const fitting = entries.filter(([key, value]) => /^\d+$/.test(key) && hasKeys(value, KEYS));
      return entries.length === 0 ? 0 : fitting.length / entries.length;
    },
    visit: (path) => (path.length === 0 ? "enter" : "row"),
  },
  open: () => (row) => {
    if (!isObject(row)) return notARow("The entry is not an object.");
    const problem = named("opencompass", {
      prompt: promptText(row.origin_prompt),
      gold: goldText(row.gold ?? row.refr) ?? textOf(row.answer),
    });
    return eachText(outputsOf(row.prediction), "prediction", (response, sample) =>
      sampleOf({ problem, sample, response }),
    );
  },
};
