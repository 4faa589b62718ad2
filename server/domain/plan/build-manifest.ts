import { createHash } from "node:crypto";
import { type Manifest, manifestSchema } from "@/contracts/manifest";
import type { Settings } from "@/contracts/platform";
import type { Sampling } from "@/contracts/sampling";
import type { RunKind } from "@/contracts/states";
import type { endpoint, model, submission } from "@/db/schema";
import type { ResolvedBenchmark } from "../catalog";
import { sha256OfJson } from "./sha256-of-json";

export type ManifestParts = {
  runId: string;
  kind: RunKind;
  model: typeof model.$inferSelect;
  endpoint: typeof endpoint.$inferSelect | null;
  submission: typeof submission.$inferSelect;
  target: ResolvedBenchmark;
  method: { id: string; version: number; params: Record<string, unknown> };
  roles: readonly string[];
  sampling: Sampling | null;
  samplesPerProblem: number;
  runSeed: string;
  source: Manifest["source"];
  /** By whose assessments the run chooses; null where by nobody's. */
  assessor: string | null;
  /** Of a reduction: the model that assesses, which need not be the one under evaluation; null otherwise. */
  assessing: typeof model.$inferSelect | null;
  /** Whose prompt the samples were given to, where another run knows it. */
  prompt?: Manifest["prompt"];
  verifierKey: string;
  settings: Pick<Settings, "version" | "commit">;
  /** Whose lines of the upload, where it holds several models. */
  variant?: string | undefined;
};

/** Everything that fixes a run, as one value, and the SHA-256 of its canonical JSON. Pure; holds no key and no address of an endpoint. */
export function buildManifest(parts: ManifestParts): { manifest: Manifest; sha256: string } {
  const { protocol } = parts.target.version;
  const imported = parts.endpoint === null;
  const identity =
    parts.assessing !== null || hostedWeights(parts) === null ? parts.model.identity : "hashed weights";
  const manifest = manifestSchema.parse({
    schema: 1,
    runId: parts.runId,
    kind: parts.kind,
    model: { slug: parts.model.slug, name: parts.model.name, identity },
    method: parts.method,
    benchmark: {
      slug: parts.target.benchmark.slug,
      version: parts.target.version.version,
      contentHash: parts.target.version.contentHash,
      problems: parts.target.version.problemCount,
    },
    prompt:
      parts.prompt ??
      (imported
        ? { source: "unknown", instruction: "", system: null }
        : { source: "ours", instruction: protocol.instruction, system: protocol.system }),
    samplesPerProblem: parts.samplesPerProblem,
    sampling: parts.sampling,
    runSeed: parts.runSeed,
    roles: imported ? [] : parts.roles.map((role) => roleEntry(role, parts)),
    source: parts.source,
    ...(parts.assessor === null ? {} : { assessor: parts.assessor }),
    upload: uploadOf(parts),
    verifierKey: parts.verifierKey,
    software: { version: parts.settings.version, commit: parts.settings.commit },
  } satisfies Manifest);
  return { manifest, sha256: sha256OfJson(manifest) };
}

function roleEntry(role: string, parts: ManifestParts): Manifest["roles"][number] {
  // The solver of a run that is reduced again was called in another run, whose manifest says where.
  const elsewhere = role === "solver" && parts.assessing !== null;
  const place = elsewhere ? null : parts.endpoint;
  const weights = elsewhere ? null : hostedWeights(parts);
  return {
    role,
    model: (role === "solver" ? parts.model : (parts.assessing ?? parts.model)).slug,
    endpointFingerprint: place === null ? null : endpointFingerprint(place),
    engine: place?.engine ?? "openai",
    server: place?.server ?? null,
    hardware: parts.submission.probe?.hardware ?? null,
    capabilities: place?.capabilities ?? [],
    ...(weights === null ? {} : { weightsSha256: weights }),
  };
}

/** SHA-256 of the weights that an engine of the operator's serves; null for addresses, whose owners could say anything. */
function hostedWeights({ endpoint: place, submission: row }: ManifestParts): string | null {
  if (place === null || place.engine === null) return null;
  return row.probe?.weights?.sha256 ?? null;
}

/** Names an endpoint without telling its address: the same place and served name give the same 16 hex digits. */
export function endpointFingerprint(place: {
  url: string | null;
  engine: string | null;
  servedName: string;
}): string {
  const text = JSON.stringify([place.url, place.engine, place.servedName]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function uploadOf({ submission: row, variant }: ManifestParts): Manifest["upload"] {
  if (row.uploadSha256 === null || row.uploadBytes === null) return null;
  const format = row.ingest?.format ?? "unknown";
  const whose = variant === undefined ? {} : { variant };
  return { sha256: row.uploadSha256, bytes: row.uploadBytes, format, ...whose };
}
