import type { Message } from "@/contracts/sample";
import type { Tokenizer } from "./tokenizer";

/**
 * A conversation as token ids, by the template of the bundled model: `<|bos|>`, then per message its role token and
 * its content, `<|end|>` after assistant turns, empty system turns dropped, `<|assistant|>` last. It is the same as the
 * Jinja text in the file's metadata. Roles for which the model has no token are told as the user's words.
 */
export function renderChat(tokenizer: Tokenizer, messages: readonly Message[]): number[] {
  const ids = [tokenizer.beginId];
  for (const { role, content } of messages) {
    if (role === "system" && content === "") continue;
    const roleId = tokenizer.controlIds.get(`<|${role}|>`) ?? requireControl(tokenizer, "<|user|>");
    ids.push(roleId, ...tokenizer.encode(content));
    if (role === "assistant") ids.push(tokenizer.endId);
  }
  ids.push(requireControl(tokenizer, "<|assistant|>"));
  return ids;
}

function requireControl(tokenizer: Tokenizer, token: string): number {
  const id = tokenizer.controlIds.get(token);
  if (id === undefined) throw new RangeError(`the vocabulary has no ${token}, which the chat template needs`);
  return id;
}
