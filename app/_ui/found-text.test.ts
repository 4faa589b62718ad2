import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FoundText, findIn } from "./found-text";

const shown = (text: string, find: string) => renderToStaticMarkup(createElement(FoundText, { text, find }));

test("places are found without regard to case, and never overlap", () => {
  expect(findIn("Wait, wait. WAIT", "wait")).toEqual([0, 6, 12]);
  expect(findIn("aaaa", "aa")).toEqual([0, 2]);
  expect(findIn("text", "")).toEqual([]);
  expect(findIn("İ then x", "x")).toEqual([7]);
});

test("what is found is marked, and markup of a model stays text", () => {
  expect(shown("so <b>wait</b>", "WAIT")).toBe("so &lt;b&gt;<mark>wait</mark>&lt;/b&gt;");
  expect(shown("nothing here", "")).toBe("nothing here");
  expect(shown("a.b", ".")).toBe("a<mark>.</mark>b");
});
