import { methodTitle } from "./titles";

/** A method by its title, leading to its page. */
export function MethodLink({ id }: { id: string }) {
  return <a href={`/methods/${id}`}>{methodTitle(id)}</a>;
}
