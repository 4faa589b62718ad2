import type { BenchmarkCardInput, ProblemInput } from "@/contracts/benchmark";
import { sentinelBenchmark } from "@/tests/flow/desk";

const aliased = (number: number) => [{ tool: "humaneval", alias: `HumanEval/${number}` }];

const clampPrompt = `LOWEST = 0


def clamp(value: int, highest: int) -> int:
    """Keep value between LOWEST and highest."""
`;

/**
 * Five problems of our own, one for each way of testing a program, and an upload with a right answer to each, then one that fails
 * in its own way.
 */
export function codeBenchmark(): { card: BenchmarkCardInput; problems: ProblemInput[]; upload: string } {
  const { card } = sentinelBenchmark(1, "own-code");
  const problems: ProblemInput[] = [
    {
      id: "own-check",
      statement: clampPrompt,
      gold: "",
      aliases: aliased(9001),
      judging: {
        style: "python-check",
        prompt: clampPrompt,
        entryPoint: "clamp",
        test: "def check(candidate):\n    assert candidate(5, 9) == 5\n    assert candidate(12, 9) == 9\n    assert candidate(-3, 9) == LOWEST\n",
      },
    },
    {
      id: "own-asserts",
      statement: "Write count_vowels(text), which counts a, e, i, o and u.",
      gold: "",
      aliases: aliased(9002),
      judging: {
        style: "python-asserts",
        tests: ['assert count_vowels("engine") == 3', 'assert count_vowels("") == 0'],
      },
    },
    {
      id: "own-inputs",
      statement: "Write halves(values), which halves every number of a list.",
      gold: "",
      aliases: aliased(9003),
      judging: {
        style: "python-inputs",
        entryPoint: "halves",
        reference: "def halves(values):\n    return [value / 2 for value in values]\n",
        baseInput: "[[[1, 2, 3]], [[]]]",
        plusInput: "[[[1e300, -0.5]], [[12345678901234567890123]]]",
        tolerance: 1e-6,
      },
    },
    {
      id: "own-printed",
      statement: "Read a number n, then n numbers. Print their sum.",
      gold: "",
      aliases: aliased(9004),
      judging: {
        style: "stdin-stdout",
        tests: [
          { input: "3\n1 2 3\n", output: "6\n" },
          { input: "1\n-4\n", output: "-4" },
        ],
      },
    },
    {
      id: "own-call",
      statement: "Class Solution with a method widest(rows), the length of the longest row.",
      gold: "",
      aliases: aliased(9005),
      judging: {
        style: "python-call",
        className: "Solution",
        entryPoint: "widest",
        tests: [{ input: "[[1, 2], [3], []]", output: "2" }],
      },
    },
  ];
  const right = [
    `${clampPrompt}    return max(LOWEST, min(value, highest))\n`,
    "def count_vowels(text):\n    return sum(letter in 'aeiou' for letter in text)\n",
    "def halves(values):\n    return [value * 0.5 for value in values]\n",
    "n = int(input())\nprint(sum(int(word) for word in input().split()[:n]))\n",
    "class Solution:\n    def widest(self, rows):\n        return max((len(row) for row in rows), default=0)\n",
  ];
  const wrong = [
    "def clamp(value, highest):\n    return value\n",
    "def count_vowels(text):\n    raise ValueError(text)\n",
    "def halves(values):\n    return [value // 2 for value in values]\n",
    "print(6)\n",
    "class Solution:\n    def widest(self, rows):\n        return __import__('os')._exit(0)\n",
  ];
  const line = (solution: string, number: number) =>
    JSON.stringify({ task_id: `HumanEval/${9001 + number}`, solution });
  return {
    card: {
      ...card,
      slug: "own-code",
      answerKind: "code",
      protocol: { ...card.protocol, samplesPerProblem: 2 },
    },
    problems,
    upload: [...right.map(line), ...wrong.map(line)].join("\n"),
  };
}
