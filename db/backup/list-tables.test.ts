import { describe, expect, it } from "vitest";
import { fullName, parentsFirst, quoted } from "./list-tables";

const table = (name: string) => ({ schema: "public", name, columns: ["id"] });
const link = (child: string, parent: string) => ({ child: `public.${child}`, parent: `public.${parent}` });

describe("the order of tables", () => {
  it("has parents before children, and keeps tables without any", () => {
    const ordered = parentsFirst(
      [table("verdict"), table("sample"), table("run"), table("alone")],
      [link("verdict", "sample"), link("sample", "run"), link("verdict", "run")],
    ).map(fullName);
    expect(ordered.indexOf("public.run")).toBeLessThan(ordered.indexOf("public.sample"));
    expect(ordered.indexOf("public.sample")).toBeLessThan(ordered.indexOf("public.verdict"));
    expect(ordered).toContain("public.alone");
  });

  it("is refused for a circle", () => {
    expect(() => parentsFirst([table("a"), table("b")], [link("a", "b"), link("b", "a")])).toThrow(/circle/);
  });

  it("quotes what an identifier may hold", () => {
    expect(quoted('public.a"b')).toBe('"public"."a""b"');
  });
});
