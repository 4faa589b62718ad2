export { getSystem } from "./get-system";
export { listClaims } from "./list-claims";
export { listSystems } from "./list-systems";
export { syncSystems } from "./sync-systems";
