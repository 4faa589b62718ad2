import { traceLineSchema } from "@/contracts/trace-line";
import { hasKeys } from "./json/shapes";
import type { TraceFormat } from "./trace-format";

/** The platform's own format (docs/trace-format.md): one JSON object a line, one line a sample. */
export const neutral: TraceFormat = {
  id: "neutral",
  recognise(first) {
    if (first.length === 0) return 0;
    const fitting = first.filter((value) => hasKeys(value, ["problem_id", "response"]));
    return fitting.length / first.length;
  },
  open: () => (value) => {
    const parsed = traceLineSchema.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const where = issue === undefined || issue.path.length === 0 ? "the line" : issue.path.join(".");
      const message = `Not a trace line: ${where}: ${issue?.message ?? "unknown form"}`.slice(0, 2000);
      return [{ problem: { code: "not_a_trace_line", message } }];
    }
    const { problem_id, model, ...rest } = parsed.data;
    const variant = model?.trim();
    return [{ sample: { ...rest, problem: { id: problem_id }, ...(variant ? { variant } : {}) } }];
  },
};
