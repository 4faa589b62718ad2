/** The first page of a site that nothing has been imported into. */
export function NoBenchmark() {
  return (
    <>
      <h1>Do reasoning methods hold up? Every number recomputed from its traces.</h1>
      <p className="mt-4">
        No benchmark has been imported yet. Run{" "}
        <span className="code">npx plumbline benchmarks import gsm8k --from FILE</span>.
      </p>
    </>
  );
}
