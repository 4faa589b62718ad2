import type { Readable } from "node:stream";
import { DataStore, Upload } from "@tus/server";
import type { Ctx } from "@/server/domain/ctx";
import { appendUpload, openUpload, ownUpload, removeUpload } from "@/server/domain/submission";

/** The tus protocol's view of the uploads of one caller: every call passes the verbs, which check whose upload it is. */
export class TusStore extends DataStore {
  override extensions = ["creation", "creation-with-upload", "termination"];
  readonly #ctx: Ctx;

  constructor(ctx: Ctx) {
    super();
    this.#ctx = ctx;
  }

  override async create(file: Upload): Promise<Upload> {
    await openUpload(this.#ctx, { id: file.id, input: file.metadata ?? {}, bytes: file.size ?? 0 });
    return file;
  }

  override write(body: Readable, id: string, offset: number): Promise<number> {
    return appendUpload(this.#ctx, id, { offset, body });
  }

  override async getUpload(id: string): Promise<Upload> {
    const row = await ownUpload(this.#ctx, id);
    return new Upload({
      id,
      size: row.bytes,
      offset: row.received,
      creation_date: row.createdAt.toISOString(),
    });
  }

  override remove(id: string): Promise<void> {
    return removeUpload(this.#ctx, id);
  }
}
