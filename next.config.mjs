/**
 * Not TypeScript: Next would compile it again at every start.
 * @type {import("next").NextConfig}
 */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["better-sqlite3", "pg"],
  // `npm run check` type-checks the whole tree; doing it again here would double the time `npm start` takes.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
};
