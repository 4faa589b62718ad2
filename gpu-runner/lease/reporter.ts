import type { AssessmentReport } from "@/contracts/assessment";
import { LEASE, type ReportRequest } from "@/contracts/runner";
import type { SampleReport } from "@/contracts/sample";
import type { LineError } from "@/contracts/trace-line";
import type { ImportedReport, VerdictReport } from "@/contracts/verdict";
import { Backoff } from "./backoff";
import { fitAssessment, fitReport } from "./fit-report";
import { mostBytes } from "./most-bytes";
import { isPassing, type LeaseRef, type ServerClient } from "./server-client";

type Entry = {
  sample: SampleReport | null;
  verdict: VerdictReport | null;
  imported: ImportedReport | null;
  assessment?: AssessmentReport;
  bytes: number;
};

/** Room for names, brackets and line errors beside the entries of a report. */
export const BATCH_BYTES = LEASE.reportBytes - 256 * 1024;
/** An entry of at most this size never fills a report before their number does: its exact size is not needed. */
const SMALL_BYTES = Math.floor(BATCH_BYTES / LEASE.reportSamples);
/** Results wait for company: a report costs the server about as much as ten short samples in it. */
const FLUSH_AFTER_MS = 2_000;
/** A producer that awaits `add` is held back while this much waits to be sent. */
const MOST_WAITING = 4 * LEASE.reportSamples;
/** Reports of an upload that are on their way at a time: the server works on one while the next ones travel. */
export const UPLOAD_REPORTS = 4;
/** Finished results of a lost lease are offered for this long, then forgotten: the journal still has their calls. */
const LATE_MS = 20_000;
/** Of one report. */
const MOST_LINE_ERRORS = 200;
const MOST_WAITING_BYTES = 4 * LEASE.reportBytes;

export type ReportEnd = Pick<ReportRequest, "failure" | "probe" | "ingest">;

/**
 * Sends one lease's results in order, in batches within the protocol's limits. While the server is away results wait
 * (their texts are in the journal as well); a lease that is over ends it through `onLost`. What was finished by then goes out
 * with `late`.
 */
export class Reporter {
  readonly #client: ServerClient;
  readonly #lease: LeaseRef;
  readonly #signal: AbortSignal;
  readonly #onLost: (error: unknown) => void;
  readonly #backoff = new Backoff();
  #entries: Entry[] = [];
  #waitingBytes = 0;
  #lineErrors: LineError[] = [];
  #progress: { done: number; total: number | null } | null = null;
  readonly #mostInFlight: number;
  readonly #inFlight = new Set<Promise<unknown>>();
  #isOver = false;
  /** Reports that were cut off on their way by the end of the lease. */
  readonly #cutOff: ReportRequest[] = [];
  #isSendingFull = false;
  #timer: NodeJS.Timeout | null = null;
  #sending: Promise<void> = Promise.resolve();

  constructor(options: {
    client: ServerClient;
    lease: LeaseRef;
    signal: AbortSignal;
    onLost: (error: unknown) => void;
    /** Reports on their way at a time; results arrive in order with one, which is the default. */
    inFlight?: number;
  }) {
    this.#mostInFlight = options.inFlight ?? 1;
    this.#client = options.client;
    this.#lease = options.lease;
    this.#signal = options.signal;
    this.#onLost = options.onLost;
  }

  /** Takes one result; resolves when there is room for the next. */
  async add(
    sample: SampleReport | null,
    verdict: VerdictReport | null = null,
    imported: ImportedReport | null = null,
  ): Promise<void> {
    const most = mostBytes([sample, verdict, imported]);
    if (most <= SMALL_BYTES) return this.#push({ sample, verdict, imported, bytes: most });
    const fitted = sample === null ? null : fitReport(sample, BATCH_BYTES);
    const bytes = Buffer.byteLength(JSON.stringify([fitted, verdict, imported]));
    await this.#push({ sample: fitted, verdict, imported, bytes });
  }

  /** Takes one assessment; resolves when there is room for the next. */
  async addAssessment(assessment: AssessmentReport): Promise<void> {
    const fitted = fitAssessment(assessment, BATCH_BYTES);
    const bytes = Buffer.byteLength(JSON.stringify(fitted));
    await this.#push({ sample: null, verdict: null, imported: null, assessment: fitted, bytes });
  }

