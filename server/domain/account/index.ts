export { authenticateKey } from "./authenticate-key";
export { accountCreatedSchema, createAccount, createAccountSchema } from "./create-account";
export { createKey, createKeySchema, keyCreatedSchema } from "./create-key";
export { ensureFirstAdmin } from "./ensure-first-admin";
export { isTrustedRunnerKey } from "./is-trusted-key";
export { keyViewSchema, listKeys } from "./list-keys";
export { recordAudit } from "./record-audit";
export { type AccountActor, isAdmin, maySeeTeam, requireAdmin, requireScope, requireSystem } from "./require";
export { revokeKey } from "./revoke-key";
export {
  authenticateSession,
  createSignInLink,
  endSession,
  redeemSignInLink,
  SESSION_DAYS,
} from "./sessions";
export { identitySchema, whoAmI } from "./who-am-i";
