export { checkUrl } from "./check-url";
export type { Http, HttpAnswer } from "./http";
export { NetError } from "./net-error";
export { createSafeHttp } from "./safe-http";
export { createTrustedHttp } from "./trusted-http";