  async #push(entry: Entry): Promise<void> {
    this.#entries.push(entry);
    this.#waitingBytes += entry.bytes;
    if (this.#entries.length >= LEASE.reportSamples || this.#waitingBytes >= BATCH_BYTES) this.#sendFull();
    else this.#flushSoon(FLUSH_AFTER_MS);
    if (this.#entries.length >= MOST_WAITING || this.#waitingBytes >= MOST_WAITING_BYTES) await this.#sending;
  }

  addLineErrors(errors: readonly LineError[]): void {
    this.#lineErrors.push(...errors);
  }

  progress(done: number, total: number | null): void {
    this.#progress = { done, total };
    this.#flushSoon(FLUSH_AFTER_MS);
  }

  /** Sends all that waits; resolves when the server has it, or when the lease is lost. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#sending = this.#sending.then(async () => {
      await this.#launch(
        () => this.#entries.length > 0 || this.#lineErrors.length > 0 || this.#progress !== null,
      );
      await Promise.all(this.#inFlight);
    });
    return this.#sending;
  }

  /** Sends full reports and leaves the rest to be filled up. */
  #sendFull(): void {
    if (this.#isSendingFull) return;
    this.#isSendingFull = true;
    this.#sending = this.#sending
      .then(() =>
        this.#launch(() => this.#entries.length >= LEASE.reportSamples || this.#waitingBytes >= BATCH_BYTES),
      )
      .finally(() => {
        this.#isSendingFull = false;
      });
  }

  /** Sends while there is `more`; resolves when all of it is on its way. */
  async #launch(more: () => boolean): Promise<void> {
    while (!this.#isOver && more()) {
      if (this.#inFlight.size >= this.#mostInFlight) {
        await Promise.race(this.#inFlight);
        continue;
      }
      const one: Promise<void> = this.#send(this.#take({ done: false })).then((sent) => {
        this.#inFlight.delete(one);
        if (!sent) this.#isOver = true;
      });
      this.#inFlight.add(one);
    }
  }

  /** The last report of the lease, with what waits; all others have arrived before it. */
  async end(end: Partial<ReportEnd>): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#sending = this.#sending.then(async () => {
      await this.#launch(() => !this.#isOneReport());
      await Promise.all(this.#inFlight);
    });
    await this.#sending;
    if (!this.#isOver && !this.#signal.aborted) await this.#send(this.#take({ ...end, done: true }));
  }

  /** After the lease was lost: offers the samples that are finished once; the server keeps those that nobody else has brought. */
  async late(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#sending;
    await Promise.all(this.#inFlight);
    const signal = AbortSignal.timeout(LATE_MS);
    const backoff = new Backoff();
    const next = () =>
      this.#cutOff.shift() ?? (this.#entries.length > 0 ? this.#take({ done: false }) : undefined);
    let isTaken = true;
    for (let request = next(); request !== undefined && isTaken; request = next()) {
      if (request.samples?.length === 0) continue;
      isTaken = await this.#offer({ ...request, done: false, failure: null }, backoff, signal);
    }
  }

  async #offer(request: ReportRequest, backoff: Backoff, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      try {
        await this.#client.report(request, signal);
        return true;
      } catch (error) {
        if (!isPassing(error)) return false;
        await backoff.wait(signal);
      }
    }
    return false;
  }

  /** All that waits goes into one report. */
  #isOneReport(): boolean {
    return (
      this.#entries.length <= LEASE.reportSamples &&
      this.#lineErrors.length <= MOST_LINE_ERRORS &&
      (this.#entries.length <= 1 || this.#waitingBytes <= BATCH_BYTES)
    );
  }

  #flushSoon(ms: number): void {
    this.#timer ??= setTimeout(() => void this.flush(), ms);
  }

  #take(end: Partial<ReportEnd> & { done: boolean }): ReportRequest {
    const batch: Entry[] = [];
    let bytes = 0;
    for (let entry = this.#entries[0]; entry !== undefined; entry = this.#entries[0]) {
      if (batch.length >= LEASE.reportSamples || (batch.length > 0 && bytes + entry.bytes > BATCH_BYTES))
        break;
      this.#entries.shift();
      batch.push(entry);
      bytes += entry.bytes;
      this.#waitingBytes -= entry.bytes;
    }
    const request: ReportRequest = {
      ...this.#lease,
      samples: batch.flatMap((entry) => (entry.sample === null ? [] : [entry.sample])),
      verdicts: batch.flatMap((entry) => (entry.verdict === null ? [] : [entry.verdict])),
      imported: batch.flatMap((entry) => (entry.imported === null ? [] : [entry.imported])),
      assessments: batch.flatMap(({ assessment }) => assessment ?? []),
      lineErrors: this.#lineErrors.splice(0, MOST_LINE_ERRORS),
      progress: this.#progress,
      ...end,
    };
    this.#progress = null;
    return request;
  }

  async #send(request: ReportRequest): Promise<boolean> {
    while (!this.#signal.aborted) {
      try {
        const { over } = await this.#client.report(request, this.#signal);
        this.#backoff.reset();
        if (over !== true) return true;
        this.#onLost(new Error("the lease is over"));
        return false;
      } catch (error) {
        if (this.#signal.aborted) break;
        if (!isPassing(error)) {
          this.#onLost(error);
          return false;
        }
        await this.#backoff.wait(this.#signal);
      }
    }
    this.#cutOff.push(request);
    return false;
  }
}
