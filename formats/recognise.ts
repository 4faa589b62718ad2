import { neutral } from "./neutral";
import type { TraceFormat } from "./trace-format";

/** Every format of this build; where two are equally sure, the earlier one is taken. */
const FORMATS: readonly TraceFormat[] = [neutral];

const SURE_ENOUGH = 0.5;

/** The format of a file by its first lines; the neutral one, with an error for each line, where none fits. */
export function recogniseFormat(first: readonly unknown[]): TraceFormat {
  let best: TraceFormat = neutral;
  let sure = SURE_ENOUGH;
  for (const format of FORMATS) {
    const certainty = format.recognise(first);
    if (certainty > sure) {
      best = format;
      sure = certainty;
    }
  }
  return best;
}
