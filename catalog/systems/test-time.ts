import { ANY_BENCHMARK, type SystemCard } from "./system-card";

const AGAINST_DIRECT = { of: "methods", baseline: "direct" } as const;

/** Work that acts when the model answers: the same model with the method and without. */
export const TEST_TIME_SYSTEMS: readonly SystemCard[] = [
  {
    id: "sift",
    name: "SIFT",
    title: "SIFT: Grounding LLM Reasoning in Contexts via Stickers",
    kind: "test-time",
    publishedOn: "2025-02-19",
    arxiv: "2502.14922",
    codeUrl: "https://github.com/zhijie-group/SIFT",
    summary:
      "The model first notes the facts and the question of a problem. Its answer from the note alone is compared with its answer from problem and note; where they differ the note is repaired, first against the problem, then from the model's own solution.",
    tested:
      "The method runs on any chat endpoint, up to each of its three stages. A row is paired with direct sampling of the same model.",
    methods: ["sift"],
    compares: AGAINST_DIRECT,
    claims: [
      {
        statement:
          "Answering with a checked note beats plain chain of thought, for several models and benchmarks.",
        benchmark: ANY_BENCHMARK,
        metric: "accuracy",
        treatment: "sift",
        baseline: "direct",
        source: 'Abstract of "SIFT: Grounding LLM Reasoning in Contexts via Stickers"',
      },
    ],
  },
  {
    id: "subthought-reasoner",
    name: "SubthoughtReasoner",
    title: "Beyond the Last Answer: Your Reasoning Trace Uncovers More than You Think",
    kind: "test-time",
    publishedOn: "2025-04-29",
    arxiv: "2504.20708",
    codeUrl: "https://github.com/hammoudhasan/SubthoughtReasoner",
    summary:
      "One greedy trace is cut at the words that open a new line of thought. The model goes on from every cut, and the most frequent of the answers replaces the last one. How much the answers scatter tells how far to trust them.",
    tested:
      "The method needs an endpoint that goes on from a prefix. The answer of the whole trace is recorded with each sample; on the board the row is paired with direct sampling of the same model.",
    methods: ["subthought"],
    compares: AGAINST_DIRECT,
    claims: [
      {
        statement:
          "The most frequent answer of the subthoughts is right more often than the answer of the whole trace.",
        benchmark: ANY_BENCHMARK,
        metric: "accuracy",
        treatment: "subthought",
        baseline: "direct",
        source: 'Abstract of "Beyond the Last Answer: Your Reasoning Trace Uncovers More than You Think"',
      },
    ],
  },
  {
    id: "cyclicreflex",
    name: "CyclicReflex",
    title: "CyclicReflex: Improving Large Reasoning Models via Cyclical Reflection Token Scheduling",
    kind: "test-time",
    publishedOn: "2025-06-03",
    arxiv: "2506.11077",
    codeUrl: "https://github.com/OPTML-Group/CyclicReflex",
    summary:
      "Words of reflection are treated as a resource: while the model thinks, their logits rise and fall in a triangular wave, so that it neither gives up thoughts too early nor reflects without end.",
    tested:
      "The method changes logits token by token and runs on engines that can. Its baselines, the penalty on switching thoughts (TIP) and budget forcing (s1), are methods here too, so that all four are compared on one model.",
    methods: ["cyclic-reflex", "tip", "budget-forcing"],
    compares: AGAINST_DIRECT,
    claims: [
      {
        statement: "A cyclical bias on reflection words beats standard decoding.",
        benchmark: ANY_BENCHMARK,
        metric: "accuracy",
        treatment: "cyclic-reflex",
        baseline: "direct",
        source:
          'Abstract of "CyclicReflex: Improving Large Reasoning Models via Cyclical Reflection Token Scheduling"',
      },
      {
        statement: "A cyclical bias on reflection words beats a constant penalty on switching thoughts.",
        benchmark: ANY_BENCHMARK,
        metric: "accuracy",
        treatment: "cyclic-reflex",
        baseline: "tip",
        source:
          'Abstract of "CyclicReflex: Improving Large Reasoning Models via Cyclical Reflection Token Scheduling"',
      },
    ],
  },
  {
    id: "srgen",
    name: "SRGen",
    title: "Self-Reflective Generation at Test Time",
    kind: "test-time",
    publishedOn: "2025-10-03",
    arxiv: "2510.02919",
    codeUrl: "https://github.com/2020-qqtcg/SRGen",
    summary:
      "Decoding stops at tokens of unusually high entropy. There a small vector is trained on what has been written so far and added to the hidden state, which corrects the distribution of that one token.",
    tested:
      "It needs hidden states and gradients. Until the method is here, traces made with the authors' code can be uploaded and are compared with an upload of the same model's plain samples.",
    methods: ["srgen"],
    compares: AGAINST_DIRECT,
    claims: [],
  },
  {
    id: "latentseek",
    name: "LatentSeek",
    title: "Seek in the Dark: Reasoning via Test-Time Instance-Level Policy Gradient in Latent Space",
    kind: "test-time",
    publishedOn: "2025-05-19",
    arxiv: "2505.13308",
    codeUrl: "https://github.com/bigai-nlco/LatentSeek",
    summary:
      "For each problem the hidden states of the first part of an answer are moved along a policy gradient; the model itself rewards the decoded answer. No weight changes.",
    tested:
      "It needs hidden states and the head of the model. Until the method is here, traces made with the authors' code can be uploaded and compared. Rows that use the gold answer as the reward are no method and are refused.",
    methods: ["latentseek"],
    compares: AGAINST_DIRECT,
    claims: [],
  },
  {
    id: "heimdall",
    name: "Heimdall",
    title: "Heimdall: test-time scaling on the generative verification",
    kind: "test-time",
    publishedOn: "2025-04-14",
    arxiv: "2504.10337",
    codeUrl: null,
    summary:
      "A long-thinking verifier judges every one of N solutions M times. Pessimistic selection takes the answer that is judged well and often enough: few verdicts or few solutions count against it.",
    tested:
      "Any chat model takes the verifier's part; its votes are stored as assessments and never as verdicts. The published numbers belong to weights that are not public, so a row tests the procedure.",
    methods: ["heimdall"],
    compares: AGAINST_DIRECT,
    claims: [
      {
        statement: "Choosing among solutions by repeated verification beats a single solution.",
        benchmark: ANY_BENCHMARK,
        metric: "accuracy",
        treatment: "heimdall",
        baseline: "direct",
        source: 'Abstract of "Heimdall: test-time scaling on the generative verification"',
      },
    ],
  },
  {
    id: "opv",
    name: "OPV",
    title: "OPV: Outcome-based Process Verifier for Efficient Long Chain-of-Thought Verification",
    kind: "test-time",
    publishedOn: "2025-12-11",
    arxiv: "2512.10756",
    codeUrl: null,
    summary:
      "A long solution is first summarised into the steps that lead to its answer; a verifier then looks for the first wrong step. Several verdicts vote, and solutions that pass weigh more when answers are chosen.",
    tested:
      "Any chat model summarises and verifies. Answers chosen with its verdicts are paired with direct sampling and with voting over the same pool.",
    methods: ["opv"],
    compares: AGAINST_DIRECT,
    claims: [
      {
        statement: "Votes weighted by step verdicts beat a single solution.",
        benchmark: ANY_BENCHMARK,
        metric: "accuracy",
        treatment: "opv",
        baseline: "direct",
        source:
          'Abstract of "OPV: Outcome-based Process Verifier for Efficient Long Chain-of-Thought Verification"',
      },
    ],
  },
  {
    id: "intern-s1-mo",
    name: "Intern-S1-MO",
    title: "Long-horizon Reasoning Agent for Olympiad-Level Mathematical Problem Solving",
    kind: "test-time",
    publishedOn: "2025-12-11",
    arxiv: "2512.10739",
    codeUrl: null,
    summary:
      "An agent works on one problem in rounds: it solves, checks the steps, keeps the lemmas that hold in a memory, and goes on from them. Trained for proofs of olympiad problems, which people mark.",
    tested:
      "Its proofs are marked by people and cannot be judged here. Our own reading of the loop (solve, verify steps, keep lemmas, continue) is planned as a method. The abstract of OPV has been printed under this title; those numbers are shown with OPV and marked here.",
    methods: ["lemma-memory"],
    compares: AGAINST_DIRECT,
    claims: [
      {
        statement: "Rounds with a memory of lemmas go beyond what one context allows.",
        benchmark: ANY_BENCHMARK,
        metric: "accuracy",
        treatment: "lemma-memory",
        baseline: "direct",
        source: 'Abstract of "Long-horizon Reasoning Agent for Olympiad-Level Mathematical Problem Solving"',
      },
    ],
  },
  {
    id: "spc",
    name: "SPC",
    title: "SPC: Evolving Self-Play Critic via Adversarial Games for LLM Reasoning",
    kind: "test-time",
    publishedOn: "2025-04-27",
    arxiv: "2504.19162",
    codeUrl: "https://github.com/chen-judge/SPC",
    summary:
      "A critic says of one step at a time whether it is right. It was trained against a generator that hides errors in correct steps; at test time it guards a search that goes on only from steps that pass.",
    tested:
      "The critic's single-step accuracy is not the official score of ProcessBench, so the two stay apart. The search is planned as a method with the critic in a role of its own.",
    methods: ["spc-search"],
    compares: AGAINST_DIRECT,
    claims: [],
  },
  {
    id: "m1-mas-tts",
    name: "M1 / MAS-TTS",
    title: "Two Heads are Better Than One: Test-time Scaling of Multi-agent Collaborative Reasoning",
    kind: "test-time",
    publishedOn: "2025-04-13",
    arxiv: "2504.09772",
    codeUrl: "https://github.com/jincan333/MAS-TTS",
    summary:
      "A team of agents discusses a problem: a recruiter names experts, one solves, the others criticise, an evaluator judges. M1 is a model tuned on such discussions, and a CEO agent sets the size of the team and the tokens of a turn.",
    tested:
      "The published comparison is between models inside the same team, so both sides run the team method. It is planned; the tuned weights are public and can already be run with every other method.",
    methods: ["mas-tts"],
    compares: { of: "models", treatment: "mas-tts", baseline: "mas-tts" },
    claims: [],
  },
];
