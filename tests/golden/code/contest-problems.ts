import type { CodeTests } from "@/contracts/code-tests";

/** A program and what it deserves: `passed`, or the reason of its failure. */
type Attempt = { program: string; verdict: string };
export type ContestProblem = { id: string; task: string; tests: CodeTests; attempts: Attempt[] };

const printed = (
  tests: [input: string, output: string][],
  more: { tolerance?: number; timeLimitMs?: number } = {},
) => ({
  style: "stdin-stdout" as const,
  tests: tests.map(([input, output]) => ({ input, output })),
  tolerance: 0,
  ...more,
});

const called = (
  entryPoint: string,
  tests: [input: string, output: string][],
  more: { tolerance?: number; timeLimitMs?: number; className?: string | null } = {},
) => ({
  style: "python-call" as const,
  className: "Solution",
  entryPoint,
  tests: tests.map(([input, output]) => ({ input, output })),
  tolerance: 0,
  ...more,
});

/** Twenty problems in the two styles of LiveCodeBench, written for this suite: right and wrong programs, and what is hard to judge. */
export const CONTEST_PROBLEMS: ContestProblem[] = [
  {
    id: "sum-of-line",
    task: "Print the sum of the numbers of one line.",
    tests: printed([
      ["1 2 3\n", "6\n"],
      ["-7\n", "-7\n"],
    ]),
    attempts: [
      { program: "print(sum(map(int, input().split())))", verdict: "passed" },
      { program: "import sys\nprint(sum(map(int, sys.stdin.read().split())), end='   ')", verdict: "passed" },
      { program: "print(sum(map(int, open('/dev/stdin').read().split())))", verdict: "passed" },
      { program: "print(sum(map(int, open(0).read().split())))", verdict: "passed" },
      { program: "print(6)", verdict: "wrong-output" },
      { program: "print('Answer:', sum(map(int, input().split())))", verdict: "wrong-output" },
    ],
  },
  {
    id: "first-test-decides",
    task: "Print n squared; the second test would run for ever.",
    tests: printed([
      ["3\n", "9\n"],
      ["0\n", "0\n"],
    ]),
    attempts: [
      { program: "n = int(input())\nprint(n * n)", verdict: "passed" },
      { program: "n = int(input())\nwhile n == 0: pass\nprint(n + n)", verdict: "wrong-output" },
    ],
  },
  {
    id: "ends-with-code",
    task: "Print yes; an end with another code than 0 is a crash.",
    tests: printed([["", "yes\n"]]),
    attempts: [
      { program: "print('yes')\nexit()", verdict: "passed" },
      { program: "import sys\nprint('yes')\nsys.exit(0)", verdict: "passed" },
      { program: "import sys\nprint('yes')\nsys.exit(4)", verdict: "exit-4" },
      { program: "print('yes')\nraise ValueError", verdict: "exit-1" },
      { program: "print('yes'", verdict: "exit-1" },
    ],
  },
  {
    id: "time-limit",
    task: "Count to n, within a second of CPU time.",
    tests: printed([["1000\n", "1000\n"]], { timeLimitMs: 1000 }),
    attempts: [
      { program: "print(input())", verdict: "passed" },
      { program: "while True: pass", verdict: "timeout" },
      { program: "import time\ntime.sleep(100)", verdict: "timeout" },
    ],
  },
  {
    id: "decimal-forms",
    task: "Print half of n; exact decimals in any form.",
    tests: printed([
      ["3\n", "1.5\n"],
      ["4\n", "2.0\n"],
    ]),
    attempts: [
      { program: "print(int(input()) / 2)", verdict: "passed" },
      { program: "print('%.3f' % (int(input()) / 2))", verdict: "passed" },
      { program: "print('%e' % (int(input()) / 2))", verdict: "passed" },
      { program: "print(int(input()) / 2 + 1e-9)", verdict: "wrong-output" },
    ],
  },
  {
    id: "tolerant",
    task: "Print the square root of n, within a millionth.",
    tests: printed([["2\n", "1.4142136\n"]], { tolerance: 1e-6 }),
    attempts: [
      { program: "print(int(input()) ** 0.5)", verdict: "passed" },
      { program: "print('1.41422')", verdict: "wrong-output" },
      { program: "print('nan')", verdict: "wrong-output" },
    ],
  },
  {
    id: "wrong-test",
    task: "Print n doubled. The second expected output is wrong, as some in the wild are: the right program fails it.",
    tests: printed([
      ["2\n", "4\n"],
      ["5\n", "11\n"],
    ]),
    attempts: [
      { program: "print(int(input()) * 2)", verdict: "wrong-output" },
      { program: "n = int(input())\nprint(n * 2 + (n == 5))", verdict: "passed" },
    ],
  },
  {
    id: "lines-and-blanks",
    task: "Print a triangle of stars; blanks at line ends do not count, blank lines inside do.",
    tests: printed([["3\n", "*\n**\n***\n"]]),
    attempts: [
      { program: "for n in range(1, int(input()) + 1): print('*' * n)", verdict: "passed" },
      { program: "for n in range(1, int(input()) + 1): print('*' * n, ' ')\nprint()", verdict: "passed" },
      { program: "for n in range(1, int(input()) + 1): print('*' * n + '\\n')", verdict: "wrong-output" },
      { program: "print(' '.join('*' * n for n in range(1, int(input()) + 1)))", verdict: "wrong-output" },
    ],
  },
  {
    id: "large-numbers",
    task: "Print 3 to the power n, without a rounding.",
    tests: printed([["60\n", "42391158275216203514294433201\n"]]),
    attempts: [
      { program: "print(3 ** int(input()))", verdict: "passed" },
      { program: "print(int(3.0 ** int(input())))", verdict: "wrong-output" },
    ],
  },
  {
    id: "main-guard",
    task: "Print the greatest of n numbers; programs with a guard, a deep recursion or a class run as they are.",
    tests: printed([["4\n2 9 4 1\n", "9\n"]]),
    attempts: [
      {
        program:
          "def main():\n    input()\n    print(max(map(int, input().split())))\n\nif __name__ == '__main__':\n    main()",
        verdict: "passed",
      },
      {
        program:
          "import sys\nsys.setrecursionlimit(20000)\ndef depth(n): return 0 if n == 0 else 1 + depth(n - 1)\nassert depth(5000) == 5000\ninput()\nprint(max(map(int, input().split())))",
        verdict: "passed",
      },
      { program: "n = int(input())\nprint(max(int(input()) for _ in range(n)))", verdict: "exit-1" },
    ],
  },
  {
    id: "call-sum",
    task: "total(numbers): their sum.",
    tests: called("total", [
      ["[1, 2, 3]", "6"],
      ["[]", "0"],
    ]),
    attempts: [
      { program: "class Solution:\n    def total(self, numbers): return sum(numbers)", verdict: "passed" },
      {
        program:
          "class Solution:\n    def total(self, numbers):\n        print('debug')\n        return sum(numbers)",
        verdict: "passed",
      },
      { program: "class Solution:\n    def total(self, numbers): return 6", verdict: "wrong-value" },
      {
        program: "class Solution:\n    def total(self, numbers): return str(sum(numbers))",
        verdict: "wrong-value",
      },
      { program: "def total(numbers): return sum(numbers)", verdict: "raised-AttributeError" },
    ],
  },
  {
    id: "call-plain-function",
    task: "A function outside a class, two arguments.",
    tests: called("power", [["2\n10", "1024"]], { className: null }),
    attempts: [
      { program: "def power(base, exponent): return base ** exponent", verdict: "passed" },
      { program: "def power(base, exponent): return base * exponent", verdict: "wrong-value" },
      { program: "def power(base): return base", verdict: "raised-TypeError" },
    ],
  },
  {
    id: "call-tuples",
    task: "pairs(n): tuples count as the lists that JSON has.",
    tests: called("pairs", [["2", "[[0, 1], [1, 2]]"]]),
    attempts: [
      {
        program: "class Solution:\n    def pairs(self, n): return [(i, i + 1) for i in range(n)]",
        verdict: "passed",
      },
      {
        program: "class Solution:\n    def pairs(self, n): return tuple([i, i + 1] for i in range(n))",
        verdict: "passed",
      },
      {
        program: "class Solution:\n    def pairs(self, n): return {(i, i + 1) for i in range(n)}",
        verdict: "wrong-value",
      },
    ],
  },
  {
    id: "call-tolerance",
    task: "mean(values): within a millionth.",
    tests: called("mean", [["[1, 2, 2]", "1.6666667"]], { tolerance: 1e-6 }),
    attempts: [
      {
        program: "class Solution:\n    def mean(self, values): return sum(values) / len(values)",
        verdict: "passed",
      },
      { program: "class Solution:\n    def mean(self, values): return 1.667", verdict: "wrong-value" },
    ],
  },
  {
    id: "call-exact-floats",
    task: "mean(values): without a tolerance the last digit counts.",
    tests: called("mean", [["[1, 2]", "1.5"]]),
    attempts: [
      {
        program: "class Solution:\n    def mean(self, values): return sum(values) / len(values)",
        verdict: "passed",
      },
      { program: "class Solution:\n    def mean(self, values): return 1.5000000001", verdict: "wrong-value" },
    ],
  },
  {
    id: "call-time-limit",
    task: "wait(n): a call that does not come back.",
    tests: called("wait", [["1", "1"]], { timeLimitMs: 1000 }),
    attempts: [
      { program: "class Solution:\n    def wait(self, n): return n", verdict: "passed" },
      { program: "class Solution:\n    def wait(self, n):\n        while n: pass", verdict: "timeout" },
    ],
  },
  {
    id: "call-large-integers",
    task: "factorial(n): as many digits as it has.",
    tests: called("factorial", [["30", "265252859812191058636308480000000"]]),
    attempts: [
      {
        program: "import math\nclass Solution:\n    def factorial(self, n): return math.factorial(n)",
        verdict: "passed",
      },
      {
        program: "import math\nclass Solution:\n    def factorial(self, n): return math.gamma(n + 1)",
        verdict: "wrong-value",
      },
    ],
  },
  {
    id: "call-strings",
    task: "mirror(text): reversed, whatever the alphabet.",
    tests: called("mirror", [
      ['"añ€😀"', '"😀€ña"'],
      ['""', '""'],
    ]),
    attempts: [
      { program: "class Solution:\n    def mirror(self, text): return text[::-1]", verdict: "passed" },
      {
        program: "class Solution:\n    def mirror(self, text): return list(text[::-1])",
        verdict: "wrong-value",
      },
    ],
  },
  {
    id: "call-nothing",
    task: "first(values): null where there is none; an end of the process is no answer.",
    tests: called("first", [
      ["[]", "null"],
      ["[true]", "true"],
    ]),
    attempts: [
      {
        program: "class Solution:\n    def first(self, values): return values[0] if values else None",
        verdict: "passed",
      },
      {
        program: "class Solution:\n    def first(self, values): return values[0]",
        verdict: "raised-IndexError",
      },
      { program: "import os\nclass Solution:\n    def first(self, values): os._exit(0)", verdict: "exit-0" },
    ],
  },
  {
    id: "call-state",
    task: "next(): each call has an object of its own.",
    tests: called("next", [
      ["1", "1"],
      ["1", "1"],
    ]),
    attempts: [
      {
        program:
          "class Solution:\n    def __init__(self): self.sum = 0\n    def next(self, n):\n        self.sum += n\n        return self.sum",
        verdict: "passed",
      },
      {
        program:
          "class Solution:\n    seen = []\n    def next(self, n):\n        self.seen.append(n)\n        return len(self.seen)",
        verdict: "wrong-value",
      },
      { program: "class Solution:\n    def next(self, n) return n", verdict: "load-SyntaxError" },
    ],
  },
];
