export { acceptReport } from "./accept-report";
export { planVerification } from "./plan-verification";
