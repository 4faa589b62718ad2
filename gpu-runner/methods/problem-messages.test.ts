import { describe, expect, it } from "vitest";
import { problemMessages } from "./problem-messages";

describe("problemMessages", () => {
  const problem = {
    id: "p",
    statement: "Which is even?",
    images: [],
    options: ["three", "four"],
    answerKind: "choice" as const,
    level: null,
  };

  it("asks statement, options and instruction, after the system text", () => {
    expect(problemMessages(problem, { instruction: "Box it.", system: "Be brief." })).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "Which is even?\n\n(A) three\n(B) four\n\nBox it." },
    ]);
  });

  it("leaves out what is not there", () => {
    const messages = problemMessages({ ...problem, options: null }, { instruction: "", system: null });
    expect(messages).toEqual([{ role: "user", content: "Which is even?" }]);
  });
});
