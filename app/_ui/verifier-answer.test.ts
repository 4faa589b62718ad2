import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { verifierQuestionSchema } from "@/contracts/verifier";
import { judgeText } from "@/server/domain/verification";
import { VerifierAnswer } from "./verifier-answer";
import { VerifierFields } from "./verifier-fields";

it("shows the verdict with its reason and marks the answer in the text, which is never markup", () => {
  const output = "<b>Look</b> <script>alert(1)</script> so \\boxed{\\frac12}.";
  const answer = judgeText(verifierQuestionSchema.parse({ output, gold: "0.5" }));
  const page = renderToStaticMarkup(createElement(VerifierAnswer, { answer }));
  expect(page).toContain("correct");
  expect(page).toContain(answer.verifierKey);
  expect(page).toContain("characters ");
  expect(page).toContain("<mark");
  expect(page).not.toContain("<script>");
});

it("fills the form from the address, and opens the policies where one is set", () => {
  const values = { output: "5</textarea>", gold: "5", kind: "number", units: "required", strict: "true" };
  const form = renderToStaticMarkup(createElement(VerifierFields, { values }));
  expect(form).toContain("5&lt;/textarea&gt;");
  expect(form).toMatch(/<option value="required" selected/);
  expect(form).toContain("<details open");
  expect(renderToStaticMarkup(createElement(VerifierFields, { values: {} }))).not.toContain("<details open");
  // Every control has a label that names it.
  for (const [, id] of form.matchAll(/<label for="([^"]+)"/g)) expect(form).toContain(`id="${id}"`);
});
