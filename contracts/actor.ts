import type { Scope } from "./states";

/** Who asks. Anonymous may read what is public; `system` is the platform itself (workflow functions, first start). */
export type Actor =
  | { type: "anonymous" }
  | {
      type: "account";
      accountId: string;
      teamId: string;
      scopes: readonly Scope[];
      /** The API key used; null for a browser session. */
      apiKeyId: string | null;
      isAdmin: boolean;
    }
  | { type: "system"; name: string };
