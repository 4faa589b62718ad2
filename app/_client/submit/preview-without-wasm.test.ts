import { expect, it, vi } from "vitest";

// Nothing of formats/ is imported before the stub: what a package does while it loads is what counts here.
it("runs where the policy of the page forbids compiling WebAssembly", async () => {
  const refused = vi.fn(() => {
    throw new Error("refused by the policy of the page");
  });
  vi.stubGlobal("WebAssembly", {
    Module: refused,
    Instance: refused,
    compile: refused,
    instantiate: refused,
  });
  const { previewFile } = await import("./preview-file");
  const line = JSON.stringify({ problem_id: "p", sample: 0, response: "1" });
  expect(await previewFile(new Blob([line]))).toMatchObject({ samples: 1, errors: 0 });
  expect(refused).not.toHaveBeenCalled();
});
