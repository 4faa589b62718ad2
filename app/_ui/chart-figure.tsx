/** A chart as the server drew it, with the ways to take it along. `href` is its address without the ending. */
export function ChartFigure(props: { svg: string; caption: string; href: string }) {
  return (
    <figure className="my-3">
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own chart; names in it are escaped by the drawing library (test). */}
      <div className="max-w-full overflow-x-auto" dangerouslySetInnerHTML={{ __html: props.svg }} />
      <figcaption className="mt-1 flex flex-wrap justify-between gap-x-6 text-[12.5px] text-quiet">
        <span>{props.caption}</span>
        <span>
          <a href={`${props.href}.svg`}>SVG</a> · <a href={`${props.href}.png`}>PNG</a> ·{" "}
          <a href={`${props.href}.csv`}>CSV</a>
        </span>
      </figcaption>
    </figure>
  );
}
