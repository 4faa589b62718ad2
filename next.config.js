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
  // `npm run verify` checks types; a start should not wait for them again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "pg",
    "pg-copy-streams",
    "@vercel/postgres",
    "ws",
    "bufferutil",
    "@resvg/resvg-js",
    "linkedom",
    "pino",
    "piscina",
    "undici",
  ],
  headers: async () => [{ source: "/:path*", headers: HEADERS }],
};

export default config;
