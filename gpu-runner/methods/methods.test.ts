import { describe, expect, it } from "vitest";
import { METHOD_CARDS } from "@/catalog/methods";
import { METHOD_IDS, methodCode } from "./index";
import { problemMessages } from "./problem-messages";

describe("methods", () => {
  it("has code for every card that generates, and a card for all code", () => {
    const cards = METHOD_CARDS.filter((card) => card.kind === "generate").map((card) => card.id);
    expect([...METHOD_IDS].sort()).toEqual([...cards].sort());
    expect(methodCode("self-consistency")).toBeNull();
  });

  it("accepts its own defaults and refuses unknown parameters", () => {
    for (const card of METHOD_CARDS) {
      expect(card.params.safeParse({}).success).toBe(true);
      expect(card.params.safeParse({ surprise: 1 }).success).toBe(false);
    }
  });
});

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
