import { cancelSubmission } from "./cancel-submission";
import { checkSubmission } from "./check-submission";
import { evaluateRun } from "./evaluate-run";
import { rescoreAll } from "./rescore";
import { sweepAll } from "./sweep";

/** Every workflow function that the site serves. */
export const functions = [checkSubmission, evaluateRun, cancelSubmission, rescoreAll, sweepAll];
