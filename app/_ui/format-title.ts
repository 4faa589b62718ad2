/** Names of the formats as people know them; formats/ knows them by id. */
const TITLES: Record<string, string> = {
  neutral: "neutral trace lines",
  "lm-evaluation-harness": "lm-evaluation-harness samples",
  evalchemy: "Evalchemy results",
  inspect: "Inspect log",
  evalplus: "EvalPlus",
  humaneval: "HumanEval",
  opencompass: "OpenCompass",
  matharena: "MathArena",
  "qwen-math-harness": "Qwen2.5-Math harness or ToRA",
  livecodebench: "LiveCodeBench",
  zeroeval: "ZeroEval",
  skythought: "SkyThought",
  "openai-batch": "OpenAI batch",
  optillm: "optillm",
  mmmu: "MMMU",
  "omni-math-judge": "Omni-MATH judge",
  "several-models": "GSM8K authors' solutions (several models)",
  table: "table with problem and answer columns",
};

/** The name of a format, or its id where none is known. */
export const formatTitle = (id: string): string => TITLES[id] ?? id;
