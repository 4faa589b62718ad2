import { z } from "zod";
import {
  accountCreatedSchema,
  createAccount,
  createAccountSchema,
  createKey,
  createKeySchema,
  createSignInLink,
  identitySchema,
  keyCreatedSchema,
  keyViewSchema,
  listKeys,
  revokeKey,
  whoAmI,
} from "@/server/domain/account";
import { readProcedure, router, writeProcedure } from "../trpc";
import { listOf } from "./lists";

const tags = ["account"];

export const accountRouter = router({
  me: readProcedure
    .meta({ openapi: { method: "GET", protect: false, path: "/me", tags, summary: "Who you are" } })
    .input(z.object({}))
    .output(identitySchema)
    .query(({ ctx: { ctx } }) => whoAmI(ctx)),
  listKeys: readProcedure
    .meta({ openapi: { method: "GET", path: "/keys", tags, protect: true, summary: "Keys of your team" } })
    .input(z.object({}))
    .output(listOf(keyViewSchema))
    .query(async ({ ctx: { ctx } }) => ({ items: await listKeys(ctx), nextCursor: null })),
  createKey: writeProcedure
    .meta({
      openapi: { method: "POST", path: "/keys", tags, protect: true, summary: "A new key, shown once" },
    })
    .input(createKeySchema)
    .output(keyCreatedSchema)
    .mutation(({ ctx: { ctx }, input }) => createKey(ctx, input)),
  revokeKey: writeProcedure
    .meta({ openapi: { method: "DELETE", path: "/keys/{id}", tags, protect: true, summary: "End a key" } })
    .input(z.object({ id: z.string().max(60) }))
    .output(z.object({ id: z.string() }))
    .mutation(({ ctx: { ctx }, input }) => revokeKey(ctx, input)),
  createAccount: writeProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/accounts",
        tags,
        protect: true,
        summary: "A new account with its team (administrators)",
      },
    })
    .input(createAccountSchema)
    .output(accountCreatedSchema)
    .mutation(({ ctx: { ctx }, input }) => createAccount(ctx, input)),
  createSignInLink: writeProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/sign-in-links",
        tags,
        protect: true,
        summary: "A link that signs one browser in, once, within 15 minutes (administrators)",
      },
    })
    .input(z.object({ accountId: z.string().max(60).optional() }))
    .output(z.object({ url: z.string(), expiresAt: z.iso.datetime() }))
    .mutation(({ ctx: { ctx }, input }) => createSignInLink(ctx, input)),
});
