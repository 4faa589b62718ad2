import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Lease, ReportRequest } from "@/contracts/runner";
import { type ServerClient, ServerError } from "../lease/server-client";

/** Figures of one runner in Prometheus' terms. Labels are kinds, outcomes and codes: never a model, a prompt or an address. */
export class RunnerMetrics {
  readonly registry = new Registry();
  readonly #leasesActive = this.#gauge("leases_active", "Leases held now", ["kind"]);
  readonly #leases = this.#counter("leases_total", "Leases that ended", ["kind", "result"]);
  readonly #leaseSeconds = new Histogram({
    name: "plumbline_runner_lease_seconds",
    help: "Time from a lease to its end",
    labelNames: ["kind"],
    buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 1800, 7200],
    registers: [this.registry],
  });
  readonly #samples = this.#counter("samples_total", "Samples reported, by whether an attempt failed", [
    "fault",
  ]);
  readonly #tokens = this.#counter("tokens_total", "Tokens of reported samples", ["kind"]);
  readonly #verdicts = this.#counter("verdicts_total", "Verdicts reported", ["outcome"]);
  readonly #answeredAt = this.#gauge(
    "server_answered_timestamp_seconds",
    "When the instance last answered",
    [],
  );
  readonly #failures = this.#counter("server_errors_total", "Calls to the server that failed", [
    "call",
    "status",
  ]);

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: "plumbline_runner_" });
  }

  /** The same work, counted and timed. */
  counted<Control extends { signal: AbortSignal }>(
    work: (lease: Lease, control: Control) => Promise<void>,
  ): (lease: Lease, control: Control) => Promise<void> {
    return async (lease, control) => {
      const { kind } = lease.work;
      const end = this.#leaseSeconds.startTimer({ kind });
      this.#leasesActive.inc({ kind });
      let result = "done";
      try {
        await work(lease, control);
        if (control.signal.aborted) result = "lost";
      } catch (error) {
        result = control.signal.aborted ? "lost" : "failed";
        throw error;
      } finally {
        this.#leasesActive.dec({ kind });
        this.#leases.inc({ kind, result });
        end();
      }
    };
  }

  /** The same client; what the server took is counted, and every call that failed. */
  watching(client: ServerClient): ServerClient {
    return {
      ...client,
      lease: (request, signal) => this.#failing("lease", client.lease(request, signal)),
      heartbeat: (request) => this.#failing("heartbeat", client.heartbeat(request)),
      report: async (request, signal) => {
        const answer = await this.#failing("report", client.report(request, signal));
        this.#reported(request);
        return answer;
      },
    };
  }

  /** Shows what hosted accounts take at a time, all of them together. */
  watchAccounts(totals: () => { accounts: number; limit: number; inFlight: number; waiting: number }): void {
    const registers = [this.registry];
    const gauge = (name: string, help: string, of: (now: ReturnType<typeof totals>) => number) =>
      new Gauge({
        name: `plumbline_runner_${name}`,
        help,
        registers,
        collect() {
          this.set(of(totals()));
        },
      });
    gauge("accounts", "Hosted accounts (address and key) seen", (now) => now.accounts);
    gauge("account_call_limit", "Calls at a time that hosted accounts take, as learned", (now) => now.limit);
    gauge("account_calls", "Calls to hosted accounts under way", (now) => now.inFlight);
    gauge("account_calls_waiting", "Calls that wait for a hosted account to have room", (now) => now.waiting);
  }

  #reported(request: ReportRequest): void {
    for (const sample of request.samples ?? []) {
      this.#samples.inc({ fault: sample.fault?.kind ?? "none" });
      this.#tokens.inc({ kind: "prompt" }, sample.promptTokens ?? 0);
      this.#tokens.inc({ kind: "completion" }, sample.completionTokens ?? 0);
    }
    for (const verdict of request.verdicts ?? []) this.#verdicts.inc({ outcome: verdict.outcome });
  }

  async #failing<Answer>(call: string, answer: Promise<Answer>): Promise<Answer> {
    try {
      const value = await answer;
      this.#answeredAt.setToCurrentTime();
      return value;
    } catch (error) {
      this.#failures.inc({ call, status: error instanceof ServerError ? String(error.status) : "no answer" });
      throw error;
    }
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name: `plumbline_runner_${name}`, help, labelNames, registers: [this.registry] });
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> {
    return new Gauge({ name: `plumbline_runner_${name}`, help, labelNames, registers: [this.registry] });
  }
}
