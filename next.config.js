/** Headers of every answer; the content-security-policy depends on the page and is set in proxy.ts. */
const HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), browsing-topics=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // The title stands in the head for everybody: an answer must not depend on who asks (server/api/kept).
  htmlLimitedBots: /.*/,
  // `npm run verify` checks types; a start should not wait for them again.
  typescript: { ignoreBuildErrors: true },
  // Server code that Node loads as it is. The large ones would also cost the build a minute: inngest brings OpenTelemetry.
  serverExternalPackages: [
    "pg",
    "pg-copy-streams",
    "@vercel/postgres",
    "ws",
    "bufferutil",
    "@resvg/resvg-js",
    "linkedom",
    "pino",
    "undici",
    "inngest",
    "drizzle-orm",
    "gpt-tokenizer",
    "@tus/server",
    "hyparquet",
    "hyparquet-compressors",
  ],
  // A first start should not wait for a cache of the build or for source maps that `next start` never reads.
  experimental: { turbopackFileSystemCacheForBuild: false, turbopackSourceMaps: false },
  // `/` is the board of the first benchmark. Here and not in proxy.ts: a rewrite from there leaves the server and comes back.
  rewrites: async () => [{ source: "/", destination: "/benchmarks/-" }],
  headers: async () => [{ source: "/:path*", headers: HEADERS }],
};

export default config;
