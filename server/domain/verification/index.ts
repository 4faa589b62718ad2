export { acceptReport } from "./accept-report";
export { planVerification } from "./plan-verification";
export { RECHECK_ONE_IN } from "./recheck-verdicts";
