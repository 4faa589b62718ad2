export { acceptReport } from "./accept-report";
export { judgeText } from "./judge-text";
export { planRescore, type RescoreStand } from "./plan-rescore";
export { planVerification } from "./plan-verification";
export { rescoreDue } from "./rescore-due";
export { requestRescore, type StartedRescore, startRescore } from "./start-rescore";
