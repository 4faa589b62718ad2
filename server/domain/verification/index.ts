export { acceptReport } from "./accept-report";
export { judgeText } from "./judge-text";
export { planVerification } from "./plan-verification";
