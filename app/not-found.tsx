export default function NotFound() {
  return (
    <>
      <h1>Nothing here</h1>
      <p className="mt-3">
        This address leads to nothing, or to something that is not public. <a href="/">Go to the boards</a>
      </p>
    </>
  );
}
