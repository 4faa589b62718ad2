import { Command, Option } from "commander";
import { z } from "zod";
import { SCOPES } from "@/contracts/states";
import { openRemote, type RemoteOptions, withRemoteOptions } from "../remote";

const createdSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  key: z.string(),
});
const listSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      scopes: z.array(z.string()),
      trustedRunner: z.boolean(),
      createdAt: z.string(),
      lastUsedAt: z.string().nullable(),
      revokedAt: z.string().nullable(),
    }),
  ),
});
const linkSchema = z.object({ url: z.string() });

export function keysCommand(): Command {
  return new Command("keys")
    .description("API keys, and links that sign a browser in")
    .addCommand(createKey())
    .addCommand(listKeys())
    .addCommand(revokeKey())
    .addCommand(signIn());
}

function createKey(): Command {
  return withRemoteOptions(new Command("create"))
    .description("make a key; it is shown this once")
    .requiredOption("--name <text>", "what or whom it is for")
    .addOption(
      new Option("--scope <scope...>", "what it may do").choices([...SCOPES]).default(["submit"], "submit"),
    )
    .option("--trusted", "with the scope runner: may see reference answers and report verdicts")
    .action(async (options: RemoteOptions & { name: string; scope: string[]; trusted?: boolean }) => {
      const answer = await openRemote(options).json("/api/v1/keys", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          name: options.name,
          scopes: options.scope,
          trustedRunner: options.trusted === true,
        }),
      });
      const created = createdSchema.parse(answer);
      // The key alone on standard output, so that a script can keep it.
      console.error(`${created.id}  ${created.scopes.join(", ")}  ${created.name}`);
      console.log(created.key);
    });
}

function listKeys(): Command {
  return withRemoteOptions(new Command("list"))
    .description("keys of your team, never the keys themselves")
    .option("--json", "the whole answer of the API")
    .action(async (options: RemoteOptions & { json?: boolean }) => {
      const answer = await openRemote(options).json("/api/v1/keys");
      if (options.json) {
        console.log(JSON.stringify(answer, null, 2));
        return;
      }
      for (const key of listSchema.parse(answer).items) {
        const state = key.revokedAt ? "revoked" : (key.lastUsedAt ?? "never used");
        const scopes = `${key.scopes.join(", ")}${key.trustedRunner ? ", trusted" : ""}`;
        console.log(`${key.id}  ${scopes.padEnd(18)}  ${state.padEnd(24)}  ${key.name}`);
      }
    });
}

function revokeKey(): Command {
  return withRemoteOptions(new Command("revoke"))
    .description("end a key at once")
    .argument("<id>", "id of the key, as the list shows it")
    .action(async (id: string, options: RemoteOptions) => {
      await openRemote(options).json(`/api/v1/keys/${encodeURIComponent(id)}`, { method: "DELETE" });
      console.log(`${id} is revoked`);
    });
}

function signIn(): Command {
  return withRemoteOptions(new Command("sign-in"))
    .description("print a link that signs one browser in, once, within 15 minutes")
    .action(async (options: RemoteOptions) => {
      const answer = await openRemote(options).json("/api/v1/sign-in-links", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      });
      console.log(linkSchema.parse(answer).url);
    });
}
