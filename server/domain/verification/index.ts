export { acceptReport } from "./accept-report";
export { adoptVerifier } from "./adopt-verifier";
export { judgeText } from "./judge-text";
export { planRescore, type RescoreStand } from "./plan-rescore";
export { planVerification } from "./plan-verification";
export { rescoreDue } from "./rescore-due";
export { requestRescore, type StartedRescore, startDueRescore, startRescore } from "./start-rescore";
export { stopRunner } from "./stop-runner";
