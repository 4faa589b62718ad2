export { type AddressPolicy, checkUrl } from "./check-url";
export { HTTP_DEFAULTS, type Http, type HttpAnswer, type HttpRequest } from "./http";
export { NetError, type NetErrorCode } from "./net-error";
export type { Resolver } from "./pinned-lookup";
export { isPublicAddress } from "./public-address";
export { createSafeHttp, type SafeHttpOptions } from "./safe-http";
export { createTrustedHttp } from "./trusted-http";
