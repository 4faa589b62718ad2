import type { Comparison, SystemCard } from "./system-card";

const MODELS: Comparison = { of: "models", treatment: "direct", baseline: "direct" };

/** Work that changes weights or what they are trained with: two models, problem by problem. */
export const TRAINING_SYSTEMS: readonly SystemCard[] = [
  {
    id: "rapo",
    name: "RAPO",
    title: "Unlocking Reasoning Capabilities in LLMs via Reinforcement Learning Exploration",
    kind: "training",
    publishedOn: "2025-10-04",
    arxiv: "2510.03865",
    codeUrl: null,
    summary:
      "Reinforcement learning with a forward divergence to a reference that is weighted by reward, meant to keep a model exploring, so that it stays ahead of its base however many samples are drawn.",
    tested:
      "Runs of the trained and the base model with many samples a problem: pass@k of both over k, where the curves cross, and the problems that only one of them ever solves.",
    methods: [],
    compares: MODELS,
    claims: ["AIME2024", "AIME2025"].map((benchmark) => ({
      statement: "At large k the trained model solves more than its base ever does.",
      benchmark,
      metric: "pass@k",
      treatment: "Qwen2.5-7B trained with RAPO",
      baseline: "Qwen2.5-7B",
      source: 'Abstract of "Unlocking Reasoning Capabilities in LLMs via Reinforcement Learning Exploration"',
    })),
  },
  {
    id: "am-distillation-source",
    name: "AM distillation-source study",
    title: "Not All Correct Answers Are Equal: Why Your Distillation Source Matters",
    kind: "training",
    publishedOn: "2025-05-20",
    arxiv: "2505.14464",
    codeUrl: "https://github.com/a-m-team/a-m-models",
    summary:
      "One student is trained on verified answers of three teachers to the same questions. The source decides how good the student becomes and whether it spends more tokens where problems are hard.",
    tested:
      "Runs of the three students are paired on each benchmark; accuracy and tokens by benchmark show whether length follows difficulty.",
    methods: [],
    compares: MODELS,
    claims: [],
  },
  {
    id: "mathsmith",
    name: "MathSmith",
    title:
      "MathSmith: Towards Extremely Hard Mathematical Reasoning by Forging Synthetic Problems with a Reinforced Policy",
    kind: "training",
    publishedOn: "2025-08-07",
    arxiv: "2508.05592",
    codeUrl: "https://github.com/Jasaxion/MathSmith",
    summary:
      "A policy is rewarded for writing problems that are well formed, take long to reason about and have one answer that a judge finds again. Models are then tuned on solutions of these problems.",
    tested:
      "Runs of the tuned and the base model, with thinking on and off. The published scores are one greedy sample a problem, which separates little on 30 problems.",
    methods: [],
    compares: MODELS,
    claims: [],
  },
  {
    id: "pta-grpo",
    name: "PTA-GRPO",
    title: "Plan Then Action: High-Level Planning Guidance Reinforcement Learning for LLM Reasoning",
    kind: "training",
    publishedOn: "2025-10-02",
    arxiv: "2510.01833",
    codeUrl: null,
    summary:
      "The model writes a short plan before it reasons. Training rewards the answer together with the quality of the plan, taken as how often reasoning that starts from it ends right.",
    tested:
      "Planning before answering is a method here and runs on any chat model, with a measured value of each plan. A trained model is tested as a model against its base.",
    methods: ["plan-then-act"],
    compares: MODELS,
    claims: ["AIME2024", "AIME2025", "MATH-500"].map((benchmark) => ({
      statement: "Planning with training beats the base model.",
      benchmark,
      metric: "accuracy",
      treatment: "Qwen3-8B + PTA-GRPO",
      baseline: "Qwen3-8B",
      source: 'Abstract of "Plan Then Action"',
    })),
  },
  {
    id: "semantic-soft-bootstrapping",
    name: "Semantic Soft Bootstrapping",
    title: "Semantic Soft Bootstrapping: Long Context Reasoning in LLMs without Reinforcement Learning",
    kind: "training",
    publishedOn: "2025-12-04",
    arxiv: "2512.05105",
    codeUrl: "https://github.com/purbeshmitra/semantic-soft-bootstrapping",
    summary:
      "A model teaches itself: shown one right and one typical wrong attempt it explains the problem, and its own distribution over that text is distilled back into it without the attempts.",
    tested:
      "Runs of the distilled model, of one trained with GRPO and of the base are paired. Four problems against one of thirty, as published on AIME 2024, decide nothing; more samples may.",
    methods: [],
    compares: MODELS,
    claims: [],
  },
  {
    id: "laser",
    name: "LASER",
    title: "Learn to Reason Efficiently with Adaptive Length-based Reward Shaping",
    kind: "training",
    publishedOn: "2025-05-21",
    arxiv: "2505.15612",
    codeUrl: "https://github.com/hkust-nlp/Laser",
    summary:
      "Correct answers below a target length earn a bonus. In LASER-D the target follows the difficulty of the problem and is refreshed while the model is trained.",
    tested:
      "Accuracy and tokens of the same pair of runs: the budget view of a board shows whether a model lies on the front of score against tokens.",
    methods: [],
    compares: MODELS,
    claims: [],
  },
  {
    id: "skywork-r1v2",
    name: "Skywork R1V2",
    title: "Skywork R1V2: Multimodal Hybrid Reinforcement Learning for Reasoning",
    kind: "training",
    publishedOn: "2025-04-23",
    arxiv: "2504.16656",
    codeUrl: "https://github.com/SkyworkAI/Skywork-R1V",
    summary:
      "A model for text and images, trained with preferences and with rules, and with a buffer that keeps the samples that still carry a learning signal.",
    tested:
      "The weights are public: any endpoint that serves them is run on the text benchmarks. Uploaded answers to MMMU are judged; problems with images are not sent to endpoints.",
    methods: [],
    compares: MODELS,
    claims: [],
  },
  {
    id: "format-length",
    name: "Format-length surrogate signals",
    title:
      "Surrogate Signals from Format and Length: Reinforcement Learning for Solving Mathematical Problems without Ground Truth Answers",
    kind: "training",
    publishedOn: "2025-05-25",
    arxiv: "2505.19439",
    codeUrl: "https://github.com/insightLLM/rl-without-gt",
    summary:
      "Reinforcement learning without gold answers: the reward asks for an answer that can be read and for a length in the middle of the allowed range.",
    tested:
      "Runs of checkpoints are paired with the base and with a model trained on gold answers. The published rows are the checkpoints that did best on the test benchmarks, which the tables repeat.",
    methods: [],
    compares: MODELS,
    claims: [],
  },
  {
    id: "ulorl",
    name: "UloRL",
    title:
      "UloRL: An Ultra-Long Output Reinforcement Learning Approach for Advancing Large Language Models' Reasoning Abilities",
    kind: "training",
    publishedOn: "2025-07-25",
    arxiv: "2507.19766",
    codeUrl: "https://github.com/liushulinle/ULORL",
    summary:
      "Reinforcement learning on outputs of up to 128k tokens, generated in segments so that long samples do not hold up the rest; tokens that are mastered already are masked.",
    tested:
      "Decoding in segments is a method here and must not change what plain decoding gives. The trained weights are public; their gain is tested against the base model under the same token limit.",
    methods: ["segmented"],
    compares: MODELS,
    claims: [],
  },
  {
    id: "ppe",
    name: "pPE",
    title: "Prior Prompt Engineering for Reinforcement Fine-Tuning",
    kind: "training",
    publishedOn: "2025-05-20",
    arxiv: "2505.14157",
    codeUrl: null,
    summary:
      "The instruction that stands before every problem during reinforcement learning shapes what the model keeps. Five were compared: reason, plan, write code, recall knowledge, give examples.",
    tested:
      "The same five strategies are methods here, for use as prompts alone. A model trained with one of them is run with that method and paired with its base under the same prompt.",
    methods: ["ppe-think", "ppe-plan", "ppe-code", "ppe-knowledge", "ppe-examples"],
    compares: MODELS,
    claims: ["AIME2024", "GPQA-Diamond"].map((benchmark) => ({
      statement: "The variant trained to give examples beats its base model.",
      benchmark,
      metric: "accuracy",
      treatment: "Qwen2.5-7B, trained with the examples prompt",
      baseline: "Qwen2.5-7B",
      source: 'Abstract of "Prior Prompt Engineering for Reinforcement Fine-Tuning"',
    })),
  },
  {
    id: "deepdistill",
    name: "DeepDistill",
    title:
      "DeepDistill: Enhancing LLM Reasoning Capabilities via Large-Scale Difficulty-Graded Data Training",
    kind: "training",
    publishedOn: "2025-04-24",
    arxiv: "2504.17565",
    codeUrl: "https://github.com/a-m-team/a-m-models",
    summary:
      "About forty million answers of three models are graded by how often and how evenly they pass; base models are tuned on what is neither too easy nor hopeless.",
    tested:
      "Runs of the tuned models are paired with the distilled models that the paper names as baselines.",
    methods: [],
    compares: MODELS,
    claims: [],
  },
  {
    id: "t1",
    name: "T1",
    title: "Advancing Language Model Reasoning through Reinforcement Learning and Inference Scaling",
    kind: "training",
    publishedOn: "2025-01-20",
    arxiv: "2501.11651",
    codeUrl: "https://github.com/THUDM/T1",
    summary:
      "Training that keeps exploring, and a way to measure what thinking is worth: the same trace is cut at growing budgets and the model has to answer from what it has.",
    tested:
      "Thinking budgets are a method here: one trace a problem, answers forced at each budget, a curve over budgets. The weights are not public, so the curve is drawn for other models.",
    methods: ["thinking-budget"],
    compares: MODELS,
    claims: [],
  },
  {
    id: "am-deepseek-r1-distilled",
    name: "AM-DeepSeek-R1-Distilled",
    title: "1.4 Million Open-Source Distilled Reasoning Dataset to Empower Large Language Model Training",
    kind: "training",
    publishedOn: "2025-03-25",
    arxiv: "2503.19633",
    codeUrl: "https://github.com/a-m-team/a-m-models",
    summary:
      "A data set of 1.4 million problems with checked answers of a reasoning model; students tuned on it are compared with the official distilled models.",
    tested:
      "Runs of the students are paired with the official distilled models. A published difference of 0.1 points is far below what thirty problems can separate.",
    methods: [],
    compares: MODELS,
    claims: [],
  },
  {
    id: "open-agentrl",
    name: "Open-AgentRL",
    title: "Demystifying Reinforcement Learning in Agentic Reasoning",
    kind: "training",
    publishedOn: "2025-10-13",
    arxiv: "2510.11701",
    codeUrl: "https://github.com/Gen-Verse/Open-AgentRL",
    summary:
      "A recipe for models that reason with a Python tool: real trajectories for tuning, training that keeps exploring, and few deliberate tool calls rather than many quick ones.",
    tested:
      "The tool loop is planned as a method; it needs endpoints with tools and a sandbox. Without tools the public weights are run as any model.",
    methods: ["tool-loop"],
    compares: { of: "models", treatment: "tool-loop", baseline: "direct" },
    claims: [],
  },
  {
    id: "adactrl",
    name: "AdaCtrl",
    title: "AdaCtrl: Towards Adaptive and Controllable Reasoning via Difficulty-Aware Budgeting",
    kind: "training",
    publishedOn: "2025-05-24",
    arxiv: "2505.18822",
    codeUrl: "https://github.com/JoeYing1019/AdaCtrl",
    summary:
      "The model rates each problem as easy or hard, writes the tag, and thinks as long as the tag says. A reader may set the tag and so choose the length.",
    tested:
      "The tag format is a method here in three modes: the model's own tag, easy forced, hard forced. Length and accuracy of the modes are compared; the published reductions belong to trained weights.",
    methods: ["adactrl"],
    compares: { of: "models", treatment: "adactrl", baseline: "direct" },
    claims: [],
  },
];
