import { type Problem, type ProblemInput, problemInputSchema } from "@/contracts/benchmark";
import { PlumblineError } from "@/contracts/errors";
import { isStorable } from "@/contracts/storable";

/** Problems of one version at most; a larger set is several benchmarks. */
export const MAX_PROBLEMS = 200_000;

/** Parses every problem; ids and tool aliases must be unique. The error names the first bad problem by its place from 1. */
export function checkProblems(input: readonly ProblemInput[]): Problem[] {
  if (input.length === 0 || input.length > MAX_PROBLEMS)
    throw bad(`A version has 1 to ${MAX_PROBLEMS} problems.`);
  const ids = new Set<string>();
  const aliases = new Set<string>();
  return input.map((item, index) => {
    const parsed = problemInputSchema.safeParse(item);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw bad(`Problem ${index + 1}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}.`);
    }
    const problem = parsed.data;
    if (ids.has(problem.id)) throw bad(`Problem ${index + 1}: the id ${problem.id} occurs twice.`);
    ids.add(problem.id);
    for (const { tool, alias } of problem.aliases) {
      const key = JSON.stringify([tool, alias]);
      if (aliases.has(key)) throw bad(`Problem ${index + 1}: ${tool}'s id ${alias} occurs twice.`);
      aliases.add(key);
    }
    if (!isStorable(problem))
      throw bad(`Problem ${index + 1}: the text holds a NUL character or half a surrogate pair.`);
    return problem;
  });
}

function bad(message: string): PlumblineError {
  return new PlumblineError("invalid_input", message, {
    hint: "Correct the file and import it again (docs/api.md).",
  });
}
