/** Instead of a page of the operator, for everybody else. */
export function OperatorsOnly() {
  return (
    <>
      <h1>For the operator</h1>
      <p className="mt-4">
        This page needs a session of an administrator.{" "}
        <span className="code">npx plumbline keys sign-in</span> on the machine of the instance prints a link
        that signs a browser in.
      </p>
    </>
  );
}
