import Link from "next/link";

export default function NotFound() {
  return (
    <>
      <h1>Nothing here</h1>
      <p className="mt-3">
        This address leads to nothing, or to something that is not public.{" "}
        <Link href="/" prefetch={false}>
          Go to the boards
        </Link>
      </p>
    </>
  );
}
