import { describe, expect, it } from "vitest";
import { oneLine, onOneLine } from "./one-line";
import { endpointSubmissionSchema } from "./submission";

/** Escape sequences of terminals in both forms, breaks of a line, and a name that reads backwards. */
const FORGED = [
  "a\u001b[2Jb",
  "a\u009b31mb",
  "a\r\nb",
  "a\u0085b",
  "a\u2028b",
  "gpt-\u202e5-xoof",
  "a\u2066b",
  "a\u0000b",
  "a\u007fb",
];
const endpoint = { url: "https://models.example.com/v1", model: "m", benchmark: "b" };

describe("a name on one line", () => {
  it.each(FORGED)("%j is refused as a name, and harmless where it is shown", (text) => {
    expect(oneLine(200).safeParse(text).success).toBe(false);
    expect(endpointSubmissionSchema.safeParse({ ...endpoint, model: text }).success).toBe(false);
    expect(oneLine(200).safeParse(onOneLine(text)).success).toBe(true);
  });

  it("keeps what people call things", () => {
    for (const name of ["Qwen2.5-Math 7B", "=cmd|'/c calc'!A0", "模型 (großes)", "<b>x</b>", "👩‍🔬"])
      expect(oneLine(200).parse(` ${name} \n`)).toBe(name);
  });

  it("a key that cannot stand in a header is refused; a line break behind it is not part of it", () => {
    const key = (apiKey: string) => endpointSubmissionSchema.safeParse({ ...endpoint, apiKey });
    expect(key("sk-1\n").data?.apiKey).toBe("sk-1");
    for (const apiKey of ["sk-1\r\nhost: x", "sk-„1“", "sk-\u0000", "\n"])
      expect(key(apiKey).success).toBe(false);
  });
});
