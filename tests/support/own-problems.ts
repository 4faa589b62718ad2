const NAMES = ["Ada", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hana", "Ivo", "Jana", "Kai", "Lena"];

/** Twelve problems written for tests, with the ids under which tools of several kinds may name them. */
export const OWN_PROBLEMS = NAMES.map((name, index) => {
  const [boxes, pens] = [index + 3, 2 * index + 5];
  return {
    id: `own-${String(index + 1).padStart(2, "0")}`,
    statement: `${name} packs $${boxes}$ boxes with $${pens}$ pens each. How many pens does ${name} pack in all?`,
    gold: String(boxes * pens),
    aliases: [
      { tool: "humaneval", alias: `HumanEval/${index}` },
      { tool: "livecodebench", alias: `own${index}_a` },
      { tool: "mmmu", alias: `validation_Own_${index}` },
    ],
  };
});
