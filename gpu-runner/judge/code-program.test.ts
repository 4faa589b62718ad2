import { describe, expect, it } from "vitest";
import type { CodeTests } from "@/contracts/code-tests";
import { findProgram, isCutInBlock } from "./code-program";

const prompt =
  'from typing import List\n\nLIMIT = 3\n\ndef top(values: List[int]) -> int:\n    """The greatest."""\n';
const check: CodeTests = {
  style: "python-check",
  prompt,
  entryPoint: "top",
  test: "def check(candidate): pass",
};
const printed: CodeTests = { style: "stdin-stdout", tests: [{ input: "", output: "" }], tolerance: 0 };
const block = (code: string, language = "python") => `\`\`\`${language}\n${code}\n\`\`\``;

describe("the program in a reply", () => {
  it("is the last Python block with the asked function, behind the prompt's imports and helpers", () => {
    const reply = `First try:\n${block("def top(values): return 0")}\nBetter:\n${block("def top(values): return max(values)")}\nUse it so:\n${block("print(top([1]))")}`;
    const found = findProgram(reply, check);
    expect(found?.form).toBe("block");
    expect(found?.answer).toBe("def top(values): return max(values)\n");
    expect(found?.source).toBe(
      "from typing import List\n\nLIMIT = 3\n\n\ndef top(values): return max(values)\n",
    );
  });

  it("is the last block of Python, not of another language, where no function is asked for", () => {
    const reply = `${block("print(1)")}\nThen\n${block("print(2)", "py")}\nOutput:\n${block("2", "text")}`;
    expect(findProgram(reply, printed)).toEqual({
      source: "print(2)\n",
      form: "block",
      answer: "print(2)\n",
    });
  });

  it("is never what was thought", () => {
    const reply = `<think>${block("print('thought')")}</think>\n${block("print('said')")}`;
    expect(findProgram(reply, printed)?.source).toBe("print('said')\n");
    expect(findProgram(`<think>\n${block("print(1)")}\n</think>\nI do not know.`, printed)).toBeNull();
  });

  it("goes on where the prompt ends, with its indentation", () => {
    expect(findProgram("    return max(values)\n", check)).toEqual({
      source: `${prompt}    return max(values)\n`,
      form: "completion",
      answer: "    return max(values)\n",
    });
    const rambling = "\n    return max(values)\n\ndef top(values):\n    return 0\n";
    expect(findProgram(rambling, check)?.form).toBe("completion");
    expect(findProgram(block("    return max(values)"), check)?.source).toBe(
      `${prompt}    return max(values)\n`,
    );
  });

  it("is run as it is where a tool wrote it", () => {
    const whole = "def top(values):\n    return max(values)\n";
    expect(findProgram(whole, check)).toEqual({ source: whole, form: "whole", answer: whole });
    expect(findProgram(whole, printed)?.form).toBe("whole");
  });

  it("may be in a block that is not closed", () => {
    const cut = "Here:\n```python\nprint(1)\nfor n in ra";
    expect(findProgram(cut, printed)?.source).toBe("print(1)\nfor n in ra");
    expect([isCutInBlock(cut), isCutInBlock(`${cut}\n\`\`\``)]).toEqual([true, false]);
  });

  it("is not prose, and not nothing", () => {
    expect(findProgram("I would sort the list and take its end.", printed)).toBeNull();
    expect(findProgram("  \n", check)).toBeNull();
    expect(findProgram("x = 1\n".repeat(100_000), printed)).toBeNull();
  });
});
