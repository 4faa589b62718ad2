import { splitThinking } from "./thinking";
import { THINK_TAGS } from "./whole-text";

/** What a reply says after its thinking; the whole text where it has none, or ends inside it. */
export function finalText(response: string): string {
  const { rest, closed } = splitThinking(response, THINK_TAGS);
  const final = closed ? rest.trim() : "";
  return final === "" ? response.trim() : final;
}
