/** How much of a file has been sent, in words and as a bar. */
export function UploadProgress({ sent, total }: { sent: number; total: number }) {
  const percent = total === 0 ? 100 : Math.floor((100 * sent) / total);
  return (
    <p className="grid gap-1 text-[13px]">
      <progress className="w-full" aria-label="Upload" value={percent} max={100} />
      <span>
        {percent} % of {megabytes(total)} sent
        {percent === 100 ? "; the server checks it is whole" : ""}
      </span>
    </p>
  );
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
