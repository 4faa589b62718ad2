import { config } from "zod";
import type { LineError } from "@/contracts/trace-line";
import { type ForeignSample, readTraces, type Spool, type TableLimits } from "@/formats";

/** How far the browser looks before a file is sent; the server reads all of it. */
export const PREVIEW = {
  samples: 200,
  errors: 50,
  fileBytes: 24 * 1024 ** 2,
  shownRows: 5,
  shownErrors: 5,
  textCharacters: 160,
} as const;

/**
 * What a table may take here. A worker shares the memory of its page, so that a table which is small in the file and large when it is
 * read would end the page; the server reads such a table in a process of its own.
 */
const TABLES: TableLimits = {
  groupBytes: 64 * 1024 ** 2,
  groupValues: 2_000_000,
  headerBytes: 1024 ** 2,
  hasDifferences: false,
};

type PreviewRow = { at: number; problem: string; sample: number | null; answer: string };

type Container = "compressed container" | "Parquet file";

export type FilePreview =
  /** A large table, or a container that is compressed as a whole: the browser leaves it to the server. */
  | { kind: "on-server"; container: Container }
  | {
      kind: "read";
      format: string;
      /** Samples and errors among what was looked at; `isWhole` says that this is the whole file. */
      samples: number;
      errors: number;
      isWhole: boolean;
      rows: PreviewRow[];
      firstErrors: (LineError & { at: number })[];
      /** Whose verdicts the file carries. */
      tool: string | null;
      /** Models among what was looked at, by the file's own names; every one gets a run of its own. */
      models: string[];
    };

/** Ends the reading of a file that is left to the server. */
class OnServer extends Error {
  readonly container: Container;
  constructor(container: Container) {
    super("read on the server");
    this.container = container;
  }
}

class EnoughRead extends Error {}

// Pages allow no code made from text, which the library would otherwise try.
config({ jitless: true });

/**
 * Recognises a file by its content and checks its first lines, gzip and zstd expanded, with the same reader as the
 * server. Stops after 200 samples, 50 errors or 24 MiB of the file, whatever comes first. `onRow` is told of every row.
 * Throws only what reading the file itself throws.
 */
export async function previewFile(file: Blob, onRow?: () => void): Promise<FilePreview> {
  const found: Extract<FilePreview, { kind: "read" }> = {
    kind: "read",
    format: "neutral",
    samples: 0,
    errors: 0,
    isWhole: false,
    rows: [],
    firstErrors: [],
    tool: null,
    models: [],
  };
  const note = (error: LineError) => {
    found.errors++;
    if (found.firstErrors.length < PREVIEW.shownErrors)
      found.firstErrors.push({ ...error, at: found.errors });
  };
  try {
    const options = { spool: whereItLies(file), tables: TABLES, onRow };
    for await (const item of readTraces(startOf(file), undefined, options)) {
      if (item.kind === "format") found.format = item.format;
      else if (item.kind === "error") note(item.error);
      else if (item.kind === "end") {
        // The server's limits are wider.
        if (item.error?.code === "too_large" && (await magicOf(file)) === "PAR1")
          throw new OnServer("Parquet file");
        if (item.error !== null) note(item.error);
        found.isWhole = true;
      } else {
        found.samples++;
        found.tool ??= item.sample.imported?.tool ?? null;
        const model = item.sample.variant;
        if (model !== undefined && !found.models.includes(model)) found.models.push(model);
        if (found.rows.length < PREVIEW.shownRows) found.rows.push(rowOf(item.sample, found.samples));
      }
      if (found.samples >= PREVIEW.samples || found.errors >= PREVIEW.errors) break;
    }
  } catch (error) {
    if (error instanceof OnServer) return { kind: "on-server", container: error.container };
    if (!(error instanceof EnoughRead)) throw error;
  }
  return found;
}

async function* startOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  let read = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      yield next.value;
      read += next.value.byteLength;
      if (read > PREVIEW.fileBytes) throw new EnoughRead();
    }
  } finally {
    await reader.cancel();
  }
}

/** Archives and tables are read where they lie in the file; what is compressed as a whole is left to the server. */
function whereItLies(file: Blob): Spool {
  return async (input) => {
    for await (const _ of input) break;
    const read = async (start: number, end: number) =>
      new Uint8Array(await file.slice(start, end).arrayBuffer());
    const magic = await magicOf(file);
    if (magic.startsWith("\u001f\u008b") || magic.startsWith("(\u00b5/"))
      throw new OnServer("compressed container");
    if (magic === "PAR1" && file.size > PREVIEW.fileBytes) throw new OnServer("Parquet file");
    return { access: { byteLength: file.size, read }, close: async () => {} };
  };
}

const magicOf = async (file: Blob): Promise<string> =>
  String.fromCharCode(...new Uint8Array(await file.slice(0, 4).arrayBuffer()));

function rowOf(sample: ForeignSample, at: number): PreviewRow {
  const { problem } = sample;
  const name = "id" in problem ? problem.id : (problem.statement ?? problem.toolIds[0] ?? problem.prompt);
  return { at, problem: head(name ?? "–"), sample: sample.sample, answer: head(sample.response) };
}

function head(text: string): string {
  const folded = text
    .slice(0, 4 * PREVIEW.textCharacters)
    .replace(/\s+/g, " ")
    .trim();
  return folded.length > PREVIEW.textCharacters ? `${folded.slice(0, PREVIEW.textCharacters - 1)}…` : folded;
}
