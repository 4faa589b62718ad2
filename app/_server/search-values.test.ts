import { expect, it } from "vitest";
import { searchValues } from "./search-values";

it("takes what an address says once; what it says twice, or without a word, says nothing", async () => {
  const search = Promise.resolve({
    q: "self",
    verdict: ["larger", "smaller"],
    cursor: "",
    system: undefined,
  });
  expect(await searchValues(search)).toEqual({ q: "self" });
});
