const FIRST_NUMBER = /-?\d+(?:\.\d+)?/;

/**
 * ZeroEval's rule for mathematics: the member `answer` of the first complete JSON object of the output, or what patterns
 * find where there is none; right when its first number is the first number of the gold.
 */
export function zeroEvalCorrect(input: { model: string; response: string; gold: string }): boolean {
  const answer = zeroEvalAnswer(input.model, input.response);
  if (answer === null) return false;
  const [found, wanted] = [answer, input.gold.replaceAll("#", "").trim()].map(
    (text) => FIRST_NUMBER.exec(cleaned(text))?.[0],
  );
  return found !== undefined && wanted !== undefined && Number(found) === Number(wanted);
}

/** What ZeroEval reads as the answer; null where it counts the output as without one. */
export function zeroEvalAnswer(model: string, output: string): string | null {
  const whole = firstObject(output);
  if (whole !== null && "answer" in whole) return String(whole.answer);
  const found = byPattern(output);
  if (found !== null) return found;
  if (!model.includes("Llama-3.1") || !output.slice(-30).includes("boxed")) return null;
  return /\\boxed{(\w+)}/.exec(output)?.[1] ?? null;
}

/** The first text between balanced braces, whatever strings say, as JSON without its line breaks. */
function firstObject(text: string): Record<string, unknown> | null {
  let depth = 0;
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "{") {
      if (depth++ === 0 && start < 0) start = at;
    } else if (text[at] === "}" && depth > 0 && --depth === 0) {
      try {
        const value: unknown = JSON.parse(text.slice(start, at + 1).replaceAll("\n", ""));
        return typeof value === "object" && value !== null ? { ...value } : null;
      } catch {
        return null;
      }
    }
  }
  return null;
}

function byPattern(text: string): string | null {
  for (const pattern of [
    /"answer"\s*:\s*"([^"]*?)"/,
    /"answer"\s*:\s*"(.*?)"/s,
    /"answer"\s*:\s*([^,\s]*)/,
    /answer\s*:\s*([^,\s]*)/,
  ]) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}

function cleaned(text: string): string {
  const plain = text.replaceAll("$", "").trim().replaceAll(",", "");
  const fraction = /^(-?\d+(?:\.\d+)?)\s*\/\s*(-?\d+(?:\.\d+)?)$/.exec(plain);
  return fraction === null ? plain : String(Number(fraction[1]) / Number(fraction[2]));
}
