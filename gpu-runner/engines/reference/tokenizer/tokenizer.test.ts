import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readGguf } from "../gguf/read-gguf";
import { tinyGguf } from "../testing/tiny-gguf";
import { renderChat } from "./render-chat";
import { loadTokenizer } from "./tokenizer";

const tokenizer = loadTokenizer(readGguf(tinyGguf()));
const names = (ids: readonly number[]) => ids.map((id) => tokenizer.nameOf(id));

describe("tokenizer", () => {
  it("gives back every text, whatever its language", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      }),
    );
    expect(tokenizer.decode(tokenizer.encode("三² ≠ \r\n\t x"))).toBe("三² ≠ \r\n\t x");
  });

  it("merges within words and keeps every digit apart", () => {
    expect(names(tokenizer.encode("the sand 1234"))).toEqual([
      "the",
      " ",
      "s",
      "and",
      " ",
      "1",
      "2",
      "3",
      "4",
    ]);
    expect(names(tokenizer.encode("and the"))).toEqual(["and", " the"]);
  });

  it("never reads control tokens out of ordinary text", () => {
    expect(tokenizer.encode("<|end|>")).not.toContain(tokenizer.endId);
    expect(tokenizer.encodeWithControl("a<|end|>b")).toEqual([
      ...tokenizer.encode("a"),
      tokenizer.endId,
      ...tokenizer.encode("b"),
    ]);
  });

  it("takes linear time on a word of a hundred thousand letters", () => {
    expect(tokenizer.encode("a".repeat(100_000))).toHaveLength(100_000);
  });
});

describe("renderChat", () => {
  it("writes roles, ends answers and drops empty system turns", () => {
    const ids = renderChat(tokenizer, [
      { role: "system", content: "" },
      { role: "user", content: "a" },
      { role: "assistant", content: "b" },
      { role: "tool", content: "c" },
    ]);
    expect(names(ids).join("")).toBe("<|bos|><|user|>a<|assistant|>b<|end|><|user|>c<|assistant|>");
  });
});
