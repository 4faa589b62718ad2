/** A paper by its number in the archive. */
export function ArxivLink({ id }: { id: string }) {
  return <a href={`https://arxiv.org/abs/${id}`}>arXiv {id}</a>;
}
