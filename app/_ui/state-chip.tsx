import type { RunState, SubmissionState } from "@/contracts/states";
import type { WORKFLOW_RUN_STATES } from "@/contracts/workflow-view";

type State = RunState | SubmissionState | (typeof WORKFLOW_RUN_STATES)[number];

/** What asks for somebody stands out; what is over without a row steps back. */
const INKS: Partial<Record<State, string>> = {
  failed: "!border-incorrect !text-incorrect",
  needs_decision: "!border-unparsed !text-unparsed",
  waiting: "!border-unparsed !text-unparsed",
  checking: "!border-accent !text-accent",
  running: "!border-accent !text-accent",
  scoring: "!border-accent !text-accent",
  cancelled: "!text-quiet",
  withdrawn: "!text-quiet",
};

/** The state of a submission, a run or a workflow run, in its own word. */
export function StateChip({ state }: { state: State }) {
  return <span className={`chip ${INKS[state] ?? ""}`}>{state.replace("_", " ")}</span>;
}
