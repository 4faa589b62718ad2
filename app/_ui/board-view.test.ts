import { gzipSync } from "node:zlib";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { row } from "../_charts/testing/rows";
import type { BoardProps } from "../_server/board-page";
import { BoardView } from "./board-view";

const ROWS = 130;
/** Of 150 KB for document, styles and scripts; the rest of a board's first view weighs about 12 KB. */
const MOST_BYTES = 25_000;

/** Numbers that repeat no more than real ones: a linear congruential sequence. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

function boardOf(rows: number): BoardProps {
  const draw = draws(7);
  const benchmark: BoardProps["benchmark"] = {
    slug: "b",
    title: "Benchmark",
    description: "",
    answerKind: "integer",
    access: "public-text",
    redistribution: "allowed",
    licence: "MIT",
    source: "",
    pin: null,
    errata: [],
    version: 1,
    contentHash: null,
    versions: [],
    problems: 500,
    runs: rows,
    minimumDetectableEffect: null,
    protocol: { instruction: "", maxTokens: 1, temperature: 1, samplesPerProblem: 1 },
  };
  return {
    board: {
      benchmark,
      version: 1,
      verifier: "answer:1.0.0:000000000000",
      metric: "avg@n",
      minimumDetectableEffect: null,
      paretoFront: [],
      choices: { methods: [], models: [] },
      rows: Array.from({ length: rows }, (_, index) => {
        const score = draw();
        return row(`run_${Math.round(draw() * 2 ** 31).toString(36)}${index}`, {
          score,
          interval: { newProblems: [score - draw() / 10, score + draw() / 10], rerun: null },
          model: { slug: `m${index % 37}`, name: `Model ${(index % 37) * 7919}` },
          tokens: Math.round(draw() * 1e5),
          rankRange: [index + 1, index + 4],
        });
      }),
    },
    benchmark,
    benchmarks: [benchmark],
    setting: { view: "score" },
    isHome: true,
    charts: [],
  };
}

it("shows the first hundred rows, a way to all of them, and stays light", () => {
  const html = renderToStaticMarkup(createElement(BoardView, boardOf(ROWS)));
  expect(html.match(/data-score=/g)).toHaveLength(100);
  expect(html).toContain("The first 100 of 130 runs");
  expect(gzipSync(html).byteLength).toBeLessThan(MOST_BYTES);
});
