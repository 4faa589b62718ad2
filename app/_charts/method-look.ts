/** How a method looks in every chart: the number of its series ink, and the form of its mark. */
export type MethodLook = { series: number; symbol: "circle" | "diamond" | "triangle" | "square" };

const SERIES = { blue: 0, green: 1, red: 2, purple: 3, brown: 4, teal: 5, pink: 6, grey: 7 } as const;

const LOOKS: Readonly<Record<string, MethodLook>> = {
  direct: { series: SERIES.grey, symbol: "circle" },
  "self-consistency": { series: SERIES.blue, symbol: "circle" },
  "weighted-vote": { series: SERIES.blue, symbol: "diamond" },
  "best-of-n": { series: SERIES.blue, symbol: "triangle" },
  pessimistic: { series: SERIES.blue, symbol: "square" },
  subthought: { series: SERIES.green, symbol: "circle" },
  "budget-forcing": { series: SERIES.green, symbol: "diamond" },
  "thinking-budget": { series: SERIES.green, symbol: "triangle" },
  segmented: { series: SERIES.green, symbol: "square" },
  sift: { series: SERIES.red, symbol: "circle" },
  "lemma-memory": { series: SERIES.red, symbol: "diamond" },
  heimdall: { series: SERIES.purple, symbol: "circle" },
  opv: { series: SERIES.purple, symbol: "diamond" },
  "cyclic-reflex": { series: SERIES.teal, symbol: "circle" },
  tip: { series: SERIES.teal, symbol: "diamond" },
  "plan-then-act": { series: SERIES.brown, symbol: "circle" },
  adactrl: { series: SERIES.brown, symbol: "diamond" },
  "ppe-think": { series: SERIES.pink, symbol: "circle" },
  "ppe-plan": { series: SERIES.pink, symbol: "diamond" },
  "ppe-code": { series: SERIES.pink, symbol: "triangle" },
  "ppe-knowledge": { series: SERIES.pink, symbol: "square" },
  "ppe-examples": { series: SERIES.red, symbol: "triangle" },
};

const SYMBOLS = ["square", "triangle", "diamond", "circle"] as const;

/** The look of a method; one that is not listed gets a look of its name, the same everywhere. */
export function methodLook(id: string): MethodLook {
  const known = LOOKS[id];
  if (known !== undefined) return known;
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1024;
  return { series: sum % 8, symbol: SYMBOLS[sum % SYMBOLS.length] ?? "square" };
}
