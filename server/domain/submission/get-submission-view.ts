import type { SubmissionView } from "@/contracts/submission";
import type { Ctx } from "../ctx";
import { ownSubmission } from "./own-submission";
import { submissionViews } from "./submission-views";

/** Everything about one of one's own submissions: state, reason, place in line, ETA, heartbeat, progress, errors by line. */
export async function getSubmissionView(ctx: Ctx, input: { id: string }): Promise<SubmissionView> {
  const row = await ownSubmission(ctx, input.id);
  const [view] = await submissionViews(ctx, [row]);
  if (view === undefined) throw new Error("a submission has no view");
  return view;
}
